"""Which state a listing is in, day by day: the changes that its sources and its term bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Literal

from graph.deadlines import day_after, day_before
from graph.standing.records import EndKind, RecordEvent, RecordVersion
from graph.standing.terms import Term
from rulebook import DebtorRegime
from rulebook.names import plain

State = Literal[
    "pending",
    "published",
    "repaired",
    "expired",
    "ended",
    "withdrawn",
    "corrected",
    "not_derived",
]


class _Strength(IntEnum):
    """What prevails where several changes have happened; of equals the earlier stays."""

    STARTED = 0
    UNSURE = 1
    OVER = 2
    REPAIRED = 3
    UNDONE = 4


_ENDS: dict[EndKind | None, tuple[State, _Strength]] = {
    None: ("ended", _Strength.OVER),
    "term": ("expired", _Strength.OVER),
    "paid": ("ended", _Strength.OVER),
    "settled": ("ended", _Strength.OVER),
    "creditor_request": ("ended", _Strength.OVER),
    "no_assets": ("ended", _Strength.OVER),
    "repaired": ("repaired", _Strength.REPAIRED),
    "withdrawn": ("withdrawn", _Strength.UNDONE),
    "corrected": ("corrected", _Strength.UNDONE),
}


@dataclass(frozen=True, slots=True)
class EndEvent:
    """Why a record ended and on which day; None where no source said."""

    kind: EndKind | None
    date: date | None


@dataclass(frozen=True, slots=True)
class Phase:
    """A run of days in one state.

    Attributes:
        since: its first day; ``date.min`` where it is unknown.
        until: its last day, inclusive, or None while no end is known.
    """

    state: State
    since: date
    until: date | None
    end_event: EndEvent | None = None


@dataclass(frozen=True, slots=True)
class _Change:
    day: date
    state: State
    strength: _Strength
    end_event: EndEvent | None = None


def phases(
    record: RecordVersion,
    events: Sequence[RecordEvent],
    term: Term,
    regimes: Sequence[DebtorRegime],
) -> tuple[Phase, ...]:
    """Return the states of a listing in order, without gaps, from its first day on."""
    first = record.start or date.min
    started = _Change(first, "published", _Strength.STARTED)
    changes = [*_own_changes(record, term, regimes), *_event_changes(first, events)]
    prevailing = [started]
    for change in sorted(changes, key=lambda change: (change.day, -change.strength, change.state)):
        if change.strength > prevailing[-1].strength:
            if change.day <= prevailing[-1].day:
                prevailing.pop()
            prevailing.append(_not_before(first, change))
    return tuple(_runs(prevailing))


def clipped(run: Phase, first: date | None, following: date | None) -> Iterator[Phase]:
    """Yield the part of a run from ``first`` on and before ``following``, if there is any."""
    since = run.since if first is None else max(run.since, first)
    ends = [run.until, None if following is None else day_before(following)]
    until = min((day for day in ends if day is not None), default=None)
    if until is None or since <= until:
        yield replace(run, since=since, until=until)


def _not_before(first: date, change: _Change) -> _Change:
    day = max(first, change.day)
    return _Change(day, change.state, change.strength, change.end_event)


def _runs(changes: Sequence[_Change]) -> Iterator[Phase]:
    followers: list[_Change | None] = [*changes[1:], None]
    for change, following in zip(changes, followers, strict=True):
        until = None if following is None else day_before(following.day)
        yield Phase(change.state, change.day, until, change.end_event)


def _own_changes(
    record: RecordVersion, term: Term, regimes: Sequence[DebtorRegime]
) -> Iterator[_Change]:
    if term.unsure_from is not None:
        yield _Change(term.unsure_from, "not_derived", _Strength.UNSURE)
    if term.last is not None:
        end = EndEvent("term", term.last)
        yield _Change(day_after(term.last), "expired", _Strength.OVER, end)
    yield from _removal(record, regimes)
    if record.gone_after is not None:
        yield _Change(day_after(record.gone_after), "ended", _Strength.OVER)


def _removal(record: RecordVersion, regimes: Sequence[DebtorRegime]) -> Iterator[_Change]:
    paid = any(_says_performed(record.performance, regime) for regime in regimes)
    kind = record.end_kind or ("paid" if paid else None)
    if kind is None and record.ended_on is None:
        return
    state, strength = _ENDS[kind]
    day = record.ended_on or record.shown_on or record.start or date.min
    yield _Change(day, state, strength, EndEvent(kind, record.ended_on))


def _says_performed(performance: str | None, regime: DebtorRegime) -> bool:
    return plain(performance or "") in {plain(words) for words in regime.performed}


def _event_changes(first: date, events: Sequence[RecordEvent]) -> Iterator[_Change]:
    for event in events:
        if event.kind == "Repair" and event.outcome == "accepted":
            end = EndEvent("repaired", event.on)
            yield _Change(event.on, "repaired", _Strength.REPAIRED, end)
        elif event.kind == "Correction":
            end = EndEvent("corrected", event.on)
            yield _Change(event.on, "corrected", _Strength.UNDONE, end)
        elif event.kind == "Withdrawal":
            day = first if event.from_start else event.on
            end = EndEvent("withdrawn", event.on)
            yield _Change(day, "withdrawn", _Strength.UNDONE, end)
