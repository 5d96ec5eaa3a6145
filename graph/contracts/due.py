"""When an obligation is due: by its contract, within what the decree in force at signature allows.

A stated day goes before agreed days, agreed days before the law's; the law's maximum cuts both
(``capped``). Agreed and legal days are terms, so a last day off moves on; a stated day is a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.contracts.model import DELIVERY, PRICE, Contract, Obligation
from graph.contracts.regime import Basis, Governing, contract_basis, governing
from graph.deadlines import Span, WorkCalendar
from rulebook import Rulebook
from rulebook.terms import Deposit, Topic


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of an obligation.

    Attributes:
        day: inclusive; None where nothing sets it, or nothing has started its term.
        regime: the decree that governs the contract.
        basis: where that is written.
        notes: codes of what a reader has to know, sorted.
    """

    day: date | None
    regime: str
    basis: tuple[Basis, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Law:
    """What a law gives where nothing is agreed, and the most that it allows."""

    term: Span
    limit: Span | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Start:
    """What starts a term, and the article that says so."""

    day: date | None
    topic: Topic | None = None


def due_on(obligation: Obligation, contract: Contract, rulebook: Rulebook) -> Due:
    """Return when ``obligation`` is due under ``contract`` (standards §1.6)."""
    law = governing(contract, rulebook)
    working = WorkCalendar.of(rulebook)
    if obligation.kind == PRICE:
        return _price_due(obligation, contract, law, working)
    if obligation.kind == DELIVERY:
        return _delivery_due(obligation, contract, law, working)
    return _deposit_due(obligation, contract, law, rulebook)


def _price_due(
    obligation: Obligation, contract: Contract, law: Governing, working: WorkCalendar
) -> Due:
    legal = _payment_law(contract, law)
    start = _price_start(obligation, law)
    agreed = _agreed(obligation)
    if agreed is None and contract.pay_within_days is not None:
        agreed = Span(contract.pay_within_days)
    found = _resolve(obligation.stated_due, agreed, legal, start, working)
    topics: list[Topic] = [start.topic] if start.topic and law.rules_on(start.topic) else []
    if "fiscal_funds_assumed" in law.notes:
        topics.append("fiscal_funds")
    articles = tuple(law.basis(law.entry.articles[topic]) for topic in topics)
    notes = {*found.notes, *law.notes}
    if start.topic == "acceptance_overdue":
        notes.add(start.topic)
    basis = found.basis(contract, legal)
    basis = tuple(dict.fromkeys((*basis, *articles)) if basis else ())
    return Due(found.day, law.regime, basis, tuple(sorted(notes)))


def _payment_law(contract: Contract, law: Governing) -> _Law | None:
    term = law.entry.term_for(contract.debtor) if law.applies else None
    if term is None:
        return None
    rolls = law.entry.rolls
    limit = None if term.max_days is None else Span(term.max_days, rolls=rolls)
    return _Law(Span(term.days, rolls=rolls), limit, law.basis(term.article))


def _price_start(obligation: Obligation, law: Governing) -> _Start:
    happened, latest = obligation.trigger_on, obligation.acceptance_due
    match obligation.trigger:
        case "acceptance":
            late = latest is not None and (happened is None or happened > latest)
            if late and law.rules_on("acceptance_overdue"):
                return _Start(latest, "acceptance_overdue")
            return _Start(happened, "acceptance")
        case "progress":
            return _Start(happened, "progress")
        case _:
            return _Start(happened)


def _deposit_due(
    obligation: Obligation, contract: Contract, law: Governing, rulebook: Rulebook
) -> Due:
    rule = rulebook.in_force(Deposit, obligation.kind, contract.signed_on)
    if rule is not None and not rule.is_about(contract.debtor, contract.kind):
        rule = None
    legal = None if rule is None else _deposit_law(rule)
    signed = contract.signed_on if rule is not None and rule.starts == "signed_on" else None
    start = _Start(obligation.trigger_on or signed)
    working = WorkCalendar.of(rulebook)
    found = _resolve(obligation.stated_due, _agreed(obligation), legal, start, working)
    return Due(found.day, law.regime, found.basis(contract, legal), found.notes)


def _deposit_law(rule: Deposit) -> _Law:
    written = rule.legal_basis[0]
    basis = Basis(rule.id, written.title, written.article, rule.version)
    if rule.months is not None:
        term = Span(rule.months, "months", rolls=rule.rolls)
    else:
        term = Span(rule.days or 0, rule.unit, rolls=rule.rolls)
    return _Law(term, term if rule.binding else None, basis)


def _delivery_due(
    obligation: Obligation, contract: Contract, law: Governing, working: WorkCalendar
) -> Due:
    started = None if obligation.delivered_on else obligation.trigger_on
    stated = obligation.stated_due or contract.delivery_due
    found = _resolve(stated, _agreed(obligation), None, _Start(started), working)
    return Due(found.day, law.regime, found.basis(contract, None), found.notes)


def _agreed(obligation: Obligation) -> Span | None:
    return None if obligation.days is None else Span(obligation.days, obligation.unit)


@dataclass(frozen=True, slots=True)
class _Found:
    day: date | None
    notes: tuple[str, ...] = ()
    agreed: bool = False

    def basis(self, contract: Contract, legal: _Law | None) -> tuple[Basis, ...]:
        """Return what the day rests on; nothing where there is no day."""
        if self.day is None:
            return ()
        own = (contract_basis(contract),) if self.agreed else ()
        return own if legal is None else (*own, legal.basis)


def _resolve(
    stated: date | None,
    agreed: Span | None,
    legal: _Law | None,
    start: _Start,
    working: WorkCalendar,
) -> _Found:
    span = agreed or (legal.term if legal else None)
    if stated is None and span is None:
        return _Found(None, ("no_term",))
    if stated is None and start.day is None:
        return _Found(None, ("no_start",))
    by_contract = stated is not None or agreed is not None
    day = stated or _end(span, start, working)
    limit = legal.limit if legal and by_contract and start.day is not None else None
    latest = _end(limit, start, working)
    longer = stated is None and limit is not None and agreed is not None and agreed.exceeds(limit)
    if day is not None and latest is not None and (day > latest or longer):
        return _Found(latest, ("capped", *_guessed(latest, working)), agreed=True)
    return _Found(day, () if stated else _guessed(day, working), agreed=by_contract)


def _guessed(day: date | None, working: WorkCalendar) -> tuple[str, ...]:
    """Say that days off were guessed where the year's notice is not known."""
    return () if day is None or working.knows(day.year) else ("calendar_unknown",)


def _end(span: Span | None, start: _Start, working: WorkCalendar) -> date | None:
    return None if span is None or start.day is None else span.end(start.day, working)
