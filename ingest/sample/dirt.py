"""Rows that an importer has to refuse, each spoiled in one way from a good row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle

from ingest.sample import codes
from ingest.sample.dice import Dice
from ingest.sample.sheets import Cell, Entry, Row
from rulebook import Format

_NO_DAY = "2014年2月29日"
_FUTURE = date(2031, 1, 6)


@dataclass(frozen=True, slots=True)
class Spoil:
    """One way to spoil a row.

    Attributes:
        field: the field that a refusal has to name.
        code: the reason code that it has to give.
        change: the cells that make the row bad.
        fits: whether a row can be spoiled in this way.
    """

    field: str
    code: str
    change: Callable[[Row], Mapping[str, Cell]]
    fits: Callable[[Row], bool] = bool


def _cell(field: str, code: str, value: Cell) -> Spoil:
    return Spoil(field, code, lambda _: {field: value})


def _text(row: Row, field: str) -> str:
    return str(row.get(field) or "")


def _wrong_check(field: str) -> Spoil:
    return Spoil(
        field,
        "uscc_check",
        lambda row: {field: codes.wrong_check(_text(row, field))},
        lambda row: len(_text(row, field)) == len(codes.ZERO_USCC),
    )


def _before(field: str, other: str) -> Spoil:
    return Spoil(
        other,
        "dates_in_order",
        lambda row: {field: _day(row, other) - timedelta(days=30)},
        lambda row: isinstance(row.get(other), date),
    )


def _day(row: Row, field: str) -> date:
    value = row[field]
    return value if isinstance(value, date) else date(2020, 1, 1)


def _is_kind(kind: str) -> Callable[[Row], bool]:
    return lambda row: row.get("party.kind") == kind


def _has(field: str) -> Callable[[Row], bool]:
    return lambda row: row.get(field) is not None


_PENALTIES = (
    _wrong_check("party.uscc"),
    _cell("document_number", "mandatory", ""),
    Spoil("fine", "missing_for_category", lambda _: {"fine": None}, _has("fine")),
    _cell("decision_date", "date_impossible", _NO_DAY),
    _before("valid_until", "decision_date"),
    Spoil("fine", "money_negative", lambda _: {"fine": Decimal(-5000)}, _has("fine")),
    Spoil(
        "party.uscc",
        "person_has_no_uscc",
        lambda row: {"party.uscc": row["source_uscc"]},
        _is_kind("自然人"),
    ),
    Spoil("party.uscc", "mandatory", lambda _: {"party.uscc": ""}, _is_kind("法人及非法人组织")),
    Spoil(
        "decision_date",
        "not_in_future",
        lambda _: {"decision_date": _FUTURE, "valid_until": _FUTURE, "publish_until": _FUTURE},
    ),
    Spoil(
        "authority_uscc",
        "authority_code_is_public",
        lambda row: {"authority_uscc": row["party.uscc"]},
        _is_kind("法人及非法人组织"),
    ),
    _cell("party.uscc", "uscc_zero", codes.ZERO_USCC),
)

SPOILS: Mapping[str, tuple[Spoil, ...]] = {
    "registry": (
        _wrong_check("company.uscc"),
        _cell("company.uscc", "uscc_zero", codes.ZERO_USCC),
        _cell("company.name", "mandatory", ""),
        _cell("established", "date_impossible", _NO_DAY),
        _cell("status", "unknown_value", "状态不明"),
        Spoil("住所", "formula", lambda _: {"address": "=HYPERLINK(A1)"}),
    ),
    "shareholders": (
        _wrong_check("company.uscc"),
        _cell("holder.name", "mandatory", ""),
        _cell("share", "share_range", Decimal(135)),
        _cell("valid_from", "date_impossible", _NO_DAY),
        _cell("amount", "unit_differs", "500000元"),
    ),
    "officers": (
        _cell("position", "mandatory", ""),
        Spoil(
            "person.citizen_id",
            "citizen_number",
            lambda row: {"person.citizen_id": codes.wrong_check(_text(row, "person.citizen_id"))},
            lambda row: bool(_text(row, "person.citizen_id")),
        ),
        _cell("person.name", "mandatory", ""),
        _cell("valid_from", "date_impossible", _NO_DAY),
    ),
    "branches": (_wrong_check("branch.uscc"), _cell("company.name", "mandatory", "")),
    "penalties": _PENALTIES,
    "penalties_2015": (
        _cell("document_number", "mandatory", ""),
        _cell("decision_date", "date_impossible", _NO_DAY),
        _cell("penalty_kind", "unknown_value", "9"),
    ),
    "debtors": (
        _cell("case_number", "mandatory", ""),
        _cell("published_on", "date_impossible", _NO_DAY),
        _cell("party.name", "mandatory", ""),
    ),
    "lists": (
        _cell("list_type", "unknown_value", "本地自建名单"),
        _cell("list_type", "mandatory", ""),
        _before("valid_to", "listed_on"),
    ),
    "contracts": (
        _cell("signed_on", "mandatory", None),
        _cell("amount", "money_negative", Decimal(-120000)),
        _cell("contract_number", "mandatory", ""),
    ),
    "obligations": (
        _cell("obligation_kind", "unknown_value", "其他事项"),
        Spoil(
            "disputed",
            "not_more_than",
            lambda row: {"disputed": Decimal(str(row["amount"])) + 1},
        ),
        _cell("amount", "unit_differs", "12万元"),
    ),
    "payments": (
        _cell("paid_on", "mandatory", None),
        _cell("amount", "money_negative", Decimal(-5000)),
    ),
    "guarantees": (),
    "controllers": (),
    "complaints": (
        _cell("procedure", "unknown_value", "信访"),
        _before("accepted_on", "received_on"),
        _cell("against.name", "mandatory", ""),
    ),
}


def declared(standard: Format) -> Iterator[Spoil]:
    """Yield the ways to spoil a row that every format has by its declaration."""
    needed = [column for column in standard.columns if column.field and column.mandatory is True]
    for column in needed:
        field = column.field or ""
        yield _cell(field, "mandatory", "")
        if column.type == "date":
            yield _cell(field, "date_impossible", _NO_DAY)
        if column.type == "enum":
            yield _cell(field, "unknown_value", "状态不明")
    for column in standard.columns:
        if column.type == "money" and column.field:
            yield _cell(column.field, "money_negative", Decimal(-5000))


def spoil(entries: Iterable[Entry], standard: Format, count: int, dice: Dice) -> Iterator[Entry]:
    """Yield the entries with up to ``count`` bad copies among them, ever further apart."""
    own = SPOILS.get(standard.id)
    recipes = tuple(declared(standard)) if own is None else own
    turns = cycle(dice.sample(recipes, len(recipes)))
    done = gap = 0
    for entry in entries:
        yield entry
        gap -= 1
        if not recipes or done == count or gap >= 0 or entry.marks:
            continue
        recipe = next(turns)
        if recipe.fits(entry.row):
            done += 1
            gap = dice.randint(0, 4) * done**2
            yield Entry({**entry.row, **recipe.change(entry.row)}, (recipe.field, recipe.code))
