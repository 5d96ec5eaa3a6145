"""Derives the standing of one record on every day: runs of a state, cut where else changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from graph.deadlines import add_months, day_after, day_before
from graph.standing.bars import bars_on, rules_naming, turning_days
from graph.standing.events import steps
from graph.standing.intervals import GONE, SHOWN, Interval, Visible, joined, with_runs
from graph.standing.penalties import Penalty
from graph.standing.publicity import regimes_of
from graph.standing.records import EventKind, RecordEvent, RecordVersion, from_row, known_on, merged
from graph.standing.states import Phase, State, clipped, phases
from graph.standing.terms import list_type_of, term_of
from rulebook import DEBTOR_LIST, DebtorRegime, ListType, Rulebook

_DERIVED = frozenset({"Listing", "Enforcement"})
_PUBLISHED = frozenset({"Penalty"})


_JUDGED = Visible(public=False, shared=True, special_report=False)


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
        return (_not_derived(record, "kind_not_derived"),)
    if listed_by is None:
        return (_not_derived(record, "list_type"),)
    own = tuple(event for event in events if _concerns(event, listed_by))
    return _Listing(record, own, listed_by, rulebook).intervals()


def _concerns(event: RecordEvent, listed_by: ListType) -> bool:
    """Tell whether an event acts on a list: the courts' list is left by the courts' decision."""
    foreign = event.platform not in {None, listed_by.platform}
    return not (event.kind == "Repair" and listed_by.platform == "court" and foreign)


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
        return (_not_derived(record, "regime"),)
    if record.start is None:
        return (_not_derived(record, "decision_date"),)
    return Penalty(record, record.start, events, regimes).intervals()


def of_record(
    row: Mapping[str, Any],
    events: Iterable[Mapping[str, Any]],
    rulebook: Rulebook,
    as_of: date,
) -> Interval | None:
    """Return what a record of the graph means on a day; None before it exists.

    Args:
        row: its properties by their names in the graph, and ``party_kind``.
        events: properties of the events about it.
        rulebook: the law by which it is judged.
        as_of: the day; what happened after it does not exist for the answer.
    """
    version = known_on(from_row(row), as_of)
    return standing(timeline([version], steps(events, as_of), rulebook), as_of)


def _not_derived(record: RecordVersion, missing: str) -> Interval:
    first = record.start or date.min
    return Interval(
        first=first,
        last=None,
        state="not_derived",
        since=first,
        until=None,
        visible=SHOWN,
        platform=record.platform,
        missing=(missing,),
    )


class _Listing:
    """Derives the intervals of one listing."""

    def __init__(
        self,
        record: RecordVersion,
        events: tuple[RecordEvent, ...],
        listed_by: ListType,
        rulebook: Rulebook,
    ) -> None:
        self.record = record
        self.events = events
        self.listed_by = listed_by
        self.term = term_of(record, listed_by, rulebook)
        self.rules = rules_naming(listed_by, record.party_kind, rulebook)
        self.regimes = rulebook.versions(DebtorRegime)[DEBTOR_LIST]
        self.repairable_from = self._repairable_from()

    def intervals(self) -> tuple[Interval, ...]:
        """Return the intervals: each run of a state, cut where something else changes."""
        cut = [interval for run in self._runs() for interval in self._cut(run)]
        return joined(with_runs(cut))

    def _runs(self) -> Iterator[Phase]:
        """Yield the runs of a state; a repair that was revoked counts until then."""
        revoked = sorted(event.on for event in self.events if event.outcome == "revoked")
        for first, following in pairwise([None, *revoked, None]):
            events = _unrevoked(self.events, first)
            for run in phases(self.record, events, self.term, self.regimes):
                yield from clipped(run, first, following)

    def _cut(self, run: Phase) -> Iterator[Interval]:
        inside = {day for day in self._turning_days(run) if run.since < day}
        starts = sorted(
            {run.since} | {day for day in inside if run.until is None or day <= run.until}
        )
        lasts = [*(day_before(day) for day in starts[1:]), run.until]
        for first, last in zip(starts, lasts, strict=True):
            yield self._interval(run, first, last)

    def _turning_days(self, run: Phase) -> Iterator[date]:
        yield from (event.on for event in self.events)
        if run.state == "published":
            yield from turning_days(self.rules)
            if self.repairable_from is not None:
                yield self.repairable_from

    def _interval(self, run: Phase, first: date, last: date | None) -> Interval:
        published = run.state == "published"
        in_force = bars_on(first, self.rules) if published else ()
        missing = self._missing(run.state, first)
        repairable_from = self.repairable_from if published else None
        return Interval(
            first=first,
            last=last,
            state=run.state,
            since=run.since,
            until=run.until,
            visible=_visible(run.state),
            counts_against=published and self.listed_by.serious == "yes",
            bars=tuple(bar for bar in in_force if not bar.rule.only_if_quoted),
            bars_if_quoted=tuple(bar for bar in in_force if bar.rule.only_if_quoted),
            degree="serious" if self.listed_by.serious == "yes" else None,
            platform=self.record.platform or self.listed_by.platform,
            regime=f"{self.term.entries[0].id}@{self.term.entries[0].version}",
            repairable_from=repairable_from,
            repairable_now=repairable_from is not None and not missing,
            missing=missing,
            repair=self._repair(first),
            disputed=self._disputed(first),
            end_event=run.end_event,
            entries=self.term.entries,
            warnings=self.term.warnings,
        )

    def _repairable_from(self) -> date | None:
        months, start = self.listed_by.early_after_months, self.record.start
        if months is None or start is None or self.listed_by.early_counts_from != "listing":
            return None
        return day_after(add_months(start, months))

    def _missing(self, state: State, day: date) -> tuple[str, ...]:
        if state == "not_derived":
            return self.term.missing
        if state != "published" or self.listed_by.early_after_months is None:
            return ()
        if self.repairable_from is None:
            return ("correction_date", *self.listed_by.conditions)
        waiting = ("minimum_period",) if day < self.repairable_from else ()
        return (*waiting, *self.listed_by.conditions)

    def _repair(self, day: date) -> str | None:
        newest = self._newest("Repair", day)
        if newest is None or newest.outcome == "revoked":
            return None
        return newest.outcome or "applied"

    def _disputed(self, day: date) -> bool:
        newest = self._newest("Objection", day)
        return newest is not None and newest.outcome is None

    def _newest(self, kind: EventKind, day: date) -> RecordEvent | None:
        """Return the newest event of a kind; of one day a decision, first an acceptance."""
        steps = [event for event in self.events if event.kind == kind and event.on <= day]
        return max(steps, key=lambda event: event.order, default=None)


def _unrevoked(events: Sequence[RecordEvent], day: date | None) -> tuple[RecordEvent, ...]:
    """Return the events without the repairs that were revoked by a day."""
    if day is None:
        return tuple(events)
    return tuple(event for event in events if event.kind != "Repair" or event.on > day)


def _visible(state: State) -> Visible:
    if state == "published":
        return SHOWN
    return _JUDGED if state == "not_derived" else GONE
