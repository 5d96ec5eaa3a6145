"""Subjects of one name, some without a code: which of them a second attribute joins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from graph.resolution.compare import Comparison, compare
from graph.resolution.traits import Traits
from graph.subjects import strength

Attribute = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Side:
    """An entity with its members' traits.

    Attributes:
        members: subject id → its traits.
        traits: those of all together.
    """

    members: Mapping[str, Traits]
    traits: Traits

    @classmethod
    def of(cls, members: Mapping[str, Traits]) -> Side:
        """Return an entity from its members."""
        return cls(members, reduce(or_, members.values()))

    @property
    def id(self) -> str:
        """The id of its strongest member."""
        return min(self.members, key=strength)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two subjects that a rule says are one."""

    a: str
    b: str
    comparison: Comparison


class _Cluster:
    """Sides that are one so far.

    Attributes:
        brought: attribute → the subject that brought it, so that a decision names who agrees.
    """

    def __init__(self, side: Side) -> None:
        self.head = side.id
        self.traits = side.traits
        self.brought: dict[Attribute, str] = {}
        self._remember(side)

    def absorb(self, side: Side) -> None:
        """Take in another side."""
        self.traits |= side.traits
        self._remember(side)

    def _remember(self, side: Side) -> None:
        for member in sorted(side.members, key=strength):
            for attribute in _attributes(side.members[member]):
                self.brought.setdefault(attribute, member)

    def partner(self, traits: Traits) -> str:
        """Return the member that agrees with ``traits``, the strongest if none brought it."""
        shared = (self.brought.get(attribute) for attribute in _attributes(traits))
        return next((member for member in shared if member), self.head)


def _attributes(traits: Traits) -> Iterator[Attribute]:
    for name in ("representatives", "addresses", "established"):
        for value in sorted(getattr(traits, name)):
            yield name, value


def join_namesakes(sides: Iterable[Side]) -> Iterator[Proposal]:
    """Yield which sides of one name are one: each without a code with the one side that it fits.

    One that fits two sides with codes joins neither.
    """
    ordered = sorted(sides, key=lambda side: strength(side.id))
    coded = [_Cluster(side) for side in ordered if side.traits.codes]
    index: dict[Attribute, list[_Cluster]] = {}
    for cluster in coded:
        _enter(index, cluster, cluster.brought)
    for side in ordered:
        attributes = list(_attributes(side.traits))
        if side.traits.codes or not (attributes or side.traits.masks):
            continue
        near = [cluster for attribute in attributes for cluster in index.get(attribute, ())]
        near += coded if side.traits.masks else []
        found = _choose(near, side.traits)
        if found is None:
            _enter(index, _Cluster(side), attributes)
            continue
        cluster, comparison = found
        yield Proposal(cluster.partner(side.traits), side.id, comparison)
        _enter(index, cluster, [one for one in attributes if one not in cluster.brought])
        cluster.absorb(side)


def _enter(
    index: dict[Attribute, list[_Cluster]], cluster: _Cluster, attributes: Iterable[Attribute]
) -> None:
    for attribute in attributes:
        index.setdefault(attribute, []).append(cluster)


def _choose(near: Sequence[_Cluster], traits: Traits) -> tuple[_Cluster, Comparison] | None:
    compared = [(cluster, compare(cluster.traits, traits)) for cluster in dict.fromkeys(near)]
    fitting = [(cluster, comparison) for cluster, comparison in compared if comparison.reason]
    coded = [(cluster, comparison) for cluster, comparison in fitting if cluster.traits.codes]
    if len(coded) > 1:
        return None
    return next(iter(coded or fitting), None)
