"""What the records of related subjects mean: leads, and relations that a rule names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.screening.model import Effect, Reach
from graph.screening.records import Finding
from graph.screening.related import Kind, Way
from graph.screening.roles import CONTROL
from graph.screening.setting import Deal, Setting
from rulebook import BarRule, Line

_CODES = {
    Kind.ABOVE: "controller_adverse",
    Kind.BELOW: "controlled_adverse",
    Kind.OFFICER: "officer_adverse",
    Kind.OTHER_FIRM: "officer_other_firm",
    Kind.GUARANTEE: "guarantee",
}


@dataclass(frozen=True, slots=True)
class Lead:
    """A related subject against which records count.

    Attributes:
        way: how it is related.
        findings: the records that count against it.
        rule: the rule that names the relation, or None.
        after_deal: whether all of them began after the deal.
    """

    code: str
    effect: Effect
    way: Way
    findings: tuple[Finding, ...]
    rule: BarRule | None = None
    after_deal: bool = False

    @property
    def reach(self) -> Reach:
        """Whether a rule names the relation."""
        return Reach.NAMED_RELATION if self.rule else Reach.LEAD

    @property
    def order(self) -> tuple[bool, tuple[int, int, tuple[str, ...]]]:
        """Sort key: what a rule names first, then the closest."""
        return self.rule is None, self.way.order


def leads(
    ways: Iterable[Way], findings: Mapping[str, Sequence[Finding]], setting: Setting
) -> tuple[Lead, ...]:
    """Return one lead for each related subject that the purpose wants looked at."""
    found: dict[str, Lead] = {}
    for lead in sorted(_all(ways, findings, setting), key=lambda lead: lead.order):
        found.setdefault(lead.way.entity, lead)
    return tuple(found.values())


def _all(
    ways: Iterable[Way], findings: Mapping[str, Sequence[Finding]], setting: Setting
) -> Iterator[Lead]:
    for way in ways:
        against = tuple(finding for finding in findings.get(way.entity, ()) if finding.counts)
        if not against:
            continue
        lead = _named(way, against, setting) or _by_line(way, against, setting)
        if lead is not None:
            yield lead


def _named(way: Way, against: Sequence[Finding], setting: Setting) -> Lead | None:
    if way.kind != Kind.BELOW or not way.direct:
        return None
    for finding in against:
        for rule in _naming(finding, setting):
            if way.roles & set(rule.reach):
                effect = setting.effect(rule, finding.since)
                if effect.bars and setting.policy.relation_needs_second_person:
                    effect = Effect.REVIEW
                after = setting.deal(finding.since) == Deal.AFTER
                return Lead("named_relation", effect, way, (finding,), rule, after)
    return None


def _naming(finding: Finding, setting: Setting) -> Iterator[BarRule]:
    """Yield the rules that apply as they stand to a listing and reach beyond the listed party."""
    for bar in (*finding.standing.bars, *finding.standing.bars_if_quoted):
        if bar.purpose == setting.policy.purpose and setting.quoted(bar.rule):
            yield bar.rule


def _by_line(way: Way, against: Sequence[Finding], setting: Setting) -> Lead | None:
    code = _code(way)
    line = setting.line(code)
    if line is None or not _meant(way, line):
        return None
    after = all(setting.deal(finding.since) == Deal.AFTER for finding in against)
    effect = Effect.NOTE if after else Effect(line.effect)
    return Lead(code, effect, way, tuple(against), after_deal=after)


def _code(way: Way) -> str:
    """Return the code of a lead; a firm that the bidder runs as a person is an other firm."""
    runs = way.kind == Kind.BELOW and not way.roles & CONTROL
    return _CODES[Kind.OTHER_FIRM if runs else way.kind]


def _meant(way: Way, line: Line) -> bool:
    typed = not line.relations or way.links[-1].tie.type in line.relations
    roles = set(line.roles) - {"controlled_company"}
    return typed and (not roles or bool(way.roles & roles))
