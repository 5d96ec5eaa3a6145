"""Mapping files: every way in which one cannot be meant."""

from __future__ import annotations

import pytest

from ingest.mapping import load_mapping
from messages import InputError
from tests.ingest.intake import Folder, Mapped
from tests.ingest.mappings import (
    HOLDERS,
    JOINED,
    LISTS,
    PLAIN,
    error,
    second,
)


def test_a_second_table_may_repeat_itself_and_not_contradict_itself(
    folder: Folder, mapped: Mapped
) -> None:
    one, rows = second(1), [{"代号": "1", "人": "甄虚构"}]
    folder.csv([one, one], "二.csv")
    assert len(mapped(JOINED, rows).facts.relations) == 1
    folder.csv([one, {**one, "名": "乙公司"}], "二.csv")
    found = error(mapped, JOINED, rows)
    assert (found.key, found.params["row"]) == ("ingest.join_twice", 3)


@pytest.mark.parametrize(
    ("change", "key", "named"),
    [
        (("field: share", "field: shares"), "mapping_field", "shares"),
        (('share, unit: "1"', "share, unit: 元"), "mapping_misfit", "元"),
        (("holder.name", "{field: holder.name, unit: 元}"), "mapping_misfit", "holder.name"),
        (
            ("holder.name", '{field: holder.name, date_formats: ["%Y"]}'),
            "mapping_misfit",
            "%Y",
        ),
        (("zrr: person", "zrr: 神仙"), "mapping_value", "神仙"),
        (("  人: holder.name\n", ""), "unknown_heading", "人"),
        (("  人: holder.name", "  人: null"), "missing_heading", "股东名称"),
        (("  人: holder.name", "  人: company.name"), "heading_twice", "公司、人"),
        (("format: shareholders", "format: nothing"), "unknown_format", "nothing"),
        (("columns:", "constants: {holder.kind: 神仙}\ncolumns:"), "mapping_value", "神仙"),
        (("columns:", "constants: {valid_to: 昨天}\ncolumns:"), "mapping_value", "昨天"),
        (
            ("columns:", "constants: {x.kind: person}\ncolumns:"),
            "mapping_field",
            "x.kind",
        ),
        (("columns:", "constants: {colour: red}\ncolumns:"), "mapping_field", "colour"),
        (("columns:", "mode: snapshot\ncolour: red\ncolumns:"), "mapping_invalid", "colour"),
        (("unit: 元", "unit: 亿元"), "mapping_invalid", "columns.额"),
        (("columns:", "mode: whole\ncolumns:"), "mapping_invalid", "mode"),
        (("columns:", "dated: 2020-02-30\ncolumns:"), "mapping_yaml", "映射"),
        (("columns:", 'dated: "2020-02-30"\ncolumns:'), "mapping_invalid", "dated"),
        (("columns:", "columns: ["), "mapping_yaml", "映射"),
    ],
)
def test_what_a_mapping_cannot_mean(
    mapped: Mapped, change: tuple[str, str], key: str, named: str
) -> None:
    text = PLAIN.replace(*change)
    assert text != PLAIN
    found = error(mapped, text, HOLDERS)
    assert found.key == f"ingest.{key}"
    assert named in found.text.zh
    assert named in found.text.en


def test_what_a_join_cannot_mean(folder: Folder, mapped: Mapped) -> None:
    rows = [{"代号": "1", "人": "甄虚构"}]
    assert error(mapped, JOINED, rows).key == "ingest.no_file"
    folder.csv([{"代号": "1", "名": "甲公司"}], "二.csv")
    assert error(mapped, JOINED, rows).key == "ingest.missing_heading"
    folder.csv([second(1)], "二.csv")
    for old, new, key in (
        ("码: company.uscc", "码: nobody", "mapping_field"),
        ("heading: 代号", "heading: 别", "missing_heading"),
        ("代号: null", "代号: company.name", "heading_twice"),
    ):
        assert error(mapped, JOINED.replace(old, new), rows).key == f"ingest.{key}"


def test_two_split_columns_are_refused(mapped: Mapped) -> None:
    text = LISTS.replace("名: party.name", "名: {field: party.name, separator: 、}")
    found = error(mapped, text, [])
    assert found.key == "ingest.mapping_invalid"
    assert "separator" in found.text.zh


def test_a_mapping_that_is_none(folder: Folder) -> None:
    for content, key in (("", "invalid"), ("- a\n- b\n", "yaml"), ("text", "yaml")):
        with pytest.raises(InputError) as caught:
            folder.mapping(content)
        assert caught.value.key == f"ingest.mapping_{key}"
    folder.bytes("format: 甲".encode("gb18030"), "映射.yaml")
    with pytest.raises(InputError) as caught:
        load_mapping(folder.path / "映射.yaml")
    assert caught.value.key == "ingest.mapping_yaml"
    with pytest.raises(InputError) as caught:
        load_mapping(folder.path / "没有.yaml")
    assert caught.value.key == "ingest.no_file"
