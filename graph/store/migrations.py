"""Numbered schema migrations, applied once each and recorded in the graph."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from graph.store.queries import SCHEMA, load_query, query_names
from graph.store.store import Store
from messages import StoreError


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of ``cypher/schema``.

    Attributes:
        number: the order; the file name starts with it.
        name: the file's name.
        statements: what it runs, each in a transaction of its own.
    """

    number: int
    name: str
    statements: tuple[str, ...]

    @property
    def checksum(self) -> str:
        """What tells whether the file was changed after it was applied."""
        return hashlib.sha256("\n".join(self.statements).encode()).hexdigest()[:16]


def known_migrations() -> list[Migration]:
    """Return the migrations that this version brings, in order."""
    return [_parse(name) for name in query_names(SCHEMA)]


def _parse(name: str) -> Migration:
    lines = [line for line in load_query(name).splitlines() if not line.startswith("//")]
    statements = [part.strip() for part in "\n".join(lines).split(";")]
    title = name.rpartition("/")[2]
    return Migration(int(title[:4]), title, tuple(part for part in statements if part))


def migrate(store: Store) -> list[Migration]:
    """Apply what is missing and return it.

    Raises:
        StoreError: the graph was written by a newer version, or an applied file was changed.
    """
    known = known_migrations()
    applied = {row["number"]: row["checksum"] for row in store.read("store/migrations")}
    newest = max(applied, default=0)
    if newest > known[-1].number:
        raise StoreError("store.newer_graph", applied=newest, known=known[-1].number)
    for migration in known:
        if applied.get(migration.number, migration.checksum) != migration.checksum:
            raise StoreError("store.changed_migration", name=migration.name)
    missing = [migration for migration in known if migration.number not in applied]
    for migration in missing:
        _apply(store, migration)
    return missing


def _apply(store: Store, migration: Migration) -> None:
    for statement in migration.statements:
        store.run_schema(statement)
    applied = {"number": migration.number, "name": migration.name, "checksum": migration.checksum}
    store.write_unclocked("store/applied", **applied)
