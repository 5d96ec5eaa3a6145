"""CSV and JSONL: which encodings, which row numbers, and what is refused as no table."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.masking import MASK
from ingest.reading import RawRow, open_sheet
from messages import InputError
from tests.ingest.intake import Folder, codes, unreadable
from tests.ingest.rows import citizen

HEADINGS = ["名称", "代码"]


def rows(path: Path) -> list[RawRow]:
    """Read a whole file."""
    return list(open_sheet(path).rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_encodings_and_separators(folder: Folder, encoding: str, separator: str) -> None:
    lines = [separator.join(cells) for cells in (HEADINGS, ["甲𠮷镕", "1"], ["乙〇", "2"])]
    path = folder.bytes("\r\n".join(lines).encode(encoding), "表.csv")
    sheet = open_sheet(path)
    assert sheet.headings == ("名称", "代码")
    assert [row.cells for row in sheet.rows] == [
        {"名称": "甲𠮷镕", "代码": "1"},
        {"名称": "乙〇", "代码": "2"},
    ]


def test_rows_are_numbered_as_the_sheet_shows_them(folder: Folder) -> None:
    text = '名称,代码\n甲,1\n\n"乙\n乙",2\n,\n丙,3\n'
    assert [row.number for row in rows(folder.text(text, "表.csv"))] == [2, 4, 6]
    sheet: list[list[object]] = [[None, None], [*HEADINGS], ["甲", 1], [None, None], ["乙", 2]]
    assert [row.number for row in rows(folder.xlsx(sheet))] == [3, 5]
    assert [
        row.number for row in rows(folder.text('{"名称":"甲"}\n\n{"名称":"乙"}\n', "表.jsonl"))
    ] == [1, 3]


@pytest.mark.parametrize("name", ["表.csv", "表.jsonl", "表.xlsx", "表.txt"])
def test_an_empty_file_is_refused(folder: Folder, name: str) -> None:
    assert unreadable(folder.text("", name)).key == "ingest.empty_file"


def test_a_file_of_blank_lines_is_refused(folder: Folder) -> None:
    assert unreadable(folder.text("\n\n", "表.jsonl")).key == "ingest.empty_file"
    assert unreadable(folder.text("\n\n", "表.csv")).key == "ingest.no_heading"
    assert unreadable(folder.text("\ufeff", "表.csv")).key == "ingest.no_heading"
    assert unreadable(folder.xlsx([])).key == "ingest.no_heading"


def test_an_unknown_ending_is_refused(folder: Folder) -> None:
    assert unreadable(folder.text("x", "表.pdf")).key == "ingest.unknown_ending"
    assert unreadable(folder.path / "没有.csv").key == "ingest.no_file"


@pytest.mark.parametrize(
    "content",
    [
        "名称,代码\n甲,1\n".encode("utf-16"),
        "名称,代码\n甲,".encode() + b"\xff\xff\n",
        "名称,代码\n".encode() + "甲".encode()[:2],
        "名称,代码\n".encode("gb18030") + b"\xff\xff",
        "名称,代码\n甲".encode("gb18030")[:-1],
    ],
)
def test_a_wrong_encoding_is_refused(folder: Folder, content: bytes) -> None:
    found = unreadable(folder.bytes(content, "表.csv"))
    assert found.key == "ingest.wrong_encoding"
    assert "UTF-8" in found.text.zh


def test_utf8_cut_within_a_character_is_not_read_as_gb18030(folder: Folder) -> None:
    whole = "名称,代码\n澄州市甲贸易有限公司,1\n澄州市乙".encode()
    for end in (1, 2):
        found = unreadable(folder.bytes(whole[:-end], "表.csv"))
        assert found.params["byte"] == len(whole) - 3


def test_a_row_cut_off_is_refused_and_an_open_quote_is_an_unreadable(folder: Folder) -> None:
    cut = rows(folder.text("名称,代码\n甲,1\n乙", "表.csv"))
    assert [codes(row) for row in cut] == [set(), {("", "cell_count")}]
    found = unreadable(folder.text('名称,代码\n甲,1\n"乙,2\n丙,3\n', "表.csv"))
    assert (found.key, found.params["row"]) == ("ingest.damaged_csv", 3)


def test_a_line_cut_off_refuses_itself(folder: Folder) -> None:
    read = rows(folder.text('{"名称":"甲"}\n{"名称":"乙', "表.jsonl"))
    assert [codes(row) for row in read] == [set(), {("", "json")}]
    assert read[1].cells == {"": '{"名称":"乙'}
    assert [codes(row) for row in rows(folder.text("[1]\n3\n", "表.jsonl"))] == [
        {("", "json_object")},
        {("", "json_object")},
    ]


def test_values_of_json_become_the_text_that_a_cell_would_show(folder: Folder) -> None:
    row = {"a": 913205000000000001, "b": 1.5, "c": ["甲", "乙"], "d": None, "e": True, "f": " x "}
    (read,) = rows(folder.jsonl([row]))
    expected = {"a": "913205000000000001", "b": "1.5", "c": "甲、乙", "e": "true", "f": "x"}
    assert read.cells == expected
    (whole,) = rows(folder.text('{"a": 123456789012345678901234}', "表.jsonl"))
    assert whole.cells == {"a": "123456789012345678901234"}
    (lost,) = rows(folder.text('{"a": 1.23456789012345678e+23}', "表.jsonl"))
    assert codes(lost) == {("a", "digits_lost")}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('{"a": "1", "b": "2", "a": "3"}', ("a", "key_twice")),
        ('{"a": NaN}', ("", "json")),
        ("[" * 100_000, ("", "json")),
    ],
)
def test_json_that_says_two_things_or_none_is_refused(
    folder: Folder, line: str, found: tuple[str, str]
) -> None:
    (row,) = rows(folder.text(line, "表.jsonl"))
    assert codes(row) == {found}


def test_headings_that_stand_twice_are_refused(folder: Folder) -> None:
    for path in (
        folder.text("名称,代码,名称\n甲,1,乙\n", "表.csv"),
        folder.xlsx([["名称", "名称"]]),
    ):
        found = unreadable(path)
        assert found.key == "ingest.heading_twice"
        assert "名称" in found.text.zh


def test_a_cell_without_heading_is_not_dropped(folder: Folder) -> None:
    (read,) = rows(folder.xlsx([[*HEADINGS, ""], ["甲", "1", "备注在此"]]))
    assert codes(read) == {("", "cell_without_heading")}
    assert read.cells[""] == "备注在此"
    (longer,) = rows(folder.text("名称,代码\n甲,1,多\n", "表.csv"))
    assert ("", "cell_count") in codes(longer)
    assert longer.cells[""] == "多"


@pytest.mark.parametrize(
    "cell", ["=cmd", "=1+1", "@SUM(A1)", "＝HYPERLINK(A1)", "=cmd|'/C calc'!A0"]
)
def test_a_formula_in_text_refuses_its_row(folder: Folder, cell: str) -> None:
    for path in (
        folder.csv([{"名称": "甲", "代码": cell}]),
        folder.jsonl([{"名称": "甲", "代码": cell}]),
    ):
        (read,) = rows(path)
        assert codes(read) == {("代码", "formula")}
        assert read.cells["代码"] == cell


def test_a_cell_of_ten_megabytes_is_refused_and_not_kept(folder: Folder) -> None:
    big = "说" * 1000 + citizen(123) + "长" * 10_000_000
    for path in (
        folder.csv([{"名称": "甲", "代码": big}]),
        folder.jsonl([{"名称": "甲", "代码": big}]),
    ):
        (read,) = rows(path)
        assert codes(read) == {("代码", "cell_too_long")}
        assert read.problems[0].params["length"] == len(big)
        assert len(read.cells["代码"]) < 3_000
        assert MASK in read.cells["代码"]
        assert read.cells["名称"] == "甲"


def test_a_file_name_with_a_number_is_shown_masked(folder: Folder) -> None:
    number = citizen(123)
    with pytest.raises(InputError) as caught:
        open_sheet(folder.text("", f"甄虚构{number}.csv"))
    assert number not in f"{caught.value.text}{caught.value.params}"
    assert MASK in caught.value.text.zh
