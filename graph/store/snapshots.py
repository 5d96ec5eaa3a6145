"""Ending what a snapshot no longer lists (design §2 rule 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

from graph.model import OPEN_COMMIT
from graph.model.facts import digest
from graph.model.names import name_key
from graph.store.chunks import Ends, Snapshot
from graph.store.store import Row, Store, Writer
from graph.store.versions import INFERRED

_RESUMED = re.compile(r"(?:@\d{4}-\d{2}-\d{2})+$")
"""What a key has behind it since a fact that had ended was listed again."""


def end_unlisted(store: Store, snapshot: Snapshot) -> Ends:
    """End, the day before the snapshot, what it had in its scope and no longer lists.

    One commit; the past stays true as of its time. What a refused row may have listed stays.
    """
    return store.write(lambda writer: _end(writer, snapshot))


def _end(writer: Writer, snapshot: Snapshot) -> Ends:
    unlisted_facts = _unlisted(_facts(writer, snapshot), snapshot)
    unlisted_relations = _unlisted(_relations(writer, snapshot), snapshot)
    facts = [row for row in unlisted_facts if not _is_doubted(row, snapshot, {})]
    relations = _undoubted(writer, unlisted_relations, snapshot)
    shared = {"file": snapshot.file, "open": OPEN_COMMIT}
    if facts:
        writer.run("store/redate_facts", rows=_ended(facts, snapshot), **shared)
    if relations:
        writer.run("store/redate_relations", rows=_ended(relations, snapshot), **shared)
    rows = {"row_from": snapshot.row, "row_to": snapshot.row}
    none = {"loaded": 0, "unchanged": 0, "quarantined": 0}
    writer.run("store/commit", file=snapshot.file, by=snapshot.by, **rows, **none)
    ended = len(facts) + len(relations)
    return Ends(ended, len(unlisted_facts) + len(unlisted_relations) - ended)


def _facts(writer: Writer, snapshot: Snapshot) -> list[Row]:
    scopes = list(snapshot.fact_scopes)
    if not scopes:
        return []
    return writer.run("store/scoped_facts", scopes=scopes, day=snapshot.dated, open=OPEN_COMMIT)


def _relations(writer: Writer, snapshot: Snapshot) -> list[Row]:
    scopes = [{"scope": s, "subject": on} for s, on in snapshot.relation_scopes.items()]
    if not scopes:
        return []
    types = list(snapshot.relation_types)
    asked = {"scopes": scopes, "types": types, "day": snapshot.dated, "open": OPEN_COMMIT}
    return writer.run("store/scoped_relations", **asked)


def _unlisted(found: Iterable[Row], snapshot: Snapshot) -> list[Row]:
    return [row for row in found if _RESUMED.sub("", row["key"]) not in snapshot.keys]


def _undoubted(writer: Writer, relations: list[Row], snapshot: Snapshot) -> list[Row]:
    if not (relations and snapshot.doubts):
        return relations
    ids = sorted({row[end] for row in relations for end in ("start", "end_id")})
    names = {row["id"]: frozenset(row["keys"]) for row in writer.run("store/name_keys", ids=ids)}
    return [row for row in relations if not _is_doubted(row, snapshot, names)]


def _is_doubted(row: Row, snapshot: Snapshot, names: Mapping[str, frozenset[str]]) -> bool:
    if "scope" in row:
        written = (name_key(name) for name in row["names"])
        start, end = {*row["parties"], *written}, {row["scope"]}
    else:
        start, end = ({who, *names.get(who, ())} for who in (row["start"], row["end_id"]))
    return any(doubt.covers(start, end) for doubt in snapshot.doubts)


def _ended(rows: Iterable[Row], snapshot: Snapshot) -> list[Row]:
    end = snapshot.dated - timedelta(days=1)
    return [
        row
        | {
            "new_sid": digest(row["sid"], row["valid_from"], end),
            "valid_to": end,
            "end": INFERRED,
            "row": snapshot.row,
        }
        for row in rows
    ]
