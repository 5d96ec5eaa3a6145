"""Facts as the parameters of the queries that write them."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from graph.model import RelationFact
from graph.model.facts import NodeFact, RecordFact
from graph.store.chunks import Chunk
from graph.store.store import Row


def fact_row(fact: NodeFact, chunk: Chunk) -> Row:
    """Return the parameters of a name, identifier or record."""
    sid = fact.sid
    return {
        "sid": sid,
        "origin": sid,
        "listed": chunk.dated if chunk.snapshot else None,
        "key": fact.key,
        "thing": fact.base,
        "content": sid,
        "labels": list(fact.labels),
        "properties": fact.properties | {"sid": sid, "file": chunk.file},
        "links": [
            {"subject": link.subject, "type": link.type, "properties": dict(link.properties)}
            for link in fact.links
        ],
        "adverse": isinstance(fact, RecordFact) and fact.adverse,
    }


def relation_row(fact: RelationFact, chunk: Chunk) -> Row:
    """Return the parameters of a relation."""
    sid = fact.sid
    return {
        "sid": sid,
        "origin": sid,
        "listed": chunk.dated if chunk.snapshot else None,
        "thing": fact.key,
        "content": fact.state,
        "type": str(fact.type),
        "start": fact.start,
        "end": fact.end,
        "properties": fact.properties | {"sid": sid, "file": chunk.file},
    }


def packed(content: Mapping[str, str]) -> str:
    """Return a mapping as one string, since a property holds no map."""
    return orjson.dumps(content).decode()
