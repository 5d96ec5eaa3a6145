"""Which relations make a controller or an officer."""

from __future__ import annotations

from datetime import date

import pytest

from graph.screening.roles import Roles
from rulebook import Rulebook, ScreeningPolicy, Threshold


def roles_on(day: date) -> Roles:
    rulebook = Rulebook.load()
    policy = rulebook.in_force(ScreeningPolicy, "land-auction", day)
    majority = rulebook.in_force(Threshold, "controlling_holder", day)
    assert policy
    assert majority
    return Roles.of(policy, majority)


@pytest.mark.parametrize(
    ("position", "runs"),
    [
        ("总经理", True),
        ("董事长兼总经理", True),
        ("执行董事、经理", True),
        ("总经理（法定代表人）", True),
        ("副总经理", False),
        ("总经理助理", False),
        ("部门经理", False),
        ("董事", False),
        ("", False),
    ],
)
def test_a_position_runs_the_firm_only_as_a_whole_word(position: str, *, runs: bool) -> None:
    found = roles_on(date(2026, 11, 23)).of_relation("OFFICER_OF", {"position": position})
    assert ("general_manager" in found) == runs


@pytest.mark.parametrize(
    ("ppm", "day", "controls"),
    [
        (500_000, date(2024, 6, 30), True),
        (499_999, date(2024, 6, 30), False),
        (500_000, date(2024, 7, 1), False),
        (500_001, date(2024, 7, 1), True),
        (None, date(2024, 7, 1), False),
    ],
)
def test_a_majority_is_what_the_law_of_the_day_says(
    ppm: int | None, day: date, *, controls: bool
) -> None:
    found = roles_on(day).of_relation("SHAREHOLDER_OF", {"share_ppm": ppm})
    assert bool(found) == controls


def test_the_type_alone_says_who_represents_and_who_controls() -> None:
    roles = roles_on(date(2026, 11, 23))
    represents = roles.of_relation("LEGAL_REPRESENTATIVE_OF", {})
    assert represents == {"legal_representative", "principal"}
    assert roles.of_relation("CONTROLLER_OF", {}) == {"actual_controller"}
    assert not roles.of_relation("BRANCH_OF", {})
