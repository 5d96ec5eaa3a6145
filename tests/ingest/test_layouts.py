"""Workbooks as people make them: titles, two rows of headings, merged cells, remarks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from ingest.reading import open_sheet
from ingest.reading.workbook import NOTES_SHEET
from tests.ingest.intake import Folder, Intake
from tests.ingest.rows import PENALTY

Rows = Sequence[Sequence[object]]


def workbook(folder: Folder, rows: Rows, *merged: str, hidden: Sequence[int] = ()) -> Path:
    """Write a sheet with merged ranges and hidden rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for place in merged:
        sheet.merge_cells(place)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    path = folder.path / "表.xlsx"
    book.save(path)
    return path


def read(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a file with their numbers."""
    return [(row.number, row.cells) for row in open_sheet(path).rows]


def test_titles_above_the_headings_are_passed_over(folder: Folder) -> None:
    rows: Rows = [
        ["澄州市行政处罚汇总表", None, None],
        ["填报单位：澄州市虚构局", None, "2026年1月"],
        ["名称", "代码", "日期"],
        ["甲", "1", "2026-01-01"],
    ]
    path = workbook(folder, rows, "A1:C1")
    assert read(path) == [(4, {"名称": "甲", "代码": "1", "日期": "2026-01-01"})]


def test_two_rows_of_headings_are_one(folder: Folder) -> None:
    rows: Rows = [
        ["序号", "行政相对人", None, "处罚机关", None],
        [None, "名称", "代码", "名称", "处罚日期"],
        ["1", "甲", "11", "局", "2026-01-01"],
    ]
    path = workbook(folder, rows, "A1:A2", "B1:C1", "D1:E1")
    expected = {
        "序号": "1",
        "行政相对人名称": "甲",
        "代码": "11",
        "处罚机关名称": "局",
        "处罚日期": "2026-01-01",
    }
    assert read(path) == [(3, expected)]


def test_a_cell_merged_over_rows_stands_in_each(folder: Folder) -> None:
    rows: Rows = [["名称", "文号"], ["甲", "1号"], [None, "2号"], ["乙", "3号"]]
    path = workbook(folder, rows, "A2:A3")
    assert [cells["名称"] for _, cells in read(path)] == ["甲", "甲", "乙"]


def test_remarks_below_the_table_are_told_and_no_rows(folder: Folder) -> None:
    rows: Rows = [
        ["名称", "代码", "日期"],
        ["甲", "1", "2026-01-01"],
        ["说明书有限公司", None, None],
        ["乙", "2", "2026-01-02"],
        ["注：以上数据截至2026年1月", None, None],
        ["填报人：甄虚构", None, None],
    ]
    sheet = open_sheet(workbook(folder, rows))
    assert [row.number for row in sheet.rows] == [2, 3, 4]
    assert sheet.aside.notes == [5, 6]


def test_hidden_rows_are_read_and_told(folder: Folder) -> None:
    rows: Rows = [["名称", "代码"], ["甲", "1"], ["乙", "2"]]
    sheet = open_sheet(workbook(folder, rows, hidden=[3]))
    assert len(list(sheet.rows)) == 2
    assert sheet.aside.hidden == 1


def test_days_that_lost_their_format_are_days(intake: Intake, folder: Folder) -> None:
    rows: Rows = [[*PENALTY], [*({**PENALTY, "处罚决定日期": 45717, "处罚有效期": 46082}.values())]]
    outcome = intake.load(workbook(folder, rows))
    assert outcome.loaded == 1
    (stored,) = [
        row["properties"]
        for row in intake.store.read("testing/facts_all")
        if row["properties"].get("kind") == "Penalty"
    ]
    assert str(stored["date"]) == "2025-03-01"


def test_what_is_beside_the_rows_is_told(intake: Intake, folder: Folder) -> None:
    rows: Rows = [["处罚汇总"], [*PENALTY], [*PENALTY.values()], ["备注：只此一件"]]
    outcome = intake.load(workbook(folder, rows, hidden=[3]))
    assert (outcome.read, outcome.loaded) == (1, 1)
    hidden, notes = outcome.warnings
    assert "1" in hidden.zh
    assert "4" in notes.en


@pytest.mark.parametrize("name", [NOTES_SHEET])
def test_the_notes_of_a_template_are_no_further_sheet(folder: Folder, name: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["名称", "代码"])
    book.worksheets[0].append(["甲", "1"])
    book.create_sheet(name).append(["栏目", "代码"])
    path = folder.path / "表.xlsx"
    book.save(path)
    assert len(read(path)) == 1
