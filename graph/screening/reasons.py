"""From what was read to reasons: the match, the bidder's own records, leads, bonds in the lot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from graph.model import Moment
from graph.resolution import Match
from graph.resolution.match import Conflict
from graph.screening.bonds import Bond
from graph.screening.leads import Lead
from graph.screening.model import Effect, Reach, Reason, RuleText
from graph.screening.own import Own
from graph.screening.related import Way
from graph.screening.same_lot import Together
from graph.screening.setting import Setting
from graph.screening.telling import enumerated, findings_text, role_text, rule_text
from graph.standing import as_json
from graph.store import Store
from graph.trace.assembly import Assembly
from graph.trace.expansion import Tie
from graph.trace.search import Trail
from messages import Text, both
from rulebook import BarRule

_NAMED = 3
"""Other bidders that a sentence names and to whom paths are given; the rest are counted."""


def match_reasons(match: Match) -> Iterator[Reason]:
    """Yield why a bidder is not known for certain."""
    if match.status == "not_found":
        yield _undetermined("not_found", both("screening.not_found"))
    elif match.status == "candidates" and match.conflict == Conflict.IDENTIFIER:
        yield _undetermined("identifier_conflict", both("screening.identifier_conflict"))
    elif match.status == "candidates":
        key = "code_unusable" if match.conflict else "name_only"
        yield _undetermined("name_only", both(f"screening.{key}", count=match.bearers))


def _undetermined(code: str, text: Text) -> Reason:
    return Reason(code=code, effect=Effect.REVIEW, reach=Reach.OWN, text=text)


def manual_reasons(setting: Setting) -> Iterator[Reason]:
    """Yield the lot's conditions that no register can prove; a person checks them."""
    for text in setting.conditions.manual:
        said = both("screening.manual", text=text)
        yield Reason(code="not_eligible", effect=Effect.REVIEW, reach=Reach.OWN, text=said)
    for rule in setting.rules:
        if rule.id in setting.conditions.quoted and not (
            rule.lists or rule.serious or rule.same_lot
        ):
            yield Reason(
                code=rule.reason,
                effect=Effect.REVIEW,
                reach=Reach.OWN,
                text=both("screening.manual", text=rule.quote),
                rule=RuleText.of(rule),
                basis=_basis(rule),
            )


def _basis(rule: BarRule) -> tuple[Mapping[str, Any], ...]:
    return tuple({**basis.model_dump(), "version": rule.version} for basis in rule.legal_basis)


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells leads and bonds with their paths, from one reading of the graph."""

    setting: Setting
    own: Own
    assembly: Assembly

    @classmethod
    def read(
        cls, store: Store, own: Own, moment: Moment, ways: Sequence[Way], entities: Iterable[str]
    ) -> Self:
        """Read what it takes to tell ``ways`` and to name ``entities``."""
        trails = [_trail(way.start, way.steps) for way in ways]
        return cls(own.setting, own, Assembly.read(store, moment, trails, entities, []))

    def lead(self, lead: Lead) -> Reason:
        """Return the reason that a lead is."""
        findings = lead.findings
        ends = [finding.standing.until for finding in findings]
        return Reason(
            code=lead.code,
            effect=lead.effect,
            reach=lead.reach,
            text=self._lead_text(lead),
            rule=RuleText.of(lead.rule) if lead.rule else None,
            records=tuple(self.own.reference(finding) for finding in findings),
            basis=tuple(b for f in findings for b in as_json(f.standing)["basis"]),  # type: ignore[attr-defined]
            until=None if None in ends else max(end for end in ends if end),
            paths=(self._path(lead.way.start, lead.way.steps),),
        )

    def _lead_text(self, lead: Lead) -> Text:
        parts: dict[str, object] = {
            "name": self._name(lead.way.entity),
            "finding": findings_text(lead.findings),
        }
        if lead.code != "guarantee":
            parts["roles"] = role_text(lead.way.roles)
        key = f"screening.{lead.code}"
        if lead.rule:
            parts["rule"] = rule_text(lead.rule)
            key += "_bars" if lead.effect.bars else ""
        told = both(key, **parts)
        lot = self.setting.lot
        if lead.after_deal and lot:
            return both("screening.after_deal", said=told, deal=lot.deal_on)
        return told

    def bond(self, together: Together) -> Reason:
        """Return the reason that a bond with other bidders of the lot is."""
        rule = together.rule
        return Reason(
            code=together.code,
            effect=together.effect,
            reach=together.reach,
            text=self._bond_text(together),
            rule=RuleText.of(rule) if rule else None,
            basis=_basis(rule) if rule else (),
            paths=tuple(self._path(*steps) for steps in self._bond_steps(together)),
        )

    def _bond_text(self, together: Together) -> Text:
        shared = together.shared
        parts: dict[str, object] = {"others": self._names(together.others)}
        if shared.bond != Bond.HOLDING:
            parts["via"] = self._name(shared.via)
        bond = both(f"screening.lot_{shared.bond}", **parts)
        if together.rule is None:
            return both("screening.lot_lead", bond=bond)
        said = "bars" if together.effect.bars else "unconfirmed"
        key = said if together.quoted else "unquoted"
        return both(f"screening.lot_{key}", bond=bond, rule=rule_text(together.rule))

    def _bond_steps(self, together: Together) -> Iterator[tuple[str, tuple[tuple[str, Tie], ...]]]:
        shared = together.shared
        if not shared.others:
            yield shared.way.start, shared.way.steps
        for other in together.others[:_NAMED] if shared.others else ():
            back = _reversed(shared.others[other].steps)
            yield shared.way.start, (*shared.way.steps, *back)

    def _names(self, entities: Sequence[str]) -> Text:
        told = enumerated(self._name(entity) for entity in entities[:_NAMED])
        if len(entities) <= _NAMED:
            return told
        return both("screening.others", names=told, count=len(entities))

    def _name(self, entity: str) -> str:
        return self.assembly.subjects[entity].name

    def _path(self, start: str, steps: Sequence[tuple[str, Tie]]) -> Mapping[str, Any]:
        return self.assembly.path(_trail(start, steps)).data


def _reversed(steps: Sequence[tuple[str, Tie]]) -> tuple[tuple[str, Tie], ...]:
    """Return steps walked the other way."""
    return tuple(
        (tie.neighbour, replace(tie, neighbour=start, out=not tie.out))
        for start, tie in reversed(steps)
    )


def _trail(start: str, steps: Sequence[tuple[str, Tie]]) -> Trail:
    """Return steps in the form in which paths are told."""
    trail = Trail(start, steps[0][1].span)
    for _, tie in steps:
        trail = Trail(tie.neighbour, tie.span, sids=(*trail.sids, tie.sid), tie=tie, before=trail)
    return trail
