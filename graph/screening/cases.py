"""The stored case of a screening: what it takes to ask again and get the same answer for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import orjson

from graph.model import Moment
from graph.model.facts import digest
from graph.screening.model import Bidder, Row
from graph.screening.setting import Setting
from graph.store import Store
from messages import NotFoundError


@dataclass(frozen=True, slots=True)
class Case:
    """A screening as it was made.

    Attributes:
        as_of: the day in the world.
        seen: the last commit that was visible.
        lot: the lot as its file stated it, in JSON, or None.
        input: digest of the bidders, in order.
        rows: how many bidders there were.
        rulebook: version of the rulebook.
    """

    as_of: date
    seen: int
    purpose: str
    stage: str
    lot: str | None
    input: str
    rows: int
    rulebook: str

    @property
    def id(self) -> str:
        """The same screening has the same id."""
        return f"case:{digest(*(getattr(self, name) for name in self.__slots__))}"


class Digest:
    """The digest of a list, taken while it goes by."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.rows = 0

    def add(self, row: object) -> None:
        """Take in the next row."""
        self._hash.update(orjson.dumps(row) + b"\n")
        self.rows += 1

    @property
    def value(self) -> str:
        """The digest of all rows so far."""
        return self._hash.hexdigest()


def case_of(setting: Setting, moment: Moment, bidders: Digest, rulebook: str) -> Case:
    """Return the case of a screening."""
    return Case(
        as_of=moment.as_of,
        seen=moment.seen,
        purpose=setting.policy.purpose,
        stage=setting.stage,
        lot=setting.lot.model_dump_json() if setting.lot else None,
        input=bidders.value,
        rows=bidders.rows,
        rulebook=rulebook,
    )


def keep(store: Store, case: Case, rows: Iterable[Row]) -> None:
    """Store a case with the digest of its outcome; a case that is there stays as it is."""
    outcome = Digest()
    for row in rows:
        outcome.add(row.data)
    properties = {name: getattr(case, name) for name in case.__slots__}
    properties["result"] = outcome.value
    store.write(lambda w: w.run("screening/keep_case", id=case.id, properties=properties))


def stored_case(store: Store, case_id: str) -> tuple[Case, str]:
    """Return a stored case and the digest of its outcome.

    Raises:
        NotFoundError: there is none.
    """
    found = store.read("screening/case", id=case_id)
    if not found:
        raise NotFoundError("screening.unknown_case", id=case_id)
    properties = found[0]["properties"]
    values = {name: properties.get(name) for name in Case.__slots__}
    return Case(**values), properties["result"]


def entry(bidder: Bidder) -> list[object]:
    """Return a bidder as the digest of the input takes it; a citizen number is not digested."""
    return [bidder.row, *bidder.data.values()]
