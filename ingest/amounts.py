"""Sums of money and shares, exact, with their units."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from ingest.problems import RefusedValue

_MONEY = re.compile(
    r"(?:人民币|RMB|¥|￥)?(-?[\d,]*\.?\d+(?:[eE][+-]?\d+)?)(万元|元|万)?(?:人民币)?(?:整)?"
)
_PER_UNIT = {"元": Decimal(100), "万元": Decimal(1_000_000), "万": Decimal(1_000_000)}
_LIMIT_FEN = 2**62
_MILLION = Decimal(1_000_000)


def parse_money(text: str, unit: str) -> int:
    """Return the sum in fen that ``text`` states in ``unit`` (元 or 万元).

    A unit written in the cell has to be the column's: it is never guessed which of them is right.

    Raises:
        RefusedValue: ``money_form``, ``unit_differs``, ``money_fraction`` (less than a fen),
            ``money_negative``.
    """
    plain = normalize("NFKC", text).replace(" ", "")
    found = _MONEY.fullmatch(plain)
    if not found:
        raise RefusedValue("money_form", value=text)
    written = {"万": "万元"}.get(found[2], found[2])
    if written and written != unit:
        raise RefusedValue("unit_differs", value=text, unit=unit)
    fen = _decimal(found[1], text) * _PER_UNIT[unit]
    if fen < 0:
        raise RefusedValue("money_negative", value=text)
    if fen != fen.to_integral_value():
        raise RefusedValue("money_fraction", value=text)
    if fen >= _LIMIT_FEN:
        raise RefusedValue("money_form", value=text)
    return int(fen)


def parse_share(text: str, unit: str | None) -> int:
    """Return the share in parts per million that ``text`` states.

    Args:
        text: ``12.5``, ``12.5%`` or ``0.125``.
        unit: ``%`` or ``1``, what a bare number means; None if every cell writes its %.

    Raises:
        RefusedValue: ``share_form``, ``unit_differs``, ``share_range`` (not within 0–100 %).
    """
    plain = normalize("NFKC", text).replace(" ", "")
    percent = plain.endswith("%")
    if not percent and unit is None:
        raise RefusedValue("unit_differs", value=text, unit="%")
    number = _decimal(plain.rstrip("%"), text, code="share_form")
    share = number / 100 if percent or unit == "%" else number
    if not 0 <= share <= 1:
        raise RefusedValue("share_range", value=text)
    return int((share * _MILLION).to_integral_value())


def _decimal(digits: str, text: str, code: str = "money_form") -> Decimal:
    try:
        number = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        raise RefusedValue(code, value=text) from None
    if not number.is_finite():
        raise RefusedValue(code, value=text)
    return number
