"""Ending what a snapshot no longer lists (design §2 rule 3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from graph.model import OPEN_COMMIT
from graph.model.facts import digest
from graph.store.chunks import Snapshot
from graph.store.store import Row, Store, Writer
from graph.store.versions import INFERRED


def end_unlisted(store: Store, snapshot: Snapshot) -> int:
    """End, the day before the snapshot, what it had in its scope and no longer lists.

    One commit; the past stays true as of its time. Returns how many facts ended.
    """
    return store.write(lambda writer: _end(writer, snapshot))


def _end(writer: Writer, snapshot: Snapshot) -> int:
    facts = _facts(writer, snapshot)
    relations = _relations(writer, snapshot)
    shared = {"file": snapshot.file, "open": OPEN_COMMIT}
    if facts:
        writer.run("store/redate_facts", rows=facts, **shared)
    if relations:
        writer.run("store/redate_relations", rows=relations, **shared)
    rows = {"row_from": snapshot.row, "row_to": snapshot.row}
    none = {"loaded": 0, "unchanged": 0, "quarantined": 0}
    writer.run("store/commit", file=snapshot.file, by=snapshot.by, **rows, **none)
    return len(facts) + len(relations)


def _facts(writer: Writer, snapshot: Snapshot) -> list[Row]:
    scopes = list(snapshot.fact_scopes)
    if not scopes:
        return []
    found = writer.run("store/scoped_facts", scopes=scopes, day=snapshot.dated, open=OPEN_COMMIT)
    return _ended(found, snapshot)


def _relations(writer: Writer, snapshot: Snapshot) -> list[Row]:
    scopes = [{"scope": s, "subject": on} for s, on in snapshot.relation_scopes.items()]
    if not scopes:
        return []
    types = list(snapshot.relation_types)
    asked = {"scopes": scopes, "types": types, "day": snapshot.dated, "open": OPEN_COMMIT}
    return _ended(writer.run("store/scoped_relations", **asked), snapshot)


def _ended(found: Iterable[Row], snapshot: Snapshot) -> list[Row]:
    end = snapshot.dated - timedelta(days=1)
    unlisted = [row for row in found if row["key"].partition("@")[0] not in snapshot.keys]
    return [
        row
        | {
            "new_sid": digest(row["sid"], row["valid_from"], end),
            "valid_to": end,
            "end": INFERRED,
            "row": snapshot.row,
        }
        for row in unlisted
    ]
