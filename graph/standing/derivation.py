"""Derives the standing of one record on every day: runs of a state, cut where else changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from graph.deadlines import add_months, day_after, day_before
from graph.standing.bars import bars_on, rules_naming, turning_days
from graph.standing.intervals import Interval, Visible
from graph.standing.records import EventKind, RecordEvent, RecordVersion, merged
from graph.standing.states import Phase, State, phases
from graph.standing.terms import list_type_of, term_of
from rulebook import DEBTOR_LIST, DebtorRegime, ListType, Rulebook

_DERIVED = frozenset({"Listing", "Enforcement"})


_SHOWN = Visible(public=True, shared=True, special_report=True)
_JUDGED = Visible(public=False, shared=True, special_report=False)
_GONE = Visible(public=False, shared=False, special_report=False)


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
    listed_by = list_type_of(record, rulebook)
    if record.kind not in _DERIVED or (record.kind == "Enforcement" and not record.list_type):
        return (_not_derived(record, "kind_not_derived"),)
    if listed_by is None:
        return (_not_derived(record, "list_type"),)
    happened = tuple(sorted(events, key=lambda event: event.on))
    return _Listing(record, happened, listed_by, rulebook).intervals()


def _not_derived(record: RecordVersion, missing: str) -> Interval:
    first = record.start or date.min
    return Interval(
        first=first,
        last=None,
        state="not_derived",
        since=first,
        until=None,
        visible=_SHOWN,
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
        runs = phases(self.record, self.events, self.term, self.regimes)
        return _joined(interval for run in runs for interval in self._cut(run))

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
        return None if newest is None else newest.outcome or "applied"

    def _disputed(self, day: date) -> bool:
        newest = self._newest("Objection", day)
        return newest is not None and newest.outcome is None

    def _newest(self, kind: EventKind, day: date) -> RecordEvent | None:
        """Return the newest event of a kind; of one day a decision, first an acceptance."""
        steps = [event for event in self.events if event.kind == kind and event.on <= day]
        ranks = (None, "refused", "accepted")
        return max(steps, key=lambda event: (event.on, ranks.index(event.outcome)), default=None)


def _joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Join neighbours that say the same, so that each boundary is a change."""
    joined: list[Interval] = []
    for interval in intervals:
        if joined and replace(joined[-1], first=interval.first, last=interval.last) == interval:
            joined[-1] = replace(joined[-1], last=interval.last)
        else:
            joined.append(interval)
    return tuple(joined)


def _visible(state: State) -> Visible:
    if state == "published":
        return _SHOWN
    return _JUDGED if state == "not_derived" else _GONE
