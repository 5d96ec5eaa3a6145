"""What ties several bidders of one lot to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.screening.related import Kind, Way
from graph.screening.roles import CONTROL

_LEADS = {Kind.ABOVE, Kind.OFFICER}


class Bond(StrEnum):
    """How two bidders hang together, the closest first."""

    HOLDING = "holding"
    """One of them controls the other."""
    SAME_CONTROLLER = "same_controller"
    """A third controls both."""
    SAME_PRINCIPAL = "same_principal"
    """One person is the principal of both."""
    LINKED = "linked"
    """Someone has a role that counts in both."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One bidder's bond with others.

    Attributes:
        via: the entity that both lead to; for a holding the other bidder itself.
        way: the way from the bidder to it.
        others: the ways of the other bidders to it, by their entity; empty for a holding.
    """

    bond: Bond
    via: str
    way: Way
    others: Mapping[str, Way]


def bonds(
    ways: Mapping[str, Collection[Way]], public: Collection[str]
) -> Mapping[str, tuple[Shared, ...]]:
    """Return all bonds of each bidder with the other bidders, the closest first.

    Args:
        ways: of every bidder of the lot, by its entity.
        public: entities, public bodies above all, that relate nobody by being common.
    """
    reached: defaultdict[str, list[Way]] = defaultdict(list)
    for way in (way for some in ways.values() for way in some):
        if way.kind in _LEADS and way.entity not in public:
            reached[way.entity].append(way)
    found = {
        bidder: [*_holdings(some, ways.keys()), *_commons(some, reached)]
        for bidder, some in ways.items()
    }
    return {bidder: tuple(sorted(shared, key=_order)) for bidder, shared in found.items() if shared}


def _order(shared: Shared) -> tuple[int, str]:
    return list(Bond).index(shared.bond), shared.via


def _holdings(ways: Iterable[Way], bidders: Collection[str]) -> Iterator[Shared]:
    for way in ways:
        if way.entity in bidders and way.kind in {Kind.ABOVE, Kind.BELOW, Kind.OFFICER}:
            controls = way.kind != Kind.OFFICER and bool(way.roles & CONTROL)
            yield Shared(Bond.HOLDING if controls else Bond.LINKED, way.entity, way, {})


def _commons(ways: Iterable[Way], reached: Mapping[str, Collection[Way]]) -> Iterator[Shared]:
    groups: dict[tuple[Bond, str], tuple[Way, dict[str, Way]]] = {}
    for way in (way for way in ways if way.kind in _LEADS):
        for other in reached.get(way.entity, ()):
            if other.start not in {way.start, way.entity}:
                group = groups.setdefault((_bond(way, other), way.entity), (way, {}))
                group[1].setdefault(other.start, other)
    for (bond, via), (way, others) in groups.items():
        yield Shared(bond, via, way, others)


def _bond(one: Way, other: Way) -> Bond:
    if one.kind == other.kind == Kind.ABOVE:
        return Bond.SAME_CONTROLLER
    if "principal" in one.roles & other.roles:
        return Bond.SAME_PRINCIPAL
    return Bond.LINKED
