"""Adverse records of many entities, each with its list and its standing on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.model import Moment
from graph.standing import Interval, from_row, of_version
from graph.store import Row, Store
from rulebook import ListType, Rulebook

KINDS = ("Enforcement", "Listing")
ROLES = ("debtor", "listed")


@dataclass(frozen=True, slots=True)
class Finding:
    """A record that is in force on the day, or may be.

    Attributes:
        facts: the record's properties.
        listed_by: the list that it stands on.
        standing: what it means on the day.
        party_kind: what kind of subject its source names.
        written: the party's code as the record writes it, masked or not.
    """

    facts: Mapping[str, Any]
    listed_by: ListType
    standing: Interval
    party_kind: str
    written: str = ""

    @property
    def since(self) -> date:
        """The day from which it counts; ``date.min`` if no source gave one."""
        return self.standing.since

    @property
    def counts(self) -> bool:
        """Whether it is in force and counts as serious dishonesty."""
        return self.standing.counts_against

    @property
    def unsure(self) -> bool:
        """Whether it cannot be derived that it is still in force."""
        return self.standing.state == "not_derived"

    @property
    def issuer(self) -> str:
        """Who listed it and under which number, as far as the record says."""
        names = ("court", "case_number", "authority", "document_number")
        return "，".join(str(self.facts[name]) for name in names if self.facts.get(name))


@dataclass(frozen=True, slots=True)
class Records:
    """Reads the findings at a moment."""

    store: Store
    rulebook: Rulebook
    moment: Moment

    def of(self, entities: Collection[str]) -> Mapping[str, Sequence[Finding]]:
        """Return the findings on each entity that has any."""
        found: defaultdict[str, list[Finding]] = defaultdict(list)
        if not entities:
            return found
        asked = {"entities": sorted(entities), "kinds": KINDS, "roles": ROLES}
        for row in self.store.read("standing/adverse", **asked, **self.moment.params):
            finding = self._finding(row)
            if finding is not None:
                found[row["entity"]].append(finding)
        return found

    def _finding(self, row: Row) -> Finding | None:
        facts = row["record"]
        version = from_row(facts, row["party_kind"])
        versions = self.rulebook.versions(ListType).get(version.list_type or "")
        if not versions:
            return None
        now = of_version(version, row["events"], self.rulebook, self.moment.as_of)
        if now is None or now.state not in {"published", "not_derived"}:
            return None
        return Finding(facts, versions[-1], now, row["party_kind"], row["written"] or "")
