"""The worklist of what could be repaired now: by whom, since when, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.boards import Board
from graph.model import Moment
from graph.provenance import Provenance
from graph.repair.records import told
from graph.standing import Interval, as_json, from_row, of_version
from graph.store import Row, Store
from graph.subjects import Subject, describe
from rulebook import Rulebook

FORMATS = ("penalties", "lists", "repairs")
_TOLD = (
    *("repairable_from", "missing", "missing_texts", "until", "platform", "regime"),
    "basis",
)
"""What an item says of its record's standing."""


@dataclass(frozen=True, slots=True)
class _Possible:
    """A published record whose minimum is over, with what it means on the day."""

    row: Row
    standing: Interval


def repairable(store: Store, rulebook: Rulebook, moment: Moment) -> Board:
    """Return the records that time and law allow to repair on the day and that nobody repairs yet.

    The longest repairable first; ``by_subject`` counts them, so that the most burdened are seen.
    """
    found = sorted(_possible(store, rulebook, moment), key=_order)
    subjects = describe(store, {each.row["entity"] for each in found}, moment)
    provenance = Provenance(store)
    provenance.prepare(each.row["record"] for each in found)
    items = [
        {**_item(each, subjects), "source": provenance.source(each.row["record"])} for each in found
    ]
    data: dict[str, object] = {"items": items, "by_subject": _by_subject(found, subjects)}
    return Board(data, (), FORMATS)


def _possible(store: Store, rulebook: Rulebook, moment: Moment) -> Iterator[_Possible]:
    for row in store.stream("repair/candidates", **moment.params):
        version = from_row(row["record"], row["party_kind"])
        standing = of_version(version, row["events"], rulebook, moment.as_of)
        if standing is None or standing.state != "published" or standing.repair == "applied":
            continue
        since = standing.repairable_from
        if since is not None and since <= moment.as_of:
            yield _Possible(row, standing)


def _order(each: _Possible) -> tuple[str, str]:
    since = each.standing.repairable_from
    return since.isoformat() if since else "", each.row["record"]["key"]


def _item(each: _Possible, subjects: Mapping[str, Subject]) -> dict[str, object]:
    standing = as_json(each.standing)
    return {
        "subject": subjects[each.row["entity"]].reference,
        "record": told(each.row["record"]),
        **{name: standing[name] for name in _TOLD},
    }


def _by_subject(found: list[_Possible], subjects: Mapping[str, Subject]) -> list[dict[str, object]]:
    counted = Counter(each.row["entity"] for each in found)
    ranked = sorted(counted, key=lambda entity: (-counted[entity], subjects[entity].id))
    return [{**subjects[entity].reference, "count": counted[entity]} for entity in ranked]
