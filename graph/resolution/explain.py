"""Why two subjects are one, are two, or cannot be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from graph.model import Moment, RelationType
from graph.resolution.compare import Comparison, Outcome, compare
from graph.resolution.log import Decision, decision_from
from graph.resolution.lookup import subject_named
from graph.resolution.memberships import Verdict
from graph.resolution.traits import Traits, traits_of
from graph.store import Store
from graph.subjects import entities_of
from messages import InputError, both, warning

_RELATIONS = {
    RelationType.BRANCH_OF: "branch",
    RelationType.SUCCESSOR_OF: "predecessor",
    RelationType.CONTROLLER_OF: "parent",
    RelationType.SHAREHOLDER_OF: "affiliated",
    RelationType.DECLARED_RELATED_TO: "affiliated",
    RelationType.ACTS_IN_CONCERT_WITH: "affiliated",
    RelationType.AGENT_OF: "agent",
}
"""What a recorded relation makes of the two, most telling first."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Two subjects compared.

    Attributes:
        a: id of the first subject.
        b: id of the second.
        decision: what stands between them: by a decision, else by the features and relations.
        relation: how they are related as two subjects, or ``renamed``; None if not known.
        log: the standing decisions that name both, oldest first.
    """

    a: str
    b: str
    decision: Outcome
    relation: str | None
    comparison: Comparison
    log: tuple[Decision, ...]

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it, with the decisions that were made."""
        compared = self.comparison
        return {
            "a": self.a,
            "b": self.b,
            "decision": str(self.decision),
            "relation": self.relation,
            "score": compared.score,
            "evidence": compared.side_data(compared.evidence, "agrees"),
            "contradictions": compared.side_data(compared.contradictions, "differs"),
            "features": compared.feature_data(),
            "decisions": [decision.data for decision in self.log],
        }

    @property
    def doubts(self) -> tuple[dict[str, str], ...]:
        """What speaks against the two being one, as warnings."""
        compared = self.comparison
        told = [
            warning("resolution.contradicted", why=why, a="、".join(a), b="、".join(b))
            for why, a, b in compared.differences
        ]
        if self.relation in _RELATIONS.values():
            relation = both(f"resolution.relation_{self.relation}")
            told.append(warning("resolution.related", a=self.a, b=self.b, relation=relation))
        return tuple(told)


def explain(store: Store, a: str, b: str, moment: Moment) -> Explanation:
    """Compare two subjects and say what was decided about them.

    Two that are one are compared by themselves; else each with all that it is one with. Each is
    given as a look-up takes it; an id or code names exactly that member.

    Raises:
        InputError: both name the same subject.
        AmbiguousError, NotFoundError, NotAllowedError: as a look-up does.
    """
    one, other = (subject_named(store, query, moment) for query in (a, b))
    if one == other:
        raise InputError("resolution.same_subject", id=one)
    entities = entities_of(store, (one, other), moment.seen)
    together = entities[one] == entities[other]
    sides = _sides(store, (one, other), entities, moment)
    comparison = compare(*(reduce(or_, side.values()) for side in sides))
    log = between(store, set(sides[0]), set(sides[1]), moment.seen)
    relation = _relation(store, entities[one], entities[other], moment)
    decision = Outcome.MATCH if together else _decided(log) or _told(comparison, relation)
    return Explanation(one, other, decision, relation or _renamed(comparison), comparison, log)


def _sides(
    store: Store, pair: tuple[str, str], entities: Mapping[str, str], moment: Moment
) -> list[dict[str, Traits]]:
    traits = traits_of(store, entities.values(), moment)
    if entities[pair[0]] == entities[pair[1]]:
        return [{one: traits[entities[one]][one]} for one in pair]
    return [traits[entities[one]] for one in pair]


def between(store: Store, a: set[str], b: set[str], seen: int) -> tuple[Decision, ...]:
    """Return the standing decisions on a pair of one subject of ``a`` and one of ``b``."""
    rows = store.read("resolution/decisions", ids=sorted(a), seen=seen)
    rows.sort(key=lambda row: (row["decision"]["since"], row["number"]))
    decisions = [decision_from(row["decision"]) for row in rows]
    return tuple(d for d in decisions if {d.a, d.b} & a and {d.a, d.b} & b)


def _decided(log: tuple[Decision, ...]) -> Outcome | None:
    """Return ``no_match`` if the newest decision on a pair says so."""
    newest = {frozenset((d.a, d.b)): d.verdict for d in log if d.verdict is not Verdict.UNDO}
    return Outcome.NO_MATCH if Verdict.NO_MATCH in newest.values() else None


def _told(comparison: Comparison, relation: str | None) -> Outcome:
    """Return what the graph says by itself: what is related to something is not that thing."""
    return Outcome.NO_MATCH if relation else comparison.outcome


def _relation(store: Store, a: str, b: str, moment: Moment) -> str | None:
    rows = store.read("resolution/related", a=a, b=b, **moment.params)
    found = {row["type"] for row in rows}
    return next((relation for kind, relation in _RELATIONS.items() if kind in found), None)


def _renamed(comparison: Comparison) -> str | None:
    a, b = comparison.a, comparison.b
    shared = a.present & b.former or b.present & a.former
    return "renamed" if shared and not a.present & b.present else None
