"""Codes of places: regions by GB/T 2260, and the courts' codes in case numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from rulebook.schema import Entry

_COURT = re.compile(r"(?P<province>[一-龥])(?P<city>\d{2})?(?P<county>\d{2})?")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_SPECIAL_CITIES = frozenset(str(number) for number in (*range(71, 90), 96, 97))
_SPECIAL_COUNTIES = frozenset(str(number) for number in (*range(71, 80), *range(91, 100)))


class Region(Entry):
    """A region 行政区划; its id is the six-digit code.

    Attributes:
        parent: code of the region above, or None for a province.
        successor: code of the region that took it over when it ended.
    """

    level: Literal["province", "city", "county"]
    parent: str | None = None
    successor: str | None = None


class Court(Entry):
    """A court code 法院代字 that has to be stated: provinces, and courts without a region's code.

    Attributes:
        region: code of the region in which the court sits.
    """

    region: str


def court_region(code: str, provinces: Mapping[str, str]) -> str | None:
    """Return the region code that a court code implies, or None if it implies none.

    The two pairs of digits are those of the region (苏0505 is 320505). Pairs of their own have
    maritime, railway and other special courts (71–89, 96, 97) and courts of development zones
    (71–79, 91–99 in the second pair). A municipality numbers its intermediate courts: 京01 says
    no more than 110000.

    Args:
        code: court code as in a case number, such as ``苏05``.
        provinces: one-character code → six-digit code of the province.
    """
    match = _COURT.fullmatch(code)
    if match is None or match["province"] not in provinces:
        return None
    province = provinces[match["province"]]
    city, county = match["city"] or "00", match["county"] or "00"
    if city in _SPECIAL_CITIES or county in _SPECIAL_COUNTIES:
        return None
    if province[:2] in _MUNICIPALITIES and county == "00":
        return province
    return province[:2] + city + county
