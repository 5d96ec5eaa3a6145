"""The order in which reasons decide a verdict."""

from __future__ import annotations

import itertools

import pytest

from graph.screening.model import Bidder, Effect, Reach, Reason, Verdict
from graph.screening.verdict import decide
from messages import Text


def reason(effect: str, code: str = "own_listing") -> Reason:
    return Reason(code=code, effect=Effect(effect), reach=Reach.OWN, text=Text("甲", "a"))


BARS = reason("bars")
INELIGIBLE = reason("ineligible", "not_eligible")
REVIEW = reason("review")
NOTE = reason("note")
STALE = reason("review", "stale_source")
STALE_NOTED = reason("note", "stale_source")


@pytest.mark.parametrize(
    ("status", "reasons", "verdict"),
    [
        ("invalid", [], Verdict.INVALID),
        ("not_found", [REVIEW], Verdict.UNDETERMINED),
        ("candidates", [REVIEW], Verdict.UNDETERMINED),
        ("matched", [], Verdict.CLEAR),
        ("matched", [NOTE], Verdict.CLEAR),
        ("matched", [NOTE, REVIEW], Verdict.REVIEW),
        ("matched", [REVIEW, STALE], Verdict.UNDETERMINED),
        ("matched", [NOTE, STALE], Verdict.UNDETERMINED),
        ("matched", [NOTE, STALE_NOTED], Verdict.CLEAR),
        ("matched", [REVIEW, STALE_NOTED], Verdict.REVIEW),
        ("matched", [BARS, STALE], Verdict.BARRED),
        ("matched", [INELIGIBLE, REVIEW], Verdict.BARRED),
        ("matched", [BARS, REVIEW, NOTE], Verdict.BARRED),
    ],
)
def test_what_weighs_most_decides(status: str, reasons: list[Reason], verdict: Verdict) -> None:
    for order in itertools.permutations(reasons):
        assert decide(status, order) == verdict


def test_a_citizen_number_is_never_shown() -> None:
    shown = Bidder(2, "虞某", "11010519491231002X").data
    assert shown["code"] == "*" * 18
    assert Bidder(2, "虞某", "person:k1:00ff").data["code"] == "person:k1:00ff"
