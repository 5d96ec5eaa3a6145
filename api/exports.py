"""Long results as files: JSONL for programs, XLSX and CSV for people."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import orjson

from graph.files import whole_file
from ingest.workbooks import workbook
from messages import InputError

Table = Sequence[Mapping[str, object]]
Cell = str | int | float | bool
_NUMBER = re.compile(r"-\d+(?:\.\d+)?")


def write_table(path: Path, rows: Iterable[Mapping[str, object]]) -> int:
    """Write rows to ``path`` in the form that its ending names; return how many.

    The file appears whole or not at all. JSONL has the rows as they are; in a sheet a named
    subject is its name and, in a column of its own, its id, and another object a column a part.

    Raises:
        InputError: another ending than .jsonl, .xlsx or .csv, or no such folder.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise InputError("api.unknown_ending", file=path.name, endings=" ".join(_WRITERS))
    if not path.parent.is_dir():
        raise InputError("api.no_folder", file=path.name, folder=path.parent)
    table = list(rows)
    with whole_file(path) as partial:
        writer(partial, table)
    return len(table)


def _headings(table: Table) -> list[str]:
    return list(dict.fromkeys(heading for row in table for heading in row))


def _jsonl(path: Path, table: Table) -> None:
    with path.open("wb") as file:
        for row in table:
            file.write(orjson.dumps(row) + b"\n")


def _csv(path: Path, rows: Table) -> None:
    table = [_flat(row) for row in rows]
    headings = _headings(table)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([_plain(row.get(name, "")) for name in headings] for row in table)


def _xlsx(path: Path, rows: Table) -> None:
    table = [_flat(row) for row in rows]
    with workbook(path) as book:
        sheet = book.add_worksheet()
        headings = _headings(table)
        sheet.write_row(0, 0, headings)
        for number, row in enumerate(table, start=1):
            sheet.write_row(number, 0, [row.get(name, "") for name in headings])
        sheet.freeze_panes(1, 0)
        sheet.autofit()


def _flat(row: Mapping[str, object]) -> dict[str, Cell]:
    """Return a row as cells: objects become columns, lists are JSON."""
    return {heading: _cell(part) for name in row for heading, part in _parts(name, row[name])}


def _parts(heading: str, value: object) -> Iterator[tuple[str, object]]:
    if not isinstance(value, Mapping):
        yield heading, value
        return
    for name, part in value.items():
        if name == "name":
            yield heading, part
    for name, part in value.items():
        if name != "name":
            yield f"{heading}_{name}", part


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case str() | bool() | int() | float():
            return value
        case _:
            return orjson.dumps(value).decode()


def _plain(cell: Cell) -> str | int | float:
    """Return a cell as a CSV has it; no spreadsheet takes its text for a formula."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case str() if cell[:1] in set("=+-@\t\r") and not _NUMBER.fullmatch(cell):
            return "'" + cell
        case _:
            return cell


_WRITERS: Mapping[str, Callable[[Path, Table], None]] = {
    ".jsonl": _jsonl,
    ".xlsx": _xlsx,
    ".csv": _csv,
}
