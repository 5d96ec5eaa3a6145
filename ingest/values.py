"""Cells to values, by the type of their column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache, partial
from unicodedata import normalize

from graph.model.contacts import read_email, read_phone
from graph.model.identifiers import is_citizen_number, normalize_code
from ingest.amounts import parse_decimal, parse_money, parse_share
from ingest.codes import is_masked, is_nothing, parse_org_code, parse_reg_no, parse_uscc
from ingest.dates import parse_date
from ingest.masking import HIDDEN, mask
from ingest.problems import RefusedValue
from rulebook.formats import Column

Value = str | int | bool | date | tuple[str, ...]
Parser = Callable[[str], Value | None]

_SHOWN = 8
"""How many of many known values a refusal names."""

_INTEGER = re.compile(r"(\d{1,9})(?:\.0+)?")
_SEPARATORS = re.compile(r"\s*[、，；;,/\n]+\s*")
_NUMBERS = frozenset({"document_number", "case_number"})
_NUMBER_FIELDS = frozenset({"document_number", "obligation_number", "voucher_number"})
_OWN_NUMBER = ".source_id"
_TRUE = frozenset({"是", "true", "1", "y", "yes", "有"})
_FALSE = frozenset({"否", "false", "0", "n", "no", "无"})


def parser_for(
    column: Column,
    values: Mapping[str, str],
    formats: Sequence[str] = (),
    tag: Callable[[str], str] | None = None,
) -> Parser:
    """Return what reads the cells of a column.

    Args:
        column: the field standard.
        values: written value → value, for an enum.
        formats: further date forms.
        tag: tells masked numbers apart where the column tells records apart.
    """
    make = _MAKERS.get(column.type)
    if make is not None:
        return make(column)
    if column.type == "enum":
        return partial(_enum, values={_plain(written): value for written, value in values.items()})
    if column.type == "date":
        return partial(parse_date, formats=tuple(formats))
    return partial(mask, tag=tag) if _tells_apart(column) else mask


def _tells_apart(column: Column) -> bool:
    name = column.field or ""
    return column.type in _NUMBERS or name in _NUMBER_FIELDS or name.endswith(_OWN_NUMBER)


def _plain(text: str) -> str:
    return normalize("NFKC", text).strip()


def _enum(text: str, values: Mapping[str, str]) -> str:
    found = values.get(_plain(text))
    if found is None:
        raise RefusedValue("unknown_value", value=mask(text), known=_nearest(text, tuple(values)))
    return found


@lru_cache(maxsize=1_000)
def _nearest(text: str, values: tuple[str, ...]) -> str:
    """Return all values that a column can have, or the nearest ones and how many there are."""
    if len(values) <= _SHOWN:
        return " ".join(values)
    near = get_close_matches(text, values, n=_SHOWN, cutoff=0.0)
    return f"{' '.join(near)} … {_SHOWN}/{len(values)}"


def _integer(text: str) -> int:
    found = _INTEGER.fullmatch(_plain(text).replace(",", ""))
    if not found:
        raise RefusedValue("integer_form", value=mask(text))
    return int(found[1])


def _boolean(text: str) -> bool:
    plain = _plain(text).lower()
    if plain not in _TRUE | _FALSE:
        raise RefusedValue("boolean_form", value=mask(text))
    return plain in _TRUE


def _several(text: str, read: Callable[[str], str | None], refusal: str) -> tuple[str, ...] | None:
    """Return the values that a cell lists, each once."""
    if is_nothing(text):
        return None
    found: dict[str, None] = {}
    for part in filter(None, _SEPARATORS.split(text.strip())):
        value = read(part)
        if value is None:
            raise RefusedValue(refusal, value=mask(part))
        found[value] = None
    return tuple(found) or None


def _citizen(text: str) -> str | None:
    _check_hidden(text)
    if is_masked(text) or is_nothing(text):
        return None
    code = normalize_code(text)
    if not is_citizen_number(code):
        raise RefusedValue("citizen_number")
    return code


def _check_hidden(text: str) -> None:
    if text == HIDDEN:
        raise RefusedValue("hidden_number")


def _code(text: str, parse: Callable[[str], str]) -> str | None:
    _check_hidden(text)
    if is_masked(text) or is_nothing(text):
        return None
    return parse(text)


def _any_code(text: str) -> str | None:
    """Return a party's code as written; what it is is decided with the party's other codes."""
    _check_hidden(text)
    return None if is_nothing(text) else text.strip()


_MAKERS: Mapping[str, Callable[[Column], Parser]] = {
    "money": lambda column: partial(parse_money, unit=column.unit or "元"),
    "ratio": lambda column: partial(parse_share, unit=column.unit),
    "decimal": lambda _: parse_decimal,
    "integer": lambda _: _integer,
    "boolean": lambda _: _boolean,
    "phone": lambda _: partial(_several, read=read_phone, refusal="phone_form"),
    "email": lambda _: partial(_several, read=read_email, refusal="email_form"),
    "citizen_id": lambda _: _citizen,
    "party_code": lambda _: _any_code,
    "uscc": lambda _: partial(_code, parse=parse_uscc),
    "org_code": lambda _: partial(_code, parse=parse_org_code),
    "reg_no": lambda _: partial(_code, parse=parse_reg_no),
}
