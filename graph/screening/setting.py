"""What a screening is for: the purpose's policy and rules on the day, the stage, the lot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Self

from graph.screening.lot import Conditions, Lot, conditions
from graph.screening.model import Effect
from messages import InputError
from rulebook import BarRule, Line, ListType, Rulebook, ScreeningPolicy, Threshold

_CONTROLLING = "controlling_holder"


class Deal(Enum):
    """How a listing lies to the deal."""

    BEFORE = auto()
    AFTER = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Setting:
    """The question that is asked of every bidder.

    Attributes:
        policy: the purpose's policy in force on the day.
        rules: the bar rules in force for the purpose on the day.
        majority: the share from which a shareholder controls on the day.
        conditions: which rules the lot's announcement quotes, and what else it demands.
    """

    policy: ScreeningPolicy
    rules: tuple[BarRule, ...]
    majority: Threshold
    stage: str
    lot: Lot | None
    conditions: Conditions
    as_of: date

    @classmethod
    def of(
        cls, rulebook: Rulebook, purpose: str, stage: str | None, lot: Lot | None, as_of: date
    ) -> Self:
        """Return the setting of a purpose; without a stage the first one is meant.

        Raises:
            InputError: there is no such purpose or stage on the day, or the lot quotes a rule that
                the purpose has not.
        """
        policy = _policy(rulebook, purpose, as_of)
        majority = rulebook.in_force(Threshold, _CONTROLLING, as_of)
        if majority is None:
            raise InputError("screening.no_majority", day=as_of)
        named = tuple(r for r in rulebook.all_in_force(BarRule, as_of) if purpose in r.purposes)
        met = conditions(lot, named)
        return cls(policy, named, majority, _stage(policy, stage), lot, met, as_of)

    def line(self, reason: str) -> Line | None:
        """Return the policy's line on a finding, or None if it has none."""
        return next((line for line in self.policy.lines if line.reason == reason), None)

    def quoted(self, rule: BarRule) -> bool:
        """Tell whether a rule applies as it stands: it needs no quote, or the lot quotes it."""
        return not rule.only_if_quoted or rule.id in self.conditions.quoted

    def names(self, listed_by: ListType) -> bool:
        """Tell whether any rule of the purpose names a list."""
        serious = listed_by.serious == "yes"
        return any(listed_by.id in rule.lists or (rule.serious and serious) for rule in self.rules)

    def deal(self, since: date) -> Deal:
        """Return how something that began on ``since`` lies to the deal."""
        stages = self.policy.stages
        later = stages.index(self.stage) - stages.index(self.policy.deal_stage)
        made_on = self.lot.deal_on if self.lot else None
        if later < 0 or (later == 0 and made_on is None):
            return Deal.BEFORE
        if made_on is None:
            return Deal.UNKNOWN
        return Deal.AFTER if since > made_on else Deal.BEFORE

    def effect(self, rule: BarRule, since: date) -> Effect:
        """Return what a rule that names a listing since a day does to the listed bidder."""
        line = None if self.quoted(rule) else self.line(rule.reason)
        unquoted = Effect(line.effect) if line else Effect.REVIEW
        effect = Effect(rule.effect) if self.quoted(rule) else unquoted
        deal = self.deal(since)
        if deal == Deal.AFTER:
            return Effect.NOTE
        return Effect.REVIEW if deal == Deal.UNKNOWN and effect.bars else effect

    @property
    def shares_lot(self) -> bool:
        """Whether the bidders bid for one lot and are no secret to each other any more."""
        if self.lot is None:
            return False
        return self.lot.closes_on is None or self.lot.closes_on <= self.as_of


def stage_of(rulebook: Rulebook, purpose: str, stage: str | None, as_of: date) -> str:
    """Return the stage that is meant for a purpose: the one named, or its first.

    Raises:
        InputError: there is no such purpose or stage on the day.
    """
    return _stage(_policy(rulebook, purpose, as_of), stage)


def _policy(rulebook: Rulebook, purpose: str, as_of: date) -> ScreeningPolicy:
    policies = rulebook.all_in_force(ScreeningPolicy, as_of)
    found = next((policy for policy in policies if policy.purpose == purpose), None)
    if found is None:
        known = _known(policy.purpose for policy in policies)
        raise InputError("screening.unknown_purpose", purpose=purpose, day=as_of, known=known)
    return found


def _stage(policy: ScreeningPolicy, stage: str | None) -> str:
    if stage is None:
        return policy.stages[0]
    if stage not in policy.stages:
        raise InputError(
            "screening.unknown_stage",
            purpose=policy.purpose,
            stage=stage,
            known=_known(policy.stages),
        )
    return stage


def _known(names: Iterable[str]) -> str:
    return ", ".join(names) or "-"
