"""The identifiers of a subject, and whether they contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model import Moment
from graph.model.identifiers import Scheme, is_org_code, is_reg_no, is_uscc
from graph.store import Store
from graph.subjects import Subject

_ORDER = (Scheme.USCC, Scheme.ORG, Scheme.REG)
_VALID: Mapping[str, Callable[[str], bool]] = {
    Scheme.USCC: is_uscc,
    Scheme.ORG: is_org_code,
    Scheme.REG: is_reg_no,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """An identifier of a subject.

    Attributes:
        scheme: ``uscc``, ``org``, ``reg`` or what the source names (``tax`` …).
        conflict: whether another valid one of the same subject contradicts it.
        stated: the facts that state it, none if only the id of a member says it.
    """

    scheme: str
    value: str
    conflict: bool
    stated: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {"scheme": self.scheme, "value": self.value, "conflict": self.conflict}


def identities(
    store: Store, subjects: Iterable[Subject], moment: Moment
) -> dict[str, tuple[Identity, ...]]:
    """Return the identifiers of each subject by its entity; never a person's key.

    Those in the ids of its members come first, then those that sources state beside them.
    """
    by_entity = {subject.entity: subject for subject in subjects}
    rows = store.read("resolution/identifiers", entities=sorted(by_entity), **moment.params)
    stated = {row["entity"]: row["identifiers"] for row in rows}
    return {
        entity: _identities(subject.members, stated.get(entity, ()))
        for entity, subject in by_entity.items()
    }


def _identities(
    members: Iterable[str], stated: Iterable[Mapping[str, Any]]
) -> tuple[Identity, ...]:
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {_split(m): [] for m in members}
    for row in sorted(stated, key=lambda row: str(row["sid"])):
        found.setdefault((row["scheme"], row["value"]), []).append(row)
    codes = {pair for pair in found if pair[0] not in ("person", "row")}
    return tuple(
        Identity(*pair, conflict=_contradicted(*pair, codes), stated=tuple(found[pair]))
        for pair in sorted(codes, key=_rank)
    )


def _split(subject_id: str) -> tuple[str, str]:
    scheme, _, value = subject_id.partition(":")
    return scheme, value


def _rank(pair: tuple[str, str]) -> tuple[int, str, str]:
    scheme, value = pair
    place = _ORDER.index(Scheme(scheme)) if scheme in set(_ORDER) else len(_ORDER)
    return place, scheme, value


def _contradicted(scheme: str, value: str, codes: Iterable[tuple[str, str]]) -> bool:
    """Tell whether two valid codes disagree; an invalid one is damage and contradicts nothing."""
    return any(contradicts((scheme, value), other) for other in codes)


def contradicts(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two identifiers ``(scheme, value)``, both valid, cannot be one subject's."""
    if not (is_valid(one) and is_valid(other)):
        return False
    if one[0] == other[0]:
        return one[1] != other[1]
    orgs = {_org(one), _org(other)} - {None}
    return len(orgs) == 2


def is_valid(pair: tuple[str, str]) -> bool:
    """Tell whether an identifier is of a scheme with a check digit, and passes it."""
    scheme, value = pair
    return scheme in _VALID and _VALID[Scheme(scheme)](value)


def _org(pair: tuple[str, str]) -> str | None:
    scheme, value = pair
    if scheme == Scheme.USCC:
        return value[8:17]
    return value if scheme == Scheme.ORG else None
