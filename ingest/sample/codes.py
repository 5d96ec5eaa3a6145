"""Identifiers with valid check digits that no register has issued, and ways to spoil them.

Organisation codes start with Y, which is not issued; citizen numbers name the city itself (320500)
as their place, which is not done; registration numbers name a district that does not exist.
"""

from __future__ import annotations

from datetime import date

from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_10

from ingest.sample.dice import Dice

_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LOOKALIKE = {"0": "O", "1": "I", "5": "S", "8": "B", "2": "Z", "6": "G"}
_FULL_WIDTH = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
)

ZERO_USCC = "0" * 18
"""Passes the check digit and is nobody's."""


def org_code(dice: Dice, lead: str = "") -> str:
    """Draw an organisation code 组织机构代码 (GB 11714) whose digits begin with ``lead``."""
    body = "Y" + lead + dice.digits(7 - len(lead))
    total = sum(w * int(c, 36) for w, c in zip(_ORG_WEIGHTS, body, strict=True))
    return body + "0123456789X0"[11 - total % 11]


def social_credit_code(dice: Dice, kind: str, region: str, lead: str = "") -> str:
    """Draw a 统一社会信用代码 for a kind (its first two characters) and a region."""
    body = kind + region + org_code(dice, lead)
    return body + str(uscc.calc_check_digit(body))


def registration_number(dice: Dice, lead: str = "") -> str:
    """Draw a 15-digit 工商注册号 (ISO 7064 MOD 11,10)."""
    body = "320599" + lead + dice.digits(8 - len(lead))
    return body + str(mod_11_10.calc_check_digit(body))


def citizen_number(dice: Dice, born: date, lead: str = "") -> str:
    """Draw a 公民身份号码 (GB 11643) for a day of birth."""
    last = 10 ** (3 - len(lead)) - 1
    body = f"320500{born:%Y%m%d}{lead}{dice.randint(1, last):0{3 - len(lead)}d}"
    return body + str(ric.calc_check_digit(body + "0"))


def masked(citizen_id: str) -> str:
    """Return a citizen number as the court publishes it."""
    return citizen_id[:6] + "*" * 8 + citizen_id[-4:]


def hyphened(code: str) -> str:
    """Return an organisation code as it was printed on its certificate."""
    return f"{code[:8]}-{code[8]}"


def full_width(code: str) -> str:
    """Return a code typed with full-width characters."""
    return code.translate(_FULL_WIDTH)


def wrong_check(code: str) -> str:
    """Return a code whose last character is a wrong check digit."""
    return code[:-1] + ("1" if code[-1] != "1" else "2")


def misread(code: str, dice: Dice) -> str:
    """Return a code as a scanner misreads it: one or two look-alikes, so that it is none."""
    places = [place for place, character in enumerate(code) if character in _LOOKALIKE]
    while True:
        characters = list(code)
        for place in dice.some(places, dice.randint(1, 2)):
            characters[place] = _LOOKALIKE[characters[place]]
        written = "".join(characters)
        if not uscc.is_valid(written):
            return written
