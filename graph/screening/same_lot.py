"""What a bond between bidders of one lot means: a relation that a rule names, or a lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.screening.bonds import Bond, Shared
from graph.screening.model import Effect, Reach
from graph.screening.setting import Setting
from rulebook import BarRule

_GROUP = "same_controller_in_lot"
_CODES = {
    Bond.HOLDING: _GROUP,
    Bond.SAME_CONTROLLER: _GROUP,
    Bond.SAME_PRINCIPAL: "linked_in_lot",
    Bond.LINKED: "linked_in_lot",
}


@dataclass(frozen=True, slots=True)
class Together:
    """A bidder's bond with other bidders, as the purpose judges it.

    Attributes:
        others: entities of the other bidders, in a fixed order.
        rule: the rule that names the bond, or None.
        quoted: whether the rule applies as it stands.
    """

    code: str
    effect: Effect
    shared: Shared
    others: tuple[str, ...]
    rule: BarRule | None = None
    quoted: bool = False

    @property
    def reach(self) -> Reach:
        """Whether a rule names the bond."""
        return Reach.NAMED_RELATION if self.rule else Reach.LEAD


def together(bonds: Iterable[Shared], setting: Setting) -> tuple[Together, ...]:
    """Return what a bidder's bonds mean, each other bidder told once, by what weighs most."""
    judged = [each for shared in bonds if (each := _judge(shared, setting))]
    told: set[str] = set()
    kept = []
    for each in sorted(judged, key=lambda each: each.rule is None):
        if not told.issuperset(each.others):
            kept.append(each)
        told.update(each.others)
    return tuple(kept)


def _judge(shared: Shared, setting: Setting) -> Together | None:
    others = tuple(sorted(shared.others)) or (shared.via,)
    rule = next((r for r in setting.rules if r.same_lot and _names(r, shared)), None)
    if rule is not None:
        quoted = setting.quoted(rule)
        confirmed = quoted and not setting.policy.relation_needs_second_person
        effect = Effect(rule.effect) if confirmed else Effect.REVIEW
        return Together(rule.reason, effect, shared, others, rule, quoted)
    line = setting.line(_CODES[shared.bond])
    if line is None:
        return None
    return Together(line.reason, Effect(line.effect), shared, others)


def _names(rule: BarRule, shared: Shared) -> bool:
    """Tell whether a rule names a bond; of two firms under a third, only a rule on the group."""
    reach = set(rule.reach)
    match shared.bond:
        case Bond.HOLDING:
            direct = "direct_holding" in reach and shared.way.direct
            return direct or bool(reach & {"controlled_company", "controlling_holder"})
        case Bond.SAME_CONTROLLER:
            return rule.reason == _GROUP
        case Bond.SAME_PRINCIPAL:
            return "same_principal" in reach
        case Bond.LINKED:
            return False
