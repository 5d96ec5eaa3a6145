"""Writing facts: one chunk, one transaction, one commit number.

The transaction's first statement takes the clock, whose lock orders all writers; so what it reads
cannot change before it commits, and a retry or a second load of the same rows adds nothing.
"""

from __future__ import annotations

from typing import Any

from graph.model import OPEN_COMMIT
from graph.store.chunks import Chunk, Recorded, row_of
from graph.store.reports import packed_listings
from graph.store.rows import packed
from graph.store.states import FACTS, RELATIONS, place
from graph.store.store import Store, TransactionTooLargeError, Writer
from graph.store.writing import add_facts, add_relations, write_facts


def record(store: Store, chunk: Chunk) -> Recorded:
    """Write a chunk as one commit and say what became of its rows.

    A chunk that the server has not memory enough for is written as two.

    Raises:
        TransactionTooLargeError: not even one row fits.
    """
    try:
        return store.write(lambda writer: _record(writer, chunk))
    except TransactionTooLargeError:
        if chunk.read <= 1:
            raise
        first, second = chunk.halves()
        return record(store, first) + record(store, second)


def _record(writer: Writer, chunk: Chunk) -> Recorded:
    subjects = _subjects(writer, chunk)
    plain = [fact for fact in chunk.nodes if fact["thing"] is None]
    newcomers = frozenset(subjects)
    fresh = write_facts(writer, plain, chunk.dated, newcomers)
    fresh |= _states(writer, chunk, newcomers)
    fresh |= _relations(writer, chunk, newcomers)
    loaded = _rows_of(chunk, fresh)
    refused = len(chunk.refused)
    counts = {
        "loaded": len(loaded),
        "unchanged": chunk.read - len(loaded) - refused,
        "quarantined": refused,
    }
    _quarantine(writer, chunk)
    rows = {"row_from": chunk.row_from, "row_to": chunk.row_to}
    listings = packed_listings(chunk.listings)
    writer.run("store/commit", file=chunk.file, by=chunk.by, listings=listings, **rows, **counts)
    return Recorded(seq=writer.seq, subjects=subjects, **counts)


def _states(writer: Writer, chunk: Chunk, newcomers: frozenset[str]) -> set[str]:
    """Write what the chunk reports of registrations and registered names."""
    states = [fact for fact in chunk.nodes if fact["thing"] is not None]
    placed = place(writer, FACTS, states, chunk.file, newcomers)
    add_facts(writer, placed.fresh)
    return placed.changed


def _relations(writer: Writer, chunk: Chunk, newcomers: frozenset[str]) -> set[str]:
    """Write what the chunk reports of relations; those of newcomers need no look-up."""
    placed = place(writer, RELATIONS, chunk.relations, chunk.file, newcomers)
    add_relations(writer, placed.fresh)
    return placed.changed


def _subjects(writer: Writer, chunk: Chunk) -> tuple[str, ...]:
    rows = {subject["id"]: subject for subject in chunk.subjects}
    if not rows:
        return ()
    written = writer.run("store/subjects", rows=list(rows.values()), open=OPEN_COMMIT)
    return tuple(written[0]["fresh"])


def _rows_of(chunk: Chunk, fresh: set[str]) -> set[int]:
    """Return the rows that brought something new: of those that say the same, the first."""
    rows: dict[str, int] = {}
    for fact in (*chunk.nodes, *chunk.relations):
        rows.setdefault(fact["sid"], row_of(fact))
    return {row for sid, row in rows.items() if sid in fresh}


def _quarantine(writer: Writer, chunk: Chunk) -> None:
    if not chunk.refused:
        return
    rows: list[Any] = [
        {
            "id": refused.id,
            "file": refused.file,
            "row": refused.row,
            "format": refused.format,
            "reasons": [packed(reason) for reason in refused.reasons],
            "raw": packed(refused.raw),
        }
        for refused in chunk.refused
    ]
    writer.run("store/quarantine", rows=rows)
