"""What a workbook is before it is read as a table: a package of plain parts, without programs."""

from __future__ import annotations

import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ingest.masking import shown
from messages import InputError

_MAX_UNPACKED = 2 << 30
_MAX_RATIO = 200
_LEAST_COUNTED = 100_000
_MOST_CELLS, _SPARSE = 10_000_000, 20
"""A sheet may have more cells than that if one in so many says something."""

_LAST = b"XFD", 1_048_576
"""Column and row beyond which no sheet has cells."""

# No tag holds "<", and what was found of one is not looked for otherwise (``?>``): else what is no
# XML would be searched again from each of its places.
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s(?>[^<>]*?\w+:id=[\"']([^\"'<>]+)[\"'])")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_PLACE = rb"r=[\"']([A-Z]+)(\d+)[\"']"
_CELL = rb"<(?:\w+:)?c\s(?>[^<>]*?\b" + _PLACE + rb")"
_FILLED = re.compile(_CELL + rb"(?>[^<>]*)(?<!/)>")
_FORMULA = re.compile(_CELL + rb"[^<>]*>\s*<(?:\w+:)?f[\s>/]")
_ERROR = re.compile(rb"<(?:\w+:)?c(?=[^<>]*?\st=[\"']e[\"'])(?>[^<>]*?\s" + _PLACE + rb")")
_ROW = re.compile(rb"<(?:\w+:)?row\s(?>[^<>]*?\br=[\"'](\d+)[\"'])")
_HIDDEN = re.compile(
    rb"<(?:\w+:)?row(?=[^<>]*\shidden=[\"'](?:1|true)[\"'])(?>[^<>]*?\sr=[\"'](\d+)[\"'])"
)
_BOOK = "xl/workbook.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How encrypted workbooks begin, and those of before 2007."""

NOTES_SHEET = "填写说明"
"""The sheet of a template that explains it; no rows are read from it."""

_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, LookupError, OSError, OverflowError, RuntimeError, ValueError),
)
"""What the package reader raises for damaged, cut-off, encrypted or oddly packed files."""


class Place(NamedTuple):
    """Where a cell is: its row as the sheet shows it, its column counted from nought."""

    row: int
    column: int


class Suspicious(NamedTuple):
    """Cells of the first sheet that are more than values, and rows that nobody sees."""

    formulas: frozenset[Place]
    errors: frozenset[Place]
    hidden: frozenset[int]


def inspect(path: Path) -> Suspicious:
    """Return the cells that are formulas or errors, having refused what is no plain workbook.

    Raises:
        InputError: damaged, encrypted, with macros or links, or packed beyond reason.
    """
    if _begins(path) == _OLE:
        raise InputError("ingest.protected_xlsx", file=shown(path))
    try:
        with zipfile.ZipFile(path) as package:
            _check_size(package, path)
            if any("vbaProject" in name for name in package.namelist()):
                raise InputError("ingest.macros", file=shown(path))
            if any(name.startswith("xl/externalLinks/") for name in package.namelist()):
                raise InputError("ingest.external_links", file=shown(path))
            sheet = b""
            for part in reversed(_sheets(package)):
                sheet = package.read(part)
                _check_spread(sheet, path)
        hidden = frozenset(map(_row_of, _HIDDEN.findall(sheet)))
        return Suspicious(_places(_FORMULA, sheet), _places(_ERROR, sheet), hidden)
    except _DAMAGE as error:
        raise InputError("ingest.damaged_xlsx", file=shown(path), cause=str(error)) from error


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_OLE))


def _check_size(package: zipfile.ZipFile, path: Path) -> None:
    unpacked = sum(part.file_size for part in package.infolist())
    packed = max(path.stat().st_size, _LEAST_COUNTED)
    if unpacked > min(_MAX_UNPACKED, _MAX_RATIO * packed):
        raise InputError("ingest.zip_bomb", file=shown(path))


def _sheets(package: zipfile.ZipFile) -> list[str]:
    """Return the parts that hold the sheets; their names do not tell, the relations do."""
    relations = dict(_relations(package.read("xl/_rels/workbook.xml.rels")))
    targets = [relations[found].decode() for found in _SHEET.findall(package.read(_BOOK))]
    return [posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for target in targets]


def _check_spread(sheet: bytes, path: Path) -> None:
    """Refuse a sheet in which cells stand far away: all between them would be held in memory.

    Raises:
        InputError: as above.
        ValueError: a cell stands where no sheet has one.
    """
    filled, columns, rows = 0, {b"A"}, set(_ROW.findall(sheet))
    for found in _FILLED.finditer(sheet):
        column, row = found.groups()
        filled += 1
        columns.add(column)
        rows.add(row)
    last = max(map(_row_of, rows), default=1)
    letters = max(columns, key=lambda each: (len(each), each))
    if (len(letters), letters) > (len(_LAST[0]), _LAST[0]):
        raise ValueError(letters.decode())
    cells = last * (_column(letters) + 1)
    if cells > _MOST_CELLS and cells > _SPARSE * filled:
        place = {"row": last, "column": letters.decode()}
        raise InputError("ingest.far_cells", file=shown(path), **place)


def _row_of(digits: bytes) -> int:
    if len(digits) > len(str(_LAST[1])) or int(digits) > _LAST[1]:
        raise ValueError(digits.decode()[:20])
    return int(digits)


def _relations(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    for relation in _RELATION.findall(part):
        attributes = dict(re.findall(rb"(\w+)=[\"']([^\"']*)[\"']", relation))
        yield attributes[b"Id"], attributes[b"Target"]


def _places(cell: re.Pattern[bytes], sheet: bytes) -> frozenset[Place]:
    found = cell.finditer(sheet)
    return frozenset(Place(_row_of(match[2]), _column(match[1])) for match in found)


def _column(letters: bytes) -> int:
    """Return the number of a column from its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number - 1
