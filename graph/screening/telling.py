"""How findings, rules and bonds are told, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.model.identifiers import Scheme
from graph.resolution import Identity
from graph.screening.records import Finding
from messages import Text, both
from rulebook import BarRule

_ROLES = (
    "legal_representative",
    "actual_controller",
    "controlling_holder",
    "principal",
)


def finding_text(finding: Finding) -> Text:
    """Return which list it is on, since when, by whom, and until when."""
    listed = Text(finding.listed_by.name_zh, finding.listed_by.name_en)
    issuer = both("screening.issuer", issuer=finding.issuer) if finding.issuer else Text("", "")
    if finding.since == date.min:
        return both("screening.finding_undated", list=listed, issuer=issuer)
    until = finding.standing.until
    end = both("screening.ends", until=until) if until else both("screening.no_end")
    return both("screening.finding", list=listed, issuer=issuer, since=finding.since, end=end)


def findings_text(findings: Iterable[Finding]) -> Text:
    """Return several findings one after the other."""
    told = [finding_text(finding) for finding in findings]
    return Text("；".join(each.zh for each in told), "; ".join(each.en for each in told))


def identifier_text(identity: Identity) -> Text:
    """Return an identifier with the name of its scheme."""
    if identity.scheme in set(Scheme):
        return both(f"screening.scheme_{identity.scheme}", value=identity.value)
    return both("screening.scheme_other", scheme=identity.scheme, value=identity.value)


def enumerated(texts: Iterable[Text | str]) -> Text:
    """Return short texts as one enumeration."""
    told = [Text(each, each) if isinstance(each, str) else each for each in texts]
    return Text("、".join(each.zh for each in told), ", ".join(each.en for each in told))


def rule_text(rule: BarRule) -> Text:
    """Return a rule's source, its words and the measure that it takes."""
    measure = Text(rule.name_zh, rule.name_en)
    return both("screening.rule", source=rule.source, quote=rule.quote, measure=measure)


def role_text(roles: Iterable[str]) -> Text:
    """Return the weightiest of some roles."""
    held = set(roles)
    return both(f"screening.role_{next(role for role in _ROLES if role in held)}")
