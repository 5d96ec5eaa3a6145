"""Writing facts that are new, and closing the versions that they replace.

What is there is asked first and only what is missing is written: the clock's lock keeps that true
until the commit, and one look-up a fact is a fraction of what merging it takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.model import OPEN_COMMIT, OPEN_END, UNKNOWN_START
from graph.store.store import Row, Writer
from graph.store.versions import restate

_DATES: Mapping[str, object] = {"valid_from": UNKNOWN_START, "valid_to": OPEN_END}
"""The dates of a fact that says none; they are sent once for all."""


def write_facts(writer: Writer, facts: Sequence[Row]) -> set[str]:
    """Write names, identifiers and records; return the origins of those that are new."""
    unique = _once(facts)
    if not unique:
        return set()
    found = writer.run("store/known_facts", sids=list(unique), open=OPEN_COMMIT)
    known = {row["sid"] for row in found}
    fresh = [fact for sid, fact in unique.items() if sid not in known]
    if fresh:
        _add_facts(writer, fresh)
    closed = [unique[row["sid"]] for row in found if row["closed"]]
    again = restate(writer, "fact", closed) if closed else []
    return _origins(fresh) | write_facts(writer, again)


def write_relations(
    writer: Writer, relations: Sequence[Row], newcomers: frozenset[str]
) -> set[str]:
    """Write relations; return the origins of those that are new.

    Args:
        writer: the transaction.
        relations: as ``relation_row`` gives them.
        newcomers: subjects that nobody had named before, so that they have no relations yet.
    """
    unique = _once(relations)
    if not unique:
        return set()
    found = _known_relations(writer, unique.values(), newcomers)
    known = {row["sid"] for row in found if row["sid"] == row["version"]}
    fresh = [relation for sid, relation in unique.items() if sid not in known]
    if fresh:
        replaced = [row for row in found if row["sid"] not in known]
        _add_relations(writer, fresh, [_ended(row, unique[row["sid"]]) for row in replaced])
    closed = [unique[row["sid"]] for row in found if row["closed"]]
    again = restate(writer, "relation", closed) if closed else []
    return _origins(fresh) | write_relations(writer, again, newcomers)


def _once(facts: Iterable[Row]) -> dict[str, Row]:
    """Return facts by sid: of those that say the same, the first."""
    unique: dict[str, Row] = {}
    for fact in facts:
        unique.setdefault(fact["sid"], fact)
    return unique


def _origins(facts: Iterable[Row]) -> set[str]:
    return {fact["origin"] for fact in facts}


def _add_facts(writer: Writer, facts: Sequence[Row]) -> None:
    writer.run("store/close_facts", keys=[fact["key"] for fact in facts], open=OPEN_COMMIT)
    lasting = _lasting(facts)
    rows = [
        {
            "labels": fact["labels"],
            "properties": _own(fact, lasting, writer.seq),
            "links": fact["links"],
        }
        for fact in facts
    ]
    writer.run("store/facts", rows=rows, shared=_shared(writer))
    against = {link["subject"] for fact in facts if fact["adverse"] for link in fact["links"]}
    if against:
        writer.run("store/adverse", ids=sorted(against))


def _add_relations(writer: Writer, relations: Sequence[Row], replaced: Sequence[Row]) -> None:
    if replaced:
        writer.run("store/close_relations", rows=replaced)
    lasting = _lasting(relations)
    rows = [
        {
            "type": relation["type"],
            "start": relation["start"],
            "end": relation["end"],
            "properties": _own(relation, lasting, writer.seq),
        }
        for relation in relations
    ]
    writer.run("store/relations", rows=rows, shared=_shared(writer))


def _known_relations(
    writer: Writer, relations: Collection[Row], newcomers: frozenset[str]
) -> list[Row]:
    rows = [
        {name: relation[name] for name in ("sid", "key", "start", "end")}
        for relation in relations
        if relation["start"] not in newcomers and relation["end"] not in newcomers
    ]
    return writer.run("store/known_relations", rows=rows, open=OPEN_COMMIT) if rows else []


def _ended(found: Row, relation: Row) -> Row:
    return {"sid": found["version"], "start": relation["start"], "end": relation["end"]}


def _lasting(facts: Iterable[Row]) -> dict[str, str]:
    """Return for each key the sid that stands in the end, where a file says one thing twice."""
    return {fact["key"]: fact["sid"] for fact in facts}


def _own(fact: Row, lasting: Mapping[str, str], seq: int) -> Row:
    """Return the properties that a fact does not share with all of its commit."""
    own = dict(fact["properties"])
    for name, value in _DATES.items():
        if own[name] == value:
            del own[name]
    if lasting[fact["key"]] != fact["sid"]:
        own["until"] = seq
    return own


def _shared(writer: Writer) -> Row:
    return {"since": writer.seq, "until": OPEN_COMMIT, **_DATES}
