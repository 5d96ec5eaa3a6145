"""One step outwards: the ties of many entities at once.

All that a search needs of a store is :class:`Expander`; the searches know nothing else of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self

from graph.trace.policy import Policy


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both inclusive."""

    first: date
    last: date

    @classmethod
    def day(cls, day: date) -> Self:
        """Return the span of one day."""
        return cls(day, day)

    def meet(self, other: Span) -> Span | None:
        """Return the days that two spans share, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None

    def covers(self, other: Span) -> bool:
        """Tell whether every day of ``other`` is in this span."""
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as seen from one of its ends.

    Attributes:
        neighbour: the entity at the other end.
        type: the relation's type.
        out: whether it runs from this end to the neighbour.
        loose: whether it is by a position that ties nobody together (a registration contact).
        span: the days of the asked span on which it is in force.
        sid: the fact that states it.
    """

    neighbour: str
    type: str
    out: bool
    loose: bool
    span: Span
    sid: str

    @property
    def held(self) -> bool:
        """Whether this end is who holds a position that ties nobody together."""
        return self.loose and self.out

    def covers(self, other: Tie) -> bool:
        """Tell whether every path over ``other`` is one over this relation as well."""
        passable = not self.loose or (other.loose and self.out == other.out)
        return passable and self.span.covers(other.span)


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a walk does not go through an entity.

    Attributes:
        degree: how many other entities are tied to it.
        policy: what makes it a hub: ``named``, ``degree`` or ``position``.
        at_least: whether it was counted no further and may have more.
    """

    degree: int
    policy: str
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """What one step from an entity finds.

    Attributes:
        degree: how many other entities are tied to it.
        hub: why it is a hub, ``named`` or ``degree``, or None; of a hub no ``ties`` are read.
        ties: its relations to other entities.
        at_least: whether ``degree`` was counted no further and may be more.
    """

    degree: int
    hub: str | None = None
    ties: tuple[Tie, ...] = ()
    at_least: bool = False

    @property
    def stop(self) -> Stop | None:
        """Why a walk stops here, or None.

        An entity to which others are tied by its position alone is a hub with regard to them; its
        other relations are walked.
        """
        if self.hub:
            return Stop(self.degree, self.hub, self.at_least)
        held = {tie.neighbour for tie in self.ties if tie.held}
        if held - {tie.neighbour for tie in self.ties if not tie.held}:
            return Stop(self.degree, "position")
        return None


class Expander(Protocol):
    """Anything that knows the relations between entities."""

    def expand(
        self, frontier: Collection[str], span: Span, seen: int, policy: Policy
    ) -> Mapping[str, Expansion]:
        """Return one step from each entity of ``frontier`` that there is.

        Args:
            frontier: entity ids.
            span: only relations in force on some day of it.
            seen: only facts and memberships visible at this commit.
            policy: the relation types that are walked, and what is a hub.
        """
