"""Drafts of mappings: what headings and cells tell, how surely, and what is left open."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.drafting import as_data, as_yaml
from ingest.mapping import Mapping as TableMapping
from ingest.mapping import load_mapping
from ingest.prepare import values_of
from ingest.privacy import PersonKeys
from ingest.reading import open_sheet
from ingest.suggesting import Draft, Guess, suggest
from messages import InputError
from rulebook import Rulebook
from tests.builders import uscc
from tests.ingest.intake import Folder, Reader
from tests.ingest.rows import citizen

Rows = Sequence[Mapping[str, Any]]
HOLDERS = [
    {
        "备用列": f"第{n}行",
        "出资日": f"{n + 12}.03.2024",
        "持股比例（%）": str(n + 0.5),
        "信用号": uscc(n),
        "认缴出资额": str(100 * n),
        "股东姓名": "甄虚构",
        "被投资企业": f"澄州{n}虚构有限公司",
        "证": citizen(n),
    }
    for n in range(1, 9)
]


def draft(rulebook: Rulebook, path: Path, *names: str) -> Draft:
    """Draft the mapping of a file, for some formats or all."""
    formats = [f for f in rulebook.formats.values() if not names or f.id in names]
    enums = {standard.id: values_of(standard, rulebook) for standard in formats}
    return suggest(open_sheet(path), formats, enums, path.name)


def guesses(found: Draft) -> dict[str, Guess]:
    return {guess.heading: guess for guess in found.guesses}


def filled(folder: Folder, text: str) -> TableMapping:
    return load_mapping(folder.text(text, "映射.yaml"))


@pytest.fixture
def holders(folder: Folder, rulebook: Rulebook) -> Draft:
    return draft(rulebook, folder.csv(HOLDERS, encoding="gb18030"))


def test_a_table_with_columns_in_another_order_is_known(holders: Draft) -> None:
    assert holders.standard.id == "shareholders"
    fields = {heading: guess.field for heading, guess in guesses(holders).items()}
    assert fields == {
        "备用列": None,
        "出资日": "valid_from",
        "持股比例（%）": "share",
        "信用号": "company.uscc",
        "认缴出资额": "amount",
        "股东姓名": "holder.name",
        "被投资企业": "company.name",
        "证": None,
    }
    assert holders.missing == ()


def test_the_order_of_columns_means_nothing(folder: Folder, rulebook: Rulebook) -> None:
    rows = [dict(reversed(row.items())) for row in HOLDERS]
    found = guesses(draft(rulebook, folder.csv(rows)))
    assert found == guesses(draft(rulebook, folder.csv(HOLDERS)))


def test_a_draft_says_why_and_how_surely(holders: Draft) -> None:
    found = guesses(holders)
    assert found["出资日"].date_formats == ("%d.%m.%Y",)
    assert "出资日期" in found["出资日"].why.zh
    assert "check digit" in found["信用号"].why.en
    assert "公民身份号码" in found["证"].why.zh
    assert {found[name].certainty for name in ("信用号", "股东姓名", "证")} == {1.0}


def test_certainty_is_the_share_of_cells_that_fit(folder: Folder, rulebook: Rulebook) -> None:
    damaged = [{**row, "统一社会信用代码": uscc(9)[:-1] + "I"} for row in HOLDERS[:2]]
    whole = [{**row, "统一社会信用代码": row["信用号"]} for row in HOLDERS[2:]]
    found = guesses(draft(rulebook, folder.csv([*damaged, *whole]), "shareholders"))
    assert (found["统一社会信用代码"].field, found["信用号"].field) == (
        "company.uscc",
        "holder.code",
    )
    assert found["统一社会信用代码"].certainty == 0.75


def test_no_unit_is_guessed(folder: Folder, rulebook: Rulebook, holders: Draft) -> None:
    found = guesses(holders)
    assert (found["认缴出资额"].unit, found["持股比例（%）"].unit) == ("?", "%")
    told = [{**row, "认缴出资额": f"{row['认缴出资额']}元"} for row in HOLDERS]
    assert guesses(draft(rulebook, folder.csv(told)))["认缴出资额"].unit == "元"
    told[0] = {**told[0], "认缴出资额": "1万元"}
    assert guesses(draft(rulebook, folder.csv(told)))["认缴出资额"].unit == "?"
    headed = [{**row, "认缴出资额（元）": row["认缴出资额"], "认缴出资额": ""} for row in HOLDERS]
    headed = [{name: cell for name, cell in row.items() if cell} for row in headed]
    assert guesses(draft(rulebook, folder.csv(headed)))["认缴出资额（元）"].unit == "元"


def test_a_draft_is_refused_until_its_units_are_filled(
    folder: Folder, reader: Reader, holders: Draft
) -> None:
    text = as_yaml(holders, "表.csv")
    with pytest.raises(InputError) as caught:
        filled(folder, text)
    assert caught.value.key == "ingest.mapping_unit_open"
    assert all("认缴出资额" in sentence for sentence in caught.value.text)
    ready = text.replace('unit: "?"', "unit: 万元").replace(
        '  # "备用列": null', '  "备用列": null'
    )
    mapping = filled(folder, ready)
    path = folder.csv(HOLDERS, encoding="gb18030")
    with pytest.raises(InputError) as caught:
        reader.read(path, mapping)
    assert caught.value.key == "ingest.unknown_heading"
    mapping = filled(folder, ready.replace('  # "证": null', '  "证": null'))
    read = reader.read(path, mapping)
    assert read.refused == {}
    assert read.properties("amount_fen")[0] == 100_000_000


def test_no_cell_is_in_a_draft(holders: Draft) -> None:
    written = as_yaml(holders, "表.csv") + json.dumps(as_data(holders), ensure_ascii=False)
    cells = {cell for row in HOLDERS for cell in row.values() if len(cell) > 3}
    assert [cell for cell in cells if cell in written] == []


def test_what_is_missing_is_named(folder: Folder, rulebook: Rulebook) -> None:
    rows = [{k: v for k, v in row.items() if k != "被投资企业"} for row in HOLDERS]
    found = draft(rulebook, folder.csv(rows), "shareholders")
    assert [column.field for column in found.missing] == ["company.name"]
    assert "company.name" in as_yaml(found, "表.csv")


def test_days_that_two_forms_read_are_left_to_a_person(folder: Folder, rulebook: Rulebook) -> None:
    rows = [{**row, "出资日期": f"0{n + 1}/04/2024"} for n, row in enumerate(HOLDERS)]
    found = guesses(draft(rulebook, folder.csv(rows), "shareholders"))
    assert (found["出资日期"].certainty, found["出资日期"].date_formats) == (0.0, ())


def test_values_of_a_column_tell_it(folder: Folder, rulebook: Rulebook) -> None:
    rows = [
        {**row, "性质": kind} for row, kind in zip(HOLDERS, ["自然人", "企业法人"] * 4, strict=True)
    ]
    assert guesses(draft(rulebook, folder.csv(rows)))["性质"].field == "holder.kind"


def test_a_list_of_objects_is_drafted_as_rows(folder: Folder, rulebook: Rulebook) -> None:
    party = {"当事人": "澄州虚构有限公司", "诉讼地位": "被告"}
    case = {"案号": "（2026）苏0591民初1号", "立案日期": 1_507_566_600, "各方": [party]}
    path = folder.jsonl([case])
    found = draft(rulebook, path)
    assert (found.standard.id, found.each) == ("judgments", "各方")
    assert guesses(found)["立案日期"].date_formats == ("unix",)
    assert guesses(found)["各方.诉讼地位"].field == "party_role"
    mapping = filled(folder, as_yaml(found, path.name))
    assert Reader(rulebook, PersonKeys(b"only for tests")).read(path, mapping).refused == {}


def test_a_table_near_no_format_is_refused(folder: Folder, rulebook: Rulebook) -> None:
    with pytest.raises(InputError) as caught:
        draft(rulebook, folder.csv([{"a": "1", "b": "2"}]))
    assert caught.value.key == "ingest.suggest_no_format"


def test_headings_cannot_end_their_quotes_or_comments(folder: Folder, rulebook: Rulebook) -> None:
    odd = 'x"\n: {y: 1} #'
    rows = [{**row, odd: "1", '股东"名': row["股东姓名"]} for row in HOLDERS]
    rows = [{name: cell for name, cell in row.items() if name != "股东姓名"} for row in rows]
    text = as_yaml(draft(rulebook, folder.csv(rows)), "表.csv").replace('unit: "?"', "unit: 元")
    columns = filled(folder, text).columns
    assert '股东"名' in columns
    assert columns.keys() <= rows[0].keys()
