"""Shortest paths between two entities, searched from both ends.

The two sides grow in turn, the smaller first. Once they have together grown by n levels, every
entity inside a path of n steps has been read: it is nearer than its side's last level to one of the
ends, or on the last level of both, where it is read as a meeting point. So the exact search over
what was read finds every path of n steps.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.trace.search import Reach, Walk
from graph.trace.surroundings import Surroundings


@dataclass(slots=True)
class Side:
    """What has grown from one end: all that was reached, and of it the last level."""

    reached: set[str]
    level: set[str]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A search between two entities."""

    start: str
    end: str
    around: Surroundings

    def run(self, depth: int) -> Reach:
        """Return the shortest paths to ``end`` of at most ``depth`` steps."""
        self.around.start_at(self.start)
        self.around.start_at(self.end)
        sides = [Side({end}, {end}) for end in (self.start, self.end)]
        met = False
        for length in range(1, depth + 1):
            small, large = sorted(sides, key=lambda side: len(side.level))
            if not small.level:
                break
            if not self.around.look(small.level):
                return self._exact(length - 1)
            met |= not self._grow(small).isdisjoint(large.reached)
            if not self.around.look(small.level & large.level):
                return self._exact(length - 1)
            reach = self._exact(length) if met else Reach()
            if self.end in reach.trails:
                return reach
        return self._exact(depth)

    def _grow(self, side: Side) -> set[str]:
        """Move a side one level out and return what it reached anew; no path leaves its end."""
        known = [self.around.known[entity] for entity in side.level & self.around.known.keys()]
        fresh = {tie.neighbour for expansion in known for tie in expansion.ties} - side.reached
        side.reached |= fresh
        side.level = fresh - {self.start, self.end}
        return fresh

    def _exact(self, depth: int) -> Reach:
        around = self.around
        walk = Walk(self.start, around.span, around.policy.weights, around.known, _look_no_further)
        return walk.run(depth)


def _look_no_further(_: set[str]) -> bool:
    """Search what was read, as if there were no more."""
    return True
