"""The golden table: states and deadlines of complaints, worked out by hand from the articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.complaints import complaint_of
from graph.proceedings import progress
from rulebook import Rulebook

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "golden" / "complaints.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.load()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CASES])
def test_complaint(case: dict[str, Any], rulebook: Rulebook) -> None:
    stated, as_of, expected = case["complaint"], case["as_of"], case["expect"]
    complaint = complaint_of({**stated, "date": stated["received_on"]}, as_of)
    if expected == "closed":
        assert not complaint.is_open
        return
    assert complaint.is_open
    clocks = progress(complaint, rulebook, as_of)
    found = {
        "state": complaint.state,
        "clock": [clock.data for clock in clocks.clocks],
        "step_deadline": clocks.step_deadline,
        "deadline": clocks.deadline,
        "overdue": clocks.overdue,
        "days_left": clocks.days_left,
        "notes": list(clocks.notes),
    }
    wanted = {"notes": [], **expected}
    if "clock" in wanted:
        wanted["clock"] = [_iso(clock) for clock in wanted["clock"]]
    assert {name: found[name] for name in wanted} == wanted


def _iso(clock: dict[str, Any]) -> dict[str, Any]:
    return {n: v.isoformat() if n in ("from", "due") and v else v for n, v in clock.items()}
