"""The periods of the golden table, which was written from the statutes before the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.deadlines import Span, WorkCalendar
from rulebook import Rulebook

TABLE = Path(__file__).parents[1] / "standing" / "golden" / "deadlines.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
_YEAR = 12


@pytest.fixture(scope="module")
def working() -> WorkCalendar:
    return WorkCalendar.of(Rulebook.load())


def span(case: dict[str, Any]) -> Span:
    """Return a period of the table as the code takes it."""
    length, rolls = case["period"]["length"], case["rolls"]
    match case["period"]["unit"]:
        case "years":
            return Span(length * _YEAR, "months", rolls)
        case "months":
            return Span(length, "months", rolls)
        case "working_days":
            return Span(length, "working", rolls)
        case _:
            return Span(length, "calendar", rolls)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_period_ends_on_its_last_day(case: dict[str, Any], working: WorkCalendar) -> None:
    assert span(case).end(case["period"]["from"], working) == case["last_day"]
