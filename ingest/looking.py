"""What the cells of a column look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from unicodedata import normalize

from graph.model.identifiers import is_citizen_number, is_org_code, is_reg_no, is_uscc
from graph.model.identifiers import normalize_code as plain
from ingest.dates import UNIX, parse_date
from ingest.problems import RefusedValue

SURE = 0.8
"""The share of cells from which on a column is taken for what they look like."""

_DATE = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}.*|(?:19|20)\d{6}|.*年.*月.*[日号]"
)
_PERCENT = re.compile(r"\d+(?:\.\d+)?%")
_MONEY = re.compile(r"[¥￥]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+|(?:\.\d+)?万?元)")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_REGION = re.compile(
    r"[1-8]\d(?:\d{2}){0,1}(?:\d{2})|[一-龥]{1,10}(?:省|市|区|县|自治州|自治区|盟|旗)"
)
_FORMS = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y%m%d%H%M%S")
_SECONDS = re.compile(r"\d{9,10}")

Look = Callable[[str], bool]


def _pattern(pattern: re.Pattern[str]) -> Look:
    return lambda cell: bool(pattern.fullmatch(normalize("NFKC", cell).strip()))


LOOKS: tuple[tuple[str, Look], ...] = (
    ("citizen_id", lambda cell: is_citizen_number(plain(cell))),
    ("uscc", lambda cell: is_uscc(plain(cell))),
    ("org_code", lambda cell: is_org_code(plain(cell))),
    ("reg_no", lambda cell: is_reg_no(plain(cell))),
    ("date", _pattern(_DATE)),
    ("percent", _pattern(_PERCENT)),
    ("region", _pattern(_REGION)),
    ("money", _pattern(_MONEY)),
    ("number", _pattern(_NUMBER)),
)
"""What is looked for, the most telling first."""


def share_of(cells: Sequence[str], fits: Look) -> float:
    """Return the share of the cells that fit, 0 without any."""
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def look(cells: Sequence[str]) -> tuple[str, float]:
    """Return what most of the cells look like, and the share of those that do."""
    if not cells:
        return "empty", 0.0
    shares = ((name, share_of(cells, fits)) for name, fits in LOOKS)
    return next(((name, share) for name, share in shares if share >= SURE), ("text", 1.0))


def date_forms(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the form that a mapping has to name for the dates of a column.

    None is named where the usual forms read them, or where two would (03/04/2024).
    """
    if share_of(cells, _is_date(())) >= SURE:
        return ()
    forms = [UNIX] if all(map(_SECONDS.fullmatch, cells)) else _FORMS
    best = _surest((f for f in forms if share_of(cells, _is_date((f,))) >= SURE), cells)
    return (best,) if best else ()


def _surest(forms: Iterable[str], cells: Sequence[str]) -> str | None:
    shares = {form: share_of(cells, _is_date((form,))) for form in forms}
    top = [form for form, share in shares.items() if share == max(shares.values())]
    return top[0] if len(top) == 1 else None


def _is_date(forms: tuple[str, ...]) -> Look:
    def read(cell: str) -> bool:
        try:
            parse_date(cell, forms)
        except RefusedValue:
            return False
        return True

    return read
