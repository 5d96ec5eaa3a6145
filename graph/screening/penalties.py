"""What the bidder's own penalties mean for the purpose: named by a rule, else a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.deadlines import add_months
from graph.model import Moment
from graph.screening.model import Effect, Reach, Reason, RuleText
from graph.screening.own import Own
from graph.screening.telling import rule_text
from graph.standing import Interval, as_json, from_row, of_version
from graph.store import Store
from messages import Text, both
from rulebook import BarRule, Rulebook

CODE = "own_penalty"
_SHOWN = 20
"""As many penalties as a note lists; it says how many there are."""
_FEN = 100
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty of a bidder, still published or after its term.

    Attributes:
        facts: the record's properties.
        standing: what it means on the day.
    """

    facts: Mapping[str, Any]
    standing: Interval

    @property
    def published(self) -> bool:
        """Whether it is published on the day, so that an answer may name it as it is."""
        return self.standing.state == "published"


def penalties_of(
    store: Store, rulebook: Rulebook, moment: Moment, entities: Collection[str]
) -> Mapping[str, Sequence[Penalty]]:
    """Return the penalties of entities; one repaired, withdrawn or corrected is none."""
    found: defaultdict[str, list[Penalty]] = defaultdict(list)
    asked = {"entities": sorted(entities), "kinds": ["Penalty"], "roles": ["punished"]}
    for row in store.read("standing/adverse", **asked, **moment.params):
        version = from_row(row["record"], row["party_kind"])
        now = of_version(version, row["events"], rulebook, moment.as_of)
        if now is not None and now.state in {"published", "expired"}:
            found[row["entity"]].append(Penalty(row["record"], now))
    return found


@dataclass(frozen=True, slots=True)
class Punished:
    """Turns a bidder's penalties into reasons."""

    own: Own

    def reasons(self, penalties: Sequence[Penalty]) -> Iterator[Reason]:
        """Yield a reason for each that a rule of the purpose names, and one note for the rest."""
        rest: list[Penalty] = []
        for penalty in penalties:
            rule = self._rule(penalty)
            if rule is not None:
                yield self._named(penalty, rule)
            elif penalty.published:
                rest.append(penalty)
        line = self.own.setting.line(CODE)
        if rest and line is not None:
            yield self._noted(rest, Effect(line.effect))

    def _rule(self, penalty: Penalty) -> BarRule | None:
        rules = (rule for rule in self.own.setting.rules if rule.reason == CODE)
        return next((rule for rule in rules if self._names(rule, penalty)), None)

    def _names(self, rule: BarRule, penalty: Penalty) -> bool:
        day, as_of = penalty.facts.get("date"), self.own.setting.as_of
        if day is None:
            return False
        recent = rule.lookback_years is None or as_of <= add_months(
            day, rule.lookback_years * _MONTHS
        )
        fine = penalty.facts.get("fine_fen") or 0
        large = rule.min_fine is not None and fine >= rule.min_fine * _FEN
        kind = str(penalty.facts.get("penalty_kind") or "")
        return recent and (large or any(word in kind for word in rule.penalty_kinds))

    def _named(self, penalty: Penalty, rule: BarRule) -> Reason:
        """Return what a rule that names a penalty does; after its term a person judges that."""
        effect = self.own.setting.effect(rule, penalty.standing.since)
        effect = effect if penalty.published or not effect.bars else Effect.REVIEW
        key = "penalty_bars" if effect.bars else "penalty_named"
        return Reason(
            code=CODE,
            effect=effect,
            reach=Reach.OWN,
            text=both(f"screening.{key}", penalty=_told(penalty), rule=rule_text(rule)),
            rule=RuleText.of(rule),
            records=(self._refer(penalty),),
            basis=_basis(penalty),
        )

    def _noted(self, penalties: Sequence[Penalty], effect: Effect) -> Reason:
        newest = max(penalties, key=lambda penalty: penalty.standing.since)
        return Reason(
            code=CODE,
            effect=effect,
            reach=Reach.OWN,
            text=both("screening.penalties", count=len(penalties), newest=_told(newest)),
            records=tuple(self._refer(penalty) for penalty in penalties[:_SHOWN]),
            basis=_basis(newest),
        )

    def _refer(self, penalty: Penalty) -> dict[str, object]:
        number = str(penalty.facts.get("document_number") or "")
        return self.own.refer(penalty.facts, Text(number, number))


def _told(penalty: Penalty) -> Text:
    said = {name: penalty.facts.get(name) for name in ("authority", "document_number", "date")}
    kind = penalty.facts.get("penalty_kind") or "—"
    return both("screening.penalty", kind=kind, **{n: v or "—" for n, v in said.items()})


def _basis(penalty: Penalty) -> tuple[Mapping[str, Any], ...]:
    return tuple(as_json(penalty.standing)["basis"])  # type: ignore[arg-type]
