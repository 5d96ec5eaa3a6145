"""The one place for dates that the law reckons: days, months and working days.

The first day is not counted and the last day counts (民法典 201–202). A term that ends on a day
off may end on the next working day instead (民法典 203): the caller decides, since payment and
answering terms roll over and publication terms do not.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from rulebook import CalendarYear, Rulebook

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off and shifted working days 调休, by year.

    Attributes:
        stated: years that the rulebook states; they stand above the library's.
    """

    stated: Mapping[str, CalendarYear]

    @classmethod
    def of(cls, rulebook: Rulebook) -> WorkCalendar:
        """Return the calendar with the years that a rulebook states."""
        years = rulebook.versions(CalendarYear)
        return cls({year: versions[-1] for year, versions in years.items()})

    def is_day_off(self, day: date) -> bool:
        """Tell whether ``day`` is a weekend or holiday on which nobody has to work."""
        year = self._year(day.year)
        return day in year.days_off or (day.weekday() >= _SATURDAY and day not in year.workdays)

    def knows(self, year: int) -> bool:
        """Tell whether the year's notice is known; else holidays are a guess without shifts."""
        return bool(self._year(year).workdays) or str(year) in self.stated

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years between two days whose notice is not known, for a warning."""
        years = range(first.year, last.year + 1)
        return tuple(year for year in years if not self.knows(year))

    def _year(self, year: int) -> _Year:
        stated = self.stated.get(str(year))
        if stated is None:
            return _library_year(year)
        return _Year(frozenset(stated.days_off), frozenset(stated.workdays))


@dataclass(frozen=True, slots=True)
class _Year:
    days_off: frozenset[date]
    workdays: frozenset[date]


@cache
def _library_year(year: int) -> _Year:
    # Its import takes a third of a second, which most commands would pay for nothing.
    import holidays  # noqa: PLC0415

    found = holidays.country_holidays("CN", years=year)
    shifted = (day for day in found.weekend_workdays if day.year == year)
    return _Year(frozenset(found), frozenset(shifted))


def add_days(start: date, days: int) -> date:
    """Return the last day of a term of calendar days from ``start``, which is not counted."""
    return start + timedelta(days=days)


def add_months(start: date, months: int) -> date:
    """Return the last day of a term of months from ``start``, which is not counted.

    It is the day of the same number, or the month's last day if it has no such day: three months
    from 30 November end on 28 or 29 February.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def add_working_days(start: date, days: int, working: WorkCalendar) -> date:
    """Return the last day of a term of working days from ``start``, which is not counted."""
    day = start
    for _ in range(days):
        day = roll_over(day + _DAY, working)
    return day


def roll_over(day: date, working: WorkCalendar) -> date:
    """Return ``day``, or the next working day if it is a day off."""
    while working.is_day_off(day):
        day += _DAY
    return day


def days_between(first: date, last: date) -> int:
    """Return how many days ``last`` is after ``first``: what is overdue since a due day."""
    return (last - first).days


def day_after(day: date) -> date:
    """Return the first day on which a term that ends on ``day`` is over."""
    return day + _DAY


def day_before(day: date) -> date:
    """Return the last day before something that starts on ``day``."""
    return day - _DAY


@dataclass(frozen=True, slots=True)
class Span:
    """The length of a term.

    Attributes:
        rolls: whether an end on a day off moves to the next working day (民法典 203).
    """

    length: int
    unit: Literal["calendar", "working", "months"] = "calendar"
    rolls: bool = True

    def end(self, start: date, working: WorkCalendar) -> date:
        """Return the last day of a term of this length from ``start``, which is not counted."""
        if self.unit == "working":
            return add_working_days(start, self.length, working)
        add = add_months if self.unit == "months" else add_days
        last = add(start, self.length)
        return roll_over(last, working) if self.rolls else last

    def exceeds(self, other: Span) -> bool:
        """Tell whether it is longer than another of the same unit; never across units."""
        return self.unit == other.unit and self.length > other.length
