"""A standing as answers give it: the names and meanings of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from graph.standing import RecordVersion, as_json, standing, timeline
from messages import both
from rulebook import ListType, Rulebook
from rulebook.lists import Proof

NAMES = {
    *("state", "since", "until", "visible", "counts_against", "bars", "class", "platform"),
    *("regime", "repairable_from", "repairable_now", "missing", "repair", "disputed"),
    *("next_change", "end_event", "basis"),
}


def answer(book: Rulebook, day: date, **values: Any) -> dict[str, Any]:
    record = RecordVersion(**{"kind": "Listing", "key": "k", "since": 1, **values})
    found = standing(timeline([record], [], book), day)
    assert found is not None
    return as_json(found)


def test_a_published_listing(book: Rulebook) -> None:
    said = answer(
        book, date(2026, 11, 23), list_type="samr_serious_violation", dated=date(2025, 3, 5)
    )
    assert set(said) >= NAMES
    assert said["state"] == "published"
    assert (said["since"], said["until"]) == ("2025-03-05", "2028-03-05")
    assert said["next_change"] == "2028-03-06"
    assert said["visible"] == {
        "public": True,
        "shared": True,
        "special_report": True,
        "internal": True,
    }
    assert said["class"] == "serious"
    assert said["repairable_from"] == "2026-03-06"
    assert said["basis"][0]["version"] == "2021-09-01"
    assert set(said["basis"][0]) == {"item", "title", "article", "version"}


def test_a_bar_quotes_its_rule(book: Rulebook) -> None:
    said = answer(book, date(2026, 11, 23), list_type="wage_arrears", dated=date(2025, 3, 5))
    (bar,) = [bar for bar in said["bars"] if bar["purpose"] == "procurement"]
    assert bar["reach"] == "own"
    assert bar["rule"]["id"] == "procurement_wage_arrears"
    assert "政府采购" in bar["rule"]["quote"]
    assert bar["rule"]["source"]


def test_an_unknown_start_and_an_open_end_are_null(book: Rulebook) -> None:
    said = answer(book, date(2024, 1, 1), list_type="fire_safety", shown_on=date(2025, 1, 1))
    assert (said["start"], said["since"], said["until"]) == ("unknown", None, "2025-01-01")
    later = answer(book, date(2025, 1, 2), list_type="fire_safety", shown_on=date(2025, 1, 1))
    assert (later["since"], later["until"], later["next_change"]) == ("2025-01-02", None, None)
    assert later["missing"] == ["listed_on"]
    (text,) = later["missing_texts"]
    assert text["text_zh"] == both("standing.listed_on").zh


def test_a_kind_that_is_not_derived_says_so_in_both_languages(book: Rulebook) -> None:
    said = answer(book, date(2026, 1, 1), kind="Licence", dated=date(2025, 1, 1))
    assert said["state"] == "not_derived"
    (reason,) = said["missing_texts"]
    assert reason == {
        "code": "kind_not_derived",
        "text_zh": both("standing.kind_not_derived").zh,
        "text_en": both("standing.kind_not_derived").en,
    }


def test_the_end_says_why_and_when(book: Rulebook) -> None:
    said = answer(
        book,
        date(2026, 1, 1),
        list_type="wage_arrears",
        dated=date(2025, 3, 5),
        ended_on=date(2025, 9, 1),
        end_kind="paid",
    )
    assert said["state"] == "ended"
    assert said["end_event"] == {"kind": "paid", "date": "2025-09-01"}


@pytest.mark.parametrize(
    "code",
    [
        *get_args(Proof),
        *("kind_not_derived", "list_type", "listed_on", "situations", "minimum_period"),
        *("correction_date", "later_law", "stated_end_beyond_law", "listed_on_unknown"),
        "situations_unknown",
    ],
)
def test_every_code_has_its_sentences(code: str) -> None:
    assert all(both(f"standing.{code}"))


def test_every_list_gives_a_standing_that_can_be_told(book: Rulebook) -> None:
    for list_type in book.versions(ListType):
        assert answer(book, date(2026, 11, 23), list_type=list_type, dated=date(2026, 5, 1))
