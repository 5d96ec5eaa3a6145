"""Which kind of subject a word of a file, or a bare name, tells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.model import SubjectKind

KINDS: Mapping[str, SubjectKind] = {
    "person": SubjectKind.PERSON,
    "enterprise": SubjectKind.ENTERPRISE,
    "individual_business": SubjectKind.INDIVIDUAL_BUSINESS,
    "cooperative": SubjectKind.COOPERATIVE,
    "institution": SubjectKind.INSTITUTION,
    "social_organization": SubjectKind.SOCIAL_ORGANIZATION,
    "agency": SubjectKind.AGENCY,
    "legal": SubjectKind.ORGANIZATION,
}
"""What the field standards call a kind; ``legal`` says only that it is no person."""

_WORDS = re.compile(
    r"公司|企业|集团|合伙|基金|银行|厂$|店$|行$|社$|院$|所$|部$|局$|会$|校$|中心|政府|法院|计划|产品"
)
_AGENCY = re.compile(r"(?:局|厅|委员会|人民政府|法院|检察院|办公室|管委会|街道办事处)$")
_LATIN = re.compile(r"[A-Za-z]{2}")
_LONGEST_PERSON_NAME = 4


def names_organization(name: str) -> bool:
    """Tell whether a name has a word that only organisations bear."""
    return bool(_WORDS.search(name) or _AGENCY.search(name))


def kind_of_name(name: str) -> SubjectKind:
    """Return the kind that a bare name tells; short names without a word of firms are persons'."""
    if "公司" in name:
        return SubjectKind.ENTERPRISE
    if _AGENCY.search(name):
        return SubjectKind.AGENCY
    if _WORDS.search(name) or _LATIN.search(name):
        return SubjectKind.ORGANIZATION
    if len(name) <= _LONGEST_PERSON_NAME or "·" in name:
        return SubjectKind.PERSON
    return SubjectKind.ORGANIZATION
