"""What a reader yields: headings once, then rows of cells as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.problems import Problem

MAX_CELL = 1_000_000
"""Characters of a cell above which a row is refused rather than kept."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it came.

    Attributes:
        number: its number as the sheet shows it (the heading is a row); in JSONL the line.
        cells: heading → cell as text; empty cells are left out.
        problems: what the reader could not read.
    """

    number: int
    cells: dict[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Attributes:
        headings: as written; empty for JSONL, where every row brings its own.
        rows: read once, as they are asked for.
    """

    headings: tuple[str, ...]
    rows: Iterator[RawRow] = field(compare=False)


def cells_of(headings: tuple[str, ...], values: list[str]) -> dict[str, str]:
    """Return the filled cells of a row under their headings."""
    filled = zip(headings, (value.strip() for value in values), strict=False)
    return {heading: value for heading, value in filled if value}


def check_cells(number: int, cells: dict[str, str]) -> RawRow:
    """Return the row, refused where a cell is beyond any column or starts a formula."""
    problems: list[Problem] = []
    for heading, value in cells.items():
        if len(value) > MAX_CELL:
            problems.append(Problem(heading, "cell_too_long", {"length": len(value)}))
        elif value[0] in "=@" and len(value) > 1:
            problems.append(Problem(heading, "formula"))
    if not problems:
        return RawRow(number, cells)
    kept = {heading: value[:1000] for heading, value in cells.items()}
    return RawRow(number, kept, tuple(problems))
