"""What standing is derived from: the versions of one record, and the events about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from graph.model.moment import known_end, known_start
from rulebook import DEBTOR_LIST

EndKind = Literal[
    "term",
    "paid",
    "settled",
    "creditor_request",
    "no_assets",
    "corrected",
    "withdrawn",
    "repaired",
]
"""Why a record ended, as its source said."""

EventKind = Literal["Repair", "Objection", "Correction", "Withdrawal"]
Outcome = Literal["accepted", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVersion:
    """One version of a record about one party, with what its standing depends on.

    Attributes:
        kind: the record's label (``Listing``, ``Enforcement`` …).
        dated: the record's own day: published on, listed on, decided on.
        valid_from: first day as stated, where it is another than ``dated``.
        valid_to: last day as stated, inclusive; None if no source stated one.
        gone_after: the last day before a snapshot that no longer lists it.
        list_type: id of the list in the rulebook.
        situations: situations of a judgment debtor, as written.
        performance: how far the debt is performed, as written.
        ended_on: the day of removal, from which it is off the list.
        end_kind: the reason of the removal.
        party_kind: kind of subject that the party is.
        since: commit number of the version; of two statements the newer one counts.
        shown_on: the last day on which a source showed the record.
    """

    kind: str
    key: str
    since: int
    dated: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    gone_after: date | None = None
    list_type: str | None = None
    situations: tuple[str, ...] = ()
    performance: str | None = None
    platform: str | None = None
    ended_on: date | None = None
    end_kind: EndKind | None = None
    party_kind: str | None = None
    shown_on: date | None = None

    @property
    def start(self) -> date | None:
        """The day from which it counts, or None if no source gave one."""
        return self.dated or self.valid_from


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """Something that happened to a record.

    Attributes:
        on: its day.
        outcome: None while it is only applied for or filed.
        from_start: a withdrawal that acts from the record's first day.
    """

    kind: EventKind
    on: date
    outcome: Outcome | None = None
    from_start: bool = False


def from_row(row: Mapping[str, object]) -> RecordVersion:
    """Return the version that a row of the graph holds.

    Args:
        row: the record's properties by their names in the graph, and where the query gives them
            ``party_kind``, ``platform`` and ``shown_on``. What is absent is unknown.
    """
    values = {name: row[name] for name in _NAMES if row.get(name) is not None}
    values |= {_RENAMED[name]: row[name] for name in _RENAMED if row.get(name) is not None}
    if row.get("debtor_state") == "dishonest":
        values["list_type"] = DEBTOR_LIST
    values |= _days(row)
    values["situations"] = _texts(row.get("situations"))
    return RecordVersion(**values)  # type: ignore[arg-type]


_NAMES = frozenset(field.name for field in fields(RecordVersion))
_RENAMED = {"date": "dated", "removed_on": "ended_on", "removal_reason": "end_kind"}


def _days(row: Mapping[str, object]) -> dict[str, object]:
    ended = known_end(_day(row.get("valid_to")))
    inferred = row.get("end") == "inferred"
    return {
        "valid_from": known_start(_day(row.get("valid_from"))),
        "valid_to": _day(row.get("stated_end")) or (None if inferred else ended),
        "gone_after": ended if inferred else None,
    }


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(part) for part in value) if isinstance(value, list | tuple) else ()


def merged(versions: Sequence[RecordVersion]) -> RecordVersion:
    """Return what the visible versions say together: of each thing, the newest statement.

    A newer version that is silent about something does not take back what an older one said.
    """
    oldest, *newer = sorted(versions, key=lambda version: version.since)
    said = {name: getattr(oldest, name) for name in _NAMES}
    for version in newer:
        stated = {name: getattr(version, name) for name in _NAMES}
        said |= {name: value for name, value in stated.items() if value not in (None, ())}
    return RecordVersion(**said)
