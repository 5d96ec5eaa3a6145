"""Writing facts that are new, and closing the versions that they replace.

What is there is asked first and only what is missing is written: the clock's lock keeps that true
until the commit, and one look-up a fact is a fraction of what merging it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from graph.model import OPEN_COMMIT, OPEN_END, UNKNOWN_START
from graph.store.store import Row, Writer
from graph.store.versions import restate

_DATES: Mapping[str, object] = {"valid_from": UNKNOWN_START, "valid_to": OPEN_END}
"""The dates of a fact that says none; they are sent once for all."""


def write_facts(writer: Writer, facts: Sequence[Row], dated: date) -> set[str]:
    """Write names, identifiers and records; return the origins of those that are new.

    Args:
        writer: the transaction.
        facts: as ``fact_row`` gives them.
        dated: the day of their file; what a later file stated stays in force.
    """
    unique = _once(facts)
    if not unique:
        return set()
    found = writer.run("store/known_facts", sids=list(unique), open=OPEN_COMMIT)
    known = {row["sid"] for row in found}
    fresh = [fact for sid, fact in unique.items() if sid not in known]
    if fresh:
        _add_versions(writer, fresh, dated)
    closed = [unique[row["sid"]] for row in found if row["closed"]]
    again = restate(writer, closed, dated) if closed else []
    return _origins(fresh) | write_facts(writer, again, dated)


def add_facts(
    writer: Writer, facts: Sequence[Row], replaced: AbstractSet[str] = frozenset()
) -> None:
    """Write facts that are known not to be there.

    Args:
        writer: the transaction.
        facts: as ``fact_row`` gives them.
        replaced: sids of those that are replaced already; they are closed as they are written.
    """
    if not facts:
        return
    rows = [
        {
            "labels": fact["labels"],
            "properties": _own(fact, writer.seq, replaced=fact["sid"] in replaced),
            "links": fact["links"],
        }
        for fact in facts
    ]
    writer.run("store/facts", rows=rows, shared=_shared(writer))
    against = {link["subject"] for fact in facts if fact["adverse"] for link in fact["links"]}
    if against:
        writer.run("store/adverse", ids=sorted(against))


def add_relations(writer: Writer, relations: Sequence[Row]) -> None:
    """Write relations that are known not to be there, as ``relation_row`` gives them."""
    if not relations:
        return
    rows = [
        {
            "type": relation["type"],
            "start": relation["start"],
            "end": relation["end"],
            "properties": _own(relation, writer.seq, replaced=False),
        }
        for relation in relations
    ]
    writer.run("store/relations", rows=rows, shared=_shared(writer))


def _once(facts: Iterable[Row]) -> dict[str, Row]:
    """Return facts by sid: of those that say the same, the first."""
    unique: dict[str, Row] = {}
    for fact in facts:
        unique.setdefault(fact["sid"], fact)
    return unique


def _origins(facts: Iterable[Row]) -> set[str]:
    return {fact["origin"] for fact in facts}


def _add_versions(writer: Writer, facts: Sequence[Row], dated: date) -> None:
    """Write new versions: the last of each key is open, unless a later file stated another."""
    keys = [fact["key"] for fact in facts]
    stays = writer.run("store/close_facts", keys=keys, dated=dated, open=OPEN_COMMIT)
    newer = {row["key"] for row in stays}
    lasting = {fact["key"]: fact["sid"] for fact in facts}
    replaced = {f["sid"] for f in facts if lasting[f["key"]] != f["sid"] or f["key"] in newer}
    add_facts(writer, facts, replaced)


def _own(fact: Row, seq: int, *, replaced: bool) -> Row:
    """Return the properties that a fact does not share with all of its commit."""
    own = dict(fact["properties"])
    for name, value in _DATES.items():
        if own[name] == value:
            del own[name]
    if replaced:
        own["until"] = seq
    return own


def _shared(writer: Writer) -> Row:
    return {"since": writer.seq, "until": OPEN_COMMIT, **_DATES}
