"""Derives the standing of a listing on every day: runs of a state, cut where else changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from graph.deadlines import add_months, day_after, day_before
from graph.standing.bars import bars_on, rules_naming, turning_days
from graph.standing.happened import Happened
from graph.standing.intervals import GONE, SHOWN, Interval, Visible, joined, with_runs
from graph.standing.records import RecordEvent, RecordVersion
from graph.standing.states import Phase, State, clipped, phases
from graph.standing.terms import term_of
from rulebook import DEBTOR_LIST, DebtorRegime, ListType, Rulebook

_DUTIES = frozenset({"corrected", "arrears_paid", "fine_paid", "tax_paid"})
"""Conditions that are met when the duty is fulfilled and the act corrected."""

_JUDGED = Visible(public=False, shared=True, special_report=False)


class Listing:
    """Derives the intervals of one listing."""

    def __init__(
        self,
        record: RecordVersion,
        events: tuple[RecordEvent, ...],
        listed_by: ListType,
        rulebook: Rulebook,
    ) -> None:
        self.record = record
        self.happened = _on_list(events, listed_by)
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
        events = self.happened.events
        revoked = sorted(event.on for event in events if event.outcome == "revoked")
        for first, following in pairwise([None, *revoked, None]):
            standing = _unrevoked(events, first)
            for run in phases(self.record, standing, self.term, self.regimes):
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
        yield from self.happened.days
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
            repair=self.happened.repair(first),
            disputed=self.happened.disputed(first),
            end_event=run.end_event,
            entries=self.term.entries,
            warnings=self.term.warnings,
        )

    def _repairable_from(self) -> date | None:
        months, counted = self._early_months, self._early_start
        return None if months is None or counted is None else day_after(add_months(counted, months))

    @property
    def _early_months(self) -> int | None:
        """Return after how many months removal may be asked for, None if it may not."""
        by_application = self.listed_by.ends == "on_application"
        shortest = self.listed_by.min_months if by_application else None
        return self.listed_by.early_after_months or shortest

    @property
    def _early_start(self) -> date | None:
        """Return what those months count from, None if no source said it."""
        if self.listed_by.early_counts_from == "listing":
            return self.record.start
        steps = (event.corrected_on for event in self.happened.events)
        return self.record.corrected_on or next((day for day in steps if day), None)

    def _missing(self, state: State, day: date) -> tuple[str, ...]:
        if state == "not_derived":
            return self.term.missing
        if state != "published" or self._early_months is None:
            return ()
        if self.repairable_from is None:
            return ("correction_date", *self._unproved(day))
        waiting = ("minimum_period",) if day < self.repairable_from else ()
        return (*waiting, *self._unproved(day))

    def _unproved(self, day: date) -> tuple[str, ...]:
        """Return the conditions of an early removal that no source says are met by a day."""
        return tuple(each for each in self.listed_by.conditions if not self._is_met(each, day))

    def _is_met(self, condition: str, day: date) -> bool:
        if condition == "commitment":
            return self.record.commitment_made is True
        days = (self._early_start, self.record.corrected_on, self.record.duty_fulfilled_on)
        corrected = self.listed_by.early_counts_from == "correction"
        known = days if corrected else days[1:]
        return condition in _DUTIES and any(each is not None and each <= day for each in known)


def _unrevoked(events: Sequence[RecordEvent], day: date | None) -> tuple[RecordEvent, ...]:
    """Return the events without the repairs that were revoked by a day."""
    if day is None:
        return tuple(events)
    return tuple(event for event in events if event.kind != "Repair" or event.on > day)


def _visible(state: State) -> Visible:
    if state == "published":
        return SHOWN
    return _JUDGED if state == "not_derived" else GONE


def _on_list(events: Sequence[RecordEvent], listed_by: ListType) -> Happened:
    """Return what happened to an entry of a list; the courts' is left by the courts' decision only.

    Others are left by what the single window decided for their authority, on any platform.
    """
    if listed_by.platform == "court":
        return Happened.on(listed_by.platform, events)
    return Happened(tuple(events))
