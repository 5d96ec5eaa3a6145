"""Shortest paths outwards from one entity, level by level, over what is read around it.

A path is valid when all its steps share a day of the span and it walks through no hub. A *trail* is
a valid path from the start; a level holds the trails of equal length. What makes a search over
intervals differ from a plain one: a longer trail may hold on days on which a shorter one does not,
so an entity keeps every trail that no shorter one *covers*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from graph.trace.expansion import Expansion, Span, Tie

KEPT = 3
"""Paths of equal length that an answer shows to one entity, the strongest first."""


@dataclass(frozen=True, slots=True)
class Trail:
    """A valid path from the start to an entity.

    Attributes:
        entity: where it ends.
        span: the days that all its steps share.
        ends: whether it cannot be walked on: it came by a position that ties nobody together.
        strength: product of the weights of its steps.
        sids: the facts of its steps; with the strength it orders trails.
        tie: its last step, None at the start.
        before: the trail without that step.
    """

    entity: str
    span: Span
    ends: bool = False
    strength: Decimal = Decimal(1)
    sids: tuple[str, ...] = ()
    tie: Tie | None = None
    before: Trail | None = None

    @property
    def hops(self) -> int:
        """Its number of steps."""
        return len(self.sids)

    @property
    def order(self) -> tuple[Decimal, tuple[str, ...]]:
        """Sort key: the strongest first, then by the facts, so that answers repeat."""
        return -self.strength, self.sids

    @property
    def steps(self) -> tuple[tuple[str, Tie], ...]:
        """Its steps from the start on, each with the entity it leaves."""
        if self.tie is None or self.before is None:
            return ()
        return (*self.before.steps, (self.before.entity, self.tie))

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities that it passes, its ends included."""
        return (*(start for start, _ in self.steps), self.entity)

    def covers(self, other: Trail) -> bool:
        """Tell whether all that continues ``other`` continues this one as well."""
        return self.span.covers(other.span) and (other.ends or not self.ends)


@dataclass(slots=True)
class Reach:
    """What a search has found.

    Attributes:
        trails: for each entity but the start, its trails, the shortest and strongest first.
        complete: the number of steps up to which all is found; less than was asked for where too
            much would have had to be read.
    """

    trails: dict[str, list[Trail]] = field(default_factory=dict)
    complete: int = 0

    def shortest(self, entity: str) -> tuple[Trail, ...]:
        """Return the shortest trails to an entity, the strongest first, at most ``KEPT``."""
        trails = self.trails.get(entity, [])
        return tuple(trail for trail in trails if trail.hops == trails[0].hops)[:KEPT]

    def admit(self, candidates: Iterable[Trail]) -> list[Trail]:
        """Keep those trails of a new level that no better ones make needless, and return them."""
        level = []
        for trail in sorted(candidates, key=lambda trail: trail.order):
            kept = self.trails.setdefault(trail.entity, [])
            equal = sum(other.hops == trail.hops and other.covers(trail) for other in kept)
            if equal < KEPT:
                kept.append(trail)
                level.append(trail)
        return level

    def covers(self, trail: Trail) -> bool:
        """Tell whether a trail that was kept covers this one."""
        return any(other.covers(trail) for other in self.trails.get(trail.entity, ()))


@dataclass(frozen=True, slots=True)
class Walk:
    """A search outwards from ``start``.

    Attributes:
        span: the days of which all steps share one.
        weights: the strength of each relation type.
        known: the expansions that were read; ``look`` adds to them.
        look: reads further entities and says whether it could.
    """

    start: str
    span: Span
    weights: Mapping[str, Decimal]
    known: Mapping[str, Expansion]
    look: Callable[[set[str]], bool]

    def run(self, depth: int) -> Reach:
        """Return all that valid paths of at most ``depth`` steps reach."""
        reach = Reach()
        level = [Trail(self.start, self.span)]
        while reach.complete < depth and self.look({trail.entity for trail in level}):
            level = reach.admit(
                [trail for trail in self._onwards(level) if not reach.covers(trail)]
            )
            reach.complete += 1
        return reach

    def _onwards(self, level: Iterable[Trail]) -> Iterator[Trail]:
        for trail in level:
            expansion = None if trail.ends else self.known.get(trail.entity)
            for tie in expansion.ties if expansion else ():
                in_the_middle = trail.tie is not None
                if tie.neighbour == self.start or (tie.held and in_the_middle):
                    continue
                span = trail.span.meet(tie.span)
                if span:
                    yield self._step(trail, tie, span)

    def _step(self, trail: Trail, tie: Tie, span: Span) -> Trail:
        return Trail(
            entity=tie.neighbour,
            span=span,
            ends=tie.loose and not tie.out,
            strength=trail.strength * self.weights[tie.type],
            sids=(*trail.sids, tie.sid),
            tie=tie,
            before=trail,
        )
