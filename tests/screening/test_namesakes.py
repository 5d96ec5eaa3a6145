"""A listing that gives the bidder's name and no code: a note, which changes no verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.model import Link, SubjectKind
from graph.resolution import decide
from graph.screening import Bidder
from rulebook import Rulebook
from tests.builders import World, firm, org_code, uscc
from tests.screening.asking import ask, bidder, debtor, only

A = firm(1)
NAME = "澄州甲建设有限公司"
REGISTERED = date(2020, 1, 1)


@pytest.fixture
def listed(world: World) -> World:
    """A bidder by code, and a judgment debtor of its name without one."""
    world.register(A, NAME, REGISTERED)
    world.subject("row:1", NAME)
    debtor(world, "row:1")
    return world


def notes(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [reason for reason in row["reasons"] if reason["code"] == "name_only"]


def test_a_listing_by_name_is_a_note_with_its_record(listed: World, rulebook: Rulebook) -> None:
    listed.send()
    for asked in (bidder(A), Bidder(2, NAME, uscc(1))):
        row = only(ask(listed, rulebook, asked))
        assert row["verdict"] == "clear"
        (reason,) = row["reasons"]
        assert (reason["code"], reason["effect"], reason["reach"], reason["rule"]) == (
            "name_only",
            "note",
            "lead",
            None,
        )
        (record,) = reason["records"]
        assert (record["kind"], record["date"]) == ("Enforcement", "2026-01-06")
        assert record["source"]["source"] == "来源registry"
        assert "（2026）苏0599执1号" in reason["text_zh"]
        assert "same name" in reason["text_en"]


def test_a_listing_on_a_list_and_under_a_former_name_is_one_too(
    world: World, rulebook: Rulebook
) -> None:
    world.register(A, NAME, REGISTERED)
    world.former_name(A, "澄州旧建设厂", None, date(2019, 12, 31))
    world.subject("row:1", "澄州旧建设厂")
    day, authority = date(2026, 1, 6), "澄州市税务局"
    own: dict[str, Any] = {
        "list_type": "major_tax_violation",
        "authority": authority,
        "listed_on": day,
    }
    world.record("Listing", {"row:1": "listed"}, day, authority, "一号", "name", **own)
    world.send()
    row = only(ask(world, rulebook, bidder(A)))
    assert (row["verdict"], len(notes(row))) == ("clear", 1)


def test_an_ended_listing_is_none(world: World, rulebook: Rulebook) -> None:
    world.register(A, NAME, REGISTERED)
    world.subject("row:1", NAME)
    debtor(world, "row:1", date(2020, 1, 6), situations=("违反财产报告制度",))
    world.send()
    assert only(ask(world, rulebook, bidder(A)))["reasons"] == []


def test_never_of_a_person(world: World, rulebook: Rulebook) -> None:
    world.register(A, NAME, REGISTERED)
    world.subject("row:1", NAME, SubjectKind.PERSON)
    debtor(world, "row:1")
    world.send()
    assert only(ask(world, rulebook, bidder(A)))["reasons"] == []


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (uscc(9), 0),
        (org_code(9), 0),
        (org_code(1), 1),
        (f"{uscc(9)[:4]}****{uscc(9)[8:]}", 0),
        (f"{uscc(1)[:4]}****{uscc(1)[8:]}", 1),
        ("91320500X", 1),
    ],
    ids=["valid", "org", "own org", "masked", "own masked", "damaged"],
)
def test_a_code_beside_the_name_that_contradicts_makes_it_another(
    listed: World, rulebook: Rulebook, written: str, count: int
) -> None:
    link = Link("row:1", "CONCERNS", {"role": "debtor", "identifier_as_written": written})
    listed._nodes[-1] = replace(listed._nodes[-1], links=(link,))
    listed.send()
    assert len(notes(only(ask(listed, rulebook, bidder(A))))) == count


def test_one_with_a_code_is_no_namesake_and_one_that_is_the_bidder_is_itself(
    listed: World, rulebook: Rulebook
) -> None:
    listed.subject(firm(2), NAME)
    debtor(listed, firm(2))
    listed.send()
    assert len(notes(only(ask(listed, rulebook, bidder(A))))) == 1
    decide(listed.store, firm(2), "row:1", "match", "li", "同一主体")
    assert notes(only(ask(listed, rulebook, bidder(A)))) == []
    part = decide(listed.store, firm(2), "row:1", "no_match", "li", "不是")
    decide(listed.store, A, "row:1", "match", "li", "同一主体")
    assert part.since
    row = only(ask(listed, rulebook, bidder(A)))
    assert (row["verdict"], notes(row)) == ("barred", [])
