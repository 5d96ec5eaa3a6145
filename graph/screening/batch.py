"""One batch of bidders: who they are, what is known of them and around them, in few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any, Self

from graph.model import Moment, RelationType, SubjectKind
from graph.model.names import name_key
from graph.resolution import Match, find_many
from graph.screening.model import Bidder
from graph.screening.namesakes import Namesakes
from graph.screening.penalties import Penalty, penalties_of
from graph.screening.records import Finding, Records
from graph.screening.related import Links, Scope, Way, surroundings
from graph.screening.roles import Roles
from graph.screening.setting import Setting
from graph.store import Row as StoreRow
from graph.store import Store
from graph.subjects import Subject, describe
from graph.trace.expansion import Span, Tie
from graph.trace.policy import Policy, load_scheme
from graph.trace.reading import CypherExpander
from rulebook import Rulebook

SIZE = 2_000
"""Bidders of one batch; it bounds what is held in memory at once."""

_RELATIONS = (
    RelationType.LEGAL_REPRESENTATIVE_OF,
    RelationType.OFFICER_OF,
    RelationType.SHAREHOLDER_OF,
    RelationType.CONTROLLER_OF,
    RelationType.GUARANTOR_OF,
)
_PUBLIC = {SubjectKind.AGENCY, SubjectKind.INSTITUTION}


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read for some bidders.

    Attributes:
        matches: one a bidder, in order.
        ways: to related subjects, by the bidder's entity.
        findings: by entity, of bidders, related subjects and namesakes.
        namesakes: those that bear a bidder's name and no code.
        statuses: the newest registration, by the bidder's entity.
        penalties: of the bidders, by entity.
    """

    bidders: Sequence[Bidder]
    matches: Sequence[Match]
    ways: Mapping[str, tuple[Way, ...]]
    findings: Mapping[str, Sequence[Finding]]
    namesakes: Namesakes
    statuses: Mapping[str, StoreRow]
    penalties: Mapping[str, Sequence[Penalty]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads batches at a moment.

    Attributes:
        records: reads adverse records.
        links: reads relations.
        scope: how far the purpose looks.
        bodies: entities met so far that relate nobody to each other.
    """

    store: Store
    moment: Moment
    records: Records
    links: Links
    scope: Scope
    bodies: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, store: Store, rulebook: Rulebook, setting: Setting, moment: Moment) -> Self:
        """Return a reader that looks as far as the purpose's policy wants."""
        scheme = load_scheme(rulebook, moment.as_of)
        line = setting.line("officer_other_firm")
        scope = Scope(
            officers=frozenset(setting.policy.officers),
            other_firms=frozenset(line.roles if line else ()),
            depth=scheme.max_depth,
        )
        links = Links(
            expander=CypherExpander(store),
            facts=_RoleFacts(store, moment.seen).of,
            roles=Roles.of(setting.policy, setting.majority),
            span=Span.day(moment.as_of),
            seen=moment.seen,
            policy=_walked(scheme.policy),
        )
        return cls(store, moment, Records(store, rulebook, moment), links, scope)

    def batches(self, bidders: Iterable[Bidder]) -> Iterator[Batch]:
        """Yield the bidders in batches with what was read for each."""
        rest = iter(bidders)
        while some := list(islice(rest, SIZE)):
            yield self._read(some)

    def _read(self, bidders: Sequence[Bidder]) -> Batch:
        pairs = [(bidder.name, bidder.code) for bidder in bidders]
        matches = list(find_many(self.store, pairs, self.moment))
        entities = {match.subject.entity for match in matches if match.subject}
        ways = surroundings(entities, self.links, self.scope, self.public)
        related = {way.entity for some in ways.values() for way in some}
        namesakes = Namesakes.read(self.store, entities, self.moment)
        findings = self.records.of(entities | related | namesakes.entities)
        return Batch(
            bidders=bidders,
            matches=matches,
            ways=ways,
            findings=findings,
            namesakes=namesakes,
            statuses=self._statuses(entities),
            penalties=penalties_of(self.store, self.records.rulebook, self.moment, entities),
        )

    def public(self, entities: Collection[str]) -> Collection[str]:
        """Return those of some entities that relate nobody to each other, and remember them."""
        if entities:
            described = describe(self.store, entities, self.moment)
            self.bodies.update(e for e, subject in described.items() if self._relates_none(subject))
        return self.bodies

    def _relates_none(self, subject: Subject) -> bool:
        """Tell whether a subject is a public body or holds for the state or for everybody."""
        hubs = self.links.policy
        named = name_key(subject.name) in hubs.hub_names
        return named or subject.kind in _PUBLIC or not hubs.hub_ids.isdisjoint(subject.members)

    def _statuses(self, entities: Collection[str]) -> Mapping[str, StoreRow]:
        asked = {"entities": sorted(entities), **self.moment.params}
        rows = self.store.read("screening/statuses", **asked)
        return {row["entity"]: row["record"] for row in reversed(rows)}


@dataclass(frozen=True, slots=True)
class _RoleFacts:
    """Reads positions and shares; of the other relations the type says all."""

    store: Store
    seen: int

    def of(self, ties: Collection[Tie]) -> Mapping[str, Mapping[str, Any]]:
        sids: dict[str, list[str]] = {"OFFICER_OF": [], "SHAREHOLDER_OF": []}
        for tie in ties:
            if tie.type in sids:
                sids[tie.type].append(tie.sid)
        rows = self.store.read(
            "screening/roles",
            officers=sids["OFFICER_OF"],
            holders=sids["SHAREHOLDER_OF"],
            seen=self.seen,
        )
        return {row["sid"]: row for row in rows}


def _walked(policy: Policy) -> Policy:
    """Return the policy of traces with the relations that make roles, and no others."""
    weights = {str(kind): policy.weights.get(kind, Decimal(1)) for kind in _RELATIONS}
    return replace(policy, weights=weights)
