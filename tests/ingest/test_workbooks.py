"""XLSX: values as they are, formulas and errors refused, and what is no plain workbook."""

from __future__ import annotations

import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from ingest.reading import RawRow, open_sheet
from messages import InputError
from tests.ingest.intake import Folder, codes, unreadable
from tests.ingest.rows import citizen

HEADINGS = ["名称", "代码"]


def rows(path: Path) -> list[RawRow]:
    """Read a whole file."""
    return list(open_sheet(path).rows)


def test_formulas_and_errors_of_a_workbook_refuse_their_rows(folder: Folder) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in (HEADINGS, ["甲", "=1+1"], ["乙", "2"], ["丙", "#REF!"], ["=A2", "4"]):
        sheet.append(cells)
    sheet["B4"].data_type = "e"
    path = folder.path / "表.xlsx"
    book.save(path)
    found = {row.number: codes(row) for row in rows(path)}
    assert found == {
        2: {("代码", "formula")},
        3: set(),
        4: {("代码", "cell_error")},
        5: {("名称", "formula")},
    }
    kept = {row.number: row.cells.get("代码") for row in rows(path)}
    assert (kept[2], kept[3], kept[4]) == ("=?", "2", "=#ERROR!")


def test_formulas_are_found_in_the_first_sheet_wherever_it_is_stored(folder: Folder) -> None:
    book = openpyxl.Workbook()
    first = book.create_sheet("数据", 0)  # the sheet that was there stays empty
    for cells in (HEADINGS, ["甲", "=1+1"]):
        first.append(cells)
    path = folder.path / "表.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    one, two = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
    parts[one], parts[two] = parts[two], parts[one]
    rels = parts["xl/_rels/workbook.xml.rels"]
    rels = rels.replace(b"sheet1.xml", b"sheet0.xml").replace(b"sheet2.xml", b"sheet1.xml")
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(b"sheet0.xml", b"sheet2.xml")
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert [codes(row) for row in rows(path)] == [{("代码", "formula")}]


def test_rows_on_a_further_sheet_are_not_dropped_unsaid(folder: Folder) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(HEADINGS)
    book.create_sheet("第二").append(["甲", "1"])
    path = folder.path / "两张.xlsx"
    book.save(path)
    with pytest.raises(InputError) as caught:
        rows(path)
    assert caught.value.key == "ingest.several_sheets"
    assert "第二" in caught.value.text.zh


def test_a_code_kept_as_a_number_has_lost_its_digits(folder: Folder) -> None:
    number = int(citizen(123)[:17] + "0")
    (read,) = rows(folder.xlsx([HEADINGS, ["甲", number]]))
    assert codes(read) == {("代码", "digits_lost")}
    (short,) = rows(folder.xlsx([HEADINGS, ["甲", 123456789012345]]))
    assert (codes(short), short.cells["代码"]) == (set(), "123456789012345")


def test_dates_and_numbers_of_a_workbook(folder: Folder) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["日", "时", "数", "真"])
    sheet.append([datetime(2024, 5, 1), datetime(2024, 5, 1, 8, 30), 1.5, True])  # noqa: DTZ001 (a cell)
    path = folder.path / "表.xlsx"
    book.save(path)
    expected = {"日": "2024-05-01", "时": "2024-05-01 08:30:00", "数": "1.5", "真": "true"}
    assert [row.cells for row in rows(path)] == [expected]


def _package(folder: Folder, change: str) -> Path:
    path = folder.xlsx([HEADINGS, ["甲", "1"], ["乙", "2"]])
    content = bytearray(path.read_bytes())
    if change == "cut":
        path.write_bytes(content[: len(content) // 2])
    if change == "no package":
        path.write_bytes("名称,代码\n甲,1\n".encode())
    if change == "encrypted container":
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    if change == "corrupt":
        with zipfile.ZipFile(path) as package:
            part = package.getinfo("xl/worksheets/sheet1.xml")
        start = part.header_offset + 30 + len(part.filename) + 10
        content[start : start + 40] = b"\xff" * 40
        path.write_bytes(content)
    return path


def _with_part(folder: Folder, name: str, content: bytes) -> Path:
    path = folder.xlsx([HEADINGS, ["甲", "1"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return path


@pytest.mark.parametrize("change", ["cut", "no package", "corrupt"])
def test_a_damaged_or_encrypted_workbook_is_refused(folder: Folder, change: str) -> None:
    found = unreadable(_package(folder, change))
    assert found.key == "ingest.damaged_xlsx"
    assert "加密" in found.text.zh


def test_a_workbook_with_a_password_is_refused(folder: Folder) -> None:
    found = unreadable(_package(folder, "encrypted container"))
    assert found.key == "ingest.protected_xlsx"
    assert "密码" in found.text.zh


def test_a_workbook_whose_parts_are_encrypted_is_refused(folder: Folder) -> None:
    path = folder.xlsx([HEADINGS, ["甲", "1"]])
    content = path.read_bytes().replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    path.write_bytes(
        content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    )
    found = unreadable(path)
    assert found.key == "ingest.damaged_xlsx"
    assert "encrypted" in str(found.params["cause"])


def test_macros_and_bombs_are_refused(folder: Folder) -> None:
    assert unreadable(_with_part(folder, "xl/vbaProject.bin", b"x")).key == "ingest.macros"
    links = _with_part(folder, "xl/externalLinks/externalLink1.xml", b"<x/>")
    assert unreadable(links).key == "ingest.external_links"
    assert (
        unreadable(_with_part(folder, "xl/media/x.bin", bytes(30_000_000))).key == "ingest.zip_bomb"
    )
    shutil.copy(folder.path / "表.xlsx", folder.path / "表.xlsm")
    assert unreadable(folder.path / "表.xlsm").key == "ingest.unknown_ending"
