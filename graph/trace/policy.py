"""What a trace walks, where it stops and what it looks for, as the rulebook says on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self

from graph.model.identifiers import parse_code
from graph.model.names import name_key
from messages import InputError
from rulebook import Rulebook
from rulebook.tracing import HubPolicy, NamedHub, Target, TracePolicy

NO_CAP = 2**62
"""The cap of a walk that no degree stops."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How the relations between entities are walked.

    Attributes:
        name: the rulebook's entry and version, as answers name it.
        weights: the strength of each relation type that is walked, 0 to 1.
        cap: most tied entities that one may have and still be walked through.
        hub_names: keys of the names of hubs.
        hub_ids: subject ids of hubs.
        positions: words of positions whose holders tie nobody together.
    """

    name: str
    weights: Mapping[str, Decimal]
    cap: int
    hub_names: frozenset[str] = frozenset()
    hub_ids: frozenset[str] = frozenset()
    positions: tuple[str, ...] = ()

    @classmethod
    def of(cls, entry: TracePolicy, hubs: HubPolicy) -> Self:
        """Return the policy that two entries of the rulebook state."""
        walked = (walk for walk in entry.walks if walk.relation not in hubs.relations)
        return cls(
            name=f"{entry.id}@{entry.version}+{hubs.id}@{hubs.version}",
            weights={walk.relation: walk.weight for walk in walked},
            cap=hubs.degree_cap,
            hub_names=frozenset(key for hub in hubs.named for key in _names(hub)),
            hub_ids=frozenset(key for hub in hubs.named for key in _ids(hub)),
            positions=hubs.positions,
        )

    def from_an_end(self) -> Policy:
        """Return the policy for the first step from an end of a path, which may be a hub."""
        return replace(self, cap=NO_CAP, hub_names=frozenset(), hub_ids=frozenset())


def _names(hub: NamedHub) -> Iterator[str]:
    return (name_key(name) for name in (hub.name, *hub.aliases))


def _ids(hub: NamedHub) -> Iterator[str]:
    code = parse_code(hub.code) if hub.code else None
    return iter([code.subject_id] if code else [])


@dataclass(frozen=True, slots=True)
class Scheme:
    """A policy with the records that make a subject a target, and the depths that it allows."""

    policy: Policy
    targets: tuple[Target, ...]
    default_depth: int
    max_depth: int

    def depth(self, asked: int | None) -> int:
        """Return the depth to walk to.

        Raises:
            InputError: it is below 1 or above the most that the rulebook allows.
        """
        depth = self.default_depth if asked is None else asked
        if not 1 <= depth <= self.max_depth:
            raise InputError("trace.depth", depth=depth, most=self.max_depth)
        return depth


def load_scheme(rulebook: Rulebook, on: date, include: Collection[str] = ()) -> Scheme:
    """Return how to trace on a day.

    Args:
        rulebook: the law as data.
        on: the day.
        include: names of further kinds of target (``penalties``).

    Raises:
        InputError: the rulebook knows no such kind, or has no policy for that day.
    """
    entry = rulebook.in_force(TracePolicy, "default", on)
    hubs = rulebook.in_force(HubPolicy, entry.hubs, on) if entry else None
    if entry is None or hubs is None:
        raise InputError("trace.no_policy", day=on)
    unknown = sorted(set(include) - entry.include.keys())
    if unknown:
        known = ", ".join(sorted(entry.include))
        raise InputError("trace.include", unknown=", ".join(unknown), known=known)
    further = (target for name in sorted(set(include)) for target in entry.include[name])
    return Scheme(
        policy=Policy.of(entry, hubs),
        targets=(*entry.targets, *further),
        default_depth=entry.default_depth,
        max_depth=entry.max_depth,
    )
