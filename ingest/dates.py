"""Dates in every form in which bureaus write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from unicodedata import normalize

from graph.model import OPEN_END
from graph.model.moment import SHANGHAI
from ingest.problems import RefusedValue

UNIX = "unix"
"""The form of an instant in seconds since 1970; its day is the one in Shanghai."""

_TIME = r"(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_FORMS = (
    re.compile(rf"(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})[日号]?{_TIME}"),
    re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}"),
    re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?"),
)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})"
)
_CHINESE = re.compile(
    r"([〇零○O0一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_GAP = re.compile(r"\s*([年月日号])\s*")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○O0", 0)
_NUMBER = re.compile(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)")
_OPEN = frozenset({"长期", "永久", "无固定期限", "长期有效"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FOR_EVER = date(2099, 12, 31)
_FIRST = date(1900, 1, 1)
_SERIAL = re.compile(r"[2-6]\d{4}")
"""A day as a spreadsheet counts it, where a cell lost its format; 1954 to 2091."""
_SERIAL_START = date(1899, 12, 30)


def parse_date(text: str, formats: Sequence[str] = ()) -> date:
    """Return the day that ``text`` names; 长期 and days from 2099-12-31 are an open end.

    An instant with its zone (``2019-01-01T16:00:00Z``) is the day that it is in Shanghai.

    Args:
        text: as written.
        formats: ``strptime`` forms that a mapping adds, or ``unix``; tried first.

    Raises:
        RefusedValue: ``date_form`` (no known form) or ``date_impossible`` (2014年2月29日).
    """
    return _parse(text, tuple(formats))


@lru_cache(maxsize=20_000)
def _parse(text: str, formats: tuple[str, ...]) -> date:
    plain = _GAP.sub(r"\1", normalize("NFKC", text).strip())
    if plain in _OPEN:
        return OPEN_END
    found = _by_formats(plain, formats) or _instant(plain, text)
    if found is not None:
        return _within(found, text)
    return _within(_written(plain, text), text)


def _by_formats(plain: str, formats: Sequence[str]) -> date | None:
    for form in formats:
        try:
            if form == UNIX:
                return (_EPOCH + timedelta(seconds=int(plain))).astimezone(SHANGHAI).date()
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 (a calendar day)
        except (ValueError, OverflowError):
            continue
    return None


def _instant(plain: str, text: str) -> date | None:
    if not _INSTANT.fullmatch(plain):
        return None
    try:
        return datetime.fromisoformat(plain).astimezone(UTC).astimezone(SHANGHAI).date()
    except (ValueError, OverflowError):
        raise RefusedValue("date_impossible", value=text) from None


def _written(plain: str, text: str) -> date:
    for pattern in _FORMS:
        found = pattern.fullmatch(plain)
        if found:
            return _day(text, *(int(part) for part in found.groups() if part.isdigit()))
    if _SERIAL.fullmatch(plain):
        return _SERIAL_START + timedelta(days=int(plain))
    found = _CHINESE.fullmatch(plain)
    if not found:
        raise RefusedValue("date_form", value=text)
    year = int("".join(str(_DIGITS[char]) for char in found[1]))
    return _day(text, year, _number(found[2], text), _number(found[3], text))


def _number(chinese: str, text: str) -> int:
    """Return a number up to 99 written with 十."""
    found = _NUMBER.fullmatch(chinese)
    if not found or (found[1] and found[3] and not found[2]):
        raise RefusedValue("date_form", value=text)
    tens = _DIGITS.get(found[1], 1) if found[2] else 0
    ones = _DIGITS.get(found[3] or ("" if found[2] else found[1]), 0)
    return tens * 10 + ones


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise RefusedValue("date_impossible", value=text) from None


def _within(day: date, text: str) -> date:
    if day < _FIRST:
        raise RefusedValue("date_impossible", value=text)
    return OPEN_END if day >= _FOR_EVER else day
