"""A lot's file and what its sentences mean for the rules of a purpose."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from graph.screening import Lot, read_lot
from graph.screening.lot import conditions
from messages import InputError
from rulebook import BarRule, Rulebook
from tests.ingest.rows import citizen

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def rules() -> tuple[BarRule, ...]:
    rulebook = Rulebook.load(city="suzhou")
    found = rulebook.all_in_force(BarRule, DAY)
    return tuple(rule for rule in found if "land-auction" in rule.purposes)


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def test_a_yaml_and_a_json_file_state_the_same_lot(tmp_path: Path) -> None:
    stated = {"id": "澄地2026-01", "quotes": ["land_serious_listing"], "deal_on": "2026-06-01"}
    as_json = read_lot(write(tmp_path / "lot.json", json.dumps(stated)))
    text = "id: 澄地2026-01\nquotes: [land_serious_listing]\ndeal_on: 2026-06-01\n"
    assert as_json == read_lot(write(tmp_path / "lot.yaml", text))
    assert as_json.deal_on == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("quotes: []", "screening.bad_lot"),
        ("id: 澄地2026-01\nprice: 12", "screening.bad_lot"),
        ("id: 澄地2026-01\nquotes: [{}]", "screening.bad_lot"),
        ("id: [", "screening.unreadable_lot"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(tmp_path: Path, content: str, key: str) -> None:
    with pytest.raises(InputError) as error:
        read_lot(write(tmp_path / "lot.yaml", content))
    assert error.value.key == key
    assert error.value.params["file"] == "lot.yaml"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_lot(tmp_path / "lot.yaml")
    assert error.value.key == "screening.unreadable_lot"


def test_no_lot_quotes_nothing(rules: tuple[BarRule, ...]) -> None:
    met = conditions(None, rules)
    assert not met.quoted
    assert not met.manual


@pytest.mark.parametrize(
    "quote",
    [
        "land_serious_listing",
        {"rule": "land_serious_listing"},
        {"rule": "land_serious_listing", "text": "失信企业不得参加"},
        "（四）限制严重失信企业参加国有建设用地使用权挂牌竞价出让。",
        "限制嚴重失信企業，參加國有建設用地使用權掛牌競價出讓",
    ],
)
def test_a_rule_is_quoted_by_its_id_or_by_its_words(
    rules: tuple[BarRule, ...], quote: object
) -> None:
    lot = Lot.model_validate({"id": "澄地2026-01", "quotes": [quote]})
    met = conditions(lot, rules)
    assert met.quoted == {"land_serious_listing"}
    assert not met.manual


def test_a_few_words_of_a_rule_are_no_quote(rules: tuple[BarRule, ...]) -> None:
    lot = Lot.model_validate({"id": "澄地2026-01", "quotes": ["严重失信企业"]})
    met = conditions(lot, rules)
    assert not met.quoted
    assert met.manual == ("严重失信企业",)


def test_a_rule_of_another_purpose_cannot_be_quoted(rules: tuple[BarRule, ...]) -> None:
    lot = Lot.model_validate({"id": "澄地2026-01", "quotes": ["tendering_dishonest_debtor"]})
    with pytest.raises(InputError) as error:
        conditions(lot, rules)
    assert error.value.key == "screening.unknown_rule"
    assert "land_serious_listing" in str(error.value.params["known"])


@pytest.mark.parametrize(
    "stated",
    [
        {"id": "L" + citizen(1)},
        {"id": "1", "announcement": citizen(1)},
        {"id": "1", "quotes": [{"text": f"竞买人{citizen(1)}不得参加"}]},
    ],
)
def test_a_lot_that_holds_a_citizen_number_is_refused(
    tmp_path: Path, stated: dict[str, object]
) -> None:
    with pytest.raises(InputError) as caught:
        read_lot(write(tmp_path / "lot.json", json.dumps(stated)))
    assert citizen(1) not in caught.value.text.zh + caught.value.text.en
