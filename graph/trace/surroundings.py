"""What has been read around the ends of a search, and how much may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from graph.trace.expansion import Expander, Expansion, Span, Stop, Tie
from graph.trace.policy import Policy

MOST_READ = 5_000
"""Entities that one search reads; it gives up at the level that would exceed them and says so."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The expansions read so far, each once, through ``expander``.

    Attributes:
        span: the days that are asked about.
        seen: the commit that is asked about.
    """

    expander: Expander
    span: Span
    seen: int
    policy: Policy
    known: dict[str, Expansion] = field(default_factory=dict)

    def start_at(self, end: str) -> None:
        """Read an end of a path, from which a walk may start though it be a hub."""
        self._read({end}, self.policy.from_an_end())

    def look(self, frontier: Iterable[str]) -> bool:
        """Read the ties of entities; say whether there were not too many of them."""
        unread = set(frontier) - self.known.keys()
        if len(unread) + len(self.known) > MOST_READ:
            return False
        if unread:
            self._read(unread, self.policy)
        return True

    def stops(self, *ends: str) -> dict[str, Stop]:
        """Return the hubs that were read besides the ends: a walk did not go through them."""
        beside = {entity: found.stop for entity, found in self.known.items() if entity not in ends}
        return {entity: stop for entity, stop in beside.items() if stop is not None}

    def _read(self, frontier: Collection[str], policy: Policy) -> None:
        for entity, found in self.expander.expand(frontier, self.span, self.seen, policy).items():
            self.known[entity] = replace(found, ties=self._useful(found.ties))

    def _useful(self, ties: Iterable[Tie]) -> tuple[Tie, ...]:
        """Leave out relations that add nothing to a stronger one between the same two."""
        kept: defaultdict[str, list[Tie]] = defaultdict(list)
        for tie in sorted(ties, key=self._order):
            beside = kept[tie.neighbour]
            if not any(other.covers(tie) for other in beside):
                beside.append(tie)
        return tuple(tie for beside in kept.values() for tie in beside)

    def _order(self, tie: Tie) -> tuple[Decimal, bool, str]:
        return -self.policy.weights[tie.type], tie.loose, tie.sid
