"""What was done to a record, as the graph keeps it, in the steps that standing reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from graph.standing.records import RecordEvent

_STEPPED = frozenset({"Repair", "Objection"})
_SINGLE = frozenset({"Correction", "Withdrawal"})


def steps(rows: Iterable[Mapping[str, Any]], as_of: date) -> tuple[RecordEvent, ...]:
    """Return the steps of events by a day; one after it does not exist for an answer of that day.

    Args:
        rows: properties of events, by their names in the graph.
        as_of: the day.
    """
    every = (step for row in rows for step in _steps(row))
    return tuple(step for step in every if step.on <= as_of)


def _steps(row: Mapping[str, Any]) -> Iterator[RecordEvent]:
    if row["kind"] in _STEPPED:
        yield from _stepped(row)
    elif row["kind"] in _SINGLE and row.get("date"):
        yield RecordEvent(
            kind=row["kind"],
            on=row["date"],
            from_start=bool(row.get("from_start")),
            since=row["since"],
        )


def _stepped(row: Mapping[str, Any]) -> Iterator[RecordEvent]:
    """Yield an application, its decision, and the revocation of a repair."""
    said = {"kind": row["kind"], "platform": row.get("platform"), "since": row["since"]}
    applied, decided, revoked = row.get("date"), row.get("decided_on"), row.get("revoked_on")
    if applied:
        yield RecordEvent(on=applied, corrected_on=row.get("corrected_on"), **said)
    if decided and row.get("outcome"):
        temporary = bool(row.get("temporary"))
        yield RecordEvent(on=decided, outcome=row["outcome"], temporary=temporary, **said)
    if revoked:
        yield RecordEvent(on=revoked, outcome="revoked", **said)
