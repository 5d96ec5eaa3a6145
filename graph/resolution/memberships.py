"""Who is one with whom: decisions applied in order, a pure function of the log.

A match unites the groups of its two subjects. A split takes the members that it names out of the
group that the two then share. So an undone decision leaves what the others alone would have made,
whatever was decided before or since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from graph.subjects import strength


class Verdict(StrEnum):
    """What a decision says of two subjects."""

    MATCH = "match"
    NO_MATCH = "no_match"
    UNDO = "undo"
    """An earlier decision no longer stands."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a decision does to memberships.

    Attributes:
        members: for a split, the subjects that leave, exactly one of the two among them.
    """

    a: str
    b: str
    verdict: Verdict
    members: frozenset[str] = frozenset()


class Memberships:
    """Groups of subjects that are one, each subject in exactly one group."""

    def __init__(self, groups: Iterable[frozenset[str]]) -> None:
        self._group_of = {subject: group for group in groups for subject in group}

    @classmethod
    def apart(cls, subjects: Iterable[str]) -> Self:
        """Return the groups of subjects about which nothing was decided."""
        return cls(frozenset({subject}) for subject in subjects)

    def group(self, subject: str) -> frozenset[str]:
        """Return all that are one with a subject, itself included."""
        return self._group_of[subject]

    def apply(self, act: Act) -> frozenset[str]:
        """Do what a decision says and return the subjects whose group changed."""
        one, other = self._group_of[act.a], self._group_of[act.b]
        if act.verdict is Verdict.MATCH and one != other:
            self._set(one | other)
            return one | other
        if act.verdict is Verdict.NO_MATCH and one == other:
            self._set(one & act.members)
            self._set(one - act.members)
            return one
        return frozenset()

    def _set(self, group: frozenset[str]) -> None:
        self._group_of.update(dict.fromkeys(group, group))

    def moves(self, entities: Mapping[str, str]) -> dict[str, str]:
        """Return subject → the entity that it becomes, for those that are another one now."""
        groups = {self._group_of[subject] for subject in entities}
        become = {member: entity_of(group) for group in groups for member in group}
        return {
            subject: become[subject] for subject in entities if become[subject] != entities[subject]
        }


def entity_of(group: Iterable[str]) -> str:
    """Return the entity that a group is: that of its strongest member."""
    return f"entity:{min(group, key=strength)}"
