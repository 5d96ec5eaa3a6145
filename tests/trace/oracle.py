"""What a trace should answer, by brute force: all simple paths, judged by the contract's words.

Written from the contract, not from the search: intervals are sets of days, entities are looked up
in a dict, and every path is enumerated by networkx.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import cast

import networkx as nx

from tests.trace.cases import DAYS, FIRST_DAY, Case, Relation
from tests.trace.hubs import CAP, CONTACT

WEIGHTS = {
    "LEGAL_REPRESENTATIVE_OF": Decimal("0.9"),
    "CONTROLLER_OF": Decimal("0.9"),
    "SHAREHOLDER_OF": Decimal("0.7"),
    "BRANCH_OF": Decimal("0.9"),
    "OFFICER_OF": Decimal("0.5"),
    "GUARANTOR_OF": Decimal("0.4"),
}
"""The types that are walked; contacts and supervisors are not."""

CALENDAR = {FIRST_DAY + timedelta(days=n) for n in range(-10, DAYS + 20)}

Way = tuple[tuple[str, str, int], ...]
"""A path as its steps: from entity, to entity, number of the relation."""


@dataclass
class Oracle:
    """One case, looked at as it is known in its phase."""

    case: Case

    def entity(self, subject: str) -> str:
        """Who a subject is: a merged one is whom it was merged with until that is undone."""
        case = self.case
        merged = case.phase >= 3 and subject in case.merges
        if merged and not (case.phase >= 4 and subject in case.undone):
            return case.merges[subject]
        return subject

    @cached_property
    def relations(self) -> dict[int, Relation]:
        stated = {relation.number: relation for relation in self.case.relations}
        if self.case.phase >= 2:
            stated |= {relation.number: relation for relation in self.case.corrections}
        return stated

    @cached_property
    def asked_days(self) -> set[date]:
        if self.case.during is None:
            return {self.case.as_of}
        first, last = self.case.during
        return {day for day in CALENDAR if first <= day <= last}

    def days(self, number: int) -> set[date]:
        """On which of the asked days a relation is in force."""
        relation = self.relations[number]
        return {day for day in self.asked_days if relation.first <= day <= relation.last}

    @cached_property
    def network(self) -> nx.MultiGraph[str]:
        """The entities with the relations in force between different ones."""
        network: nx.MultiGraph[str] = nx.MultiGraph()
        network.add_nodes_from(self.entity(subject) for subject in self.case.subjects)
        for number, relation in self.relations.items():
            a, b = self.entity(relation.start), self.entity(relation.end)
            if a != b and relation.type in WEIGHTS and self.days(number):
                network.add_edge(a, b, key=number)
        return network

    def degree(self, entity: str) -> int:
        return len(set(self.network[entity]))

    def is_named_hub(self, entity: str) -> bool:
        return any(self.entity(bearer) == entity for bearer in self.case.names)

    def holds_contact(self, entity: str, number: int) -> bool:
        """Whether ``entity`` is the registration contact that this relation states."""
        relation = self.relations[number]
        return relation.position == CONTACT and self.entity(relation.start) == entity

    def contacts_only(self, entity: str) -> set[str]:
        """Whom nothing but its being their registration contact ties to an entity."""
        by_contact: set[str] = set()
        otherwise: set[str] = set()
        for _, neighbour, number in self.network.edges(entity, keys=True):
            held = self.holds_contact(entity, number)
            (by_contact if held else otherwise).add(neighbour)
        return by_contact - otherwise

    def hub_policy(self, entity: str) -> str | None:
        if self.is_named_hub(entity):
            return "named"
        if self.degree(entity) > CAP:
            return "degree"
        return "position" if self.contacts_only(entity) else None

    def walked_through(self, entity: str, came: int, goes: int) -> bool:
        """Whether a path may pass an entity between two of its relations."""
        if self.hub_policy(entity) in ("named", "degree"):
            return False
        return not (self.holds_contact(entity, came) or self.holds_contact(entity, goes))

    def valid(self, way: Way) -> bool:
        shared = set.intersection(*(self.days(number) for _, _, number in way))
        return bool(shared) and all(
            self.walked_through(here[1], here[2], then[2]) for here, then in pairwise(way)
        )

    def ways(self, start: str, end: str, depth: int) -> list[Way]:
        """All shortest valid paths between two entities."""
        simple = nx.all_simple_edge_paths(self.network, start, end, cutoff=depth)
        ways = [cast("Way", tuple(way)) for way in simple]  # the stubs know no keys of edges
        valid = [way for way in ways if self.valid(way)]
        shortest = min(map(len, valid), default=0)
        return [way for way in valid if len(way) == shortest]

    def strength(self, way: Way) -> Decimal:
        product = Decimal(1)
        for _, _, number in way:
            product *= WEIGHTS[self.relations[number].type]
        return product

    def against(self) -> dict[str, set[int]]:
        """The numbers of the records that count against each entity on the day."""
        found: dict[str, set[int]] = {}
        later = self.case.later_records if self.case.phase >= 2 else []
        for record in [*self.case.records, *later]:
            gone = record.removed_on is not None and record.removed_on <= self.case.as_of
            if record.kind != "Penalty" and record.day <= self.case.as_of and not gone:
                found.setdefault(self.entity(record.subject), set()).add(record.number)
        return found

    def targets(self) -> dict[str, list[Way]]:
        """Each target with all its shortest paths."""
        start = self.entity(self.case.start)
        found = {e: self.ways(start, e, self.case.depth) for e in self.against() if e != start}
        return {entity: ways for entity, ways in found.items() if ways}

    def stops(self) -> dict[str, tuple[int, str]]:
        """The hubs reached below the depth limit, with degree and policy."""
        start = self.entity(self.case.start)
        below = self.case.depth - 1
        others = set(self.network) - {start}
        reached = [e for e in others if below and self.ways(start, e, below)]
        policies = {entity: self.hub_policy(entity) for entity in reached}
        return {e: (self.degree(e), policy) for e, policy in policies.items() if policy}
