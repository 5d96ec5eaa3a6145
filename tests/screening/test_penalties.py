"""The bidder's own penalties: a note, unless a rule of the purpose names them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model import Moment
from graph.screening import screen
from rulebook import Rulebook
from tests.builders import World, firm
from tests.screening.asking import DAY, bidder


def punish(world: World, who: str, day: date, number: str, **own: Any) -> str:
    """Record a penalty and return its key."""
    stated = {"penalty_kind": "罚款", "authority": "澄州市市场监督管理局", **own}
    stated |= {"document_number": number}
    return world.record("Penalty", {who: "punished"}, day, "局", number, **stated)


def reasons(world: World, rulebook: Rulebook, purpose: str = "land-auction") -> list[Any]:
    """Return the verdict and the reasons about penalties of the first firm."""
    moment = Moment(DAY, world.store.seen())
    asked = screen(world.store, rulebook, [bidder(firm(1))], purpose, None, None, moment)
    row = asked.rows[0].data
    own: list[Any] = [each for each in row["reasons"] if each["code"] == "own_penalty"]  # type: ignore[attr-defined]
    return [row["verdict"], *((each["effect"], len(each["records"])) for each in own)]


@pytest.fixture
def a(world: World) -> str:
    return world.subject(firm(1), "澄州甲建设有限公司")


def test_published_penalties_are_one_note_and_change_no_verdict(
    world: World, rulebook: Rulebook, a: str
) -> None:
    punish(world, a, date(2026, 9, 1), "1号")
    punish(world, a, date(2026, 9, 2), "2号")
    punish(world, a, date(2024, 9, 2), "3号")
    world.send()
    assert reasons(world, rulebook) == ["clear", ("note", 2)]


def test_a_repaired_penalty_is_no_reason(world: World, rulebook: Rulebook, a: str) -> None:
    key = punish(world, a, date(2026, 5, 1), "1号")
    decided = {"decided_on": date(2026, 9, 10), "outcome": "accepted"}
    world.event("Repair", key, date(2026, 9, 1), "修复1号", **decided)
    world.send()
    assert reasons(world, rulebook) == ["clear"]


@pytest.mark.parametrize(
    ("day", "own", "told"),
    [
        (date(2026, 9, 1), {"fine_fen": 200_000_000}, ["barred", ("ineligible", 1)]),
        (date(2026, 9, 1), {"fine_fen": 199_999_999}, ["clear", ("note", 1)]),
        (date(2026, 9, 1), {"penalty_kind": "吊销许可证件"}, ["barred", ("ineligible", 1)]),
        (date(2024, 9, 1), {"fine_fen": 200_000_000}, ["review", ("review", 1)]),
        (date(2023, 11, 22), {"fine_fen": 200_000_000}, ["clear"]),
    ],
)
def test_a_major_violation_keeps_a_supplier_out_for_three_years(
    world: World, rulebook: Rulebook, a: str, day: date, own: dict[str, Any], told: list[Any]
) -> None:
    World(world.store, source="penalties", format="penalties").send()
    punish(world, a, day, "1号", **own)
    world.send()
    assert reasons(world, rulebook, "procurement") == told
