"""In which roles one subject stands to another, as far as a purpose asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from graph.model import RelationType
from rulebook.screening import ScreeningPolicy
from rulebook.terms import Threshold

CONTROL = frozenset({"controlling_holder", "actual_controller"})
"""Roles of whoever controls a firm."""

HEADS = frozenset({"legal_representative", "principal", "general_manager"})
"""Roles of the persons who run a firm."""

_SPLIT = re.compile(r"[\s、，,/;；()（）]+|兼任?|暨")
_BY_RELATION = {
    RelationType.LEGAL_REPRESENTATIVE_OF: frozenset({"legal_representative", "principal"}),
    RelationType.CONTROLLER_OF: frozenset({"actual_controller"}),
    RelationType.GUARANTOR_OF: frozenset({"guarantor"}),
}
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Roles:
    """Reads roles from relations.

    Attributes:
        positions: words of a position that make its holder run the firm; the whole word has to
            agree, a deputy is none.
        majority: the share from which a shareholder controls, as the law of the day has it.
    """

    positions: frozenset[str]
    majority: Threshold

    @classmethod
    def of(cls, policy: ScreeningPolicy, majority: Threshold) -> Self:
        """Return the reader that a purpose's policy asks for."""
        return cls(frozenset(policy.positions), majority)

    def of_relation(self, relation: str, facts: Mapping[str, Any]) -> frozenset[str]:
        """Return the roles of a relation's start towards its end.

        Args:
            relation: the relation's type.
            facts: its properties, of which ``share_ppm`` and ``position`` are read.
        """
        if relation == RelationType.SHAREHOLDER_OF:
            return self._of_share(facts.get("share_ppm"))
        if relation == RelationType.OFFICER_OF:
            return self._of_position(facts.get("position") or "")
        return _BY_RELATION.get(RelationType(relation), frozenset())

    def _of_share(self, ppm: int | None) -> frozenset[str]:
        held = ppm is not None and self.majority.reached_by(Fraction(ppm, _MILLION))
        return frozenset({"controlling_holder"}) if held else frozenset()

    def _of_position(self, position: str) -> frozenset[str]:
        runs = self.positions & set(_SPLIT.split(position))
        return frozenset({"general_manager", "principal"}) if runs else frozenset()
