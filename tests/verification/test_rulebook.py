"""The nine verifications of the rulebook, and what a city changes without code."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from messages import InputError
from rulebook import Rulebook, Verification
from rulebook.book import HOME
from tests.verification.conftest import Change

DAY = date(2026, 11, 24)


def entry(book: Rulebook, verification: str) -> Verification:
    found = book.in_force(Verification, verification, DAY)
    assert found
    return found


def test_there_are_nine_and_the_plan_names_three() -> None:
    entries = Rulebook.load().all_in_force(Verification, DAY)
    assert len(entries) == 9
    assert {"real_estate", "research", "marriage"} <= {each.id for each in entries}
    unnamed = [each for each in entries if "规划未点名" in (each.note or "")]
    assert len(unnamed) == 6
    assert all(each.verified == "configurable" for each in entries)
    assert all(each.minimum and each.legal_basis and each.purposes for each in entries)


def test_a_city_changes_minimum_and_quota(change: Change) -> None:
    name = {"code": "name", "title_zh": "姓名", "type": "name", "mandatory": True}
    number = {"code": "citizen_id", "title_zh": "号码", "type": "citizen_id", "mandatory": True}
    question = {"zh": "“{name}”是否已婚？", "en": "Is “{name}” married?"}
    own = change("marriage", fields=[name, number], question=question, daily_quota=7)
    assert [each.code for each in entry(own, "marriage").minimum] == ["name", "citizen_id"]
    assert entry(own, "marriage").daily_quota == 7
    assert len(entry(Rulebook.load(), "marriage").minimum) == 4
    assert own.version != Rulebook.load().version


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"legal_basis": []}, "marriage"),
        ({"fields": []}, "fields"),
        ({"subject_field": "name"}, "subject_field"),
        ({"subjects": ["organisation"]}, "subject_field"),
        ({"question": {"zh": "{citizen_id}？", "en": "?"}}, "citizen_id"),
        ({"question": {"zh": "{nothing}？", "en": "?"}}, "nothing"),
        ({"daily_quota": 0}, "daily_quota"),
        ({"timeout_seconds": 3600}, "timeout_seconds"),
        ({"purposes": []}, "purposes"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_wrong_entry_is_refused(change: Change, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as refused:
        change("marriage", **changes).versions(Verification)
    assert told in refused.value.text.zh
    assert "verifications.yaml" in refused.value.text.en


def test_an_entry_without_basis_is_refused_as_one(tmp_path: Path) -> None:
    content = yaml.safe_load((HOME / "national" / "verifications.yaml").read_text("utf-8"))
    del content["defaults"]["legal_basis"]
    content["entries"] = [{**content["entries"][0], "id": "new"}]
    del content["entries"][0]["legal_basis"]
    (tmp_path / "verifications.yaml").write_text(yaml.safe_dump(content), "utf-8")
    with pytest.raises(InputError) as refused:
        Rulebook.load(extra=tmp_path).versions(Verification)
    assert refused.value.key == "rulebook.no_basis"
