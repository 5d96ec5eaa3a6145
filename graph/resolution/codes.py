"""What a code as written can name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from graph.model.identifiers import (
    Scheme,
    is_citizen_number,
    is_reg_no,
    normalize_code,
    org_code_of,
    parse_code,
)
from graph.resolution.match import How

_ID = re.compile(r"(uscc|org|reg|person|row):\S+")
_SHAPES = (
    re.compile(r"[0-9A-Z]{18}"),
    re.compile(r"[0-9A-Z]{8}[0-9X]"),
    re.compile(r"\d{15}"),
)
_CITIZEN = re.compile(r"[1-8]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]")
_AMONG = re.compile(r"(?=(\d{17}[\dX]))")
"""18 characters that may be a number, whatever stands beside them."""
_RUN = re.compile(r"(?<![0-9A-Z])(?:\d{17}[\dX]|\d{15})(?![0-9A-Z])")
_HOW = {Scheme.USCC: How.USCC, Scheme.ORG: How.ORG_CODE, Scheme.REG: How.REG_NO}


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is looked up.

    Attributes:
        value: the normalised code, or a subject's id as it was given.
        id: the id of the subject that it names if there is one.
        org: the organisation code that it is or contains.
        how: by what a subject is found; ``stated_identifier`` if it passed no check digit.
    """

    value: str
    id: str | None
    org: str | None
    how: How

    @property
    def params(self) -> dict[str, str | None]:
        """The parameters of the query that looks it up."""
        return {"value": self.value, "id": self.id, "org": self.org}


def read_code(text: str) -> Code:
    """Return ``text`` (a code, or a subject's id) as it is looked up."""
    text = text.strip()
    if _ID.fullmatch(text):
        return Code(text, text, None, How.ID)
    identifier = parse_code(text)
    if identifier is None:
        return Code(normalize_code(text), None, None, How.STATED)
    subject = identifier.subject_id
    return Code(identifier.value, subject, org_code_of(subject), _HOW[identifier.scheme])


def is_code(text: str) -> bool:
    """Tell whether ``text`` has the form of an identifier or id, right or wrong, not of a name."""
    if _ID.fullmatch(text.strip()):
        return True
    code = normalize_code(text)
    digits = sum(character.isdigit() for character in code)
    return digits * 2 >= len(code) and any(shape.fullmatch(code) for shape in _SHAPES)


def is_citizen(text: str) -> bool:
    """Tell whether ``text`` is a natural person's number, or one mistyped, which no query carries.

    A registration number may hold a date by chance, and a unified code of the market regulator
    starts with 9, which no region does.
    """
    code = normalize_code(text)
    if is_citizen_number(code):
        return not code.startswith("9") and not is_reg_no(code)
    return bool(_CITIZEN.fullmatch(code)) and parse_code(code) is None


def holds_citizen(text: str) -> bool:
    """Tell whether a natural person's number stands somewhere in a text."""
    plain = unicodedata.normalize("NFKC", text).upper()
    alone, among = _RUN.findall(plain), _AMONG.findall(plain)
    return any(map(is_citizen, alone)) or any(map(is_citizen_number, among))
