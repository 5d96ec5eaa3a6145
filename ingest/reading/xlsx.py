"""XLSX: the first sheet, headings in its first filled row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from itertools import repeat
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from ingest.masking import shown
from ingest.problems import Problem
from ingest.reading.sheet import (
    SAFE_NUMBER,
    RawRow,
    Sheet,
    cells_of,
    check_cells,
    headings_of,
)
from ingest.reading.workbook import Suspicious, inspect
from messages import InputError

_ERROR = "=#ERROR!"
"""What stands for a cell that is an error."""

Cell = int | float | str | bool | clock_time | date | datetime | timedelta


def read_xlsx(path: Path) -> Sheet:
    """Return the table in the first sheet of a workbook.

    Raises:
        InputError: damaged, encrypted, with macros, or packed beyond reason; no heading, or rows
            on a further sheet, which nobody said what to do with.
    """
    suspicious = inspect(path)
    try:
        book = CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_index(0)
        others = [name for name in book.sheet_names[1:] if book.get_sheet_by_name(name).height]
        table = enumerate(sheet.to_python(skip_empty_area=False), start=1)
    except (CalamineError, OSError, ValueError) as error:
        raise InputError("ingest.damaged_xlsx", file=shown(path), cause=str(error)) from error
    if others:
        raise InputError("ingest.several_sheets", file=shown(path), sheets="、".join(others))
    for _, values in table:
        if any(value != "" for value in values):
            headings = headings_of([_text(value) for value in values], path)
            return Sheet(headings, _rows(headings, table, suspicious))
    raise InputError("ingest.no_heading", file=shown(path))


def _rows(
    headings: tuple[str, ...],
    table: Iterator[tuple[int, list[Cell]]],
    suspicious: Suspicious,
) -> Iterator[RawRow]:
    marked = {place.row for place in (*suspicious.formulas, *suspicious.errors)}
    for number, values in table:
        texts = [_text(value) for value in values]
        if number in marked:
            texts = _marked(number, texts, suspicious)
        cells = cells_of(headings, texts)
        if not cells:
            continue
        row = check_cells(number, cells)
        problems = [*row.problems, *_lost_digits(headings, values)]
        yield RawRow(number, row.cells, tuple(map(_as_error, problems, repeat(row.cells))))


def _marked(number: int, texts: Sequence[str], suspicious: Suspicious) -> list[str]:
    """Return texts in which a formula begins like one, so that nothing takes its last value.

    It stays refused when its row comes back from quarantine as it was.
    """
    return [
        _ERROR
        if (number, column) in suspicious.errors
        else f"={text or '?'}"
        if (number, column) in suspicious.formulas
        else text
        for column, text in enumerate(texts)
    ]


def _as_error(problem: Problem, cells: Mapping[str, str]) -> Problem:
    """Return the problem of a cell as an error's where it is one."""
    is_error = cells.get(problem.field) == _ERROR
    return Problem(problem.field, "cell_error") if is_error else problem


def _lost_digits(headings: tuple[str, ...], values: list[Cell]) -> Iterator[Problem]:
    """Yield the cells in which a long code was kept as a number, so that digits are gone."""
    for heading, value in zip(headings, values, strict=False):
        if isinstance(value, float) and abs(value) >= SAFE_NUMBER:
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
