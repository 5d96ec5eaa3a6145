"""Derives the standing of a penalty on every day, under the regimes of its platform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from graph.deadlines import add_months, day_after, day_before
from graph.standing.happened import Happened, Stage
from graph.standing.intervals import GONE, Interval, Visible, joined, with_runs
from graph.standing.publicity import OWN_PLATFORM, Publicity, publicity_on
from graph.standing.records import RecordVersion
from graph.standing.states import EndEvent
from rulebook import PublicityRegime


@dataclass(frozen=True)
class Penalty:
    """What is known of one penalty.

    Attributes:
        record: the versions that are visible, merged.
        start: the day of the decision.
        happened: the events about it.
        regimes: those of its platform, the earliest first, at least one.
    """

    record: RecordVersion
    start: date
    happened: Happened
    regimes: Sequence[PublicityRegime]

    def intervals(self) -> tuple[Interval, ...]:
        """Return the intervals, in order and without a gap."""
        days = [*self._turning_days, None]
        return with_runs(
            joined(
                self._interval(first, following)
                for first, following in pairwise(days)
                if first is not None
            )
        )

    @cached_property
    def _turning_days(self) -> list[date]:
        """Return the days on which anything may change, from the first day on."""
        days = {self.start, *self._stated_days(), *self.happened.days}
        days |= {regime.in_force_from for regime in self.regimes}
        for day in sorted(days):
            if day >= self.start:
                days |= set(self._ends(self._publicity(day)))
        return sorted(day for day in days if day >= self.start)

    def _stated_days(self) -> Iterator[date]:
        record = self.record
        days = (record.published_on, record.duty_fulfilled_on, record.under_review_since)
        yield from filter(None, days)
        if record.gone_after:
            yield day_after(record.gone_after)

    def _ends(self, publicity: Publicity) -> Iterator[date]:
        if publicity.minimum:
            yield day_after(publicity.minimum)
        if publicity.last:
            yield day_after(publicity.last)
        revoked = self.happened.revoked(date.max)
        if publicity.last and revoked:
            yield day_after(_anew(publicity, revoked))

    def _publicity(self, day: date) -> Publicity:
        publicity = publicity_on(day, self.record, self.start, self.regimes)
        revoked = self.happened.revoked(day)
        if revoked and publicity.last and publicity.regime.revoked == "anew":
            return replace(publicity, last=_anew(publicity, revoked))
        return publicity

    def _interval(self, first: date, following: date | None) -> Interval:
        publicity = self._publicity(first)
        stage = self._stage(first, publicity)
        shown = stage.state == "published"
        repairable_from = self._repairable_from(publicity) if shown else None
        missing = self._missing(first, publicity, repairable_from) if shown else ()
        return Interval(
            first=first,
            last=None if following is None else day_before(following),
            state=stage.state,
            since=first,
            until=None,
            visible=_visible(stage, publicity),
            counts_against=shown,
            degree=publicity.degree,
            platform=self.record.platform or OWN_PLATFORM,
            regime=f"{publicity.regime.id}@{publicity.regime.version}",
            repairable_from=repairable_from,
            repairable_now=repairable_from is not None and not missing,
            missing=missing,
            repair=self.happened.repair(first),
            disputed=self._disputed(first),
            temporary=stage.temporary,
            end_event=stage.end_event,
            entries=(publicity.regime,),
            warnings=() if self._shown(publicity) else ("not_to_be_shown",),
        )

    def _stage(self, day: date, publicity: Publicity) -> Stage:
        """Return the state on a day: what undoes a decision goes before what ends its term."""
        return (
            self.happened.undone(day)
            or self.happened.repaired(day, publicity.last)
            or self._over(day, publicity)
            or self._waiting(day, publicity)
            or Stage("published")
        )

    def _over(self, day: date, publicity: Publicity) -> Stage | None:
        gone = self.record.gone_after
        last = None if self._goes_on(day, publicity) else publicity.last
        if last is not None and day > last:
            return Stage("expired", EndEvent("term", last))
        return Stage("ended", EndEvent(None, None)) if gone and day > gone else None

    def _goes_on(self, day: date, publicity: Publicity) -> bool:
        """Tell whether publication goes on at the maximum, the duty not being fulfilled."""
        if self._duty(day) is not False:
            return False
        other = self.record.authority_sector in publicity.regime.uncorrected_sectors
        return (publicity.regime.uncorrected == "continues") != other

    def _waiting(self, day: date, publicity: Publicity) -> Stage | None:
        """Return the stage of what is not published, yet or at all."""
        awaited = publicity.regime.starts == "publication" and day < publicity.first
        return Stage("pending") if awaited or not self._shown(publicity) else None

    def _shown(self, publicity: Publicity) -> bool:
        return publicity.shown and self.record.in_catalogue is not False

    def _repairable_from(self, publicity: Publicity) -> date | None:
        if self._excluded(publicity):
            return None
        if publicity.repair == "on_duty":
            return self.record.duty_fulfilled_on
        return day_after(publicity.minimum) if publicity.minimum else publicity.first

    def _excluded(self, publicity: Publicity) -> bool:
        """Tell whether it cannot be repaired: by its sort, or by a text that may say so."""
        by_law = self.record.unrepairable_by in publicity.regime.excluded_by
        return by_law or publicity.repair == "never"

    def _missing(self, day: date, publicity: Publicity, repairable: date | None) -> tuple[str, ...]:
        if self._excluded(publicity):
            return ("not_repairable",)
        early = publicity.repair == "after_minimum" and repairable and day < repairable
        unmet = {
            "minimum_period": bool(early),
            "duty": self._duty(day) is False or (repairable is None),
            "commitment": self.record.commitment_made is False,
        }
        return tuple(code for code, lacks in unmet.items() if lacks)

    def _duty(self, day: date) -> bool | None:
        """Return whether the duty was fulfilled by a day, None if no source says."""
        if self.record.duty_fulfilled_on is not None:
            return self.record.duty_fulfilled_on <= day
        return self.record.duty_fulfilled

    def _disputed(self, day: date) -> bool:
        under_review = self.record.under_review_since
        challenged = under_review is not None and under_review <= day
        return challenged or self.happened.disputed(day)


def _anew(publicity: Publicity, revoked: date) -> date:
    """Return the last day of a term that begins again when a repair is revoked."""
    return add_months(revoked, publicity.months or 0)


def _visible(stage: Stage, publicity: Publicity) -> Visible:
    if stage.state == "published":
        return Visible(public=True, shared=publicity.shared, special_report=True)
    if stage.state == "pending":
        return Visible(
            public=False, shared=publicity.shared, special_report=publicity.special_report
        )
    if stage.state == "repaired":
        return replace(GONE, special_report=publicity.regime.repaired_in_report)
    return GONE
