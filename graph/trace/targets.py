"""Whom a trace looks for: subjects with a record that counts against them on the day.

The graph gives what may count; ``graph.standing`` alone decides what does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.model import Moment
from graph.standing import from_row, of_version
from graph.standing.terms import list_type_of
from graph.store import Row, Store
from rulebook import ListType, Rulebook, Target

ROUND = 2_000
"""Entities that are asked for in one query."""

ROLES = ["debtor", "listed", "punished"]
"""Roles of those whom a record is against."""

DERIVED = frozenset({"Enforcement", "Listing", "Penalty"})
"""Kinds of record whose standing is derived; no other counts yet."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A record that counts against a subject.

    Attributes:
        id: the record's id.
        kind: its kind.
        list_type: the list that it is on, None for a penalty.
        party: the id of the subject that the record names.
        day: its own day, if a source gave one.
        facts: its properties.
    """

    id: str
    kind: str
    list_type: ListType | None
    party: str
    day: date | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Targets:
    """Looks for what makes entities targets at a moment.

    Attributes:
        wanted: the kinds of record that do, as the policy names them.
    """

    store: Store
    rulebook: Rulebook
    moment: Moment
    wanted: Sequence[Target]

    def among(self, entities: Collection[str]) -> dict[str, tuple[Finding, ...]]:
        """Return the findings on those of some entities that are targets."""
        found: defaultdict[str, list[Finding]] = defaultdict(list)
        for row in self._rows(sorted(entities)):
            finding = self._finding(row)
            if finding is not None:
                found[row["entity"]].append(finding)
        return {entity: tuple(findings) for entity, findings in found.items()}

    def _rows(self, entities: Sequence[str]) -> Iterator[Row]:
        kinds = sorted({target.record for target in self.wanted})
        for start in range(0, len(entities), ROUND):
            some = list(entities[start : start + ROUND])
            params = self.moment.params | {"kinds": kinds, "roles": ROLES}
            yield from self.store.read("standing/adverse", entities=some, **params)

    def _finding(self, row: Row) -> Finding | None:
        record = row["record"]
        version = from_row(record, row["party_kind"])
        list_type = list_type_of(version, self.rulebook)
        if not self._wants(version.kind, list_type):
            return None
        now = of_version(version, row["events"], self.rulebook, self.moment.as_of)
        if now is None or not now.counts_against:
            return None
        return Finding(
            id=record["sid"],
            kind=version.kind,
            list_type=list_type,
            party=row["party"],
            day=version.dated,
            facts=record,
        )

    def _wants(self, kind: str, list_type: ListType | None) -> bool:
        return any(t.record == kind and _is_of(t, list_type) for t in self.wanted)


def _is_of(target: Target, list_type: ListType | None) -> bool:
    """Tell whether a record is what a target asks for: by its list, or any where it names none."""
    if list_type is None:
        return not (target.lists or target.serious)
    return list_type.id in target.lists or (target.serious and list_type.serious == "yes")
