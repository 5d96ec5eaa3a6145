"""A profile tells who a subject is, what it is related to, and what its records mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph import resolution
from graph.profile import profile
from graph.store import Store
from rulebook import Rulebook
from tests.builders import World, firm, org_code, uscc

D = date
TODAY = D(2026, 11, 20)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """The national rulebook."""
    return Rulebook.load()


@pytest.fixture
def world(store: Store) -> World:
    """A source on an empty graph."""
    return World(store)


def show(
    world: World, rulebook: Rulebook, query: str, as_of: date = TODAY, seen: int | None = None
) -> dict[str, Any]:
    """Return the data of a profile."""
    moment = world.moment(as_of, seen)
    found = resolution.lookup(world.store, query, moment)
    return dict(profile(world.store, rulebook, found, moment).data)


def test_status_name_and_former_names_hold_on_their_days(world: World, rulebook: Rulebook) -> None:
    a = firm(1)
    world.register(a, "澄州旧名有限公司", D(2024, 1, 1), D(2010, 5, 1), region="320500")
    world.send()
    world.register(a, "澄州新名有限公司", D(2025, 1, 1), D(2025, 1, 1), status="revoked")
    world.send()
    then = show(world, rulebook, uscc(1), D(2024, 12, 31))["subject"]
    now = show(world, rulebook, uscc(1))["subject"]
    assert (then["name"], then["status"]["state"]) == ("澄州旧名有限公司", "registered")
    assert (now["name"], now["status"]["state"]) == ("澄州新名有限公司", "revoked")
    assert now["status"]["since"] == "2025-01-01"
    assert [name["name"] for name in now["former_names"]] == ["澄州旧名有限公司"]
    assert now["former_names"][0]["valid_to"] == "2024-12-31"
    assert then["former_names"] == []


def test_a_conflict_of_organisation_code_and_uscc_is_shown(
    world: World, rulebook: Rulebook
) -> None:
    a = world.subject(firm(1), "澄州甲有限公司")
    world.identifier(a, "org", org_code(2))
    b = world.subject(firm(3), "澄州乙有限公司")
    world.identifier(b, "org", org_code(3))
    world.send()
    conflicts = {
        identity["scheme"]: identity["conflict"]
        for identity in show(world, rulebook, uscc(1))["subject"]["identities"]
    }
    agreeing = [i["conflict"] for i in show(world, rulebook, uscc(3))["subject"]["identities"]]
    assert conflicts["org"]
    assert not any(agreeing)


def test_relations_in_force_are_listed_and_ended_ones_counted(
    world: World, rulebook: Rulebook
) -> None:
    a, b, c = firm(1), firm(2), firm(3)
    world.subject(a, "澄州甲有限公司")
    world.relate(b, "SHAREHOLDER_OF", a, D(2020, 1, 1), share_ppm=250_000, amount_fen=12_345)
    world.relate(c, "SHAREHOLDER_OF", a, D(2019, 1, 1), D(2021, 6, 30))
    world.relate(a, "SHAREHOLDER_OF", c, D(2020, 1, 1))
    world.send()
    found = show(world, rulebook, uscc(1))["relations"]["SHAREHOLDER_OF"]
    assert (found["count"], found["ended"]) == (2, 1)
    by_direction = {item["direction"]: item for item in found["items"]}
    assert by_direction["in"]["id"] == b
    assert by_direction["in"]["share"] == "0.25"
    assert by_direction["in"]["amount"] == "123.45"
    assert by_direction["out"]["id"] == c
    on_last_day = show(world, rulebook, uscc(1), D(2021, 6, 30))["relations"]["SHAREHOLDER_OF"]
    assert (on_last_day["count"], on_last_day["ended"]) == (3, 0)


def test_a_record_after_the_day_does_not_exist_and_an_expired_one_is_counted(
    world: World, rulebook: Rulebook
) -> None:
    a = world.subject(firm(1), "澄州甲有限公司")
    own: dict[str, Any] = {"debtor_state": "dishonest", "case_number": "1"}
    own["situations"] = ("违反财产报告制度",)
    world.record("Enforcement", {a: "debtor"}, D(2024, 3, 1), "法院", "1号", **own)
    world.send()
    assert "Enforcement" not in show(world, rulebook, uscc(1), D(2024, 2, 29))["records"]
    shown = show(world, rulebook, uscc(1), D(2024, 3, 1))["records"]["Enforcement"]
    assert (shown["shown"], shown["hidden"]) == (1, 0)
    assert shown["items"][0]["standing"]["state"] == "published"
    assert shown["items"][0]["standing"]["counts_against"]
    later = show(world, rulebook, uscc(1))["records"]["Enforcement"]
    assert (later["shown"], later["hidden"], later["items"]) == (0, 1, [])


def test_other_kinds_say_that_their_standing_is_not_derived(
    world: World, rulebook: Rulebook
) -> None:
    a = world.subject(firm(1), "澄州甲有限公司")
    world.record("Licence", {a: "licensed"}, D(2025, 3, 1), "机关", "1号")
    world.send()
    item = show(world, rulebook, uscc(1))["records"]["Licence"]["items"][0]
    assert item["standing"]["state"] == "not_derived"
    assert not item["standing"]["counts_against"]
    assert item["role"] == "licensed"


def test_a_penalty_is_shown_until_it_is_repaired_or_its_term_is_over(
    world: World, rulebook: Rulebook
) -> None:
    a = world.subject(firm(1), "澄州甲有限公司")
    said: dict[str, Any] = {"penalty_kind": "罚款", "fine_fen": 100_00}
    key = world.record("Penalty", {a: "punished"}, D(2026, 5, 6), "机关", "1号", **said)
    world.record("Penalty", {a: "punished"}, D(2024, 5, 6), "机关", "2号", **said)
    before = world.send().seq
    decided: dict[str, Any] = {"decided_on": D(2026, 9, 10), "outcome": "accepted"}
    decided |= {"platform": "credit_china"}
    world.event("Repair", key, D(2026, 9, 1), "修复1号", **decided)
    world.send()
    found = show(world, rulebook, uscc(1), seen=before)["records"]["Penalty"]
    assert (found["shown"], found["hidden"]) == (1, 1)
    standing = found["items"][0]["standing"]
    assert (standing["state"], standing["until"]) == ("published", "2027-05-06")
    assert standing["counts_against"]
    assert standing["repairable_from"] == "2026-08-07"
    assert found["items"][0]["details"]["fine"] == "100.00"
    assert show(world, rulebook, uscc(1))["records"]["Penalty"]["shown"] == 0
    applied = show(world, rulebook, uscc(1), as_of=D(2026, 9, 5))["records"]["Penalty"]["items"]
    assert applied[0]["standing"]["repair"] == "applied"


def test_a_merge_joins_profiles_its_undo_parts_them_and_an_earlier_seen_stays(
    world: World, rulebook: Rulebook
) -> None:
    store = world.store
    a, b = firm(1), f"org:{org_code(1)}"
    world.subject(a, "澄州甲有限公司")
    world.subject(b, "澄州甲有限公司")
    world.record("Penalty", {b: "punished"}, D(2026, 9, 1), "机关", "1号")
    before = world.send().seq
    decided = resolution.decide(store, a, b, "match", by="tester", reason="同一代码")
    merged = show(world, rulebook, uscc(1))
    assert set(merged["subject"]["members"]) == {a, b}
    assert merged["records"]["Penalty"]["shown"] == 1
    world.record("Penalty", {b: "punished"}, D(2026, 9, 2), "机关", "2号")
    world.send()
    assert show(world, rulebook, uscc(1))["records"]["Penalty"]["shown"] == 2
    resolution.undo(store, decided.id, by="tester", reason="查明不是")
    parted = show(world, rulebook, a)
    assert parted["subject"]["members"] == [a]
    assert "Penalty" not in parted["records"]
    assert show(world, rulebook, b)["records"]["Penalty"]["shown"] == 2
    earlier = show(world, rulebook, a, seen=before)
    assert earlier["subject"]["members"] == [a]


def test_an_unknown_start_says_so(world: World, rulebook: Rulebook) -> None:
    world.subject(firm(1), "澄州甲有限公司")
    world.relate(firm(2), "SHAREHOLDER_OF", firm(1))
    world.send()
    item = show(world, rulebook, uscc(1))["relations"]["SHAREHOLDER_OF"]["items"][0]
    assert item["valid_from"] is None
    assert item["valid_to"] is None
    assert item["start"] == "unknown"


def test_a_hub_lists_its_first_relations_and_counts_all(world: World, rulebook: Rulebook) -> None:
    hub = world.subject(firm(1), "澄州枢纽有限公司")
    for number in range(2, 125):
        world.relate(hub, "SHAREHOLDER_OF", firm(number))
    world.send()
    moment = world.moment()
    found = resolution.lookup(world.store, uscc(1), moment)
    answer = profile(world.store, rulebook, found, moment)
    relations: Any = answer.data["relations"]
    assert relations["SHAREHOLDER_OF"]["count"] == 123
    assert len(relations["SHAREHOLDER_OF"]["items"]) == 100
    assert answer.truncated
