"""Reckoning of days: laws by property, boundaries by example."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.deadlines import (
    WorkCalendar,
    add_days,
    add_months,
    add_working_days,
    day_after,
    day_before,
    days_between,
    roll_over,
)
from rulebook import Rulebook

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
KNOWN_DAYS = st.dates(date(2007, 1, 1), date(2026, 6, 30))
WORKING = WorkCalendar.of(Rulebook.load())


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
    ],
)
def test_a_term_of_months_ends_on_the_day_of_the_same_number(
    start: date, months: int, last: date
) -> None:
    assert add_months(start, months) == last


@given(DAYS, st.integers(0, 120))
def test_months_land_in_the_right_month_on_the_same_or_its_last_day(start: date, n: int) -> None:
    last = add_months(start, n)
    assert (last.year - start.year) * 12 + last.month - start.month == n
    assert last.day == min(start.day, calendar.monthrange(last.year, last.month)[1])


@given(DAYS, DAYS, st.integers(0, 60))
def test_months_keep_the_order_of_days(first: date, second: date, months: int) -> None:
    earlier, later = sorted((first, second))
    assert add_months(earlier, months) <= add_months(later, months)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_months_never_end_earlier(start: date, fewer: int, more: int) -> None:
    assert add_months(start, fewer) <= add_months(start, fewer + more)


@given(DAYS, st.integers(0, 4000))
def test_the_first_day_is_not_counted_and_the_last_is(start: date, days: int) -> None:
    last = add_days(start, days)
    assert days_between(start, last) == days
    assert day_before(day_after(last)) == last


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2024, 2, 9), False),  # the eve was no public holiday that year
        (date(2024, 2, 10), True),
        (date(2024, 2, 18), False),  # a Sunday worked for the holiday
        (date(2025, 1, 26), False),
        (date(2025, 1, 28), True),
        (date(2025, 2, 8), False),
        (date(2025, 10, 8), True),
        (date(2025, 10, 11), False),
        (date(2026, 1, 4), False),
        (date(2026, 2, 16), True),
        (date(2026, 2, 23), True),
        (date(2026, 2, 28), False),
        (date(2026, 9, 20), False),
        (date(2026, 10, 7), True),
        (date(2026, 10, 10), False),
        (date(2026, 11, 21), True),
        (date(2026, 11, 23), False),
    ],
)
def test_days_off_follow_the_yearly_notice(day: date, *, off: bool) -> None:
    assert WORKING.is_day_off(day) is off


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 2, 15), date(2026, 2, 24)),
        (date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 11, 21), date(2026, 11, 23)),
    ],
)
def test_a_term_that_ends_on_a_day_off_rolls_to_the_next_working_day(
    day: date, rolled: date
) -> None:
    assert roll_over(day, WORKING) == rolled


@given(KNOWN_DAYS)
def test_rolling_over_moves_forward_to_a_working_day_and_stays_there(day: date) -> None:
    rolled = roll_over(day, WORKING)
    assert rolled >= day
    assert not WORKING.is_day_off(rolled)
    assert roll_over(rolled, WORKING) == rolled


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 9, 29), 1, date(2026, 9, 30)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 3), 1, date(2026, 10, 8)),
        (date(2026, 11, 23), 10, date(2026, 12, 7)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_working_days_are_counted(start: date, days: int, last: date) -> None:
    assert add_working_days(start, days, WORKING) == last


@given(KNOWN_DAYS, st.integers(1, 60))
def test_so_many_working_days_lie_in_the_term(start: date, days: int) -> None:
    last = add_working_days(start, days, WORKING)
    inside = (start + timedelta(days=n) for n in range(1, days_between(start, last) + 1))
    assert sum(not WORKING.is_day_off(day) for day in inside) == days
    assert not WORKING.is_day_off(last)


def test_a_year_without_its_notice_is_said_to_be_unknown() -> None:
    assert WORKING.unknown_years(date(2024, 1, 1), date(2026, 12, 31)) == ()
    assert WORKING.unknown_years(date(2026, 12, 1), date(2028, 1, 5)) == (2027, 2028)
    assert WORKING.is_day_off(date(2027, 10, 1))


def test_a_year_stated_in_the_rulebook_stands_above_the_library(tmp_path: Path) -> None:
    (tmp_path / "calendar.yaml").write_text(
        """
entries:
  - id: "2027"
    name_zh: 2027年节假日安排
    name_en: Holidays of 2027
    days_off: [2027-01-01, 2027-01-04]
    workdays: [2027-01-09]
    legal_basis: {title: 国务院办公厅通知}
    authority: 国务院办公厅
    in_force_from: 2027-01-01
    in_force_to: 2027-12-31
    verified: source
""",
        encoding="utf-8",
    )
    working = WorkCalendar.of(Rulebook.load(extra=tmp_path))
    assert working.knows(2027)
    assert working.is_day_off(date(2027, 1, 4))
    assert not working.is_day_off(date(2027, 1, 9))
    assert not working.is_day_off(date(2027, 10, 1))
    assert working.is_day_off(date(2026, 10, 1))
