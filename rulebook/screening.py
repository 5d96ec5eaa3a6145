"""What bars a subject from a purpose, and what a reviewer has to look at."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from rulebook.lists import ListType, Reach
from rulebook.schema import Dated, Entry, LegalBasis, Part, Rank

Purpose = Literal["land-auction", "procurement", "tendering"]

Reason = Literal[
    "own_listing",
    "own_debtor",
    "own_ban",
    "own_enforcement",
    "own_abnormal",
    "own_penalty",
    "not_eligible",
    "status",
    "land_price_unpaid",
    "land_idle",
    "named_relation",
    "controller_adverse",
    "controlled_adverse",
    "same_controller_in_lot",
    "linked_in_lot",
    "officer_adverse",
    "officer_other_firm",
    "guarantee",
    "declared_differs",
    "identifier_conflict",
    "disputed",
    "name_only",
    "not_found",
    "stale_source",
]
"""Codes of the reasons that a screening gives."""


class BarRule(Entry):
    """A rule that names a list or a relation for a purpose; nothing else bars.

    Attributes:
        reason: the code of the reason that it gives.
        effect: ``bars``, or ``ineligible`` where it is about qualification, not credit.
        lists: ids of the lists that it names; ``serious`` names every serious list.
        reach: whom it names; more than ``own`` are named relations.
        subjects: whether it speaks of enterprises only.
        rank: a ``notice`` bars only where the lot's announcement quotes it.
        needs_announcement: bars only where the lot says so, whatever its rank.
        same_lot: it forbids two bidders in one lot, not one bidder as such.
        lookback_years: how far back the records count that it names.
        penalty_kinds: words of a kind of penalty that it names.
        min_fine: the fine in yuan from which a penalty is one that it names.
        quote: its words, as published.
        source: where the words were read.
    """

    refers: ClassVar[dict[str, type[Dated]]] = {"lists": ListType}

    purposes: tuple[Purpose, ...] = Field(min_length=1)
    reason: Reason
    effect: Literal["bars", "ineligible"] = "bars"
    lists: tuple[str, ...] = ()
    serious: bool = False
    reach: tuple[Reach, ...] = Field(min_length=1)
    subjects: Literal["enterprise", "any"] = "any"
    rank: Rank
    needs_announcement: bool = False
    same_lot: bool = False
    lookback_years: int | None = Field(default=None, gt=0)
    penalty_kinds: tuple[str, ...] = ()
    min_fine: Decimal | None = None
    quote: str = Field(min_length=1)
    source: str = Field(min_length=1)

    @property
    def only_if_quoted(self) -> bool:
        """Whether the rule needs the lot's announcement to quote it before it bars."""
        return self.rank == "notice" or self.needs_announcement


class Line(Part):
    """One line of a policy: a finding, whom it concerns, and what follows.

    Attributes:
        reason: the code of the finding.
        relations: relation types by which the other subject is related; empty for own records.
        roles: officers or holders meant, where the relation has several.
        configurable: whether a city decides it.
    """

    reason: Reason
    effect: Literal["review", "note"]
    reach: Literal["own", "named_relation", "lead"]
    relations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    legal_basis: LegalBasis
    configurable: bool
    note: str | None = None


class ScreeningPolicy(Entry):
    """How the bidders for a purpose are looked at.

    Attributes:
        stages: the moments at which they are screened, in order.
        deal_stage: the one at which the deal is made; a listing after the deal does not undo it.
        lines: findings that are leads for review or notes; bars come from ``BarRule`` alone.
        officers: roles that count as officers of a bidder.
        positions: words of a position that make a person such an officer.
        sources: formats whose rows the purpose needs; it is undetermined until each has come.
        overdue_source: whether one of them that is overdue leaves it undetermined, or is noted.
        objection_suspends: whether an open objection suspends a bar.
        relation_needs_second_person: a named relation bars only when a second person confirmed it.
    """

    purpose: Purpose
    stages: tuple[str, ...] = Field(min_length=1)
    deal_stage: str
    lines: tuple[Line, ...] = Field(min_length=1)
    officers: tuple[str, ...] = Field(min_length=1)
    positions: tuple[str, ...]
    sources: tuple[str, ...] = Field(min_length=1)
    overdue_source: Literal["undetermined", "note"]
    objection_suspends: bool
    relation_needs_second_person: bool

    @model_validator(mode="after")
    def _one_line_a_finding(self) -> Self:
        seen = [(line.reason, line.relations, line.roles) for line in self.lines]
        if len(seen) != len(set(seen)):
            problem = "two lines for one finding"
            raise ValueError(problem)
        return self

    @model_validator(mode="after")
    def _deal_is_a_stage(self) -> Self:
        if self.deal_stage not in self.stages:
            problem = "deal_stage is no stage"
            raise ValueError(problem)
        return self
