"""Where a complaint or an application stands on a day, and which step's clock runs.

States follow each other by the dates that the source gave: received, accepted, forwarded, handling
(the handler has it), answered, recognised. A complaint ends when it is refused at intake,
withdrawn, explained as untrue, or rectified; a recognised default that is not paid stays. An
application ends when it is answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.deadlines import Span, WorkCalendar, days_between
from graph.model.periods import iso
from rulebook import Rulebook
from rulebook.terms import Procedure, Step

_STATES = {
    "received_on": "received",
    "accepted_on": "accepted",
    "forwarded_on": "forwarded",
    "handler_received_on": "handling",
    "answered_on": "answered",
    "recognised_on": "recognised",
}
"""What a date makes of a proceeding, from the first step to the last."""

_ENDS = ("refused_on", "withdrawn_on", "untrue_on", "rectified_on")
_ORDER = tuple(_STATES)


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A complaint or an application as it was on a day; dates after that day have not happened.

    Attributes:
        procedure: id of the procedure in the rulebook.
        dates: the day of each step that was taken, by its field.
        extended: whether the handler's head approved the longer term.
    """

    procedure: str
    dates: Mapping[str, date]
    extended: bool

    @property
    def is_open(self) -> bool:
        """Whether nothing has ended it."""
        return not any(end in self.dates for end in _ENDS)

    @property
    def reached(self) -> str:
        """The field of the furthest step that was taken."""
        return next(field for field in reversed(_ORDER) if field in self.dates)

    @property
    def state(self) -> str:
        """Its state by its own dates."""
        return _STATES[self.reached]


@dataclass(frozen=True, slots=True)
class Clock:
    """One step that has begun.

    Attributes:
        due: its last day; None where the law sets no number of days.
        runs: whether the step is still to be taken.
        last: whether its end ends the procedure's set terms.
    """

    step: str
    start: date
    due: date | None
    days: int | None
    unit: str | None
    runs: bool
    last: bool

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "step": self.step,
            "from": self.start.isoformat(),
            "due": iso(self.due),
            "days": self.days,
            "unit": self.unit,
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """The clocks of a proceeding on a day.

    Attributes:
        step_deadline: last day of the step that runs.
        deadline: last day of the procedure, once its last term runs.
        days_left: days until the next of them lapses, negative when it has.
        notes: codes of what a reader has to know.
    """

    clocks: tuple[Clock, ...]
    step_deadline: date | None
    deadline: date | None
    days_left: int | None
    notes: tuple[str, ...]

    @property
    def overdue(self) -> bool:
        """Whether the next deadline has lapsed; its last day is still in time."""
        return self.days_left is not None and self.days_left < 0

    @property
    def urgency(self) -> tuple[bool, int]:
        """What sorts proceedings: the most overdue first, those without a deadline last."""
        return self.days_left is None, self.days_left or 0

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "clock": [clock.data for clock in self.clocks],
            "step_deadline": iso(self.step_deadline),
            "deadline": iso(self.deadline),
            "overdue": self.overdue,
            "days_left": self.days_left,
        }


def noted(found: Iterable[Progress]) -> list[tuple[str, int]]:
    """Return each kind of note on proceedings, with how many have it."""
    return sorted(Counter(note for progress in found for note in progress.notes).items())


def proceeding_of(
    procedure: str, stated: Mapping[str, Any], as_of: date, *, extended: bool = False
) -> Proceeding:
    """Return a proceeding as it was on a day.

    Args:
        procedure: its id in the rulebook.
        stated: the day of each step and end, by its field, as far as a source gave one.
        as_of: the day.
        extended: whether a longer term was approved.
    """
    named = {name: stated.get(name) for name in (*_ORDER, *_ENDS)}
    dates = {name: day for name, day in named.items() if day is not None and day <= as_of}
    return Proceeding(procedure, dates, extended)


def progress(proceeding: Proceeding, rulebook: Rulebook, as_of: date) -> Progress:
    """Return the clocks of an open proceeding at the end of ``as_of``.

    The procedure is the one in force on the day of receipt.
    """
    received = proceeding.dates["received_on"]
    procedure = rulebook.in_force(Procedure, proceeding.procedure, received)
    steps = procedure.steps if procedure else ()
    working = WorkCalendar.of(rulebook)
    clocks = tuple(
        _clock(step, proceeding, working, last=step is _last_term(steps))
        for step in steps
        if step.starts in proceeding.dates
    )
    running = next((clock for clock in reversed(clocks) if clock.runs), None)
    step_deadline = running.due if running else None
    deadline = step_deadline if running and running.last else None
    left = None if step_deadline is None else days_between(as_of, step_deadline)
    notes = _notes(proceeding, steps, running, working)
    return Progress(clocks, step_deadline, deadline, left, notes)


def _last_term(steps: tuple[Step, ...]) -> Step | None:
    return next((step for step in reversed(steps) if step.days is not None), None)


def _clock(step: Step, proceeding: Proceeding, working: WorkCalendar, *, last: bool) -> Clock:
    start = proceeding.dates[step.starts]
    days = step.extended_days if proceeding.extended and step.extended_days else step.days
    due = None if days is None else Span(days, step.unit, rolls=step.rolls).end(start, working)
    return Clock(
        step=step.step,
        start=start,
        due=due,
        days=days,
        unit=None if days is None else step.unit,
        runs=not _taken(step, proceeding),
        last=last,
    )


def _taken(step: Step, proceeding: Proceeding) -> bool:
    """Tell whether a step was taken: its end is dated, or the proceeding is past it."""
    ends = [_ORDER.index(end) for end in step.ends if end in _ORDER]
    past = bool(ends) and _ORDER.index(proceeding.reached) >= min(ends)
    return past or any(end in proceeding.dates for end in step.ends)


def _notes(
    proceeding: Proceeding, steps: tuple[Step, ...], running: Clock | None, working: WorkCalendar
) -> tuple[str, ...]:
    if _last_term(steps) is None:
        return ("no_set_days",)
    if running is None and proceeding.state == "forwarded":
        return ("receipt_unknown",)
    if running and running.due and not working.knows(running.due.year):
        return ("calendar_unknown",)
    return ()
