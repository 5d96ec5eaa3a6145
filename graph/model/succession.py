"""How states of one thing by one source follow each other (a registration, a name, a holding).

A source that reports states (a register) says on a day what holds on that day. Its reports order
themselves by their days, whenever they arrive: one that differs from the state then held is a
change in the world, on the day that it states or else on its own; one about the same day is a
correction; a list that no longer names a thing ends it the day before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.model.moment import OPEN_END, UNKNOWN_START

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class State:
    """One state, and the days on which it holds.

    Attributes:
        sid: the fact that it is recorded as, or will be made from.
        content: digest of what was reported, without its dates.
        observed: the day of the report that brought it.
        stated_to: the last day that the report states.
    """

    sid: str
    content: str
    valid_from: date
    valid_to: date
    observed: date
    stated_to: date = OPEN_END


@dataclass(frozen=True, slots=True)
class Report:
    """What a source says on a day.

    Attributes:
        sid: the fact that says it.
        content: digest of it, or None: that there is no such thing any more.
        observed: the day.
        stated_from: the first day that it states, if it states one.
        stated_to: the last day that it states.
    """

    sid: str
    content: str | None
    observed: date
    stated_from: date | None = None
    stated_to: date = OPEN_END

    @property
    def day(self) -> date:
        """The day that it speaks of: its own, or the last of what it says has ended."""
        return min(self.observed, self.stated_to)


def succeed(
    states: Sequence[State], report: Report, days: Iterable[date] = ()
) -> tuple[State, ...]:
    """Return the states of a thing with a further report, the same in whatever order they come.

    Args:
        states: the recorded ones, in the order of their days.
        report: the new one.
        days: all days on which the source reported on it; none after the report's own are needed
            where the report is known to be the newest.
    """
    days = set(days)
    if all(day <= report.observed for day in (*days, *(s.observed for s in states))):
        unlisted = not states and any(day < report.observed for day in days)
        return _follow(tuple(states), report, unlisted=unlisted)
    told = {day: _retold(states, day) for day in days}
    told |= {state.observed: _report_of(state) for state in states}
    told[report.observed] = report
    found: tuple[State, ...] = ()
    first = min(told)
    for day in sorted(told):
        found = _follow(found, told[day], unlisted=day > first)
    return found


def _report_of(state: State) -> Report:
    stated = None if state.valid_from == UNKNOWN_START else state.valid_from
    return Report(state.sid, state.content, state.observed, stated, state.stated_to)


def _retold(states: Sequence[State], day: date) -> Report:
    """Return what a source must have said on a day, for the states to be what they are."""
    for state in states:
        if state.observed <= day and state.valid_from <= day <= state.valid_to:
            return Report(state.sid, state.content, day, stated_to=state.stated_to)
    return Report("", None, day)


def _follow(states: tuple[State, ...], report: Report, *, unlisted: bool) -> tuple[State, ...]:
    """Return the states after the newest report.

    Args:
        states: those before it.
        report: the newest.
        unlisted: whether earlier reports, where there are no states, did not list the thing.
    """
    last = states[-1] if states else None
    if report.content is None:
        return states if last is None or last.valid_to < report.day else _end(states, report)
    if last is not None and _restates(last, report):
        return (*states[:-1], _ending(last, report.stated_to))
    if last is not None and last.observed == report.observed:
        return _correct(states, report)
    if last is None or last.valid_to < report.day:
        return (*states, _begin(last, report, unlisted=unlisted))
    start = _start(last, report)
    if start <= last.valid_from:
        return _correct(states, report)
    return (*states[:-1], replace(last, valid_to=start - _DAY), _state(report, start))


def _restates(last: State, report: Report) -> bool:
    """Tell whether a report says the same of a state that goes on, or that ended as was stated."""
    ended_as_stated = last.valid_to == last.stated_to
    goes_on = last.valid_to >= report.day
    return report.content == last.content and (ended_as_stated or goes_on)


def _begin(before: State | None, report: Report, *, unlisted: bool) -> State:
    """Return the first state of a stretch; one that an earlier list lacked began since."""
    stated = report.stated_from
    if before is None:
        return _state(report, stated or (report.day if unlisted else UNKNOWN_START))
    known = stated is not None and before.valid_to < stated <= report.day
    return _state(report, stated if known and stated else report.day)


def _end(states: tuple[State, ...], report: Report) -> tuple[State, ...]:
    last = states[-1]
    end = _start(last, report) - _DAY
    if last.observed >= report.observed or end < last.valid_from:
        return states
    return (*states[:-1], replace(last, valid_to=end))


def _correct(states: tuple[State, ...], report: Report) -> tuple[State, ...]:
    """Replace the last state; where that restores the one before it, that one goes on."""
    last, before = states[-1], states[-2] if len(states) > 1 else None
    if before and before.content == report.content and before.valid_to == last.valid_from - _DAY:
        return (*states[:-2], _ending(before, report.stated_to))
    return (*states[:-1], _state(report, last.valid_from))


def _start(last: State, report: Report) -> date:
    """Return since when a report differs from the state before: the stated day if it can be."""
    stated = report.stated_from
    known = stated is not None and last.valid_from < stated <= report.day
    return stated if known and stated else report.day


def _state(report: Report, start: date) -> State:
    content = report.content or ""
    end = max(start, report.stated_to)
    return State(report.sid, content, start, end, report.observed, report.stated_to)


def _ending(state: State, stated_to: date) -> State:
    end = max(state.valid_from, stated_to)
    return replace(state, valid_to=end, stated_to=stated_to)
