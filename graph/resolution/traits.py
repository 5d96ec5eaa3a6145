"""What is known of a subject that tells it from others, gathered over all that it is one with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.model import Moment, SubjectKind
from graph.model.contacts import is_exact
from graph.model.identifiers import Scheme, normalize_code, parse_code
from graph.model.names import name_key
from graph.resolution.anonymous import is_anonymous
from graph.resolution.identities import contradicts, is_valid
from graph.store import Store

DESCRIBED = ("registered", "punished", "debtor", "listed")
"""Roles in which a record's representative, address and founding day are the party's own."""

_MASK = re.compile(r"[0-9A-Z]*\*[0-9A-Z*]*")
_LEAST_SHOWN = 10
_BATCH = 2_000

Codes = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Traits:
    """What identifies a subject, or a group of them.

    Attributes:
        kinds: what kinds its sources say it is.
        codes: valid identifiers ``(scheme, value)``; a uscc brings the organisation code in it.
        persons: ids of those members that are a person known by a key.
        masks: identifiers that were published with characters hidden.
        names: keys of all names, without those that hide who is meant.
        former: those of them that it no longer bears.
        representatives: keys of the names of its legal representatives, then and now.
        addresses: keys of its addresses, where they name a house.
        established: days on which sources say it was founded.
    """

    kinds: frozenset[SubjectKind] = frozenset()
    codes: Codes = frozenset()
    persons: frozenset[str] = frozenset()
    masks: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    representatives: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    established: frozenset[date] = frozenset()

    def __or__(self, other: Traits) -> Traits:
        """Return the traits of both together."""
        return Traits(
            kinds=self.kinds | other.kinds,
            codes=self.codes | other.codes,
            persons=self.persons | other.persons,
            masks=self.masks | other.masks,
            names=self.names | other.names,
            former=(self.former | other.former) - self.present - other.present,
            representatives=self.representatives | other.representatives,
            addresses=self.addresses | other.addresses,
            established=self.established | other.established,
        )

    @property
    def present(self) -> frozenset[str]:
        """Keys of the names that it bears."""
        return self.names - self.former


def traits_of(
    store: Store, entities: Iterable[str], moment: Moment
) -> dict[str, dict[str, Traits]]:
    """Return entity → member's subject id → its traits, as known at ``moment``."""
    ids = sorted(set(entities))
    found: dict[str, dict[str, Traits]] = {}
    for start in range(0, len(ids), _BATCH):
        params = {"entities": ids[start : start + _BATCH], "roles": DESCRIBED}
        for row in store.read("resolution/traits", **params, **moment.params):
            found.setdefault(row["entity"], {})[row["subject"]] = _traits(row)
    return found


def _traits(row: Mapping[str, Any]) -> Traits:
    kind, records = SubjectKind(row["kind"]), row["records"]
    present = {name["key"] for name in row["names"] if not name["former"]}
    names = {name["key"] for name in row["names"]}
    written = {name_key(name) for name in row["representatives"]}
    written |= {name_key(r["legal_representative"]) for r in records if r["legal_representative"]}
    return Traits(
        kinds=frozenset({kind}),
        codes=_codes(row["subject"], row["identifiers"]),
        persons=frozenset({row["subject"]} if row["subject"].startswith("person:") else ()),
        masks=frozenset() if kind is SubjectKind.PERSON else frozenset(_masks(records)),
        names=frozenset(name for name in names if not is_anonymous(name)),
        former=frozenset(name for name in names - present if not is_anonymous(name)),
        representatives=frozenset(name for name in written if not is_anonymous(name)),
        addresses=frozenset(_addresses(record["address"] for record in records)),
        established=frozenset(r["established"] for r in records if r["established"]),
    )


def _codes(subject: str, stated: Iterable[str]) -> Codes:
    pairs = {_pair(text) for text in (subject, *stated)}
    valid = {pair for pair in pairs if is_valid(pair)}
    orgs = {(str(Scheme.ORG), value[8:17]) for scheme, value in valid if scheme == Scheme.USCC}
    return frozenset(valid | orgs)


def _pair(text: str) -> tuple[str, str]:
    scheme, _, value = text.partition(":")
    return scheme, value


def _masks(records: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (mask for record in records for mask in masks_in(record["code"] or ""))


def masks_in(written: str) -> Iterable[str]:
    """Yield the codes with characters hidden, but enough of them shown, in codes as written."""
    for part in written.split("、"):
        code = normalize_code(part)
        shown = len(code) - code.count("*")
        if _MASK.fullmatch(code) and shown >= _LEAST_SHOWN:
            yield code


def excludes(written: str, codes: Codes) -> bool:
    """Tell whether a code as a record writes it, whole or masked, cannot be one of ``codes``."""
    read = filter(None, map(parse_code, written.split("、")))
    whole = [(str(code.scheme), code.value) for code in read]
    against = any(contradicts(one, other) for one in whole for other in codes)
    return against or any(fits(mask, codes) is False for mask in masks_in(written))


def _addresses(written: Iterable[str | None]) -> Iterable[str]:
    keys = (name_key(text) for text in written if text)
    return filter(is_exact, keys)


def fits(mask: str, codes: Codes) -> bool | None:
    """Tell whether a masked code can be one of ``codes``; None if none has its length."""
    same_length = [value for _, value in codes if len(value) == len(mask)]
    if not same_length:
        return None
    return any(_fits(mask, value) for value in same_length)


def _fits(mask: str, value: str) -> bool:
    return all(shown in ("*", real) for shown, real in zip(mask, value, strict=True))
