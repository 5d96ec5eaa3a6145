"""The profile of one subject: who it is, how it is reached, its relations, its records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import Moment
from graph.model.moment import known_start
from graph.model.periods import iso, period
from graph.profile.contacts import MOST_SHARED, contacts_data
from graph.profile.records import records_data
from graph.profile.relations import relations_data, successors
from graph.provenance import Provenance
from graph.resolution import Identity, identities
from graph.resolution.lookup import Found
from graph.store import Row, Store
from graph.subjects import Subject, describe
from rulebook import Rulebook

ITEMS = 100
"""Relations of one type that a profile lists; the count says how many there are."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile, as data of the contract.

    Attributes:
        data: ``subject``, ``contacts``, ``relations``, ``records``.
        truncated: whether a type has more relations than are listed.
    """

    data: Mapping[str, object]
    truncated: bool


def profile(store: Store, rulebook: Rulebook, found: Found, moment: Moment) -> Profile:
    """Return what is known of a subject at a moment.

    Args:
        store: the graph.
        rulebook: the law by which its records are read.
        found: the subject, from ``resolution.lookup``.
        moment: the day and what was known.
    """
    subject = found.subject
    asked = {"entity": subject.entity, **moment.params}
    relations = store.read("profile/relations", limit=ITEMS, **asked)
    records = store.read("profile/records", **asked)
    former = store.read("profile/names", **asked)
    contacts = store.read("profile/contacts", most=MOST_SHARED, **asked)
    codes = identities(store, [subject], moment)[subject.entity]
    others = _others(store, relations, moment)
    provenance = Provenance(store)
    provenance.prepare(_facts(relations, records, contacts))
    registration = _registration(records, moment)
    return Profile(
        data={
            "subject": _subject(subject, codes, former, registration, provenance)
            | successors(relations, others),
            "contacts": contacts_data(contacts, provenance),
            "relations": relations_data(relations, others, provenance),
            "records": records_data(records, rulebook, moment, provenance),
        },
        truncated=any(len(row["items"]) < row["count"] for row in relations),
    )


def _others(store: Store, relations: Sequence[Row], moment: Moment) -> dict[str, Subject]:
    return describe(store, {item["other"] for row in relations for item in row["items"]}, moment)


def _facts(
    relations: Sequence[Row], records: Sequence[Row], contacts: Sequence[Row]
) -> list[Mapping[str, Any]]:
    related = [item["properties"] for row in relations for item in row["items"]]
    events = [event for row in records for event in row["events"]]
    reached = [row["contact"] for row in contacts]
    return [*related, *(row["record"] for row in records), *events, *reached]


def _registration(records: Sequence[Row], moment: Moment) -> Row | None:
    """Return what the register says on the day, as it last observed it."""
    held = [
        row["record"]
        for row in records
        if row["record"]["kind"] == "Registration" and row["record"]["valid_to"] >= moment.as_of
    ]
    return max(held, key=lambda state: (state["observed"], state["sid"]), default=None)


def _subject(
    subject: Subject,
    codes: Sequence[Identity],
    former: Sequence[Row],
    registration: Row | None,
    provenance: Provenance,
) -> dict[str, object]:
    return {
        "id": subject.id,
        "kind": str(subject.kind),
        "name": subject.name,
        "status": _status(registration, provenance),
        "identities": [identity.data for identity in codes],
        "former_names": [_former(row) for row in former],
        "region": registration.get("region") if registration else None,
        "members": list(subject.members),
    }


def _status(registration: Row | None, provenance: Provenance) -> dict[str, object]:
    if registration is None:
        return {"state": "unknown", "since": None, "source": None}
    since = known_start(registration["valid_from"])
    return {
        "state": registration["status"],
        "since": iso(since),
        "source": provenance.source(registration),
    }


def _former(row: Row) -> dict[str, object]:
    return {"name": row["value"], **period(row)}
