"""A workbook to fill in: the headings of a format, what each column takes, an example to delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.files import whole_file
from ingest.reading.workbook import NOTES_SHEET
from ingest.tables import TypedRow
from ingest.workbooks import workbook
from messages import InputError, both
from rulebook.formats import Column, Condition, Format

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_000
"""Rows below the headings that have drop-downs and formats."""

_DATA_SHEET = "数据"
_LEAST_WIDTH = 12
_NOTES = ("heading", "code", "mandatory", "type", "unit", "longest", "values")


def write_template(path: Path, standard: Format, enums: Mapping[str, Mapping[str, str]]) -> None:
    """Write the workbook; it appears whole or not at all, and loads back without a mapping.

    Args:
        path: where; it ends in .xlsx.
        standard: the format.
        enums: field → written value → value, as ``values_of`` gives them.

    Raises:
        InputError: another ending than .xlsx.
    """
    if path.suffix.lower() != ".xlsx":
        raise InputError("ingest.template_ending", file=path.name)
    columns = [column for column in standard.columns if column.field]
    with whole_file(path) as partial, workbook(partial) as book:
        data = book.add_worksheet(_DATA_SHEET)
        notes = book.add_worksheet(NOTES_SHEET)
        _write_notes(book, notes, columns, enums)
        _write_data(book, data, standard, columns, enums)


def is_example(row: TypedRow, standard: Format) -> bool:
    """Tell whether a row is a template's example, left in: it has its telling value."""
    column = standard.telling_column
    if column is None or column.field is None:
        return False
    return row.written.get(column.field) == standard.example[column.code]


def _write_data(
    book: Workbook,
    sheet: Worksheet,
    standard: Format,
    columns: Sequence[Column],
    enums: Mapping[str, Mapping[str, str]],
) -> None:
    needed = book.add_format({"bold": True, "bg_color": "#F8CBAD", "text_wrap": True})
    needless = book.add_format({"bold": True, "bg_color": "#DDEBF7", "text_wrap": True})
    example = book.add_format({"italic": True, "font_color": "#7F7F7F", "num_format": "@"})
    cells = book.add_format({"num_format": "@"})
    for place, column in enumerate(columns):
        look = needless if column.mandatory is False else needed
        sheet.write_string(0, place, column.title_zh, look)
        sheet.write_comment(0, place, _comment(column))
        sheet.set_column(place, place, max(_LEAST_WIDTH, 2 * len(column.title_zh)), cells)
        if value := standard.example.get(column.code):
            sheet.write_string(1, place, value, example)
        _restrict(sheet, place, column, enums)
    sheet.freeze_panes(1, 0)


def _restrict(
    sheet: Worksheet, place: int, column: Column, enums: Mapping[str, Mapping[str, str]]
) -> None:
    """Put a drop-down under a column whose values are known; they stand on the sheet of notes."""
    values = enums.get(column.field or "", {})
    if values:
        source = f"='{NOTES_SHEET}'!{_range(len(_NOTES) + place, len(values))}"
        sheet.data_validation(
            1, place, ROWS, place, {"validate": "list", "source": source, "ignore_blank": True}
        )


def _range(column: int, rows: int) -> str:
    from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415 (as above)

    return str(xl_range_abs(1, column, rows, column))


def _write_notes(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[Column],
    enums: Mapping[str, Mapping[str, str]],
) -> None:
    bold = book.add_format({"bold": True})
    for place, name in enumerate(_NOTES):
        told = both(f"ingest.template_{name}")
        sheet.write_string(0, place, f"{told.zh} · {told.en}", bold)
    for number, column in enumerate(columns, start=1):
        values = enums.get(column.field or "", {})
        for place, cell in enumerate(_told(column, values)):
            sheet.write_string(number, place, cell)
        sheet.write_string(0, len(_NOTES) + number - 1, column.title_zh, bold)
        sheet.write_column(1, len(_NOTES) + number - 1, list(values))
    sheet.autofit()


def _told(column: Column, values: Mapping[str, str]) -> tuple[str, ...]:
    return (
        column.title_zh,
        column.code,
        _mandatory(column),
        both(f"ingest.type_{column.type}").zh,
        column.unit or "",
        str(column.max_length or ""),
        "、".join(values),
    )


def _mandatory(column: Column) -> str:
    match column.mandatory:
        case Condition():
            return both("ingest.template_sometimes").zh
        case True:
            return both("ingest.template_always").zh
        case _:
            return ""


def _comment(column: Column) -> str:
    lines = (
        column.code,
        _mandatory(column),
        both(f"ingest.type_{column.type}").zh,
        column.unit or "",
    )
    return "\n".join(filter(None, lines))
