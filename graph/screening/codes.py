"""Codes that do not fit: a bidder's own contradict each other, or others bear its code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model.identifiers import Scheme, org_code_of
from graph.resolution import Candidate, Identity, Match
from graph.screening.model import Effect, Reach, Reason
from graph.screening.own import Own
from graph.screening.telling import enumerated, identifier_text
from messages import Text, both

CODE = "identifier_conflict"
_LASTING = frozenset({Scheme.USCC, Scheme.ORG})
"""Schemes whose codes a subject keeps; registration numbers do change."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Turns contradictions of a matched bidder's codes into reasons."""

    own: Own

    def reasons(self, match: Match) -> Iterator[Reason]:
        """Yield a reason for codes of the bidder that contradict, and one for others with them."""
        torn = [one for one in match.identities if one.conflict and one.scheme in _LASTING]
        if torn:
            codes = enumerated(map(identifier_text, torn))
            yield self._reason(both("screening.codes_conflict", codes=codes), torn)
        if match.claimants:
            others = enumerated(f"{c.subject.name} ({c.subject.id})" for c in match.claimants)
            shared = [one for c in match.claimants for one in _shared(c, match.identities)]
            yield self._reason(both("screening.code_shared", others=others), shared)

    def _reason(self, text: Text, identities: Iterable[Identity]) -> Reason:
        line = self.own.setting.line(CODE)
        return Reason(
            code=CODE,
            effect=Effect(line.effect) if line else Effect.NOTE,
            reach=Reach.OWN,
            text=text,
            records=tuple(
                self.own.refer(fact, identifier_text(one))
                for one in identities
                for fact in one.stated
            ),
        )


def _shared(claimant: Candidate, identities: Iterable[Identity]) -> Iterator[Identity]:
    """Yield the codes of a claimant that the bidder bears too, also inside a unified code."""
    borne = {code for one in identities for code in _forms(one)}
    return (one for one in claimant.identities if borne.intersection(_forms(one)))


def _forms(identity: Identity) -> set[str]:
    org = org_code_of(f"{identity.scheme}:{identity.value}")
    return {identity.value} | ({org} if org else set())
