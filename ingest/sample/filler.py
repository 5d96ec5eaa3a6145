"""Good rows of any format, drawn from nothing but its declaration and its example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from graph.model import OPEN_END
from ingest.dates import parse_date
from ingest.sample.cast import Cast, cells_of, kinds_of
from ingest.sample.cells import Draw, Pen
from ingest.sample.dice import Dice
from ingest.sample.links import Named, Naming
from ingest.sample.sheets import Cell, Entry
from rulebook import Column, Format
from rulebook.formats import Condition

_TRIES = 20
_FIRST_YEAR = 2021
_SCALES = tuple(Decimal(times) for times in ("0.4", "0.75", "1", "1.6", "3.2", "7"))
Cells = dict[str, Cell]


class Filler:
    """Draws the rows of one format.

    Args:
        standard: the format.
        naming: the records that its rows name, if they name any.
        cast: who may stand in them.
        today: the last day of which they may tell.
        serials: the number after which its documents are numbered.
        dice: what is drawn.
    """

    def __init__(
        self,
        standard: Format,
        naming: Naming,
        cast: Cast,
        *,
        today: date,
        serials: int,
        dice: Dice,
    ) -> None:
        self._standard = standard
        self._naming = naming
        self._cast = cast
        self._today = today
        self._serials = serials
        self._dice = dice
        self._pen = Pen(standard, cast.town, dice)
        self._kinds = kinds_of(standard)
        self._shown = [c for c in standard.columns if c.field and c.code in standard.example]
        self._values = {c.field: c.values for c in standard.columns if c.field and c.values}
        self._origin, self._span = _time(standard)

    def rows(self, count: int) -> Iterator[Entry]:
        """Yield up to ``count`` rows, each about something else; fewer if there is no more."""
        about: set[tuple[Cell, ...]] = set()
        for serial in range(1, count + 1):
            row = self._another(self._serials + serial, about)
            if row is None:
                return
            yield Entry(row)

    def _another(self, serial: int, about: set[tuple[Cell, ...]]) -> Cells | None:
        for _ in range(_TRIES):
            named = self._naming.draw(self._dice)
            if named is None:
                return None
            row = self._row(serial, named)
            key = tuple(self._meant(field, row) for field in self._naming.key)
            if key not in about:
                about.add(key)
                return row
        return None

    def _meant(self, field: str, row: Cells) -> Cell:
        """Return what a cell means: two words of an enumeration may mean the same."""
        cell = row.get(field)
        return self._values.get(field, {}).get(str(cell), cell)

    def _row(self, serial: int, named: Named) -> Cells:
        parties = self._parties(named.cells)
        draw = self._draw(serial, named.day)
        row = {
            column.field: self._pen.cell(column, self._standard.example[column.code], draw)
            for column in self._shown
            if column.field
        }
        for prefix, cells in parties.items():
            row |= {field: cells.get(field) for field in self._fields(prefix)}
        row |= named.cells
        self._complete(row, draw)
        return row

    def _parties(self, named: Mapping[str, Cell]) -> dict[str, Cells]:
        """Draw the parties that the named record does not have."""
        drawn: dict[str, Cells] = {}
        taken: set[str] = set()
        for prefix, kind in self._kinds.items():
            if f"{prefix}.name" in named:
                continue
            party = self._cast.party(kind, self._dice)
            while party.code in taken:
                party = self._cast.party(kind, self._dice)
            taken.add(party.code)
            drawn[prefix] = cells_of(self._standard.columns, prefix, party)
        return drawn

    def _fields(self, prefix: str) -> list[str]:
        return [field for field in self._standard.types if field.startswith(f"{prefix}.")]

    def _draw(self, serial: int, after: date | None) -> Draw:
        dice = self._dice
        company = self._cast.company(dice)
        pace = dice.uniform(0.6, 1.2)
        last = self._today - timedelta(days=round(self._span * pace))
        if self._origin.year < _FIRST_YEAR:
            last = min(last, self._origin + timedelta(days=730))
        first = after or date(min(self._origin.year, _FIRST_YEAR), 1, 4)
        first = max(first, self._standard.in_force_from)
        return Draw(
            serial=serial,
            day=dice.day(min(first, last), last),
            origin=self._origin,
            pace=pace,
            scale=dice.choice(_SCALES),
            company=company,
            person=self._cast.chief(company, dice),
        )

    def _complete(self, row: Cells, draw: Draw) -> None:
        """Say what the row has to say because of what it says elsewhere."""
        for column in self._standard.columns:
            if column.field and row.get(column.field) is None and self._required(column, row):
                row[column.field] = self._pen.missing(column, draw)

    def _required(self, column: Column, row: Cells) -> bool:
        if not isinstance(column.mandatory, Condition):
            return column.mandatory
        deciding = next(c for c in self._standard.columns if c.field == column.mandatory.field)
        value = deciding.values.get(str(row.get(column.mandatory.field)))
        return value in column.mandatory.any_of


def _time(standard: Format) -> tuple[date, int]:
    """Return the first day of the example, and how many days later the last past day is."""
    future = {
        column.field
        for column in standard.columns
        if column.type == "date" and not _is_past(standard, column.field or "")
    }
    days = {
        column.field: parse_date(standard.example[column.code])
        for column in standard.columns
        if column.type == "date" and column.code in standard.example
    }
    known = [day for day in days.values() if day != OPEN_END]
    past = [day for field, day in days.items() if field not in future and day != OPEN_END]
    first = min(known)
    return first, (max(past, default=first) - first).days


def _is_past(standard: Format, field: str) -> bool:
    stated = (rule.params["fields"] for rule in standard.rules if rule.name == "not_in_future")
    return any(isinstance(fields, tuple) and field in fields for fields in stated)
