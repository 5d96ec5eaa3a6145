"""Derives the standing of one record on every day, by what kind of record it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from graph.deadlines import day_before
from graph.standing.events import steps
from graph.standing.happened import Happened, Stage
from graph.standing.intervals import GONE, SHOWN, Interval, joined, with_runs
from graph.standing.listings import Listing
from graph.standing.penalties import Penalty
from graph.standing.publicity import OWN_PLATFORM, regimes_of
from graph.standing.records import RecordEvent, RecordVersion, known_on, merged
from graph.standing.terms import list_type_of
from rulebook import Rulebook

_DERIVED = frozenset({"Listing", "Enforcement"})
_PUBLISHED = frozenset({"Penalty"})


def standing(intervals: Sequence[Interval], as_of: date) -> Interval | None:
    """Return the interval that holds ``as_of``, or None if the record starts after it."""
    for interval in reversed(intervals):
        if interval.first <= as_of:
            return interval
    return None


def timeline(
    versions: Sequence[RecordVersion], events: Sequence[RecordEvent], rulebook: Rulebook
) -> tuple[Interval, ...]:
    """Return the standing of one record on every day, in order.

    Args:
        versions: what is visible of the record, at least one version.
        events: what happened to it, in any order.
        rulebook: the law by which it is judged.
    """
    record = merged(versions)
    events = tuple(sorted(_standing_events(events, record), key=lambda event: event.order))
    if record.kind in _PUBLISHED:
        return _publicity(record, events, rulebook)
    listed_by = list_type_of(record, rulebook)
    if record.kind not in _DERIVED or (record.kind == "Enforcement" and not record.list_type):
        return _not_derived(record, events, "kind_not_derived")
    if listed_by is None:
        return _not_derived(record, events, "list_type")
    return Listing(record, events, listed_by, rulebook).intervals()


def _standing_events(events: Sequence[RecordEvent], record: RecordVersion) -> Iterator[RecordEvent]:
    """Yield the events but the corrections that a newer version of the record already says."""
    for event in events:
        said = event.since is not None and event.since <= record.since
        if not (event.kind == "Correction" and said):
            yield event


def _publicity(
    record: RecordVersion, events: tuple[RecordEvent, ...], rulebook: Rulebook
) -> tuple[Interval, ...]:
    regimes = regimes_of(record, rulebook)
    if not regimes:
        return _not_derived(record, events, "regime")
    if record.start is None:
        return _not_derived(record, events, "decision_date")
    happened = Happened.on(record.platform or OWN_PLATFORM, events)
    return Penalty(record, record.start, happened, regimes).intervals()


def of_version(
    version: RecordVersion,
    events: Iterable[Mapping[str, Any]],
    rulebook: Rulebook,
    as_of: date,
) -> Interval | None:
    """Return what a record means on a day; None before it exists.

    Args:
        version: the one that is visible, as ``from_row`` gives it.
        events: properties of the events about it, by their names in the graph.
        rulebook: the law by which it is judged.
        as_of: the day; what happened after it does not exist for the answer.
    """
    known = known_on(version, as_of)
    return standing(timeline([known], steps(events, as_of), rulebook), as_of)


def _not_derived(
    record: RecordVersion, events: tuple[RecordEvent, ...], missing: str
) -> tuple[Interval, ...]:
    """Return what can be said of a record whose term nobody derives: what happened to it."""
    first = record.start or date.min
    happened = Happened.on(record.platform, events)
    days = sorted({first, *(day for day in happened.days if day > first)})
    return joined(
        with_runs(
            [
                _stated(record, happened, missing, day, following)
                for day, following in pairwise([*days, None])
                if day is not None
            ]
        )
    )


def _stated(
    record: RecordVersion, happened: Happened, missing: str, day: date, following: date | None
) -> Interval:
    stage = happened.undone(day) or happened.repaired(day, None) or Stage("not_derived")
    derived = stage.state != "not_derived"
    return Interval(
        first=day,
        last=None if following is None else day_before(following),
        state=stage.state,
        since=day,
        until=None,
        visible=GONE if derived else SHOWN,
        platform=record.platform,
        missing=() if derived else (missing,),
        repair=happened.repair(day),
        disputed=happened.disputed(day),
        temporary=stage.temporary,
        end_event=stage.end_event,
    )
