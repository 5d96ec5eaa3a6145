"""Who may stand in the rows of a format: the town's subjects, by what its example names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.sample.dice import Dice
from ingest.sample.parties import (
    AGENCY,
    COMPANY,
    COOPERATIVE,
    INSTITUTION,
    PERSON,
    SOCIETY,
    TRADER,
    Body,
    Party,
    Person,
)
from ingest.sample.registry import kind_of
from ingest.sample.sheets import Cell
from ingest.sample.town import Town
from rulebook import Column, Format

_KINDS = {
    "91": COMPANY,
    "92": TRADER,
    "93": COOPERATIVE,
    "11": AGENCY,
    "12": INSTITUTION,
    "31": SOCIETY,
}
_LEGAL = "legal"
"""The kind that a file gives to every organisation which it does not tell apart."""


class Cast:
    """The subjects of a town that may stand in rows: nobody of whom the truth tells something."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._by_kind: dict[str, Sequence[Party]] = {
            kind: [body for body in town.bodies if body.kind == kind]
            for kind in (TRADER, COOPERATIVE, AGENCY, INSTITUTION, SOCIETY)
        }
        officers = {office.person for office in town.offices if office.position == "执行董事"}
        ids = {person.citizen_id for person in officers}
        self._by_kind[COMPANY] = town.background
        self._by_kind[PERSON] = [p for p in town.people if p.citizen_id not in ids]

    def company(self, dice: Dice) -> Body:
        """Draw a company."""
        return dice.choice(self.town.background)

    def party(self, kind: str, dice: Dice) -> Party:
        """Draw a subject of a kind."""
        return dice.choice(self._by_kind[kind])

    def chief(self, body: Party, dice: Dice) -> str:
        """Return the name of who represents an organisation."""
        chief = self.town.representatives.get(body.code)
        return chief.name if chief else dice.choice(self.town.people).name


def kinds_of(standard: Format) -> Mapping[str, str]:
    """Return the prefixes of the parties that a format's example names, each with their kind."""
    makes = standard.makes
    made = makes and (makes.record or makes.event)
    stated = set(made.parties) if made else set()
    if makes and makes.relation:
        stated |= {makes.relation.start, makes.relation.end}
    if makes and makes.contacts:
        stated.add(makes.contacts.party)
    shown = {
        column.field.rpartition(".")[0]: column
        for column in standard.columns
        if column.field and column.field.endswith(".name") and column.code in standard.example
    }
    return {prefix: _kind(standard, prefix) for prefix in shown if prefix in stated}


def _kind(standard: Format, prefix: str) -> str:
    for column in standard.columns:
        if column.field in {f"{prefix}.code", f"{prefix}.uscc"}:
            code = standard.example.get(column.code, "")
            if code:
                return _KINDS[code[:2]]
    return PERSON


def cells_of(columns: Sequence[Column], prefix: str, party: Party) -> dict[str, Cell]:
    """Return what a row says of a party."""
    cells: dict[str, Cell] = {}
    for column in columns:
        before, _, what = (column.field or "").rpartition(".")
        if before == prefix:
            cells[f"{prefix}.{what}"] = _said(column, what, party)
    return cells


def _said(column: Column, what: str, party: Party) -> Cell:
    match what:
        case "name":
            return party.name
        case "code":
            return party.code
        case "uscc" if isinstance(party, Body):
            return party.uscc
        case "citizen_id" if isinstance(party, Person):
            return party.citizen_id
        case "kind":
            return kind_as(column, kind_of(party))
    return None


def kind_as(column: Column, kind: str) -> Cell:
    """Return a kind of party in the words of a column."""
    if kind in column.values:
        return kind
    others = (word for word, value in column.values.items() if value == _LEGAL)
    return next(others, None)
