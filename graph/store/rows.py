"""Facts as the parameters of the queries that write them: plain values, no objects of ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import orjson

from graph.model import RelationFact
from graph.model.facts import NodeFact, RecordFact
from graph.store.reports import mark
from graph.store.store import Row


def fact_row(fact: NodeFact, file: str, listed: date | None) -> Row:
    """Return the parameters of a name, identifier, contact, record or event.

    Args:
        fact: what a source said.
        file: id of the file that says it.
        listed: the day of the snapshot that lists it; None if the file is none.
    """
    sid = fact.sid
    return {
        "sid": sid,
        "origin": sid,
        "listed": listed,
        "listing": _listing(fact, listed),
        "key": fact.key,
        "thing": fact.base,
        "content": sid,
        "labels": list(fact.labels),
        "properties": fact.properties | {"file": file},
        "links": [
            {"subject": link.subject, "type": link.type, "properties": dict(link.properties)}
            for link in fact.links
        ],
        "adverse": isinstance(fact, RecordFact) and fact.adverse,
    }


def relation_row(fact: RelationFact, file: str, listed: date | None) -> Row:
    """Return the parameters of a relation."""
    sid = fact.sid
    return {
        "sid": sid,
        "origin": sid,
        "listed": listed,
        "listing": _listing(fact, listed),
        "thing": fact.key,
        "content": fact.state,
        "type": str(fact.type),
        "start": fact.start,
        "end": fact.end,
        "properties": fact.properties | {"file": file},
    }


def _listing(fact: NodeFact | RelationFact, listed: date | None) -> bytes | None:
    listing = fact.listing(snapshot=listed is not None)
    return mark(listing) if listing else None


def packed(content: Mapping[str, str]) -> str:
    """Return a mapping as one string, since a property holds no map."""
    return orjson.dumps(content).decode()
