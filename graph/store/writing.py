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

_KEYED_BY_SUBJECT = frozenset({"Name", "Identifier", "Record"})


def write_facts(
    writer: Writer,
    facts: Sequence[Row],
    dated: date,
    newcomers: AbstractSet[str] = frozenset(),
) -> set[str]:
    """Write names, identifiers and records; return the origins of those that are new.

    Args:
        writer: the transaction.
        facts: as ``fact_row`` gives them.
        dated: the day of their file; what a later file stated stays in force.
        newcomers: subjects that nobody had named before, so that no fact of them is there.
    """
    unique = _once(facts)
    asked = [sid for sid, fact in unique.items() if not _named(fact, newcomers)]
    found = _known(writer, asked)
    known = {row["sid"] for row in found}
    fresh = [fact for sid, fact in unique.items() if sid not in known]
    _add_versions(writer, fresh, dated, newcomers)
    closed = [unique[row["sid"]] for row in found if row["closed"]]
    if not closed:
        return _origins(fresh)
    again = restate(writer, closed, dated)
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
    alike = _alike(facts)
    days: dict[date, int] = {}
    rows = [
        {
            "labels": fact["labels"],
            **_own(fact, alike, days, writer.seq if fact["sid"] in replaced else None),
            "links": fact["links"],
        }
        for fact in facts
    ]
    writer.run("store/facts", rows=rows, shared=_shared(writer, alike), days=list(days))
    against = {link["subject"] for fact in facts if fact["adverse"] for link in fact["links"]}
    if against:
        writer.run("store/adverse", ids=sorted(against))


def add_relations(writer: Writer, relations: Sequence[Row]) -> None:
    """Write relations that are known not to be there, as ``relation_row`` gives them."""
    if not relations:
        return
    alike = _alike(relations)
    days: dict[date, int] = {}
    rows = [
        {
            "type": relation["type"],
            "start": relation["start"],
            "end": relation["end"],
            **_own(relation, alike, days),
        }
        for relation in relations
    ]
    writer.run("store/relations", rows=rows, shared=_shared(writer, alike), days=list(days))


def _once(facts: Iterable[Row]) -> dict[str, Row]:
    """Return facts by sid: of those that say the same, the first."""
    unique: dict[str, Row] = {}
    for fact in facts:
        unique.setdefault(fact["sid"], fact)
    return unique


def _origins(facts: Iterable[Row]) -> set[str]:
    return {fact["origin"] for fact in facts}


def _known(writer: Writer, sids: Sequence[str]) -> list[Row]:
    return writer.run("store/known_facts", sids=sids, open=OPEN_COMMIT) if sids else []


def _named(fact: Row, subjects: AbstractSet[str]) -> set[str]:
    """Return which of the subjects a fact is about."""
    return {link["subject"] for link in fact["links"]} & subjects


def _add_versions(
    writer: Writer, facts: Sequence[Row], dated: date, newcomers: AbstractSet[str]
) -> None:
    """Write new versions: the last of each key is open, unless a later file stated another."""
    newer = _close(writer, [f["key"] for f in facts if not _is_first(f, newcomers)], dated)
    lasting = {fact["key"]: fact["sid"] for fact in facts}
    replaced = {f["sid"] for f in facts if lasting[f["key"]] != f["sid"] or f["key"] in newer}
    add_facts(writer, facts, replaced)


def _is_first(fact: Row, newcomers: AbstractSet[str]) -> bool:
    """Tell whether no other fact can have its key, since it holds the id of a newcomer.

    All versions of a name, an identifier or a record hang on whom their key holds.
    """
    keyed = fact["labels"][0] in _KEYED_BY_SUBJECT
    return keyed and any(subject in fact["key"] for subject in _named(fact, newcomers))


def _close(writer: Writer, keys: Sequence[str], dated: date) -> set[str]:
    """Close the open versions of keys; return those keys whose open version is from later."""
    if not keys:
        return set()
    asked = {"keys": keys, "dated": dated, "open": OPEN_COMMIT}
    return {row["key"] for row in writer.run("store/close_facts", **asked)}


def _alike(facts: Sequence[Row]) -> Row:
    """Return the properties that all facts have alike: the file, often a day; sent once for all."""
    first, *others = (fact["properties"] for fact in facts)
    return {n: value for n, value in first.items() if all(own.get(n) == value for own in others)}


def _own(fact: Row, alike: Row, days: dict[date, int], until: int | None = None) -> Row:
    """Return the properties that a fact does not share with all of its commit, its days apart.

    Of each of its days the place in ``days`` is sent: the driver takes ten times as long to pack a
    day as a number, and the facts of a file have few.
    """
    own: Row = {}
    dated: dict[str, int] = {}
    for name, value in fact["properties"].items():
        if name in alike:
            continue
        if type(value) is not date:
            own[name] = value
        elif value != _DATES.get(name):
            dated[name] = days.setdefault(value, len(days))
    if until is not None:
        own["until"] = until
    return {"properties": own, "dated": dated}


def _shared(writer: Writer, alike: Row) -> Row:
    return {"since": writer.seq, "until": OPEN_COMMIT, **_DATES, **alike}
