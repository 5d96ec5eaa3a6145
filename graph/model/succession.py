"""How states of one subject by one source follow each other (registrations, registered names).

A source that reports states (a register) says on a day what holds on that day. Its reports order
themselves: a report that differs from the state then held is a change in the world from that day,
one about the same day is a correction, and one that arrives late goes before what is known later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.model.moment import OPEN_END, UNKNOWN_START

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class State:
    """One recorded state: its content, and the days on which it holds."""

    sid: str
    content: str
    valid_from: date
    valid_to: date
    observed: date


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a new state goes.

    Attributes:
        valid_from: its first day.
        valid_to: its last day.
        moved: the neighbour with its new dates, or None.
        replaced: the state that it corrects, or None.
    """

    valid_from: date
    valid_to: date
    moved: State | None = None
    replaced: State | None = None


def place(
    states: Sequence[State], content: str, stated: date | None, observed: date
) -> Placement | None:
    """Return where a reported state goes among those of its base; None if it is known.

    Args:
        states: the recorded ones; their days do not overlap.
        content: digest of what is reported.
        stated: the day since which it holds, if the report says one.
        observed: the day of the report.
    """
    holder = next((s for s in states if s.valid_from <= observed <= s.valid_to), None)
    if holder is None:
        earliest = min((s.valid_from for s in states if s.valid_from > observed), default=None)
        return Placement(stated or UNKNOWN_START, earliest - _DAY if earliest else OPEN_END)
    if holder.content == content:
        return None
    if observed < holder.observed:
        return _precede(holder, stated)
    if observed == holder.observed or observed <= holder.valid_from:
        return Placement(holder.valid_from, holder.valid_to, replaced=holder)
    return _follow(holder, stated, observed)


def _follow(holder: State, stated: date | None, observed: date) -> Placement:
    known = stated is not None and holder.valid_from < stated <= observed
    start = stated if known and stated else observed
    moved = State(holder.sid, holder.content, holder.valid_from, start - _DAY, holder.observed)
    return Placement(start, holder.valid_to, moved=moved)


def _precede(holder: State, stated: date | None) -> Placement:
    start = max(stated or holder.valid_from, holder.valid_from)
    moved = State(holder.sid, holder.content, holder.observed, holder.valid_to, holder.observed)
    return Placement(min(start, holder.observed - _DAY), holder.observed - _DAY, moved=moved)
