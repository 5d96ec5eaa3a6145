"""Where the table of a sheet begins: below titles, with one row of headings or two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

LOOKED_AT = 30
"""Rows in which the headings are looked for."""

_MOST_MERGED = 1_000_000
_NOTE = re.compile(
    r"[（(【\[*※]*(?:注|说明|备注|填表|填报|制表|审核|复核|联系|单位负责人|合计|总计|数据来源|来源)"
)
_LEAST_COLUMNS = 3
_VALUE = re.compile(r"^\s*\d|[:：]\s*\S")
"""What no heading looks like: a number, a day, or a word with what it says."""

Texts = Sequence[str]
Cell = tuple[int, int]
Range = tuple[Cell, Cell]


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of a table and its first row below them, counted from nought."""

    headings: tuple[str, ...]
    first: int


class Merged:
    """The merged cells of a sheet: each stands for the one that was written.

    Args:
        ranges: their corners, rows and columns counted from nought.
    """

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._rows: dict[int, list[tuple[int, int, Cell]]] = {}
        total = 0
        for (top, left), (bottom, right) in ranges:
            total += (bottom - top + 1) * (right - left + 1)
            if total > _MOST_MERGED:
                break
            for row in range(top, bottom + 1):
                self._rows.setdefault(row, []).append((left, right, (top, left)))

    def fill(self, row: int, texts: Texts, written: Mapping[Cell, str]) -> list[str]:
        """Return the texts of a row with those of merged cells in all of their places."""
        filled = list(texts)
        for left, right, origin in self._rows.get(row, ()):
            for column in range(left, min(right + 1, len(filled))):
                filled[column] = written.get(origin, "")
        return filled

    def origins(self) -> set[Cell]:
        """Return the cells that were written."""
        return {origin for spans in self._rows.values() for _, _, origin in spans}

    def joins(self, upper: int) -> bool:
        """Tell whether a cell of a row is merged with the one below it."""
        above = {(left, origin) for left, _, origin in self._rows.get(upper, ())}
        return any((left, origin) in above for left, _, origin in self._rows.get(upper + 1, ()))


def find_headings(rows: Sequence[Texts], merged: Merged) -> Layout | None:
    """Return the headings among the first rows of a sheet; None if nothing is filled.

    A title has fewer different words than the table has columns, and tells values. Where a heading
    is merged with the cell below it, there are two rows of headings, and the lower one tells the
    columns; one that stands there twice has the upper one before it.
    """
    width = max((len(_filled(row)) for row in rows), default=0)
    if not width:
        return None
    wide = [n for n, row in enumerate(rows) if len(set(_filled(row))) >= -(-width * 2 // 3)]
    filled = [n for n, row in enumerate(rows) if _filled(row)]
    place = next((n for n in wide if not any(map(_VALUE.search, rows[n]))), (wide or filled)[0])
    if merged.joins(place) and place + 1 < len(rows):
        place += 1
    upper = rows[place - 1] if place and merged.joins(place - 1) else ()
    return Layout(_named(rows[place], upper), place + 1)


def is_note(cells: Mapping[str, str], columns: int) -> bool:
    """Tell whether a row below a table is a remark: one cell alone that begins like one."""
    if len(cells) != 1 or columns < _LEAST_COLUMNS:
        return False
    return bool(_NOTE.match(next(iter(cells.values()))))


def _filled(row: Texts) -> list[str]:
    return [text for text in row if text.strip()]


def _named(row: Texts, upper: Texts) -> tuple[str, ...]:
    plain = [_plain(text) for text in row]
    twice = {heading for heading, count in Counter(plain).items() if count > 1}
    return tuple(_distinct(plain, upper, twice))


def _distinct(row: Sequence[str], upper: Texts, twice: set[str]) -> Iterator[str]:
    for column, heading in enumerate(row):
        over = _plain(upper[column]) if column < len(upper) else ""
        yield over + heading if heading in twice and heading and over != heading else heading


def _plain(text: str) -> str:
    """Return a heading without the marks of mandatory columns and its line breaks."""
    return re.sub(r"\s*\n\s*", "", text.strip()).strip("*＊")
