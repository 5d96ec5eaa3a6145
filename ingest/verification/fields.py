"""The fields of a question: the stated minimum, each checked; whom they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.model.identifiers import birth_date, is_citizen_number, normalize_code
from ingest.codes import parse_uscc
from ingest.masking import mask
from ingest.problems import Problem, RefusedValue
from ingest.values import parser_for
from messages import InputError, NotAllowedError, Text
from rulebook import Column, Rulebook, Verification

ADULT = 18
_CODES = frozenset({"citizen_id", "uscc", "party_code"})
"""Types of field that are a code; only those of persons may hold a citizen number."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What is sent; it is held in memory and nowhere else, and shows no value when printed.

    Attributes:
        values: by code of the field.
        subject: the code that says who the question is about.
    """

    values: Mapping[str, str] = field(repr=False)
    subject: str = field(repr=False)

    @property
    def about_person(self) -> bool:
        """Whether the question is about a natural person."""
        return is_citizen_number(self.subject)


def read_fields(
    entry: Verification, given: Mapping[str, str], rulebook: Rulebook, today: date
) -> Fields:
    """Return the fields of a question, checked.

    Raises:
        InputError: a field is unknown, missing, or not what it has to be; the error names it.
        NotAllowedError: a person among them is under age.
    """
    known = {each.code: each for each in entry.fields}
    for code in given:
        if code not in known:
            listed = " ".join(known)
            raise InputError("verification.unknown_field", field=mask(code), known=listed)
    values = {code: _read(each, given.get(code, ""), rulebook) for code, each in known.items()}
    sent = {code: value for code, value in values.items() if value}
    for each in entry.minimum:
        if each.code not in sent:
            raise InputError("verification.missing_field", field=each.code, title=each.title_zh)
    _require_adults(sent, today)
    fields = Fields(sent, sent[entry.subject_field])
    _require_form(entry, fields)
    return fields


def _read(column: Column, text: str, rulebook: Rulebook) -> str:
    """Return a value as it is sent, or nothing where nothing is stated."""
    if not text.strip():
        return ""
    _require_plain(column, text)
    try:
        return _parsed(column, text.strip(), rulebook)
    except RefusedValue as refused:
        said = Problem(column.code, refused.code, refused.params).reason
    cause = Text(said["message"], said["message_en"])
    raise InputError("verification.malformed_field", field=column.code, cause=cause)


def _require_plain(column: Column, text: str) -> None:
    """Refuse text that is too long, or holds a citizen number where none belongs."""
    if column.max_length and len(text) > column.max_length:
        raise InputError("verification.long_field", field=column.code, most=column.max_length)
    if column.type not in _CODES and mask(text) != text:
        raise InputError("verification.number_in_field", field=column.code)


def _parsed(column: Column, text: str, rulebook: Rulebook) -> str:
    if column.type == "party_code":
        code = normalize_code(text)
        return code if is_citizen_number(code) else parse_uscc(text)
    if column.type == "region":
        region = rulebook.names.region_code(text)
        if region is None:
            raise InputError("verification.unknown_region", field=column.code)
        return region
    value = parser_for(column, column.values)(text)
    return "" if value is None else str(value)


def _require_adults(values: Mapping[str, str], today: date) -> None:
    for value in values.values():
        if is_citizen_number(value) and _age(birth_date(value), today) < ADULT:
            raise NotAllowedError("verification.minor")


def _age(born: date, today: date) -> int:
    """Return the years lived; who is born on 29 February is older from 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _require_form(entry: Verification, fields: Fields) -> None:
    form = "person" if fields.about_person else "organisation"
    if form not in entry.subjects:
        raise InputError(
            "verification.wrong_subject", field=entry.subject_field, verification=entry.id
        )
