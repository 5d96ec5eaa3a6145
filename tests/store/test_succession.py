"""The laws of succession: reports tell the same in whatever order they come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import OPEN_END, UNKNOWN_START
from graph.model.succession import Report, State, succeed

FIRST = date(2024, 1, 1)
LAST = OPEN_END
D = date


def told(reports: Sequence[Report]) -> tuple[State, ...]:
    """Return the states after reports that come in the given order."""
    states: tuple[State, ...] = ()
    days: set[date] = set()
    for report in reports:
        states = succeed(states, report, days)
        days.add(report.observed)
    return states


def dated(states: Sequence[State]) -> list[tuple[str, date, date]]:
    """Return what holds, from when to when."""
    return [(state.content, state.valid_from, state.valid_to) for state in states]


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Report], list[Report]]:
    """Draw reports on different days, in their order and in another one."""
    stated = draw(st.none() | st.dates(D(2020, 1, 1), FIRST))
    numbers = draw(st.lists(st.integers(1, 60), min_size=1, max_size=6, unique=True))
    said = st.sampled_from(["a", "b", "c", None])
    reports = [
        Report(str(n), draw(said), FIRST + timedelta(days=10 * n), stated) for n in sorted(numbers)
    ]
    return reports, draw(st.permutations(reports))


@given(stories())
def test_the_order_in_which_reports_come_does_not_matter(
    story: tuple[list[Report], list[Report]],
) -> None:
    in_order, shuffled = story
    assert dated(told(shuffled)) == dated(told(in_order))


@given(stories())
def test_a_report_is_right_about_its_own_day_and_states_never_overlap(
    story: tuple[list[Report], list[Report]],
) -> None:
    states = told(story[1])
    for report in story[0]:
        holding = [s.content for s in states if s.valid_from <= report.observed <= s.valid_to]
        unheard = min((s.observed for s in states), default=LAST) > report.observed
        assert holding == ([report.content] if report.content else []) or unheard


@given(stories())
def test_what_is_said_again_changes_nothing(story: tuple[list[Report], list[Report]]) -> None:
    states = told(story[1])
    days = {report.observed for report in story[0]}
    for report in story[0]:
        assert dated(succeed(states, report, days)) == dated(states)


def known(content: str, start: date, end: date, observed: date) -> State:
    """Return a recorded state."""
    return State(content, content, start, end, observed)


A = known("a", UNKNOWN_START, LAST, D(2024, 1, 1))


@pytest.mark.parametrize(
    ("states", "report", "expected"),
    [
        ((), Report("a", "a", D(2024, 1, 1)), [("a", UNKNOWN_START, LAST)]),
        ((), Report("a", "a", D(2024, 1, 1), D(2010, 1, 1)), [("a", D(2010, 1, 1), LAST)]),
        ((A,), Report("x", "a", D(2025, 1, 1)), [("a", UNKNOWN_START, LAST)]),
        (
            (A,),
            Report("b", "b", D(2025, 1, 1)),
            [("a", UNKNOWN_START, D(2024, 12, 31)), ("b", D(2025, 1, 1), LAST)],
        ),
        (
            (A,),
            Report("b", "b", D(2025, 1, 1), D(2024, 6, 1)),
            [("a", UNKNOWN_START, D(2024, 5, 31)), ("b", D(2024, 6, 1), LAST)],
        ),
        ((A,), Report("b", "b", D(2024, 1, 1)), [("b", UNKNOWN_START, LAST)]),
        (
            (A,),
            Report("b", "b", D(2023, 1, 1)),
            [("b", UNKNOWN_START, D(2023, 12, 31)), ("a", D(2024, 1, 1), LAST)],
        ),
        (
            (A,),
            Report("x", "a", D(2025, 1, 1), stated_to=D(2024, 8, 1)),
            [("a", UNKNOWN_START, D(2024, 8, 1))],
        ),
        (
            (State("a", "a", FIRST, D(2024, 3, 1), FIRST, D(2024, 3, 1)),),
            Report("x", "a", D(2025, 1, 1), FIRST, D(2024, 5, 1)),
            [("a", FIRST, D(2024, 5, 1))],
        ),
        (
            (State("a", "a", FIRST, D(2024, 3, 1), FIRST, D(2024, 3, 1)),),
            Report("b", "b", FIRST, FIRST, D(2024, 5, 1)),
            [("b", FIRST, D(2024, 5, 1))],
        ),
        (
            (A,),
            Report("x", None, D(2025, 1, 1)),
            [("a", UNKNOWN_START, D(2024, 12, 31))],
        ),
    ],
)
def test_where_a_report_goes(
    states: tuple[State, ...], report: Report, expected: list[tuple[str, date, date]]
) -> None:
    assert dated(succeed(states, report)) == expected


def test_a_mistake_corrected_on_its_day_leaves_the_state_before_it_whole() -> None:
    reports = [Report("1", "a", FIRST), Report("2", "b", D(2025, 1, 1))]
    corrected = [*reports, Report("3", "a", D(2025, 1, 1))]
    assert dated(told(corrected)) == [("a", UNKNOWN_START, LAST)]
