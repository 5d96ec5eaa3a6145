"""All that a graph holds, apart from when it was written, so that two loads can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from graph.model import OPEN_COMMIT
from graph.store import Row, Store

Contents = dict[str, Counter[str]]
"""A form (facts, relations, memberships, others) → each thing as text, with how often it is there.

Commit numbers become whether a version is open: an interrupted load takes other numbers.
"""


def contents(store: Store) -> Contents:
    """Return everything in the graph: facts in all versions, who is who, files, refused rows."""
    return {
        "facts": _counted(store, "testing/facts_all", _fact),
        "relations": _counted(store, "testing/relations_all", _relation),
        "memberships": _counted(store, "testing/memberships_all", _membership),
        "others": _counted(store, "testing/others_all", _other),
    }


def differences(one: Contents, other: Contents) -> list[str]:
    """Return the first things that only one of two graphs holds, for a readable failure."""
    return list(_differing(one, other))[:20]


def _differing(one: Contents, other: Contents) -> Iterator[str]:
    for form, things in one.items():
        for side, more in (("first", things - other[form]), ("second", other[form] - things)):
            yield from (f"{form}, only in the {side}: {thing}" for thing in sorted(more))


def _counted(store: Store, query: str, read: Any) -> Counter[str]:
    return Counter(repr(read(row)) for row in store.stream(query))


def _timeless(properties: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return properties with ``until`` as whether the version is open, and without ``since``."""
    kept = {name: value for name, value in properties.items() if name != "since"}
    if "until" in kept:
        kept["until"] = kept["until"] == OPEN_COMMIT
    return sorted(kept.items())


def _fact(row: Row) -> tuple[Any, ...]:
    links = sorted((kind, who, sorted(own.items())) for kind, who, own in row["links"])
    return sorted(row["labels"]), _timeless(row["properties"]), links


def _relation(row: Row) -> tuple[Any, ...]:
    return row["start"], row["type"], row["end_id"], _timeless(row["properties"])


def _membership(row: Row) -> tuple[Any, ...]:
    stands = row["until"] == OPEN_COMMIT
    subject = row["id"], sorted(row["labels"]), _timeless(row["properties"])
    return *subject, row["entity"], stands, row["decided"]


def _other(row: Row) -> tuple[Any, ...]:
    """Return a node; the id of a decision says its commit, so what it decides stands for it."""
    properties = _timeless(row["properties"])
    if "Decision" in row["labels"]:
        properties = [(name, value) for name, value in properties if name not in ("id", "number")]
    return sorted(row["labels"]), properties
