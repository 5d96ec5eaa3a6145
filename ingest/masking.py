"""Citizen numbers masked wherever text is kept (design §2 rule 10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import decimal, normalize

from graph.model.identifiers import is_citizen_number

MASK = "*" * 18
HIDDEN = "〔号码已隐去〕"
"""What stands for a number that only quarantine masked, when its row is sent again."""

_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_SHAPE = re.compile(
    rf"[1-9]\d{{5}}(?:(?:19|20)\d{{2}}{_MONTH_DAY}\d{{3}}[\dX]|\d{{2}}{_MONTH_DAY}\d{{3}})"
)
_DIGIT = r"[\d⁰¹²³⁴-⁹₀-₉⓪①-⑨]"
_NOISE = r"[/\\|\s\-‐-―−－·•・._\u00ad\u200b-\u200f\u2060\ufeff]"
_NOISE_CHAR = re.compile(_NOISE)
_LONG = re.compile(rf"{_DIGIT}(?:{_NOISE}*{_DIGIT}){{13}}{_NOISE}*(?:{_DIGIT}|[XxＸｘ×])")
_LABELLED = re.compile(r"(?:^|[^0-9A-Z])(?:ID|NO|NUM|(?:ID)?CARD|SFZH?|ZJHM)$", re.IGNORECASE)
_OPEN_TAIL = re.compile(rf"(?:{_DIGIT}|{_NOISE})+$")
_CANDIDATE = re.compile(r"(?=(\d{17}[\dX]|\d{15}))")
_GROUPS = {18: {6, 10, 14}, 15: {6, 8, 10, 12}}
"""After how many digits people leave a gap: region, year, day, serial number."""


class _Folded(NamedTuple):
    """Text as numbers are compared, and where in the text each character stands."""

    plain: str
    places: tuple[int, ...]


def mask(text: str, tag: Callable[[str], str] | None = None) -> str:
    """Return ``text`` with everything masked that looks like a citizen number.

    It may be written in any digits, with spaces or hyphens in it, and stand beside letters or
    further digits. 15 digits with a birth date in them are masked too; only a column of
    registration numbers may tell that they are one.

    Args:
        text: as written.
        tag: returns what is put after the mask, for text that has to stay distinct.
    """
    if not _LONG.search(text):
        return text
    folded = _fold(text)
    parts, done = [], 0
    for start, end in _spans(folded, text):
        first, last = folded.places[start], folded.places[end - 1]
        told = tag(folded.plain[start:end]) if tag else ""
        parts += [text[done:first], MASK, told]
        done = last + 1
    return "".join([*parts, text[done:]])


def cut(text: str, limit: int) -> str:
    """Return the start of ``text``, ``limit`` characters at most, masked; no part of a number."""
    if len(text) <= limit:
        return mask(text)
    return mask(_OPEN_TAIL.sub("", text[:limit]))


def shown(path: Path) -> str:
    """Return a file's name as sentences and the graph may hold it."""
    return mask(path.name)


def is_citizen_date(code: str) -> bool:
    """Tell whether digits hold a birth date where a citizen number has it, check digit or not."""
    return is_citizen_number(code) or bool(_SHAPE.fullmatch(code))


def _fold(text: str) -> _Folded:
    if text.isascii() and text.isalnum():
        return _Folded(text.replace("x", "X"), tuple(range(len(text))))
    plain, places = [], []
    for place, char in enumerate(text):
        for part in normalize("NFKC", char):
            if not _NOISE_CHAR.match(part):
                plain.append(_plain(part))
                places.append(place)
    return _Folded("".join(plain), tuple(places))


def _plain(char: str) -> str:
    digit = decimal(char, None)
    if digit is not None:
        return str(digit)
    return "X" if char in "Xx×" else char


def _spans(folded: _Folded, text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for found in _CANDIDATE.finditer(folded.plain):
        start = found.start()
        if start < done:
            continue
        for length in (18, 15):
            if _is_number(folded, start, length, text):
                done = start + length
                yield start, done
                break


def _is_number(folded: _Folded, start: int, length: int, text: str) -> bool:
    """Tell whether a number starts here.

    One whose check digit is right is one wherever it stands; another only if it stands alone.
    """
    code = folded.plain[start : start + length]
    if len(code) < length or not _SHAPE.fullmatch(code):
        return False
    if length == 18 and is_citizen_number(code):
        return True
    places = folded.places[start : start + length]
    gaps = {n for n in range(1, length) if places[n] - places[n - 1] > 1}
    return gaps <= _GROUPS[length] and _stands_alone(text, places[0], places[-1])


def _stands_alone(text: str, first: int, last: int) -> bool:
    before, after = text[max(0, first - 8) : first], text[last + 1 : last + 2]
    if re.match(_DIGIT, after):
        return False
    return not re.search(r"[0-9A-Za-z]$", before) or bool(_LABELLED.search(before))
