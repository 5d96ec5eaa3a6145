"""What stands in one cell of a row that is drawn from its format's declaration and example."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from graph.model import OPEN_END
from ingest.dates import parse_date
from ingest.sample import words
from ingest.sample.dice import Dice
from ingest.sample.parties import AGENCY, Body
from ingest.sample.sheets import Cell
from ingest.sample.town import Town
from rulebook import Column, Format

_YEAR = re.compile(r"(?<=[〔（(\[])(?:19|20)\d{2}(?=[〕）)\]])")
_LAST_DIGITS = re.compile(r"\d+(?=\D*$)")
_COURT = re.compile(r"苏\d{4}")
_PERIOD = re.compile(r"20\d{2}(?=-\d$|$)")
_FEN = Decimal("0.01")
_YEARS = range(1990, 2100)
_PER_MYRIAD = 10_000
_BY_AGENT = 0.02
_LINES = 10_000_000
"""How many numbers an exchange has whose first digit is given."""
_USUAL = Decimal(12_000)
"""An amount, in yuan, where a row has to state one and its format's example does not."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What one row has in common with itself.

    Attributes:
        serial: the number that its documents bear.
        day: the day on which it begins; the example's days are moved there.
        origin: the day on which the example begins.
        pace: how far apart its days are, compared with the example's.
        scale: how large its sums are, compared with the example's.
        company: the company that it is about, besides its parties.
        person: the name of the person who stands for its party.
    """

    serial: int
    day: date
    origin: date
    pace: float
    scale: Decimal
    company: Body
    person: str

    def moved(self, day: date) -> date:
        """Return a day of the example in the time of this row; the order of days is kept."""
        if day == OPEN_END:
            return day
        return self.day + timedelta(days=round((day - self.origin).days * self.pace))


class Pen:
    """Writes the cells of one format.

    Args:
        standard: the format.
        town: whose public bodies act.
        dice: what is drawn.
    """

    def __init__(self, standard: Format, town: Town, dice: Dice) -> None:
        self._types = standard.types
        self._example = {c.field: standard.example.get(c.code, "") for c in standard.columns}
        self._town = town
        self._dice = dice
        rules = [rule for rule in standard.rules if rule.name == "authority_code_is_public"]
        fields = (field for rule in rules for field in _fields(rule.params))
        self._public = frozenset(fields)
        self._write: Mapping[str, Callable[[Column, str, Draw], Cell]] = {
            "date": self._date,
            "name": self._name,
            "uscc": self._uscc,
            "money": self._money,
            "decimal": self._part,
            "ratio": self._ratio,
            "integer": self._integer,
            "enum": self._enum,
            "boolean": lambda *_: self._dice.chance(0.5),
            "phone": self._phone,
            "email": lambda *args: f"office{args[-1].serial}@chengzhou-example.com",
            "document_number": lambda _, text, draw: numbered(text, draw),
            "case_number": lambda _, text, draw: numbered(text, draw),
        }

    def cell(self, column: Column, text: str, draw: Draw) -> Cell:
        """Return what a row has where the example has ``text``."""
        return self._write.get(column.type, _text)(column, text, draw)

    def missing(self, column: Column, draw: Draw) -> Cell:
        """Return what a row has where it has to say something and the example says nothing."""
        usual: Mapping[str, Cell] = {
            "date": draw.day,
            "money": _USUAL,
            "decimal": _USUAL / _PER_MYRIAD,
            "integer": 1,
            "document_number": f"澄文〔{draw.day.year}〕{draw.serial}号",
        }
        if column.type in {"enum", "name", "uscc", "boolean"}:
            return self.cell(column, column.title_zh, draw)
        return usual.get(column.type, column.title_zh)

    def _date(self, _: Column, text: str, draw: Draw) -> Cell:
        day = parse_date(text)
        return text if day == OPEN_END else draw.moved(day)

    def _name(self, column: Column, text: str, draw: Draw) -> Cell:
        field = column.field or ""
        if field == "court":
            return words.COURT
        code = _code_field(field, self._types)
        if "authority" in field or code in self._public or field == "handled_by":
            return _agency(text)
        if field in {"legal_representative", "operator"}:
            return draw.person
        return draw.company.name if code else text

    def _uscc(self, column: Column, _: str, draw: Draw) -> Cell:
        field = column.field or ""
        if field not in self._public and "authority" not in field:
            return draw.company.uscc
        named = (field.removesuffix("_uscc"), field.replace("_uscc", "_name"))
        names = (self._example[other] for other in named if self._example.get(other))
        return self._town.public_body(AGENCY, _agency(next(names, ""))).uscc

    def _phone(self, _: Column, text: str, draw: Draw) -> Cell:
        """Return the subject's own number, or that of the agent who registered it, as in life."""
        agent = self._dice.chance(_BY_AGENT)
        return text if agent else f"0512-6{draw.serial % _LINES:07d}"

    def _money(self, column: Column, text: str, draw: Draw) -> Cell:
        unit = _PER_MYRIAD if column.unit == "万元" else 1
        return (Decimal(text) * unit * draw.scale).quantize(_FEN)

    def _part(self, _: Column, text: str, __: Draw) -> Cell:
        share = Decimal(self._dice.randint(60, 100)) / 100
        return (Decimal(text) * share).quantize(_FEN)

    def _ratio(self, column: Column, text: str, draw: Draw) -> Cell:
        share = self._part(column, text.rstrip("%"), draw)
        return f"{share}%" if text.endswith("%") else share

    def _integer(self, _: Column, text: str, draw: Draw) -> Cell:
        if int(text) in _YEARS:
            return draw.day.year - 1
        return self._dice.randint(1, max(1, int(text) * 2))

    def _enum(self, column: Column, text: str, _: Draw) -> Cell:
        return self._dice.choice(list(column.values)) if column.values else text


def numbered(text: str, draw: Draw) -> str:
    """Return a number like the example's with the year and the serial number of the row."""
    placed = _COURT.sub(words.COURT_CODE, _YEAR.sub(str(draw.day.year), text))
    return _LAST_DIGITS.sub(lambda found: str(draw.serial).zfill(len(found[0])), placed)


def _agency(text: str) -> str:
    """Return the town's agency that an example means; where it names none, the city itself."""
    plain = text.replace("虚构", "").replace("示例", "").replace("江苏", words.CITY)
    return plain if plain.startswith((words.CITY, "国家")) else f"{words.CITY}人民政府"


def _text(column: Column, text: str, draw: Draw) -> Cell:
    if column.field == "measure":
        return "月度汇总"
    if column.field == "address":
        return f"{words.CITY}虚构路{draw.serial}号"
    if column.field == "period":
        return _PERIOD.sub(str(draw.day.year - 1), text)
    return text


def _code_field(field: str, types: Mapping[str, str]) -> str:
    """Return the field that holds the code of a named body, or nothing."""
    for other in (f"{field}_uscc", field.replace("_name", "_uscc")):
        if other != field and other in types:
            return other
    return ""


def _fields(params: Mapping[str, object]) -> tuple[str, ...]:
    fields = params.get("fields")
    return fields if isinstance(fields, tuple) else ()
