"""Identifiers of subjects, read with their check digits.

Sources: GB 32100-2015 (uscc 统一社会信用代码), GB 11714-1997 (organisation code 组织机构代码),
GB 11643-1999 (citizen number 公民身份号码), ISO 7064 MOD 11,10 (registration number 工商注册号).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from stdnum.cn import uscc as stdnum_uscc
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_10

from graph.model.kinds import SubjectKind

_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS = "10X98765432"
_CITIZEN_18 = re.compile(r"\d{17}[\dX]")
_CITIZEN_15 = re.compile(r"\d{15}")
_ORG_FORM = re.compile(r"[0-9A-Z]{8}[0-9X]")
_NOISE = re.compile(r"[\s\-‐-―·•\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")


class Scheme(StrEnum):
    """Kinds of identifier; the value starts a subject's id."""

    USCC = "uscc"
    ORG = "org"
    REG = "reg"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A code that passed its check digit."""

    scheme: Scheme
    value: str

    @property
    def subject_id(self) -> str:
        """The id of the subject that this code names."""
        return f"{self.scheme}:{self.value}"


def normalize_code(text: str) -> str:
    """Return ``text`` as codes are compared: NFKC, upper case, no spaces or hyphens."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()


@lru_cache(maxsize=100_000)
def is_uscc(code: str) -> bool:
    """Tell whether ``code`` (normalised) is a possible 统一社会信用代码.

    An all-zero code passes the check digit, so the registering authority has to be a known one.
    """
    if len(code) != 18 or code[0] not in "123456789ANY" or not code[2:8].isdigit():
        return False
    if code[2:8] == "000000" or not code.isascii():
        return False
    if is_citizen_number(code):
        # One citizen number in 31 also passes as a uscc; taken for one, it would be stored.
        return False
    try:
        stdnum_uscc.validate(code)
    except ValidationError:
        return False
    return True


def is_org_code(code: str) -> bool:
    """Tell whether ``code`` (normalised, 9 characters) is a possible 组织机构代码."""
    if not _ORG_FORM.fullmatch(code) or code.startswith("00000000"):
        return False
    total = sum(w * _ORG_ALPHABET.index(c) for w, c in zip(_ORG_WEIGHTS, code, strict=False))
    return "0123456789X0"[11 - total % 11] == code[8]


def is_reg_no(code: str) -> bool:
    """Tell whether ``code`` (normalised) is a possible 15-digit 工商注册号."""
    if not re.fullmatch(r"\d{15}", code) or code.startswith("000000"):
        return False
    return bool(mod_11_10.is_valid(code))


def is_citizen_number(code: str) -> bool:
    """Tell whether ``code`` (normalised) is a possible 18- or 15-digit citizen number."""
    if _CITIZEN_18.fullmatch(code):
        total = sum(w * int(c) for w, c in zip(_CITIZEN_WEIGHTS, code, strict=False))
        return _CITIZEN_CHECKS[total % 11] == code[17] and _is_birth_date(code[6:14])
    return bool(_CITIZEN_15.fullmatch(code)) and _is_birth_date("19" + code[6:12])


def birth_date(citizen_number: str) -> date:
    """Return the birth date in a citizen number that passed ``is_citizen_number``."""
    digits = citizen_number[6:14] if len(citizen_number) == 18 else "19" + citizen_number[6:12]
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def _is_birth_date(digits: str) -> bool:
    try:
        born = datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007 (a calendar day)
    except ValueError:
        return False
    return date(1850, 1, 1) < born


def parse_code(text: str) -> Identifier | None:
    """Return the organisation's identifier that ``text`` is, or None if it is none.

    The kind follows from the form: 18 characters are a uscc, 9 an organisation code, 15 digits a
    registration number; each must pass its check digit.
    """
    code = normalize_code(text)
    if is_uscc(code):
        return Identifier(Scheme.USCC, code)
    if is_org_code(code):
        return Identifier(Scheme.ORG, code)
    if is_reg_no(code):
        return Identifier(Scheme.REG, code)
    return None


def org_code_of(subject_id: str) -> str | None:
    """Return the organisation code that a subject's id contains, if any."""
    scheme, _, value = subject_id.partition(":")
    if scheme == Scheme.USCC:
        return value[8:17]
    return value if scheme == Scheme.ORG else None


_KIND_BY_USCC = {
    "11": SubjectKind.AGENCY,
    "12": SubjectKind.INSTITUTION,
    "13": SubjectKind.AGENCY,
    "51": SubjectKind.SOCIAL_ORGANIZATION,
    "52": SubjectKind.SOCIAL_ORGANIZATION,
    "53": SubjectKind.SOCIAL_ORGANIZATION,
    "91": SubjectKind.ENTERPRISE,
    "92": SubjectKind.INDIVIDUAL_BUSINESS,
    "93": SubjectKind.COOPERATIVE,
}


def kind_of_uscc(uscc: str) -> SubjectKind:
    """Return the kind of subject that the first two characters of a uscc state (GB 32100)."""
    return _KIND_BY_USCC.get(uscc[:2], SubjectKind.ORGANIZATION)
