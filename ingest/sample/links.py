"""The records that rows of a format name: found in its declaration, drawn from what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from ingest.sample.dice import Dice
from ingest.sample.records import Records, code_of
from ingest.sample.sheets import Cell, Row
from rulebook import Format
from rulebook.formats import Choice, KeyOf, RecordOf

Formats = Mapping[str, Format]


@dataclass(frozen=True, slots=True)
class Named:
    """What a row says of the record that it names.

    Attributes:
        cells: the cells that say it.
        day: the first day after the record's own, if it has one.
    """

    cells: Mapping[str, Cell] = field(default_factory=dict)
    day: date | None = None


class Naming:
    """Draws the records that the rows of one format name.

    Args:
        standard: the format.
        formats: all of them.
        records: what was written before.
    """

    def __init__(self, standard: Format, formats: Formats, records: Records) -> None:
        self._standard = standard
        self._formats = formats
        self._records = records
        self._choices = choices(standard, formats)

    @property
    def key(self) -> tuple[str, ...]:
        """The fields that tell a row from others."""
        made = _made(self._standard)
        makes = self._standard.makes
        relation = makes.relation if makes else None
        fields = [part for about in made.about for part in about.split("|")] if made else []
        prefixes = [made.party] if made and made.party else []
        if relation:
            prefixes += [relation.start, relation.end]
            fields.append(relation.distinction or "")
        if makes and makes.contacts:
            prefixes.append(makes.contacts.party)
        named = [theirs for of in self._choices.values() for theirs in self._copied(of)]
        return (*fields, *named, *(f"{prefix}.name" for prefix in prefixes))

    def draw(self, dice: Dice) -> Named | None:
        """Draw a record and return what a row says of it; None if none is there to be named."""
        if not self._choices:
            return Named()
        there = {word: of for word, of in self._choices.items() if self._records.of(of.format)}
        if not there:
            return None
        word = dice.choice(list(there))
        row = dice.choice(self._records.of(there[word].format))
        others = {ours: None for of in self._choices.values() for ours in self._copied(of)}
        cells: dict[str, Cell] = {**others, **dict(self._cells(there[word], row))}
        by = _by(self._standard)
        return Named(cells | ({by: word} if by else {}), self._after(there[word], row))

    def _copied(self, of: KeyOf) -> dict[str, str]:
        """Return the fields of the row → those of the record, in which both say the same."""
        made = _made(self._formats[of.format])
        if made is None:
            return {}
        theirs = [p for a in made.about if a not in made.constants for p in a.split("|")]
        ours = {of.renamed.get(field, field): field for field in theirs}
        return {our: their for our, their in ours.items() if our in self._standard.types}

    def _cells(self, of: KeyOf, row: Row) -> Iterator[tuple[str, Cell]]:
        for ours, theirs in self._copied(of).items():
            yield ours, row.get(theirs)
        party = _party(self._formats[of.format])
        if party and f"{party}.name" in self._standard.types:
            yield f"{party}.name", row.get(f"{party}.name")
            code = code_of(row, party)
            yield f"{party}.code", code if isinstance(code, str) else None
            yield f"{party}.kind", None

    def _after(self, of: KeyOf, row: Row) -> date | None:
        made = _made(self._formats[of.format])
        day = row.get(made.date) if made and made.date else None
        return day + timedelta(days=1) if isinstance(day, date) else None


def choices(standard: Format, formats: Formats) -> dict[str, KeyOf]:
    """Return the records that a row of a format may name, by the word that chooses among them."""
    made = _made(standard)
    acted_on = getattr(made, "record", None)
    if isinstance(acted_on, Choice):
        column = next(c for c in standard.columns if c.field == acted_on.by)
        return {word: acted_on.of[v] for word, v in column.values.items() if v in acted_on.of}
    if isinstance(acted_on, KeyOf):
        return {"": acted_on}
    if made:
        return {"": _fullest(made, formats)} if made.names else {}
    return {"": of} if (of := _implied(standard, formats)) else {}


def _fullest(made: RecordOf, formats: Formats) -> KeyOf:
    """Return the record with the longest key: it names the others too."""

    def length(of: KeyOf) -> int:
        other = _made(formats[of.format])
        return len(other.about) if other else 0

    return max(made.names.values(), key=length)


def _implied(standard: Format, formats: Formats) -> KeyOf | None:
    """Return the record of the same source whose whole key a relation's rows have."""
    for other in formats.values():
        made = _made(other)
        if made is None or made.party or other.source != standard.source or made.names:
            continue
        if set(made.about) <= standard.types.keys():
            return KeyOf(format=other.id)
    return None


def _made(standard: Format) -> RecordOf | None:
    return (standard.makes.record or standard.makes.event) if standard.makes else None


def _by(standard: Format) -> str:
    acted_on = getattr(_made(standard), "record", None)
    return acted_on.by if isinstance(acted_on, Choice) else ""


def _party(standard: Format) -> str | None:
    made = _made(standard)
    return made.party if made else "party"
