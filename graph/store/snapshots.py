"""Ending what a snapshot no longer lists (design §2 rule 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

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


def end_superseded(store: Store, snapshot: Snapshot, later: Mapping[str, date]) -> Ends:
    """End what a snapshot that comes late states as new although a later one did not list it.

    What is new now was not in the later snapshots, or it would be known. So it ended by the first
    of them that is known to have listed its scope: a fact there was stated, or ended, by it.

    Args:
        store: the graph.
        snapshot: the one that comes late; all of it has been written.
        later: id → day of the later snapshots of its source and format.
    """
    return store.write(lambda writer: _supersede(writer, snapshot, later))


def _supersede(writer: Writer, snapshot: Snapshot, later: Mapping[str, date]) -> Ends:
    shared = {"file": snapshot.file, "open": OPEN_COMMIT}
    scopes = list(snapshot.fact_scopes)
    facts = writer.run("store/scope_facts", scopes=scopes, open=OPEN_COMMIT) if scopes else []
    ended = list(_superseded(facts, snapshot, later))
    writer.run("store/redate_facts", rows=ended, **shared)
    relations = _superseded(_all_relations(writer, snapshot), snapshot, later)
    ended_relations = list(relations)
    writer.run("store/redate_relations", rows=ended_relations, **shared)
    _commit(writer, snapshot)
    return Ends(len(ended) + len(ended_relations), 0)


def _all_relations(writer: Writer, snapshot: Snapshot) -> list[Row]:
    scopes = [{"scope": s, "subject": on} for s, on in snapshot.relation_scopes.items()]
    if not scopes:
        return []
    types = list(snapshot.relation_types)
    return writer.run("store/scope_relations", scopes=scopes, types=types, open=OPEN_COMMIT)


def _superseded(
    found: Sequence[Row], snapshot: Snapshot, later: Mapping[str, date]
) -> Iterator[Row]:
    listed: dict[str, date] = {}
    for row in found:
        if row["file"] in later:
            day = later[row["file"]]
            listed[row["scope"]] = min(day, listed.get(row["scope"], day))
    for row in found:
        day = listed.get(row["scope"], snapshot.dated)
        if row["file"] == snapshot.file and row["valid_from"] < day <= row["valid_to"]:
            yield _ended(row, day, snapshot.row)


def _end(writer: Writer, snapshot: Snapshot) -> Ends:
    unlisted_facts = _unlisted(_facts(writer, snapshot), snapshot)
    unlisted_relations = _unlisted(_relations(writer, snapshot), snapshot)
    facts = [row for row in unlisted_facts if not _is_doubted(row, snapshot, {})]
    relations = _undoubted(writer, unlisted_relations, snapshot)
    shared = {"file": snapshot.file, "open": OPEN_COMMIT}
    if facts:
        rows = [_ended(row, snapshot.dated, snapshot.row) for row in facts]
        writer.run("store/redate_facts", rows=rows, **shared)
    if relations:
        rows = [_ended(row, snapshot.dated, snapshot.row) for row in relations]
        writer.run("store/redate_relations", rows=rows, **shared)
    _commit(writer, snapshot)
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


def _ended(row: Row, day: date, sheet_row: int) -> Row:
    """Return a fact as it ends the day before ``day``."""
    end = day - timedelta(days=1)
    sid = digest(row["sid"], row["valid_from"], end)
    return row | {"new_sid": sid, "valid_to": end, "end": INFERRED, "row": sheet_row}


def _commit(writer: Writer, snapshot: Snapshot) -> None:
    rows = {"row_from": snapshot.row, "row_to": snapshot.row}
    none = {"loaded": 0, "unchanged": 0, "quarantined": 0}
    writer.run("store/commit", file=snapshot.file, by=snapshot.by, **rows, **none)
