"""The lines of one contract: each thing that is owed on a day, when it was due and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.contracts.account import ZERO, Balance, Debt, settle
from graph.contracts.due import Due, due_on
from graph.contracts.model import DELIVERY, Contract, Obligation, Payment
from graph.contracts.regime import LateRate, governing, late_rate
from graph.deadlines import days_between
from rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Line:
    """An obligation that is open on a day.

    Attributes:
        balance: what is owed of it; None for a delivery, and where no amount is stated.
        notes: codes of what a reader has to know.
    """

    contract: Contract
    obligation: Obligation
    due: Due
    rate: LateRate
    balance: Balance | None

    def overdue_days(self, as_of: date) -> int:
        """Return how many days it is late on ``as_of``; 0 if it is not or has no due day."""
        return max(0, days_between(self.due.day, as_of)) if self.due.day else 0

    def is_late(self, as_of: date) -> bool:
        """Tell whether it is overdue; of a sum that nobody stated that cannot be said."""
        stated = self.balance is not None or self.obligation.kind == DELIVERY
        return stated and self.overdue_days(as_of) > 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know of its due day, its rate and its amount."""
        missing = () if self.balance or self.obligation.kind == DELIVERY else ("no_amount",)
        return tuple(sorted({*self.due.notes, *self.rate.notes, *missing}))


def open_lines(
    contract: Contract,
    obligations: Sequence[Obligation],
    payments: Sequence[Payment],
    rulebook: Rulebook,
    as_of: date,
) -> Iterator[Line]:
    """Yield what is open under a contract at the end of ``as_of``, in order of its numbers."""
    dues = {o.number: due_on(o, contract, rulebook) for o in obligations}
    rates = {o.number: _rate(o, contract, rulebook) for o in obligations}
    debts = [
        _debt(o, contract, dues[o.number], rates[o.number], rulebook)
        for o in obligations
        if o.kind != DELIVERY and o.amount is not None
    ]
    balances = settle(debts, payments, as_of)
    for obligation in sorted(obligations, key=lambda o: o.number):
        number = obligation.number
        balance = balances.get(number)
        if _is_open(obligation, balance, as_of):
            yield Line(contract, obligation, dues[number], rates[number], balance)


def _rate(obligation: Obligation, contract: Contract, rulebook: Rulebook) -> LateRate:
    if obligation.kind == DELIVERY:
        return LateRate(None)
    return late_rate(obligation.kind, contract, rulebook)


def _debt(
    obligation: Obligation, contract: Contract, due: Due, rate: LateRate, rulebook: Rulebook
) -> Debt:
    order: tuple[str, ...] = governing(contract, rulebook).entry.order
    if contract.payment_order == "principal_first":
        order = ("principal", *(part for part in order if part != "principal"))
    return Debt(
        number=obligation.number,
        kind=obligation.kind,
        amount=obligation.amount or ZERO,
        disputed=obligation.disputed,
        costs=obligation.costs,
        due=due.day,
        daily_rate=rate.daily,
        order=order,
    )


def _is_open(obligation: Obligation, balance: Balance | None, as_of: date) -> bool:
    if obligation.kind == DELIVERY:
        return obligation.delivered_on is None or obligation.delivered_on > as_of
    return balance is None or balance.is_owed
