"""Citizen numbers masked wherever text is kept (design §2 rule 10)."""

from __future__ import annotations

import re

from graph.model.identifiers import is_citizen_number, normalize_code

MASK = "******************"
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_SHAPE = re.compile(
    rf"[1-9]\d{{5}}(?:(?:19|20)\d{{2}}{_MONTH_DAY}\d{{3}}[\dX]|\d{{2}}{_MONTH_DAY}\d{{3}})"
)
_DIGIT = r"[0-9０-９]"
_EIGHTEEN = rf"{_DIGIT}(?:[ \-－]?{_DIGIT}){{16}}[ \-－]?[0-9０-９XxＸｘ]"
_CANDIDATE = re.compile(rf"(?<![0-9０-９A-Za-z])(?:{_EIGHTEEN}|{_DIGIT}{{15}})(?![0-9０-９])")


def mask(text: str) -> str:
    """Return ``text`` with everything masked that looks like a citizen number.

    15 digits with a birth date in them are masked too; only a column of registration numbers
    may tell that they are one.
    """
    if len(text) < 15:
        return text
    return _CANDIDATE.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    code = normalize_code(found[0])
    return MASK if is_citizen_date(code) else found[0]


def is_citizen_date(code: str) -> bool:
    """Tell whether digits hold a birth date where a citizen number has it, check digit or not."""
    if is_citizen_number(code):
        return True
    return len(code) in (15, 18) and bool(_SHAPE.fullmatch(code))
