"""The worklists of repair: what waits and until when, and what could be repaired now."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.repair import open_applications, repairable
from rulebook import Rulebook
from tests.builders import World, firm

DAY = date(2026, 11, 20)
NAME = "澄州甲建设有限公司"


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.load(city="suzhou")


@pytest.fixture
def world(store: Any) -> World:
    made = World(store, "court")
    made.subject(firm(1), NAME)
    return made


def punish(world: World, day: date, number: str, **own: Any) -> str:
    """Record a fine and return its key."""
    stated = {"penalty_kind": "罚款", "document_number": number, "authority": "局", **own}
    return world.record("Penalty", {firm(1): "punished"}, day, "局", number, **stated)


def apply(world: World, key: str, day: date, number: str, **own: Any) -> None:
    """State an application for repair."""
    said = {"platform": "credit_china", "application_number": number, **own}
    world.event("Repair", key, day, number, **said)


def waiting(world: World, rulebook: Rulebook, day: date = DAY, seen: int | None = None) -> Any:
    return open_applications(world.store, rulebook, world.moment(day, seen)).data


def possible(world: World, rulebook: Rulebook, day: date = DAY) -> Any:
    return repairable(world.store, rulebook, world.moment(day)).data


def test_an_application_waits_until_it_is_decided(world: World, rulebook: Rulebook) -> None:
    key = punish(world, date(2026, 5, 6), "1号")
    apply(world, key, date(2026, 11, 9), "修复1号")
    before = world.send().seq
    (item,) = waiting(world, rulebook)["items"]
    assert item["subject"]["name"] == NAME
    assert (item["record"]["number"], item["standing"]["state"]) == ("1号", "published")
    assert (item["applied"], item["accepted"], item["too_early"]) == ("2026-11-09", None, False)
    assert (item["step_deadline"], item["days_left"]) == ("2026-11-12", -8)
    data = waiting(world, rulebook)
    assert (data["open"], data["overdue"]) == (1, 1)
    decided = {"decided_on": date(2026, 11, 19), "outcome": "accepted"}
    apply(world, key, date(2026, 11, 9), "修复1号", accepted_on=date(2026, 11, 11), **decided)
    world.send()
    assert waiting(world, rulebook)["items"] == []
    assert len(waiting(world, rulebook, seen=before)["items"]) == 1
    (then,) = waiting(world, rulebook, date(2026, 11, 18))["items"]
    assert (then["accepted"], then["step_deadline"]) == ("2026-11-11", "2026-11-25")


def test_an_application_before_the_minimum_is_over_says_so(
    world: World, rulebook: Rulebook
) -> None:
    key = punish(world, date(2026, 10, 6), "1号")
    apply(world, key, date(2026, 11, 16), "修复1号")
    world.send()
    (item,) = waiting(world, rulebook)["items"]
    assert item["too_early"]
    assert item["standing"]["repairable_from"] == "2027-01-07"


def test_what_could_be_repaired_is_listed_with_what_is_missing(
    world: World, rulebook: Rulebook
) -> None:
    punish(world, date(2026, 5, 6), "满期")
    punish(world, date(2026, 6, 6), "未履行", duty_fulfilled=False)
    punish(world, date(2026, 10, 6), "未满期")
    punish(world, date(2024, 5, 6), "已停止公示")
    done = punish(world, date(2026, 5, 7), "已修复")
    decided = {"decided_on": date(2026, 9, 1), "outcome": "accepted"}
    apply(world, done, date(2026, 8, 20), "修复1号", **decided)
    applied = punish(world, date(2026, 5, 8), "已申请")
    apply(world, applied, date(2026, 11, 18), "修复2号")
    world.send()
    data = possible(world, rulebook)
    found = {item["record"]["number"]: item for item in data["items"]}
    assert list(found) == ["满期", "未履行"]
    assert found["满期"]["repairable_from"] == "2026-08-07"
    assert found["满期"]["missing"] == []
    assert found["未履行"]["missing"] == ["duty"]
    assert [(each["name"], each["count"]) for each in data["by_subject"]] == [(NAME, 2)]
    assert possible(world, rulebook, date(2026, 8, 6))["items"] == []
