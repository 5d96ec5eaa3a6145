"""What the bidder's own records mean for the purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.provenance import Provenance
from graph.screening.model import Effect, Reach, Reason, RuleText
from graph.screening.records import Finding
from graph.screening.setting import Deal, Setting
from graph.screening.telling import finding_text, rule_text
from graph.standing import as_json
from messages import Text, both
from rulebook import DEBTOR_LIST, BarRule, Rulebook

_RANKS = list(Effect)
_GONE = ("revoked", "deregistered", "in_liquidation", "bankrupt", "abolished")
"""Registration statuses of a subject that may no longer act as before."""


@dataclass(frozen=True, slots=True)
class Own:
    """Turns a bidder's own records into reasons."""

    setting: Setting
    rulebook: Rulebook
    provenance: Provenance

    def reasons(self, findings: Iterable[Finding]) -> Iterator[Reason]:
        """Yield one reason a record: by the rule of the purpose that weighs most, else a lead."""
        for finding in findings:
            rule = None if finding.unsure else self._rule(finding)
            yield self._by_rule(finding, rule) if rule else self._without_rule(finding)

    def status(self, record: Mapping[str, Any] | None) -> Iterator[Reason]:
        """Yield a reason if the register says that the bidder may no longer act as before."""
        line = self.setting.line("status")
        if line is None or record is None or record["status"] not in _GONE:
            return
        status = both(f"screening.status_{record['status']}")
        yield Reason(
            code="status",
            effect=Effect(line.effect),
            reach=Reach.OWN,
            text=both("screening.status", status=status),
            records=(self.refer(record, status),),
        )

    def reference(self, finding: Finding) -> dict[str, object]:
        """Return a finding's record as an answer names it."""
        listed_by = finding.listed_by
        return self.refer(finding.facts, Text(listed_by.name_zh, listed_by.name_en))

    def refer(self, record: Mapping[str, Any], title: Text) -> dict[str, object]:
        """Return a fact as an answer names it."""
        day = record.get("date")
        return {
            "id": record["sid"],
            "key": record["key"],
            "kind": record.get("kind", "Identifier"),
            "date": day.isoformat() if day else None,
            "title": title.zh,
            "title_en": title.en,
            "source": self.provenance.source(record),
        }

    def _rule(self, finding: Finding) -> BarRule | None:
        purpose = self.setting.policy.purpose
        bars = (*finding.standing.bars, *finding.standing.bars_if_quoted)
        rules = [bar.rule for bar in bars if bar.purpose == purpose]
        return min(rules, key=lambda rule: self._weight(rule, finding), default=None)

    def _weight(self, rule: BarRule, finding: Finding) -> tuple[int, bool]:
        """Order rules by what they do; one that names the list goes before one that means it."""
        effect = self.setting.effect(rule, finding.since)
        return _RANKS.index(effect), finding.listed_by.id not in rule.lists

    def _by_rule(self, finding: Finding, rule: BarRule) -> Reason:
        effect = self.setting.effect(rule, finding.since)
        return Reason(
            code=self._code(finding, rule),
            effect=effect,
            reach=Reach.OWN,
            text=self._told(finding, rule, effect),
            rule=RuleText.of(rule),
            **self.evidence(finding),
        )

    def _told(self, finding: Finding, rule: BarRule, effect: Effect) -> Text:
        parts: dict[str, object] = {"finding": finding_text(finding), "rule": rule_text(rule)}
        deal = self.setting.deal(finding.since)
        if effect.bars:
            return both("screening.own_bars", **parts)
        if deal == Deal.AFTER and self.setting.lot:
            return both("screening.own_after_deal", **parts, deal=self.setting.lot.deal_on)
        if not self.setting.quoted(rule):
            note = effect == Effect.NOTE
            return both(f"screening.own_unquoted{'_note' if note else ''}", **parts)
        return both("screening.own_deal_unknown", **parts)

    def _without_rule(self, finding: Finding) -> Reason:
        effect, text = self._lead(finding, self._code(finding, None))
        return Reason(
            code=self._code(finding, None),
            effect=effect,
            reach=Reach.LEAD,
            text=text,
            **self.evidence(finding),
        )

    def _lead(self, finding: Finding, code: str) -> tuple[Effect, Text]:
        told = finding_text(finding)
        serious = finding.listed_by.serious == "yes"
        if finding.unsure and (serious or self.setting.names(finding.listed_by)):
            missing = ", ".join(finding.standing.missing)
            return Effect.REVIEW, both("screening.own_unsure", finding=told, missing=missing)
        line = self.setting.line(code) or self.setting.line("own_listing")
        stands = self.setting.deal(finding.since) == Deal.AFTER
        if line is None or line.effect == "note" or stands or not serious:
            return Effect.NOTE, both("screening.own_note", finding=told)
        return Effect.REVIEW, both("screening.own_lead", finding=told)

    def evidence(self, finding: Finding) -> dict[str, Any]:
        """Return what a reason that rests on a finding says of it: record, basis and end."""
        return {
            "records": (self.reference(finding),),
            "basis": tuple(as_json(finding.standing)["basis"]),  # type: ignore[arg-type]
            "until": finding.standing.until,
        }

    def _code(self, finding: Finding, rule: BarRule | None) -> str:
        if finding.listed_by.id == DEBTOR_LIST:
            return "own_debtor"
        named = rule.reason if rule else self._usual(finding)
        return "own_listing" if named == "own_debtor" else named

    def _usual(self, finding: Finding) -> str:
        """Return the reason that rules of any purpose give for a list that they name."""
        versions = (v for of_id in self.rulebook.versions(BarRule).values() for v in of_id)
        naming = (rule.reason for rule in versions if finding.listed_by.id in rule.lists)
        return next(naming, "own_listing")
