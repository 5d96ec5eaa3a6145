"""A bidder whose codes contradict each other, or whose code others bear: a person judges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.resolution import decide
from graph.screening import Bidder
from rulebook import Rulebook
from tests.builders import World, firm, org_code, uscc
from tests.screening.asking import ask, bidder, only

A, B = firm(1), firm(2)
DAY = date(2020, 1, 1)


def conflicts(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [reason for reason in row["reasons"] if reason["code"] == "identifier_conflict"]


def test_codes_that_contradict_are_judged_with_their_record(
    world: World, rulebook: Rulebook
) -> None:
    world.register(A, "澄州甲建设有限公司", DAY)
    world.identifier(A, "org", org_code(9))
    world.send()
    row = only(ask(world, rulebook, bidder(A)))
    assert (row["verdict"], row["match"]["status"]) == ("review", "matched")
    (reason,) = row["reasons"]
    assert (reason["code"], reason["effect"], reason["reach"]) == (
        "identifier_conflict",
        "review",
        "own",
    )
    (record,) = reason["records"]
    assert (record["kind"], record["title"]) == ("Identifier", f"组织机构代码 {org_code(9)}")
    assert record["source"]["source"] == "来源registry"
    for words in (uscc(1), org_code(9)):
        assert words in reason["text_zh"]
        assert words in reason["text_en"]


def test_a_damaged_code_contradicts_nothing(world: World, rulebook: Rulebook) -> None:
    world.register(A, "澄州甲建设有限公司", DAY)
    world.identifier(A, "org", "123456789")
    world.identifier(A, "org", org_code(1))
    world.send()
    assert only(ask(world, rulebook, bidder(A)))["verdict"] == "clear"


def test_registration_numbers_may_change(world: World, rulebook: Rulebook) -> None:
    world.register(A, "澄州甲建设有限公司", DAY)
    for number in ("320594000012340", "320594000012358"):
        world.identifier(A, "reg", number)
    world.send()
    assert only(ask(world, rulebook, bidder(A)))["verdict"] == "clear"


def test_another_subject_that_states_the_bidders_code_is_judged(
    world: World, rulebook: Rulebook
) -> None:
    world.register(A, "澄州甲建设有限公司", DAY)
    world.register(B, "澄州乙建设有限公司", DAY)
    world.identifier(B, "org", org_code(1))
    world.send()
    for asked in (bidder(A), Bidder(2, "澄州甲建设有限公司", org_code(1))):
        row = only(ask(world, rulebook, asked))
        assert row["verdict"] == "review"
        (reason,) = conflicts(row)
        assert "澄州乙建设有限公司" in reason["text_zh"]
        assert [record["title_en"] for record in reason["records"]] == [
            f"organisation code {org_code(1)}"
        ]


def test_another_subject_with_the_same_organisation_code_is_judged(
    world: World, rulebook: Rulebook
) -> None:
    world.register(A, "澄州甲建设有限公司", DAY)
    other = world.subject(f"org:{org_code(1)}", "澄州丙商行")
    world.send()
    (reason,) = conflicts(only(ask(world, rulebook, bidder(A))))
    assert "澄州丙商行" in reason["text_zh"]
    decide(world.store, A, other, "match", "li", "同一主体")
    assert only(ask(world, rulebook, bidder(A)))["verdict"] == "clear"


def test_one_known_by_another_city_code_of_the_bidders_number_is_judged(
    world: World, rulebook: Rulebook
) -> None:
    world.register(A, "澄州甲建设有限公司", DAY)
    world.register(firm(1, "91320100"), "澄州丁建设有限公司", DAY)
    world.send()
    (reason,) = conflicts(only(ask(world, rulebook, bidder(A))))
    assert (reason["effect"], reason["records"]) == ("review", [])


def test_later_days_and_commits_do_not_count(world: World, rulebook: Rulebook) -> None:
    world.register(A, "澄州甲建设有限公司", DAY)
    world.send()
    seen = world.store.seen()
    world.identifier(A, "org", org_code(9))
    world.send()
    assert only(ask(world, rulebook, bidder(A), seen=seen))["verdict"] == "clear"
    assert only(ask(world, rulebook, bidder(A)))["verdict"] == "review"
