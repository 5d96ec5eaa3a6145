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

COUNTED = 1_000
"""How far the ties of a hub are counted: to count them all would take longer than the search."""


@dataclass(frozen=True, slots=True)
class CypherExpander:
    """The expander on the store itself."""

    store: Store

    def expand(
        self, frontier: Collection[str], span: Span, seen: int, policy: Policy
    ) -> Mapping[str, Expansion]:
        """Return one step from each entity of ``frontier`` that there is."""
        most = max(COUNTED, policy.cap + 1)
        asked = {
            "first": span.first,
            "last": span.last,
            "seen": seen,
            "types": sorted(policy.weights),
            "cap": policy.cap,
            "most": most,
            "hub_names": sorted(policy.hub_names),
            "hub_ids": sorted(policy.hub_ids),
            "positions": list(policy.positions),
        }
        entities = sorted(frontier)
        found: dict[str, Expansion] = {}
        for start in range(0, len(entities), ROUND):
            some = entities[start : start + ROUND]
            rows = self.store.read("trace/expand", frontier=some, **asked)
            found |= {row["entity"]: _expansion(row, span, most) for row in rows}
        return found


def _expansion(row: Row, span: Span, most: int) -> Expansion:
    ties = tuple(_tie(tie, span) for tie in row["ties"])
    hub = row["hub"]
    return Expansion(row["degree"], hub, ties, at_least=bool(hub) and row["degree"] == most)


def _tie(column: Sequence[Any], span: Span) -> Tie:
    neighbour, kind, out, loose, first, last, sid = column
    shared = Span(first or span.first, last or span.last) if first or last else span
    return Tie(neighbour, kind, out, loose, shared, sid)


def relation_facts(store: Store, sids: Iterable[str]) -> dict[str, Row]:
    """Return relations by the ids of their facts: ``relation``, ``start_id`` and ``end_id``."""
    asked = sorted(set(sids))
    rows = store.read("trace/relations", sids=asked) if asked else []
    return {row["sid"]: row for row in rows}
