"""XLSX: the first sheet, headings in its first filled row."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from ingest.problems import Problem
from ingest.reading.sheet import RawRow, Sheet, cells_of, check_cells
from messages import InputError

_MAX_UNPACKED = 2 << 30
_MAX_RATIO = 200
_FORMULA = re.compile(rb'<c r="[A-Z]+(\d+)"[^>]*><f[ >/]')
_SAFE_DIGITS = 15

Cell = int | float | str | bool | clock_time | date | datetime | timedelta


def read_xlsx(path: Path) -> Sheet:
    """Return the table in the first sheet of a workbook.

    Raises:
        InputError: damaged, encrypted, or packed beyond reason; or no heading.
    """
    formulas = _check_package(path)
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        table = enumerate(sheet.to_python(skip_empty_area=False), start=1)
    except (CalamineError, OSError, ValueError) as error:
        raise InputError("ingest.damaged_xlsx", file=path.name, cause=str(error)) from error
    for _, values in table:
        if any(value != "" for value in values):
            headings = tuple(_text(value).strip() for value in values)
            return Sheet(headings, _rows(headings, table, formulas))
    raise InputError("ingest.no_heading", file=path.name)


def _check_package(path: Path) -> frozenset[int]:
    """Return the rows that hold formulas, having refused what is no plain workbook."""
    try:
        with zipfile.ZipFile(path) as package:
            unpacked = sum(part.file_size for part in package.infolist())
            if unpacked > _MAX_UNPACKED or unpacked > _MAX_RATIO * max(
                path.stat().st_size, 100_000
            ):
                raise InputError("ingest.zip_bomb", file=path.name)
            names = package.namelist()
            if any("vbaProject" in name for name in names):
                raise InputError("ingest.macros", file=path.name)
            sheets = sorted(name for name in names if name.startswith("xl/worksheets/sheet"))
            first = package.read(sheets[0]) if sheets else b""
    except zipfile.BadZipFile as error:
        raise InputError("ingest.damaged_xlsx", file=path.name, cause=str(error)) from error
    return frozenset(int(found[1]) for found in _FORMULA.finditer(first))


def _rows(
    headings: tuple[str, ...],
    table: Iterator[tuple[int, list[Cell]]],
    formulas: frozenset[int],
) -> Iterator[RawRow]:
    for number, values in table:
        cells = cells_of(headings, [_text(value) for value in values])
        if not cells:
            continue
        row = check_cells(number, cells)
        problems = [*row.problems, *_lost_digits(headings, values)]
        if number in formulas:
            problems.append(Problem("", "formula"))
        yield RawRow(number, row.cells, tuple(problems))


def _lost_digits(headings: tuple[str, ...], values: list[Cell]) -> Iterator[Problem]:
    """Yield the cells in which a long code was kept as a number, so that digits are gone."""
    for heading, value in zip(headings, values, strict=False):
        if isinstance(value, float) and abs(value) >= 10**_SAFE_DIGITS:
            yield Problem(heading, "digits_lost")


def _text(value: Cell) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return (
                value.date().isoformat() if value.time() == clock_time() else value.isoformat(" ")
            )
        case date():
            return value.isoformat()
        case _:
            return str(value)
