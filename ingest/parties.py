"""Parties of a row: who is named, by which codes, and which subject that makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

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
from ingest.masking import mask
from ingest.privacy import PersonKeys
from ingest.tables import TypedRow

_KINDS = {
    "person": SubjectKind.PERSON,
    "enterprise": SubjectKind.ENTERPRISE,
    "individual_business": SubjectKind.INDIVIDUAL_BUSINESS,
    "cooperative": SubjectKind.COOPERATIVE,
    "institution": SubjectKind.INSTITUTION,
    "social_organization": SubjectKind.SOCIAL_ORGANIZATION,
    "agency": SubjectKind.AGENCY,
}
_CODE_FIELDS = ("uscc", "org_code", "reg_no", "code")
_ORGANIZATION = re.compile(
    r"公司|企业|集团|合伙|基金|银行|厂$|店$|行$|社$|院$|所$|部$|局$|会$|校$|中心|政府|法院|计划|产品|[A-Za-z]{2}"
)
_AGENCY = re.compile(r"(?:局|厅|委员会|人民政府|法院|检察院|办公室|管委会|街道办事处)$")
_LONGEST_PERSON_NAME = 4


@dataclass(frozen=True, slots=True)
class Party:
    """A party as a row names it.

    Attributes:
        name: as written, or None.
        kind: the kind that the row, the code or the name tells.
        codes: the valid codes, strongest first.
        damaged: codes as written that are none.
        person: id of the person, where a citizen number was given.
        as_written: the codes as written, citizen numbers masked.
    """

    name: str | None
    kind: SubjectKind
    codes: tuple[Identifier, ...]
    damaged: tuple[tuple[str, str], ...]
    person: str | None
    as_written: str

    @property
    def id(self) -> str | None:
        """The subject's id if a code gives one."""
        return self.codes[0].subject_id if self.codes else self.person

    @property
    def key(self) -> str:
        """What stands for the party in a record's key: its id, else its name."""
        return self.id or f"name:{name_key(self.name or '')}"

    def subject(self, source: str, *about: str) -> SubjectNode:
        """Return the subject; without a code it is provisional, one a (source, record, role)."""
        if self.id:
            return SubjectNode(self.id, self.kind)
        provisional = digest(source, name_key(self.name or ""), *about)
        return SubjectNode(f"row:{provisional}", self.kind)


def read_party(row: TypedRow, role: str, keys: PersonKeys) -> Party | None:
    """Return the party in a role of a row, or None if the row names none."""
    fields = {name: row.values.get(f"{role}.{name}") for name in ("name", "kind", "citizen_id")}
    codes = {name: row.values.get(f"{role}.{name}") for name in _CODE_FIELDS}
    given = {name: str(code) for name, code in codes.items() if code}
    citizen = _citizen_number(fields, given)
    valid, damaged = _sort({place: text for place, text in given.items() if text != citizen})
    name = str(fields["name"]) if fields["name"] else None
    if not (name or valid or citizen):
        return None
    return Party(
        name=name,
        kind=_kind(fields["kind"], valid, citizen, name),
        codes=valid,
        damaged=damaged,
        person=keys.subject_id(normalize_code(citizen)) if citizen else None,
        as_written=mask("、".join(dict.fromkeys(given.values()))),
    )


def _citizen_number(fields: Mapping[str, object], codes: Mapping[str, str]) -> str | None:
    """Return the citizen number of a party, as written.

    15 digits can be a person's number and a firm's registration number at once; then the kind
    that the row states decides, and a row that states none is read as a person's.
    """
    for text in (fields["citizen_id"], codes.get("code")):
        if not (isinstance(text, str) and is_citizen_number(normalize_code(text))):
            continue
        if parse_code(text) is None or fields["kind"] in (None, "person"):
            return text
    return None


def _sort(given: Mapping[str, str]) -> tuple[tuple[Identifier, ...], tuple[tuple[str, str], ...]]:
    found = {place: parse_code(text) for place, text in given.items()}
    valid = {code for code in found.values() if code is not None}
    order = list(Scheme)
    damaged = [
        (place, normalize_code(mask(text)))
        for place, text in given.items()
        if found[place] is None and not is_masked(text)
    ]
    return tuple(sorted(valid, key=lambda code: order.index(code.scheme))), tuple(damaged)


def _kind(
    stated: object, codes: tuple[Identifier, ...], citizen: str | None, name: str | None
) -> SubjectKind:
    if codes and codes[0].scheme is Scheme.USCC:
        return kind_of_uscc(codes[0].value)
    if citizen and not codes:
        return SubjectKind.PERSON
    if isinstance(stated, str) and stated in _KINDS:
        return _KINDS[stated]
    if codes or stated == "legal":
        return SubjectKind.ENTERPRISE if _is_enterprise(name) else SubjectKind.ORGANIZATION
    return kind_of_name(name or "")


def _is_enterprise(name: str | None) -> bool:
    return bool(name) and "公司" in (name or "")


def kind_of_name(name: str) -> SubjectKind:
    """Return the kind that a bare name tells; short names without a word of firms are persons'."""
    if "公司" in name:
        return SubjectKind.ENTERPRISE
    if _AGENCY.search(name):
        return SubjectKind.AGENCY
    if len(name) <= _LONGEST_PERSON_NAME and not _ORGANIZATION.search(name):
        return SubjectKind.PERSON
    if "·" in name and not _ORGANIZATION.search(name):
        return SubjectKind.PERSON
    return SubjectKind.ORGANIZATION


def implied_codes(subject_id: str) -> set[tuple[str, str]]:
    """Return the codes that a subject's id says by itself."""
    scheme, _, value = subject_id.partition(":")
    org = org_code_of(subject_id)
    return {(scheme, value)} | ({("org", org)} if org else set())
