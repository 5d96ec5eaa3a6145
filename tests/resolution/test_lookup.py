"""A query as a person types it: one subject, or an error that says what to do."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from graph.model import SubjectKind
from graph.resolution import lookup
from graph.store import Store
from messages import AmbiguousError, InputError, NotAllowedError, NotFoundError
from tests.builders import World, firm, org_code, uscc

DAY = date(2020, 1, 1)
NAME = "澄州甲纺织有限公司"


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def candidates(error: AmbiguousError) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", error.params["candidates"])


@pytest.mark.parametrize("query", [uscc(1), org_code(1), NAME, firm(1), f"  {uscc(1)} "])
def test_a_code_a_name_and_an_id_find_one_subject(world: World, query: str) -> None:
    world.register(firm(1), NAME, DAY)
    world.send()
    found = lookup(world.store, query, world.moment())
    assert (found.subject.id, found.subject.name, found.warnings) == (firm(1), NAME, ())


def test_a_code_of_a_listed_firm_that_has_no_check_digit_finds_it(world: World) -> None:
    world.register(firm(1), NAME, DAY)
    world.identifier(firm(1), "stock", "600000")
    world.send()
    assert lookup(world.store, "600000", world.moment()).how == "stated_identifier"


def test_a_former_name_finds_its_bearer_and_says_so(world: World) -> None:
    world.register(firm(1), NAME, DAY)
    world.former_name(firm(1), "澄州旧纺织厂", None, date(2019, 12, 31))
    world.send()
    found = lookup(world.store, "澄州旧纺织厂", world.moment())
    assert (found.subject.id, found.how) == (firm(1), "former_name")
    assert [told["code"] for told in found.warnings] == ["former_name"]
    assert NAME in found.warnings[0]["text_zh"]
    assert NAME in found.warnings[0]["text_en"]


def test_the_present_bearer_goes_first_and_the_other_is_named(world: World) -> None:
    world.register(firm(1), "澄州新纺织有限公司", DAY)
    world.former_name(firm(1), NAME, None, date(2019, 12, 31))
    world.register(firm(2), NAME, date(2021, 1, 1))
    world.send()
    found = lookup(world.store, NAME, world.moment())
    assert found.subject.id == firm(2)
    assert [told["code"] for told in found.warnings] == ["former_bearer"]
    assert "澄州新纺织有限公司" in found.warnings[0]["text_zh"]
    assert firm(1) in found.warnings[0]["text_en"]


def test_on_an_earlier_day_the_then_bearer_is_meant(world: World) -> None:
    world.register(firm(1), NAME, date(2015, 1, 1), start=date(2015, 1, 1))
    world.register(firm(1), "澄州新纺织有限公司", DAY, start=DAY)
    world.register(firm(2), NAME, date(2021, 1, 1), start=date(2021, 1, 1))
    world.send()
    assert lookup(world.store, NAME, world.moment(date(2019, 12, 31))).subject.id == firm(1)
    assert lookup(world.store, NAME, world.moment(date(2021, 1, 1))).subject.id == firm(2)


def test_two_bearers_are_ambiguous_with_candidates(world: World) -> None:
    world.register(firm(1), NAME, DAY)
    world.register(firm(2), NAME, DAY)
    world.send()
    with pytest.raises(AmbiguousError) as caught:
        lookup(world.store, NAME, world.moment())
    assert caught.value.exit_code == 3
    assert [candidate["id"] for candidate in candidates(caught.value)] == [firm(1), firm(2)]
    assert {"id", "kind", "name", "identities", "why"} <= candidates(caught.value)[0].keys()


def test_an_organisation_with_a_code_goes_before_mentions(world: World) -> None:
    world.register(firm(1), NAME, DAY)
    world.subject("row:1", NAME)
    world.subject("row:2", NAME)
    world.send()
    found = lookup(world.store, NAME, world.moment())
    assert found.subject.id == firm(1)
    assert [(told["code"], "2" in told["text_zh"]) for told in found.warnings] == [
        ("mentions", True)
    ]


def test_mentions_alone_are_ambiguous(world: World) -> None:
    world.subject("row:1", NAME)
    world.subject("row:2", NAME)
    world.send()
    with pytest.raises(AmbiguousError):
        lookup(world.store, NAME, world.moment())


def test_persons_of_one_name_are_ambiguous_and_show_no_key(world: World) -> None:
    known = world.person(7, "姜未名")
    world.subject("row:1", "姜未名", SubjectKind.PERSON)
    world.send()
    with pytest.raises(AmbiguousError) as caught:
        lookup(world.store, "姜未名", world.moment())
    assert {c["id"] for c in candidates(caught.value)} == {known, "row:1"}
    assert all(candidate["identities"] == [] for candidate in candidates(caught.value))


@pytest.mark.parametrize("query", ["", "  ", "　"])
def test_nothing_asked_is_wrong_input(world: World, query: str) -> None:
    with pytest.raises(InputError):
        lookup(world.store, query, world.moment())


@pytest.mark.parametrize(
    "code",
    [
        uscc(1)[:-1] + ("0" if uscc(1)[-1] != "0" else "1"),
        "0" * 18,
        "12345678-9",
        "320594000012341",
    ],
)
def test_a_wrong_check_digit_is_wrong_input(world: World, code: str) -> None:
    with pytest.raises(InputError) as caught:
        lookup(world.store, code, world.moment())
    assert caught.value.exit_code == 2
    assert "校验位" in caught.value.text.zh


@pytest.mark.parametrize("query", [uscc(9), "澄州丁公司", "row:none", "ABCDEFGHI", "20200101"])
def test_what_is_not_known_is_not_found(world: World, query: str) -> None:
    with pytest.raises(NotFoundError):
        lookup(world.store, query, world.moment())


def test_a_citizen_number_is_refused_and_not_repeated(world: World) -> None:
    number = "11010119900307889" + "X"
    for written in (number, f" {number} ", "１" + number[1:], number[:-1] + "0"):
        with pytest.raises(NotAllowedError) as caught:
            lookup(world.store, written, world.moment())
        assert number[6:14] not in caught.value.text.zh + str(caught.value.params)


def test_valid_codes_that_disagree_are_shown_as_a_conflict(world: World) -> None:
    world.register(firm(1), NAME, DAY)
    world.register(firm(2), NAME, DAY)
    world.identifier(firm(1), "org", org_code(77))
    world.identifier(firm(2), "org", "123456789")  # a wrong check digit is damage
    world.send()
    with pytest.raises(AmbiguousError) as caught:
        lookup(world.store, NAME, world.moment())
    conflicts = {
        candidate["id"]: [identity["conflict"] for identity in candidate["identities"]]
        for candidate in candidates(caught.value)
    }
    assert conflicts == {firm(1): [True, True], firm(2): [False, False]}
