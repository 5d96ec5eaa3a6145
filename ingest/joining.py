"""The further tables of a mapping: what each says of the thing that a row names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

from ingest.mapping import Join, Mapping
from ingest.masking import mask
from ingest.reading import RawRow, open_sheet
from messages import InputError

Cells = MappingOf[str, str]

_NOTHING: Cells = {}


@dataclass(frozen=True, slots=True)
class _Table:
    """One of them, read: what a row is named by → field → cell."""

    heading: str
    rows: MappingOf[str, Cells]
    sha256: str


@dataclass(frozen=True, slots=True)
class Second:
    """The further tables, read."""

    tables: tuple[_Table, ...] = ()

    @property
    def sha256(self) -> str:
        """Of the bytes of each, empty without one."""
        return "".join(table.sha256 for table in self.tables)

    def cells(self, cells: Cells) -> list[tuple[str, str]]:
        """Return what the tables say of a row: field and cell."""
        found = (table.rows.get(cells.get(table.heading, ""), _NOTHING) for table in self.tables)
        return [said for of_table in found for said in of_table.items()]


def read_second(mapping: Mapping, folder: Path) -> Second:
    """Return the further tables of a mapping, which stand in ``folder``.

    Raises:
        InputError: one is missing or unreadable, lacks a heading, or says two things of one.
    """
    return Second(tuple(_read(join, mapping.name, folder) for join in mapping.join))


def _read(join: Join, mapping: str, folder: Path) -> _Table:
    path = folder / join.file
    sheet = open_sheet(path)
    if missing := {join.key, *join.columns} - set(sheet.headings):
        names = mask("、".join(sorted(missing)))
        raise InputError(
            "ingest.missing_heading", file=mask(join.file), headings=names, format=mapping
        )
    rows: dict[str, Cells] = {}
    for row in sheet.rows:
        _add(rows, row, join)
    return _Table(join.heading, rows, hashlib.sha256(path.read_bytes()).hexdigest())


def _add(rows: dict[str, Cells], row: RawRow, join: Join) -> None:
    key = row.cells.get(join.key)
    if key is None or row.problems:
        return
    found = {name: row.cells[h] for h, name in join.columns.items() if h in row.cells}
    if rows.setdefault(key, found) != found:
        place = {"file": mask(join.file), "row": row.number, "key": mask(key)}
        raise InputError("ingest.join_twice", **place)
