"""Sums of money and shares, exact, with their units."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from unicodedata import normalize

from ingest.problems import RefusedValue

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+(?:[Ee][+-]?\d{1,2})?)"
_MONEY = re.compile(rf"(?:人民币|RMB|¥|￥)?({_NUMBER})(万元|元|万)?(?:人民币)?(?:整)?")
_QUANTITY = re.compile(r"\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,9})?|\d{1,12}(?:\.\d{1,9})?")
_SHARE = re.compile(rf"({_NUMBER})(%?)")
_PER_UNIT = {"元": Decimal(100), "万元": Decimal(1_000_000), "万": Decimal(1_000_000)}
_LIMIT_FEN = Decimal(10) ** 15
_LONGEST = 40
_EXACT = Context(prec=2 * _LONGEST)
_MILLION = Decimal(1_000_000)


def parse_money(text: str, unit: str) -> int:
    """Return the sum in fen that ``text`` states in ``unit`` (元 or 万元).

    A unit written in the cell has to be the column's: it is never guessed which of them is right.
    Sums from 10 million million yuan on are none: they are numbers of something else.

    Raises:
        RefusedValue: ``money_form``, ``unit_differs``, ``money_fraction`` (less than a fen),
            ``money_negative``, ``money_beyond``.
    """
    plain = normalize("NFKC", text).replace(" ", "")
    found = _MONEY.fullmatch(plain)
    if not found or len(found[1]) > _LONGEST:
        raise RefusedValue("money_form", value=text)
    written = {"万": "万元"}.get(found[2], found[2])
    if written and written != unit:
        raise RefusedValue("unit_differs", value=text, unit=unit)
    fen = _EXACT.multiply(_decimal(found[1]), _PER_UNIT[unit])
    if fen < 0:
        raise RefusedValue("money_negative", value=text)
    if fen >= _LIMIT_FEN:
        raise RefusedValue("money_beyond", value=text)
    if fen != fen.to_integral_value(context=_EXACT):
        raise RefusedValue("money_fraction", value=text)
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
    found = _SHARE.fullmatch(plain)
    if not found or len(plain) > _LONGEST:
        raise RefusedValue("share_form", value=text)
    if not found[2] and unit is None:
        raise RefusedValue("unit_differs", value=text, unit="%")
    percent = found[2] or unit == "%"
    share = _decimal(found[1]) / 100 if percent else _decimal(found[1])
    if not 0 <= share <= 1:
        raise RefusedValue("share_range", value=text)
    return int((share * _MILLION).to_integral_value())


def parse_decimal(text: str) -> str:
    """Return the number that ``text`` states (an area, a quantity, a score), exact, as plain text.

    Its unit is the heading's. Up to 12 digits stand before the point and 9 after it.

    Raises:
        RefusedValue: ``decimal_form``.
    """
    plain = normalize("NFKC", text).replace(" ", "")
    if not _QUANTITY.fullmatch(plain):
        raise RefusedValue("decimal_form", value=text)
    number = _decimal(plain)
    return f"{number.normalize():f}" if number else "0"


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))
