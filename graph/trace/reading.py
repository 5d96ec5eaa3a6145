"""Ties read from Neo4j, a whole level in one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Row, Store
from graph.trace.expansion import Expansion, Span, Tie
from graph.trace.policy import Policy

ROUND = 500
"""Entities that are asked for in one query; it bounds what an answer holds in memory."""


@dataclass(frozen=True, slots=True)
class CypherExpander:
    """The expander on the store itself."""

    store: Store

    def expand(
        self, frontier: Collection[str], span: Span, seen: int, policy: Policy
    ) -> Mapping[str, Expansion]:
        """Return one step from each entity of ``frontier`` that there is."""
        asked = {
            "first": span.first,
            "last": span.last,
            "seen": seen,
            "types": sorted(policy.weights),
            "cap": policy.cap,
            "hub_names": sorted(policy.hub_names),
            "hub_ids": sorted(policy.hub_ids),
            "positions": list(policy.positions),
        }
        entities = sorted(frontier)
        found: dict[str, Expansion] = {}
        for start in range(0, len(entities), ROUND):
            some = entities[start : start + ROUND]
            rows = self.store.read("trace/expand", frontier=some, **asked)
            found |= {row["entity"]: _expansion(row, span) for row in rows}
        return found


def _expansion(row: Row, span: Span) -> Expansion:
    ties = tuple(_tie(tie, span) for tie in row["ties"])
    return Expansion(row["degree"], row["hub"], ties)


def _tie(column: Sequence[Any], span: Span) -> Tie:
    neighbour, kind, out, loose, valid_from, valid_to, sid = column
    shared = Span(max(span.first, valid_from), min(span.last, valid_to))
    return Tie(neighbour, kind, out, loose, shared, sid)


def relation_facts(store: Store, sids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Return the properties of relations by the ids of their facts."""
    rows = store.read("trace/relations", sids=sorted(sids))
    return {row["sid"]: row["relation"] for row in rows}
