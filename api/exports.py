"""Long results as files: JSONL for programs, XLSX and CSV for people."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import orjson

from messages import InputError

Table = Sequence[Mapping[str, object]]


def write_table(path: Path, rows: Iterable[Mapping[str, object]]) -> int:
    """Write rows to ``path`` in the form that its ending names; return how many.

    The file appears whole or not at all.

    Raises:
        InputError: another ending than .jsonl, .xlsx or .csv.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise InputError("api.unknown_ending", file=path.name, endings=" ".join(_WRITERS))
    table = list(rows)
    partial = path.with_name(path.name + ".part")
    writer(partial, table)
    partial.replace(path)
    return len(table)


def _headings(table: Table) -> list[str]:
    return list(dict.fromkeys(heading for row in table for heading in row))


def _jsonl(path: Path, table: Table) -> None:
    with path.open("wb") as file:
        for row in table:
            file.write(orjson.dumps(row) + b"\n")


def _csv(path: Path, table: Table) -> None:
    headings = _headings(table)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([_inert(_cell(row.get(name))) for name in headings] for row in table)


def _xlsx(path: Path, table: Table) -> None:
    import xlsxwriter  # noqa: PLC0415 (slow to import, and few commands write a workbook)

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        headings = _headings(table)
        sheet.write_row(0, 0, headings)
        for number, row in enumerate(table, start=1):
            sheet.write_row(number, 0, [_cell(row.get(name)) for name in headings])
        sheet.freeze_panes(1, 0)
        sheet.autofit()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool() | int() | float():
            return str(value)
        case _:
            return orjson.dumps(value).decode()


def _inert(text: str) -> str:
    """Return text that no spreadsheet takes for a formula when it opens a CSV."""
    return "'" + text if text[:1] in "=+-@\t\r" and text else text


_WRITERS: Mapping[str, Callable[[Path, Table], None]] = {
    ".jsonl": _jsonl,
    ".xlsx": _xlsx,
    ".csv": _csv,
}
