"""Who stands around a bidder: its controllers and officers, what it controls, and their firms.

One level of a whole batch of bidders is one question to the expander; hubs are never walked
through, and control runs along control only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from graph.screening.roles import CONTROL, HEADS, Roles
from graph.trace.expansion import Expander, Span, Tie
from graph.trace.policy import Policy


class Kind(IntEnum):
    """How another subject stands to the bidder, the closest first."""

    BELOW = 0
    """The bidder runs or controls it."""
    ABOVE = 1
    """It controls the bidder, directly or through what it controls."""
    OFFICER = 2
    """It runs the bidder."""
    OTHER_FIRM = 3
    """It is run or controlled by whoever runs or controls the bidder."""
    GUARANTEE = 4
    """One of the two stands surety for the other."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation with the roles that its start has towards its end."""

    tie: Tie
    roles: frozenset[str]


Place = tuple[str, Kind, str, frozenset[str]]
"""A bidder, what a subject is to it, the subject, and the roles of the last step."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a bidder to another subject.

    Attributes:
        start: the bidder's entity.
        kind: what the subject at its end is to the bidder.
    """

    start: str
    kind: Kind
    links: tuple[Link, ...]

    @property
    def entity(self) -> str:
        """The entity at its end."""
        return self.links[-1].tie.neighbour

    @property
    def roles(self) -> frozenset[str]:
        """The roles of its last step."""
        return self.links[-1].roles

    @property
    def place(self) -> Place:
        """What a longer way of the same meaning adds nothing to."""
        return self.start, self.kind, self.entity, self.roles

    @property
    def order(self) -> tuple[int, int, tuple[str, ...]]:
        """Sort key: the closest first, then the shortest, then by the facts."""
        return self.kind, len(self.links), tuple(link.tie.sid for link in self.links)

    @property
    def steps(self) -> tuple[tuple[str, Tie], ...]:
        """Its relations, each with the entity from which it is looked at."""
        starts = (self.start, *(link.tie.neighbour for link in self.links))
        return tuple((start, link.tie) for start, link in zip(starts, self.links, strict=False))

    @property
    def direct(self) -> bool:
        """Whether it is one relation."""
        return len(self.links) == 1


@dataclass(frozen=True, slots=True)
class Links:
    """Reads the relations that a purpose asks for, with their roles.

    Attributes:
        expander: gives the relations of many entities at once.
        facts: gives the properties of relations, by the fact's id.
        policy: the relation types to read and the hubs to stop at.
    """

    expander: Expander
    facts: Callable[[Collection[Tie]], Mapping[str, Mapping[str, Any]]]
    roles: Roles
    span: Span
    seen: int
    policy: Policy

    def of(self, entities: Collection[str], *, bidders: bool) -> Mapping[str, tuple[Link, ...]]:
        """Return the links of each entity; a bidder is asked even if it is a hub itself."""
        if not entities:
            return {}
        policy = self.policy.from_an_end() if bidders else self.policy
        found = self.expander.expand(entities, self.span, self.seen, policy)
        ties = {
            entity: [tie for tie in expansion.ties if not tie.loose]
            for entity, expansion in found.items()
        }
        facts = self.facts([tie for some in ties.values() for tie in some])
        return {entity: tuple(self._links(some, facts)) for entity, some in ties.items()}

    def _links(self, ties: Iterable[Tie], facts: Mapping[str, Mapping[str, Any]]) -> Iterator[Link]:
        for tie in ties:
            roles = self.roles.of_relation(tie.type, facts.get(tie.sid, {}))
            if roles:
                yield Link(tie, roles)


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a purpose looks.

    Attributes:
        officers: roles that count as officers of a bidder.
        other_firms: roles by which a firm is another firm of an officer; none: not looked at.
        depth: most steps of control.
    """

    officers: frozenset[str]
    other_firms: frozenset[str]
    depth: int


def surroundings(
    bidders: Collection[str],
    links: Links,
    scope: Scope,
    public: Callable[[Collection[str]], Collection[str]],
) -> Mapping[str, tuple[Way, ...]]:
    """Return the ways of each bidder, the shortest of each kind and roles to a subject.

    Args:
        bidders: entity ids.
        links: the relations.
        scope: how far to look.
        public: which of these entities relate nobody to each other, public bodies above all.
    """
    ways: dict[Place, Way] = {}
    known = links.of(bidders, bidders=True)
    level = [t for bidder in known for link in known[bidder] for t in _first(bidder, link, scope)]
    for _ in range(1, scope.depth):
        fresh = _admit(level, ways)
        known = links.of({way.entity for way in fresh if _goes_on(way)}, bidders=False)
        bodies = public({way.entity for way in fresh if way.kind == Kind.ABOVE})
        level = [t for way in fresh for t in _onwards(way, known, scope, bodies)]
    _admit(level, ways)
    found: defaultdict[str, list[Way]] = defaultdict(list)
    for way in ways.values():
        found[way.start].append(way)
    return {bidder: tuple(some) for bidder, some in found.items()}


def _admit(level: Iterable[Way], ways: dict[Place, Way]) -> list[Way]:
    """Keep the ways that are the first of their kind and roles to a subject and return them."""
    fresh = []
    for way in sorted(level, key=lambda way: way.order):
        if way.entity != way.start and way.place not in ways:
            ways[way.place] = way
            fresh.append(way)
    return fresh


def _first(bidder: str, link: Link, scope: Scope) -> Iterator[Way]:
    if "guarantor" in link.roles:
        yield Way(bidder, Kind.GUARANTEE, (link,))
    elif link.tie.out:
        yield Way(bidder, Kind.BELOW, (link,))
    elif link.roles & scope.officers & CONTROL:
        yield Way(bidder, Kind.ABOVE, (link,))
    elif link.roles & scope.officers & HEADS:
        yield Way(bidder, Kind.OFFICER, (link,))


def _goes_on(way: Way) -> bool:
    below = way.kind == Kind.BELOW and bool(way.roles & CONTROL)
    return below or way.kind in {Kind.ABOVE, Kind.OFFICER}


def _onwards(
    way: Way,
    known: Mapping[str, tuple[Link, ...]],
    scope: Scope,
    public: Collection[str],
) -> Iterator[Way]:
    if not _goes_on(way):
        return
    for link in known.get(way.entity, ()):
        kind = _next(way.kind, link, scope, relates=way.entity not in public)
        if kind is not None:
            yield Way(way.start, kind, (*way.links, link))


def _next(kind: Kind, link: Link, scope: Scope, *, relates: bool) -> Kind | None:
    """Return what a further step makes of a way, None if nobody asks for it."""
    if link.tie.out and kind == Kind.BELOW:
        return Kind.BELOW if link.roles & CONTROL else None
    if link.tie.out:
        return Kind.OTHER_FIRM if relates and link.roles & scope.other_firms else None
    climbs = kind == Kind.ABOVE and bool(link.roles & CONTROL & scope.officers)
    return Kind.ABOVE if climbs else None
