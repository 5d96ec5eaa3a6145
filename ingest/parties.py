"""Parties of a row: who is named, by which codes, and which subject that makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.model import SubjectKind, SubjectNode
from graph.model.facts import digest
from graph.model.identifiers import (
    Identifier,
    Scheme,
    is_citizen_number,
    kind_of_uscc,
    normalize_code,
    org_code_of,
    parse_code,
)
from graph.model.names import name_key
from ingest.codes import is_masked
from ingest.kinds import KINDS, kind_of_name, names_organization
from ingest.masking import MASK, mask
from ingest.privacy import PersonKeys
from ingest.tables import TypedRow

_CODE_FIELDS = ("uscc", "org_code", "reg_no", "code")
_STRENGTH = tuple(Scheme)
_UNCHECKED = {"tax_no": "tax", "institution_no": "institution", "social_no": "social"}
_PLACES = (*_CODE_FIELDS, *_UNCHECKED, "kind", "name", "citizen_id", "source_id")
_MASKED_PART = re.compile(rf"[(（〔\[]?{re.escape(MASK)}[)）〕\]]?")


@dataclass(frozen=True, slots=True, eq=False)
class Party:
    """A party as a row names it; rows that name it alike share one object.

    Attributes:
        name: as written, or None.
        kind: the kind that the row, the code or the name tells.
        codes: the valid codes, strongest first.
        damaged: codes as written that are none.
        others: codes without a check digit, by their scheme.
        person: id of the person, where a citizen number was given.
        as_written: the codes as written, citizen numbers masked.
        source_id: what the source alone numbers the party by, or None.
    """

    name: str | None
    kind: SubjectKind
    codes: tuple[Identifier, ...]
    damaged: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    person: str | None
    as_written: str
    source_id: str | None = None

    @property
    def id(self) -> str | None:
        """The subject's id if a code gives one."""
        return self.codes[0].subject_id if self.codes else self.person

    @property
    def key(self) -> str:
        """What stands for the party in a record's key: its id, else its source's, else its name.

        A code published with some characters masked tells two of one name apart.
        """
        if self.id:
            return self.id
        if self.source_id:
            return f"own:{self.source_id}"
        shown = f"|{normalize_code(self.as_written)}" if is_masked(self.as_written) else ""
        return f"name:{name_key(self.name or '')}{shown}"

    def subject(self, source: str, *about: str) -> SubjectNode:
        """Return the subject; without a code it is provisional, one a (source, record, role).

        Whom the source numbers itself is one in all of its records.
        """
        if self.id:
            return SubjectNode(self.id, self.kind)
        if self.source_id:
            return SubjectNode(f"row:{digest(source, self.key)}", self.kind)
        return SubjectNode(f"row:{digest(source, self.key, *about)}", self.kind)


def read_party(row: TypedRow, role: str, keys: PersonKeys) -> Party | None:
    """Return the party in a role of a row, or None if the row names none."""
    return _party(tuple(map(row.values.get, _fields(role))), keys)


@cache
def _fields(role: str) -> tuple[str, ...]:
    return tuple(f"{role}.{place}" for place in _PLACES)


@lru_cache(maxsize=20_000)
def _party(stated: tuple[object, ...], keys: PersonKeys) -> Party | None:
    """Return the party that the values of ``_PLACES`` tell; files name the same one many times."""
    values = dict(zip(_PLACES, stated, strict=True))
    given = {place: code for place in _CODE_FIELDS if isinstance(code := values[place], str)}
    kind, name = values["kind"], _name(values["name"])
    numbers = {p: text for p, text in given.items() if _is_persons(text, kind, name)}
    citizen = values["citizen_id"]
    if isinstance(citizen, str) and kind in (None, "person"):
        numbers = {"citizen_id": citizen} | numbers
    read = {place: parse_code(text) for place, text in given.items() if place not in numbers}
    valid = {code for code in read.values() if code is not None}
    strongest = tuple(sorted(valid, key=lambda code: _STRENGTH.index(code.scheme)))
    person = next((keys.subject_id(normalize_code(text)) for text in numbers.values()), None)
    own = values["source_id"]
    if not (name or valid or person or own):
        return None
    written = (text if read.get(place) else mask(text) for place, text in given.items())
    return Party(
        name=name,
        kind=_kind(kind, strongest, person, name),
        codes=strongest,
        damaged=tuple(_damaged({p: given[p] for p, code in read.items() if code is None})),
        others=_others(values),
        person=person,
        as_written="、".join(dict.fromkeys(written)),
        source_id=own if isinstance(own, str) else None,
    )


def _name(written: object) -> str | None:
    """Return a name without the mask of a number that stood beside it."""
    return _MASKED_PART.sub("", written).strip() or None if isinstance(written, str) else None


def _is_persons(text: str, kind: object, name: str | None) -> bool:
    """Tell whether a code is the citizen number of the party.

    15 digits can be a person's number and a firm's registration number at once; then the kind
    that the row states decides, or else the name. The number of whoever runs a firm is not its.
    """
    if not is_citizen_number(normalize_code(text)):
        return False
    if kind is not None:
        return kind == "person"
    if parse_code(text) is not None and name:
        return kind_of_name(name) is SubjectKind.PERSON
    return not names_organization(name or "")


def _damaged(unknown: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield codes that are none; what was masked, by the source or by us, is no code at all."""
    for place, text in unknown.items():
        if not is_masked(text) and not is_citizen_number(normalize_code(text)):
            yield place, normalize_code(mask(text))


def _others(values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    codes = {scheme: values[place] for place, scheme in _UNCHECKED.items()}
    return tuple((s, normalize_code(text)) for s, text in codes.items() if isinstance(text, str))


def _kind(
    stated: object, codes: tuple[Identifier, ...], person: str | None, name: str | None
) -> SubjectKind:
    if codes and codes[0].scheme is Scheme.USCC:
        return kind_of_uscc(codes[0].value)
    if person and not codes:
        return SubjectKind.PERSON
    if isinstance(stated, str) and stated != "legal":
        return KINDS[stated]
    if codes or stated == "legal":
        is_enterprise = "公司" in (name or "")
        return SubjectKind.ENTERPRISE if is_enterprise else SubjectKind.ORGANIZATION
    return kind_of_name(name or "")


def implied_codes(subject_id: str) -> set[tuple[str, str]]:
    """Return the codes that a subject's id says by itself."""
    scheme, _, value = subject_id.partition(":")
    org = org_code_of(subject_id)
    return {(scheme, value)} | ({("org", org)} if org else set())
