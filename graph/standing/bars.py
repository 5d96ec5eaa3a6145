"""What a listing bars on a day: the bar rules in force that name its list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.deadlines import day_after
from rulebook import BarRule, ListType, Rulebook


@dataclass(frozen=True, slots=True)
class Bar:
    """That a listing bars its subject from a purpose, with the rule's quoted words."""

    purpose: str
    reach: str
    rule: BarRule


def bars_on(day: date, rules: tuple[BarRule, ...]) -> tuple[Bar, ...]:
    """Return the bars of the rules in force on ``day``, one for each purpose."""
    return tuple(
        Bar(purpose, "own", rule)
        for rule in rules
        if rule.holds_on(day)
        for purpose in rule.purposes
    )


def rules_naming(
    listed_by: ListType, party_kind: str | None, rulebook: Rulebook
) -> tuple[BarRule, ...]:
    """Return all versions of the rules that name this list for the listed party itself."""
    versions = (version for of_id in rulebook.versions(BarRule).values() for version in of_id)
    return tuple(rule for rule in versions if _names(rule, listed_by, party_kind))


def _names(rule: BarRule, listed_by: ListType, party_kind: str | None) -> bool:
    named = listed_by.id in rule.lists or (rule.serious and listed_by.serious == "yes")
    meant = rule.subjects == "any" or party_kind != "Person"
    return named and meant and "own" in rule.reach


def turning_days(rules: tuple[BarRule, ...]) -> Iterator[date]:
    """Yield the days on which a rule comes into force or is first no longer in force."""
    for rule in rules:
        yield rule.in_force_from
        if rule.in_force_to is not None:
            yield day_after(rule.in_force_to)
