"""Dates in every form in which bureaus write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from unicodedata import normalize

from graph.model import OPEN_END
from ingest.problems import RefusedValue

_FORMS = (
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"),
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?"),
)
_CHINESE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_OPEN = frozenset({"长期", "永久", "无固定期限", "长期有效"})
_FOR_EVER = date(2099, 12, 31)


def parse_date(text: str, formats: Sequence[str] = ()) -> date:
    """Return the day that ``text`` names; 长期 and days from 2099-12-31 are an open end.

    Args:
        text: as written.
        formats: ``strptime`` forms that a mapping adds; tried first.

    Raises:
        RefusedValue: ``date_form`` (no known form) or ``date_impossible`` (2014年2月29日).
    """
    plain = normalize("NFKC", text).strip()
    if plain in _OPEN:
        return OPEN_END
    for form in formats:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 (a calendar day)
        except ValueError:
            continue
    for pattern in _FORMS:
        found = pattern.fullmatch(plain.replace(" 日", "日"))
        if found:
            return _day(text, *(int(part) for part in found.groups()))
    return _chinese(text, plain)


def _chinese(text: str, plain: str) -> date:
    found = _CHINESE.fullmatch(plain)
    if not found:
        raise RefusedValue("date_form", value=text)
    year = int("".join(_DIGITS[c] for c in found[1]))
    return _day(text, year, _number(found[2]), _number(found[3]))


def _number(chinese: str) -> int:
    """Return a number up to 99 written with 十."""
    tens, ten, ones = chinese.partition("十")
    if not ten:
        return int("".join(_DIGITS[c] for c in chinese))
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise RefusedValue("date_impossible", value=text) from None
    if found < date(1900, 1, 1):
        raise RefusedValue("date_impossible", value=text)
    return OPEN_END if found >= _FOR_EVER else found
