"""The store: managed transactions, the commit clock, and typed rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self, TypeVar, cast

import neo4j
from neo4j import READ_ACCESS, GraphDatabase, ManagedTransaction, NotificationMinimumSeverity
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)
from neo4j.time import Date, DateTime

from graph.store.queries import load_query
from messages import CreditgraphError, StoreError

Row = dict[str, Any]
T = TypeVar("T")

READ_SECONDS = 10.0
WRITE_SECONDS = 120.0
RETRY_SECONDS = 30.0
NO_LIMIT = 0.0
"""What tells the server to set a query no time limit."""


_TOO_LARGE = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
_HALTED = frozenset(
    f"Neo.DatabaseError.Transaction.{what}"
    for what in ("TransactionLogError", "TransactionCommitFailed", "TransactionStartFailed")
)
"""What a server says that could not write its log, and then to everybody until it is restarted."""


class TransactionTooLargeError(StoreError):
    """A transaction that the server has not memory enough for; a part of it may fit."""


@dataclass(frozen=True, slots=True)
class Writer:
    """One write transaction that holds the clock, hence the total order.

    Attributes:
        seq: the number of this commit; what it writes has ``since = seq``.
    """

    seq: int
    _tx: neo4j.Transaction

    def run(self, name: str, /, **params: object) -> list[Row]:
        """Run a query inside this transaction and return its rows."""
        return _rows(self._tx.run(load_query(name), {"seq": self.seq, **params}))


class Store:
    """A Neo4j database that holds our graph; safe to share between threads."""

    def __init__(self, uri: str, user: str, password: str) -> None:
        """Prepare connections; nothing is contacted until the first query.

        Raises:
            StoreError: the address is not one of a Neo4j server.
        """
        if not uri.startswith(("bolt", "neo4j")):
            raise StoreError("store.bad_uri", uri=uri)
        try:
            self._driver = GraphDatabase.driver(
                uri,
                auth=(user, password),
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                connection_acquisition_timeout=30,
                connection_timeout=10,
                max_transaction_retry_time=RETRY_SECONDS,
            )
        except (ConfigurationError, ValueError) as error:
            raise StoreError("store.bad_uri", uri=uri) from error
        self._uri = uri
        self._auth = (user, password)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._driver.close()

    def verify(self) -> None:
        """Reach the server or say why not.

        Raises:
            StoreError: no answer, or the credentials are refused.
        """
        with self._translated():
            self._driver.verify_connectivity()

    def read(self, name: str, /, **params: object) -> list[Row]:
        """Run one read query and return all its rows; dates are Python dates."""

        @neo4j.unit_of_work(timeout=READ_SECONDS)
        def work(tx: ManagedTransaction) -> list[Row]:
            return _rows(tx.run(load_query(name), dict(params)))

        with self._translated(), self._driver.session(default_access_mode=READ_ACCESS) as session:
            return session.execute_read(work)

    def read_as(self, kind: type[T], name: str, /, **params: object) -> list[T]:
        """Run one read query whose columns are the fields of ``kind``."""
        return [kind(**row) for row in self.read(name, **params)]

    def stream(self, name: str, /, **params: object) -> Iterator[Row]:
        """Run one read query and yield its rows as they arrive, however long it takes."""
        query = neo4j.Query(cast("Any", load_query(name)), timeout=NO_LIMIT)
        with self._translated(), self._driver.session(default_access_mode=READ_ACCESS) as session:
            for record in session.run(query, dict(params)):
                yield _row(record)

    def write(self, work: Callable[[Writer], T]) -> T:
        """Take the next commit number and run ``work`` in its transaction, retried as a whole.

        Raises:
            TransactionTooLargeError: the server has not memory enough; a retry would need as much.
        """
        with self._translated(), self._driver.session() as session:
            return _retried(lambda: _attempt(session, work))

    def run_schema(self, statement: str) -> None:
        """Run one schema statement in a transaction of its own (they cannot share one)."""
        with self._translated(), self._driver.session() as session:
            session.run(neo4j.Query(cast("Any", statement), timeout=WRITE_SECONDS)).consume()

    def write_unclocked(self, name: str, /, **params: object) -> None:
        """Run one write that is no fact (a migration's record, a test's mark)."""

        @neo4j.unit_of_work(timeout=WRITE_SECONDS)
        def work(tx: ManagedTransaction) -> None:
            tx.run(load_query(name), dict(params)).consume()

        with self._translated(), self._driver.session() as session:
            session.execute_write(work)

    def seen(self, known_at: datetime | None = None) -> int:
        """Return the newest commit number, or the newest that was there at ``known_at``."""
        if known_at is None:
            rows = self.read("store/newest")
        else:
            # In UTC: the driver hands ZoneInfo a date of its own kind, which can crash Python.
            rows = self.read("store/known_at", known_at=known_at.astimezone(UTC))
        return int(rows[0]["seq"])

    def explain(self, name: str, /, **params: object) -> list[str]:
        """Return what the server has to say against a query's plan (unknown names, products)."""
        with (
            self._translated(),
            GraphDatabase.driver(self._uri, auth=self._auth) as driver,
            driver.session() as session,
        ):
            summary = session.run(cast("Any", "EXPLAIN " + load_query(name)), dict(params))
            statuses = summary.consume().gql_status_objects
        return [status.status_description for status in statuses if status.is_notification]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except AuthError as error:
            raise StoreError("store.refused_credentials", uri=self._uri) from error
        except (ServiceUnavailable, SessionExpired) as error:
            raise StoreError("store.unreachable", uri=self._uri, cause=str(error)) from error
        except Neo4jError as error:
            if error.code in _HALTED:
                raise StoreError("store.halted", uri=self._uri) from error
            if error.code and "TransactionTimedOut" in error.code:
                raise StoreError("store.too_slow", seconds=READ_SECONDS) from error
            raise CreditgraphError("store.failed", cause=error.message) from error


def _attempt(session: neo4j.Session, work: Callable[[Writer], T]) -> T:
    with session.begin_transaction(timeout=WRITE_SECONDS) as tx:
        clock = tx.run(load_query("store/tick")).single(strict=True)
        done = work(Writer(clock["seq"], tx))
        tx.commit()
        return done


def _retried(attempt: Callable[[], T]) -> T:
    """Run a transaction again while the driver says that it may succeed.

    The driver's own retries would repeat for half a minute what ran out of memory at its commit.
    """
    deadline, wait = time.monotonic() + RETRY_SECONDS, 0.5
    while True:
        try:
            return attempt()
        except (DriverError, Neo4jError) as error:
            if isinstance(error, Neo4jError) and error.code == _TOO_LARGE:
                raise TransactionTooLargeError("store.too_large") from error
            if not error.is_retryable() or time.monotonic() > deadline:
                raise
        time.sleep(wait)
        wait *= 2


def _rows(result: neo4j.Result) -> list[Row]:
    return [_row(record) for record in result]


def _row(record: neo4j.Record) -> Row:
    return {name: _plain(record[name]) for name in record.keys()}  # noqa: SIM118 (a tuple of values)


def _plain(value: Any) -> Any:  # noqa: ANN401 (what the driver returns)
    match value:
        case str() | int() | None:  # most values; the driver's own types are dear to test for
            return value
        case Date() | DateTime():
            return value.to_native()
        case list():
            return [_plain(item) for item in value]
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case neo4j.graph.Node() | neo4j.graph.Relationship():
            return {name: _plain(item) for name, item in value.items()}
        case _:
            return value


def as_date(value: object) -> date | None:
    """Return a column that holds a date or null."""
    return value if isinstance(value, date) else None
