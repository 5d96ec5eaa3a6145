"""What the rulebook says on a day, what changed between two, and who may not be listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from messages import InputError, NotFoundError
from rulebook import Rulebook
from rulebook.looking import differences, entries, entry


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return Rulebook.load()


def test_an_entry_has_versions_and_one_of_them_on_a_day(book: Rulebook) -> None:
    name = "debtors/dishonest_judgment_debtor"
    assert [told.entry.version for told in entry(book, name)] == ["2013-10-01", "2017-05-01"]
    (only,) = entry(book, name, date(2016, 1, 1))
    assert only.entry.version == "2013-10-01"
    assert only.whole["entry"]["situations"]  # type: ignore[index]


def test_only_what_is_in_force_on_a_day_is_listed(book: Rulebook) -> None:
    names = {told.entry.id for told in entries(book, "publicity", date(2026, 3, 31))}
    assert names == {"ndrc_58", "samr_107", "authority"}
    assert len(entries(book, "publicity")) > len(names)


def test_a_change_of_the_law_is_named_with_its_fields(book: Rulebook) -> None:
    found = {d.told.name: d for d in differences(book, date(2026, 3, 31), date(2026, 4, 1))}
    assert found["publicity/ndrc_58"].change == "ended"
    assert found["publicity/ndrc_36"].change == "added"
    courts = {d.told.name: d for d in differences(book, date(2017, 4, 30), date(2017, 5, 1))}
    changed = courts["debtors/dishonest_judgment_debtor"]
    assert changed.change == "replaced"
    assert "situations" in changed.fields
    assert differences(book, date(2025, 7, 2), date(2025, 7, 2)) == ()


def test_an_unknown_kind_or_entry_is_refused_with_what_there_is(book: Rulebook) -> None:
    with pytest.raises(InputError) as kind:
        entries(book, "law")
    assert "lists" in str(kind.value.params["known"])
    with pytest.raises(NotFoundError):
        entry(book, "lists/gossip")
    with pytest.raises(NotFoundError):
        entry(book, "publicity/ndrc_36", date(2026, 3, 31))


def test_an_entry_without_a_legal_basis_is_refused(tmp_path: Path) -> None:
    text = "entries:\n  - {id: x, name_zh: 甲, name_en: x, authority: 甲, verified: source}\n"
    (tmp_path / "measures.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        entries(Rulebook.load(extra=tmp_path))
    assert refused.value.key == "rulebook.no_basis"
