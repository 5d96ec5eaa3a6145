"""The second table of a mapping: what it says of the thing that a row names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path

from ingest.mapping import Join, Mapping
from ingest.masking import mask
from ingest.reading import RawRow, open_sheet
from messages import InputError

_NOTHING: MappingOf[str, str] = {}


@dataclass(frozen=True, slots=True)
class Second:
    """A second table, read.

    Attributes:
        rows: what a row is named by → field → cell.
        sha256: of the table's bytes, empty without one.
    """

    rows: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)
    sha256: str = ""

    def cells(self, join: Join | None, cells: MappingOf[str, str]) -> MappingOf[str, str]:
        """Return what the table says of a row: field → cell."""
        return self.rows.get(cells.get(join.heading, ""), _NOTHING) if join else _NOTHING


def read_second(mapping: Mapping, folder: Path) -> Second:
    """Return the second table of a mapping, which stands in ``folder``.

    Raises:
        InputError: it is missing or unreadable, lacks a heading, or says two things of one.
    """
    join = mapping.join
    if join is None:
        return Second()
    path = folder / join.file
    sheet = open_sheet(path)
    if missing := {join.key, *join.columns} - set(sheet.headings):
        names = mask("、".join(sorted(missing)))
        raise InputError(
            "ingest.missing_heading", file=mask(join.file), headings=names, format=mapping.name
        )
    rows: dict[str, MappingOf[str, str]] = {}
    for row in sheet.rows:
        _add(rows, row, join)
    return Second(rows, hashlib.sha256(path.read_bytes()).hexdigest())


def _add(rows: dict[str, MappingOf[str, str]], row: RawRow, join: Join) -> None:
    key = row.cells.get(join.key)
    if key is None or row.problems:
        return
    found = {name: row.cells[h] for h, name in join.columns.items() if h in row.cells}
    if rows.setdefault(key, found) != found:
        place = {"file": mask(join.file), "row": row.number, "key": mask(key)}
        raise InputError("ingest.join_twice", **place)
