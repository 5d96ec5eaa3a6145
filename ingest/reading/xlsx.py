"""XLSX: the first sheet, as people make them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from itertools import repeat
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from ingest.masking import shown
from ingest.problems import Problem
from ingest.reading.layout import LOOKED_AT, Merged, find_headings, is_note
from ingest.reading.sheet import (
    SAFE_NUMBER,
    Aside,
    RawRow,
    Sheet,
    cells_of,
    check_cells,
    headings_of,
)
from ingest.reading.workbook import NOTES_SHEET, Suspicious, inspect
from messages import InputError

_ERROR = "=#ERROR!"
"""What stands for a cell that is an error."""

_PANIC = "PanicException"
"""What the library raises where it gives up; no ``Exception``, and its class cannot be imported."""

Cell = int | float | str | bool | clock_time | date | datetime | timedelta


def read_xlsx(path: Path) -> Sheet:
    """Return the table in the first sheet of a workbook, wherever it begins there.

    Raises:
        InputError: damaged, encrypted, with macros or links, or packed beyond reason; no heading,
            or rows on a further sheet, which nobody said what to do with.
    """
    suspicious = inspect(path)
    with _damage(path):
        book = CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_index(0)
        others = [name for name in book.sheet_names[1:] if book.get_sheet_by_name(name).height]
        values = sheet.to_python(skip_empty_area=False)
        merged = Merged(sheet.merged_cell_ranges or [])
    further = [name for name in others if name != NOTES_SHEET]
    if further:
        raise InputError("ingest.several_sheets", file=shown(path), sheets="、".join(further))
    table = _Table(values, merged, suspicious)
    layout = find_headings([table.texts(row) for row in range(min(LOOKED_AT, len(values)))], merged)
    if layout is None:
        raise InputError("ingest.no_heading", file=shown(path))
    headings = headings_of(layout.headings, path)
    hidden = [number for number in suspicious.hidden if number > layout.first]
    sheet_read = Sheet(headings, iter(()), Aside(hidden=len(hidden)))
    return replace(sheet_read, rows=_rows(headings, layout.first, table, sheet_read.aside))


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    """Say of whatever the library makes of a workbook that it is damaged."""
    try:
        yield
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise InputError("ingest.damaged_xlsx", file=shown(path), cause=str(error)) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise InputError("ingest.damaged_xlsx", file=shown(path), cause=str(error)) from error


class _Table:
    """The cells of a sheet as texts, merged ones filled, formulas marked."""

    def __init__(self, values: list[list[Cell]], merged: Merged, suspicious: Suspicious) -> None:
        self.values = values
        self._merged = merged
        self._suspicious = suspicious
        self._marked = {place.row for place in (*suspicious.formulas, *suspicious.errors)}
        self._written = {
            (row, column): _text(values[row][column])
            for row, column in merged.origins()
            if row < len(values) and column < len(values[row])
        }

    def texts(self, row: int) -> list[str]:
        """Return the texts of a row, counted from nought."""
        texts = self._merged.fill(row, [_text(v) for v in self.values[row]], self._written)
        return _marked(row + 1, texts, self._suspicious) if row + 1 in self._marked else texts


def _rows(headings: tuple[str, ...], first: int, table: _Table, aside: Aside) -> Iterator[RawRow]:
    waiting: list[RawRow] = []
    for row in range(first, len(table.values)):
        cells = cells_of(headings, table.texts(row))
        if not cells:
            continue
        read = _read(row + 1, headings, cells, table.values[row])
        if is_note(cells, len(headings)):
            waiting.append(read)
            continue
        yield from waiting
        waiting.clear()
        yield read
    aside.notes.extend(read.number for read in waiting)


def _read(
    number: int, headings: tuple[str, ...], cells: dict[str, str], values: list[Cell]
) -> RawRow:
    row = check_cells(number, cells)
    problems = [*row.problems, *_lost_digits(headings, values)]
    return RawRow(number, row.cells, tuple(map(_as_error, problems, repeat(row.cells))))


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
