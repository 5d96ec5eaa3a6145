"""What headings and cells tell of the mapping of a table, and how surely; no unit is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from unicodedata import normalize

from ingest.headings import unit_in
from ingest.looking import SURE, Look, date_forms, look, share_of
from ingest.mapping import OPEN_UNIT
from ingest.nearness import BARE, NEAR, nearness, own_key, strength_of
from ingest.problems import RefusedValue
from ingest.reading import RawRow, Sheet, unfold
from ingest.values import parser_for
from messages import InputError, Text, both
from rulebook.formats import Column, Format

ROWS = 1_000
"""Rows that a draft looks at."""

_LEAST = 0.5
_CODES = frozenset({"uscc", "org_code", "reg_no", "citizen_id"})
_UNITS = ("万元", "元", "%")
_MEASURED = frozenset({"money", "ratio"})

Enums = Mapping[str, Mapping[str, str]]
Cells = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Guess:
    """Where one heading may go.

    Attributes:
        field: a field of the format, or None if nothing tells it.
        certainty: the share of its cells that fit.
        unit: of its cells; ``?`` if neither heading nor cells tell it, None where there is none.
        date_formats: the form of its dates, where it is none of the usual ones.
    """

    heading: str
    field: str | None
    certainty: float
    why: Text
    unit: str | None = None
    date_formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A mapping that somebody has to check.

    Attributes:
        others: ids of other formats that may fit, the nearest first.
        rows: how many rows it was drafted from.
        guesses: one a heading, in the order of the table.
        missing: mandatory fields that no heading names.
        each: the heading of a list of objects.
    """

    standard: Format
    others: tuple[str, ...]
    rows: int
    guesses: tuple[Guess, ...]
    missing: tuple[Column, ...]
    each: str | None


@dataclass(frozen=True, slots=True)
class _Bid:
    """A column that claims a heading: the better one, and of those the one that fits, has it."""

    strength: float
    share: float
    heading: str
    column: Column
    why: Text


def suggest(
    sheet: Sheet, formats: Iterable[Format], enums_of: Mapping[str, Enums], file: str
) -> Draft:
    """Return a draft of the mapping of a table.

    Args:
        sheet: the table; its first rows are read.
        formats: the formats that it may be in.
        enums_of: format → field → written value → value.
        file: the table's name, for errors.

    Raises:
        InputError: its headings are near no format.
    """
    rows = list(islice(sheet.rows, ROWS))
    each = _nested(rows)
    cells = _columns(sheet.headings, [part for row in rows for part in unfold(row, each)], each)
    ranked = sorted(formats, key=lambda standard: -nearness(standard, cells))
    if not ranked or nearness(ranked[0], cells) <= 0:
        raise InputError("ingest.suggest_no_format", file=file)
    standard = ranked[0]
    guesses = tuple(_guesses(standard, enums_of[standard.id], cells))
    given = {guess.field for guess in guesses}
    return Draft(
        standard=standard,
        others=tuple(other.id for other in ranked[1:4] if nearness(other, cells) > 0),
        rows=len(rows),
        guesses=guesses,
        missing=tuple(c for c in standard.columns if c.mandatory is True and c.field not in given),
        each=each,
    )


def _nested(rows: Sequence[RawRow]) -> str | None:
    """Return the heading under which most rows have a list of objects."""
    lists = [name for row in rows for name, cell in row.cells.items() if cell.startswith("[{")]
    most = max(set(lists), key=lists.count, default=None)
    return most if most and lists.count(most) * 2 > len(rows) else None


def _columns(headings: Iterable[str], rows: Sequence[RawRow], each: str | None) -> Cells:
    names = dict.fromkeys([*headings, *(name for row in rows for name in row.cells)])
    return {
        name: [row.cells[name] for row in rows if name in row.cells]
        for name in names
        if name and name != each
    }


def _guesses(standard: Format, enums: Enums, cells: Cells) -> Iterator[Guess]:
    bids = [bid for heading in cells for bid in _bids(standard, enums, heading, cells[heading])]
    bids.sort(key=lambda bid: (bid.strength, bid.share), reverse=True)
    taken: dict[str, _Bid] = {}
    fields: set[str | None] = set()
    for bid in bids:
        if bid.heading not in taken and bid.column.field not in fields:
            taken[bid.heading] = bid
            fields.add(bid.column.field)
    for heading, values in cells.items():
        yield _won(taken[heading], values) if heading in taken else _unclaimed(heading, values)


def _bids(standard: Format, enums: Enums, heading: str, cells: Sequence[str]) -> Iterator[_Bid]:
    seen, share_seen = look(cells)
    for column in standard.columns:
        if column.field is None:
            continue
        strength, known = strength_of(column, own_key(heading))
        if not strength and seen not in _CODES and column.type != "enum":
            continue
        share = share_of(cells, _fits(column, enums, heading, cells)) if cells else 1.0
        if strength == 1.0 or (strength and share >= _LEAST):
            yield _Bid(strength, share, heading, column, _why(strength, known))
        elif seen in _CODES and _takes(column, seen):
            percent = round(100 * share_seen)
            key = "ingest.why_citizen" if seen == "citizen_id" else "ingest.why_code"
            yield _Bid(NEAR / 2, share_seen, heading, column, both(key, percent=percent))
        elif column.type == "enum" and cells and share >= SURE:
            why = both("ingest.why_values", percent=round(100 * share))
            yield _Bid(NEAR / 4, share, heading, column, why)


def _takes(column: Column, seen: str) -> bool:
    return column.type == seen or (column.type == "party_code" and seen != "citizen_id")


def _why(strength: float, known: str) -> Text:
    if strength == 1.0:
        return both("ingest.why_heading")
    if strength == BARE:
        return both("ingest.why_unit")
    return both("ingest.why_near", column=known, percent=round(100 * strength))


def _fits(column: Column, enums: Enums, heading: str, cells: Sequence[str]) -> Look:
    if column.type == "enum":
        known = {_plain(written) for written in enums.get(column.field or "", {})}
        return lambda cell: _plain(cell) in known
    unit = _unit(column, heading, cells)
    told = column if unit in {None, OPEN_UNIT} else column.model_copy(update={"unit": unit})
    forms = date_forms(cells) if column.type == "date" else ()
    parse = parser_for(told, {}, forms)

    def fits(cell: str) -> bool:
        try:
            parse(cell)
        except RefusedValue:
            return False
        return len(cell) <= (column.max_length or len(cell))

    return fits


def _plain(text: str) -> str:
    return normalize("NFKC", text).strip()


def _unit(column: Column, heading: str, cells: Sequence[str]) -> str | None:
    """Return the unit that the heading or every cell states; ``?`` if none does."""
    if column.type not in _MEASURED:
        return None
    written = unit_in(own_key(heading))
    if written:
        return written
    ends = {next((unit for unit in _UNITS if cell.strip().endswith(unit)), "") for cell in cells}
    return ends.pop() if len(ends) == 1 and "" not in ends else OPEN_UNIT


def _won(bid: _Bid, cells: Sequence[str]) -> Guess:
    return Guess(
        heading=bid.heading,
        field=bid.column.field,
        certainty=bid.share,
        why=bid.why,
        unit=_unit(bid.column, bid.heading, cells),
        date_formats=date_forms(cells) if bid.column.type == "date" and cells else (),
    )


def _unclaimed(heading: str, cells: Sequence[str]) -> Guess:
    seen, share = look(cells)
    return Guess(heading, None, share, both(f"ingest.looks_{seen}"))
