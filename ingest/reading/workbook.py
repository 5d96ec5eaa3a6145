"""What a workbook is before it is read as a table: a package of plain parts, without programs."""

from __future__ import annotations

import posixpath
import re
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
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\w+:id=\"([^\"]+)\"")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_PLACE = rb"r=\"([A-Z]+)(\d+)\""
_CELL = rb"<(?:\w+:)?c\s[^>]*?\b" + _PLACE
_FORMULA = re.compile(_CELL + rb"[^>]*>\s*<(?:\w+:)?f[\s>/]")
_ERROR = re.compile(rb"<(?:\w+:)?c(?=[^>]*?\st=\"e\")[^>]*?\s" + _PLACE)
_HIDDEN = re.compile(rb"<(?:\w+:)?row(?=[^>]*\shidden=\"(?:1|true)\")[^>]*?\sr=\"(\d+)\"")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How encrypted workbooks begin, and those of before 2007."""

NOTES_SHEET = "填写说明"
"""The sheet of a template that explains it; no rows are read from it."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError)
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
            first = package.read(_first_sheet(package))
    except _DAMAGE as error:
        raise InputError("ingest.damaged_xlsx", file=shown(path), cause=str(error)) from error
    hidden = frozenset(int(row) for row in _HIDDEN.findall(first))
    return Suspicious(_places(_FORMULA, first), _places(_ERROR, first), hidden)


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_OLE))


def _check_size(package: zipfile.ZipFile, path: Path) -> None:
    unpacked = sum(part.file_size for part in package.infolist())
    packed = max(path.stat().st_size, _LEAST_COUNTED)
    if unpacked > min(_MAX_UNPACKED, _MAX_RATIO * packed):
        raise InputError("ingest.zip_bomb", file=shown(path))


def _first_sheet(package: zipfile.ZipFile) -> str:
    """Return the part that holds the first sheet; its name does not tell, the relations do."""
    found = _SHEET.search(package.read("xl/workbook.xml"))
    relations = dict(_relations(package.read("xl/_rels/workbook.xml.rels")))
    target = relations[found[1]].decode() if found else ""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _relations(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    for relation in _RELATION.findall(part):
        attributes = dict(re.findall(rb"(\w+)=\"([^\"]*)\"", relation))
        yield attributes[b"Id"], attributes[b"Target"]


def _places(cell: re.Pattern[bytes], sheet: bytes) -> frozenset[Place]:
    found = cell.finditer(sheet)
    return frozenset(Place(int(match[2]), _column(match[1])) for match in found)


def _column(letters: bytes) -> int:
    """Return the number of a column from its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number - 1
