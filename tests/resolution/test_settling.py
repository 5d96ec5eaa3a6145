"""Automatic resolution: a code and a name, or a name and a second attribute; never a name alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from graph.model import Link, RecordFact, RecordKind, SubjectKind
from graph.model.facts import digest
from graph.resolution import Decision, decide, settle, undo
from graph.resolution.traits import DESCRIBED
from graph.store import Store
from graph.store.testing import empty
from graph.subjects import entities_of
from tests.builders import World, firm, org_code, uscc

DAY = date(2020, 1, 1)
NAME = "澄州甲纺织有限公司"
REP = "姜未名"
ADDRESS = "澄州市东城区临水路18号"
REG_NO = "320594000012340"
ORG = f"org:{org_code(1)}"
REG = f"reg:{REG_NO}"

State = Callable[[World], str]


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def send(world: World) -> list[Decision]:
    """Write what was stated as one file and settle what it named first, as ingest does."""
    return settle(world.store, world.send().subjects, "li")


def mention(
    world: World,
    name: str = NAME,
    code: str | None = None,
    kind: SubjectKind = SubjectKind.ENTERPRISE,
    **own: Any,
) -> str:
    """State a penalty of a party without a valid code and return its provisional subject."""
    row = f"row:{digest(name, code, own)[:12]}"
    world.subject(row, name, kind)
    written = {} if code is None else {"identifier_as_written": code}
    world._nodes.append(
        RecordFact(
            **world._fact(None, None),
            kind=RecordKind.PENALTY,
            about=("澄州市某局", row),
            date=date(2021, 3, 1),
            own=own,
            links=(Link(row, "CONCERNS", {"role": "punished", **written}),),
        )
    )
    return row


def together(world: World, *subjects: str) -> bool:
    return len(set(entities_of(world.store, subjects, world.store.seen()).values())) == 1


def outcomes(world: World, one: State, other: State) -> Iterator[tuple[bool, list[str | None]]]:
    """State two subjects in both orders of arrival, and together: are they one, by which rules?"""
    for order in ((one,), (other,)), ((other,), (one,)), ((one, other),):
        empty(world.store)
        made, subjects = [], []
        for file in order:
            subjects += [state(world) for state in file]
            made += send(world)
        yield together(world, *subjects), [decision.rule for decision in made]


def joined(world: World, one: State, other: State, rule: str) -> None:
    assert list(outcomes(world, one, other)) == [(True, [rule])] * 3


def separate(world: World, one: State, other: State) -> None:
    assert list(outcomes(world, one, other)) == [(False, [])] * 3


def coded(world: World) -> str:
    world.register(firm(1), NAME, DAY, legal_representative=REP, address=ADDRESS, established=DAY)
    world.identifier(firm(1), "reg", REG_NO)
    return firm(1)


# --- a common code and a common name ---


@pytest.mark.parametrize("weaker", [ORG, REG])
def test_a_weaker_code_with_the_same_name_is_the_coded_subject(world: World, weaker: str) -> None:
    joined(world, coded, lambda w: w.subject(weaker, NAME), "identifier_and_name")


@pytest.mark.parametrize("weaker", [ORG, REG])
def test_a_former_name_agrees_too(world: World, weaker: str) -> None:
    def renamed(world: World) -> str:
        world.former_name(firm(1), "澄州旧纺织厂", None, date(2015, 1, 1))
        return coded(world)

    joined(world, renamed, lambda w: w.subject(weaker, "澄州旧纺织厂"), "identifier_and_name")


@pytest.mark.parametrize("weaker", [ORG, REG])
def test_a_common_code_with_another_name_is_only_a_lead(world: World, weaker: str) -> None:
    separate(world, coded, lambda w: w.subject(weaker, "澄州乙建材有限公司"))


@pytest.mark.parametrize("weaker", [ORG, REG])
def test_a_common_code_without_a_name_is_only_a_lead(world: World, weaker: str) -> None:
    separate(world, coded, lambda w: w.subject(weaker))


def test_two_unified_codes_with_one_organisation_code_are_not_joined(world: World) -> None:
    other = firm(1, "91320100")
    separate(world, coded, lambda w: w.subject(other, NAME))


def test_an_organisation_code_that_fits_two_unified_codes_joins_neither(world: World) -> None:
    coded(world)
    world.subject(firm(1, "91320100"), NAME)
    world.subject(ORG, NAME)
    assert send(world) == []


def test_a_stated_organisation_code_that_contradicts_the_unified_one_joins_nothing(
    world: World,
) -> None:
    def conflicting(world: World) -> str:
        world.identifier(firm(2), "org", org_code(1))
        return world.subject(firm(2), NAME)

    separate(world, conflicting, lambda w: w.subject(ORG, NAME))


def test_a_code_stated_by_very_many_is_a_placeholder(world: World) -> None:
    for number in range(1, 40):
        world.subject(firm(number), NAME)
        world.identifier(firm(number), "reg", REG_NO)
    world.subject(REG, NAME)
    assert send(world) == []


# --- a name and a second attribute ---

SECONDS: list[tuple[str, dict[str, Any]]] = [
    ("name_and_legal_representative", {"legal_representative": REP}),
    ("name_and_address", {"address": "澄州市 东城区临水路18號"}),
    ("name_and_established", {"established": DAY}),
    ("name_and_masked_identifier", {"code": uscc(1)[:10] + "****" + uscc(1)[14:]}),
    ("name_and_masked_identifier", {"code": uscc(1)[:10] + "＊＊＊＊" + uscc(1)[14:].lower()}),
]


@pytest.mark.parametrize(("rule", "own"), SECONDS)
def test_a_name_and_a_second_attribute_make_a_match(
    world: World, rule: str, own: dict[str, Any]
) -> None:
    joined(world, coded, lambda w: mention(w, **own), rule)


def test_a_name_alone_makes_a_provisional_subject(world: World) -> None:
    separate(world, coded, mention)


def test_another_representative_is_no_second_attribute(world: World) -> None:
    separate(world, coded, lambda w: mention(w, legal_representative="陆未名"))


def test_the_representative_of_a_relation_counts(world: World) -> None:
    def represented(world: World) -> str:
        world.subject(firm(1), NAME)
        world.relate(world.person(7, REP), "LEGAL_REPRESENTATIVE_OF", firm(1), DAY)
        return firm(1)

    own: dict[str, Any] = {"legal_representative": REP}
    joined(world, represented, lambda w: mention(w, **own), "name_and_legal_representative")


@pytest.mark.parametrize("hidden", ["姜某", "姜**", "不详", "姜×名", "某某某"])
def test_a_hidden_representative_says_nothing(world: World, hidden: str) -> None:
    def hiding(world: World) -> str:
        world.register(firm(1), NAME, DAY, legal_representative=hidden)
        return firm(1)

    separate(world, hiding, lambda w: mention(w, legal_representative=hidden))


@pytest.mark.parametrize("vague", ["澄州市", "澄州市东城区临水街道"])
def test_an_address_that_names_no_house_says_nothing(world: World, vague: str) -> None:
    def somewhere(world: World) -> str:
        world.register(firm(1), NAME, DAY, address=vague)
        return firm(1)

    separate(world, somewhere, lambda w: mention(w, address=vague))


def test_two_mentions_with_a_second_attribute_are_one(world: World) -> None:
    one: dict[str, Any] = {"legal_representative": REP, "violation": "一"}
    other: dict[str, Any] = {"legal_representative": REP, "violation": "二"}
    rule = "name_and_legal_representative"
    joined(world, lambda w: mention(w, **one), lambda w: mention(w, **other), rule)


@pytest.mark.parametrize(
    "own",
    [
        {"code": uscc(2)[:10] + "****" + uscc(2)[14:]},
        {"established": date(1999, 9, 9)},
        {"kind": SubjectKind.COOPERATIVE},
    ],
)
def test_a_contradiction_outweighs_an_agreement(world: World, own: dict[str, Any]) -> None:
    separate(world, coded, lambda w: mention(w, legal_representative=REP, **own))


def test_a_mask_that_shows_too_little_says_nothing(world: World) -> None:
    separate(world, coded, lambda w: mention(w, code=uscc(1)[:6] + "*" * 12))


def test_one_that_fits_two_firms_of_a_name_joins_neither(world: World) -> None:
    coded(world)
    world.register(firm(2), NAME, DAY, legal_representative=REP)
    row = mention(world, legal_representative=REP)
    assert send(world) == []
    assert not together(world, row, firm(1))


def test_of_two_firms_of_a_name_the_one_that_agrees_is_meant(world: World) -> None:
    coded(world)
    world.register(firm(2), NAME, DAY, legal_representative="陆未名")
    row = mention(world, legal_representative=REP)
    assert len(send(world)) == 1
    assert together(world, row, firm(1))
    assert not together(world, row, firm(2))


@pytest.mark.parametrize("name", ["供应商一", "某某纺织有限公司"])
def test_a_name_that_hides_who_is_meant_is_never_joined(world: World, name: str) -> None:
    own: dict[str, Any] = {"legal_representative": REP, "address": ADDRESS}
    one: State = lambda w: mention(w, name, **own, violation="一")  # noqa: E731
    separate(world, one, lambda w: mention(w, name, **own, violation="二"))


def test_persons_are_never_joined_by_name(world: World) -> None:
    person = SubjectKind.PERSON
    own: dict[str, Any] = {"address": ADDRESS, "legal_representative": REP}

    def known(world: World) -> str:
        return world.person(7, REP)

    separate(world, known, lambda w: mention(w, REP, kind=person, **own))
    one: State = lambda w: mention(w, REP, kind=person, violation="一", **own)  # noqa: E731
    separate(world, one, lambda w: mention(w, REP, kind=person, violation="二", **own))


# --- with decisions by hand, and in bulk ---


def test_what_was_decided_apart_stays_apart(world: World) -> None:
    coded(world)
    row = mention(world)
    send(world)
    decide(world.store, row, firm(1), "no_match", "li", "问过了，不是")
    world.record("Penalty", {row: "punished"}, DAY, "二", legal_representative=REP)
    world.send()
    assert settle(world.store, [row, firm(1)], "li") == []


def test_what_was_taken_back_is_not_made_again(world: World) -> None:
    coded(world)
    row = mention(world, legal_representative=REP)
    made = send(world)
    undo(world.store, made[0].id, "wang", "不能确定")
    assert settle(world.store, [row, firm(1)], "li") == []
    assert not together(world, row, firm(1))
    decide(world.store, row, firm(1), "match", "wang", "问过了，是")
    assert together(world, row, firm(1))


def test_settling_twice_changes_nothing(world: World) -> None:
    coded(world)
    row = mention(world, legal_representative=REP)
    assert len(send(world)) == 1
    seen = world.store.seen()
    assert settle(world.store, [row, firm(1)], "li") == []
    assert world.store.seen() == seen


def test_a_decision_names_who_brought_the_attribute(world: World) -> None:
    coded(world)
    first = mention(world, legal_representative=REP)
    send(world)
    world.record("Penalty", {first: "punished"}, DAY, "二", address="澄州市西城区新开路7号")
    world.send()
    second = mention(world, address="澄州市西城区新开路7号")
    made = send(world)
    assert [(d.a, d.b) for d in made] == [(first, second)]
    assert made[0].data["reason_zh"] == "名称与住所均相同"
    assert made[0].evidence == ("name", "address", "kind")


def test_two_writers_at_once_settle_each_pair_once(world: World) -> None:
    coded(world)
    rows = [mention(world, legal_representative=REP, violation=str(n)) for n in range(12)]
    world.send()
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: settle(world.store, [*rows, firm(1)], "li"), range(3)))
    assert sum(len(decisions) for decisions in made) == len(rows)
    assert together(world, *rows, firm(1))


def test_mere_mentions_of_a_frequent_name_are_not_even_compared(world: World) -> None:
    """A buyer named without a code in every contract must not slow each later file down."""
    for number in range(600):
        row = world.subject(f"row:{number}", NAME)
        if number % 10 == 0:
            world.record("Contract", {row: "buyer"}, DAY, str(number), address=ADDRESS)
    world.send()
    coded(world)
    mention(world, legal_representative=REP)
    rows = world.store.read(
        "resolution/namesakes", keys=[NAME], roles=DESCRIBED, seen=world.store.seen()
    )
    assert rows == []
    assert len(send(world)) == 1
    rows = world.store.read(
        "resolution/namesakes", keys=[NAME], roles=DESCRIBED, seen=world.store.seen()
    )
    assert rows == []
