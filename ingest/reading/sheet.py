"""What a reader yields: headings once, then rows of cells as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.masking import cut, mask, shown
from ingest.problems import Problem
from messages import InputError

MAX_TEXT = 20_000
"""Characters that a column takes at most."""

MAX_CELL = 1_000_000
"""Characters of a cell above which the row is not read any further."""

SAFE_NUMBER = 10**15
"""From here on a number with a fraction cannot hold all its digits."""

_KEPT = 2_000
_CUT = "…〔已截断〕"
_FORMULAS = "=@＝＠"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it came.

    Attributes:
        number: its number as the sheet shows it (the heading is a row); in JSONL the line.
        cells: heading → cell as text; empty cells are left out.
        problems: what the reader could not read.
        nested: headings whose cell is an object of JSON, or a list of such; no field is one.
    """

    number: int
    cells: dict[str, str]
    problems: tuple[Problem, ...] = ()
    nested: frozenset[str] = frozenset()


@dataclass(slots=True)
class Aside:
    """What a sheet has besides rows that are seen, for whoever loads it to know.

    Attributes:
        hidden: rows that are hidden in it; they are read like the others.
        notes: rows below the table that were taken for remarks, known when all are read.
    """

    hidden: int = 0
    notes: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Attributes:
        headings: as written; empty for JSONL, where every row brings its own.
        rows: read once, as they are asked for.
        aside: what it has besides.
    """

    headings: tuple[str, ...]
    rows: Iterator[RawRow] = field(compare=False)
    aside: Aside = field(default_factory=Aside, compare=False)


def headings_of(values: Sequence[str], path: Path) -> tuple[str, ...]:
    """Return the headings of a table.

    Raises:
        InputError: there is none, or one stands twice, so that a column would be lost.
    """
    headings = tuple(value.strip() for value in values)
    if not any(headings):
        raise InputError("ingest.no_heading", file=shown(path))
    twice = [heading for heading, count in Counter(headings).items() if heading and count > 1]
    if twice:
        names = mask("、".join(twice))
        raise InputError("ingest.heading_twice", file=shown(path), headings=names)
    return headings


def cells_of(headings: tuple[str, ...], values: Sequence[str]) -> dict[str, str]:
    """Return the filled cells of a row under their headings; those beyond them under none."""
    filled = [value.strip() for value in values]
    cells = {heading: value for heading, value in zip(headings, filled, strict=False) if value}
    if len(filled) <= len(headings) and all(headings):
        return cells
    unnamed = [v for n, v in enumerate(filled) if v and not (n < len(headings) and headings[n])]
    return cells | ({"": "、".join(unnamed)} if unnamed else {})


def check_cells(number: int, cells: dict[str, str]) -> RawRow:
    """Return the row, refused where a cell is beyond any column, cut, nameless or a formula."""
    problems = [
        problem
        for heading, value in cells.items()
        if not heading or value[0] in _FORMULAS or len(value) > MAX_CELL or value.endswith(_CUT)
        for problem in _check(heading, value)
    ]
    if not problems or not any(len(value) > MAX_CELL for value in cells.values()):
        return RawRow(number, cells, tuple(problems))
    return RawRow(number, {name: kept(value) for name, value in cells.items()}, tuple(problems))


def kept(cell: str) -> str:
    """Return what quarantine keeps of a cell: masked, and of one beyond any column the start."""
    return mask(cell) if len(cell) <= MAX_TEXT else cut(cell, _KEPT) + _CUT


def _check(heading: str, value: str) -> Iterator[Problem]:
    if not heading:
        yield Problem("", "cell_without_heading", {"value": value})
    if len(value) > MAX_CELL:
        yield Problem(heading, "cell_too_long", {"length": len(value)})
    elif value.endswith(_CUT):
        yield Problem(heading, "cell_cut")
    elif value[0] in _FORMULAS and len(value) > 1:
        yield Problem(heading, "formula")
