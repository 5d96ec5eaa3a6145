"""What is still owed on a day: interest as it accrues, payments as the law allots them.

Each debt bears simple interest on its undisputed open principal, for each day after its due day.
A payment goes to costs, then interest, then principal (民法典 art. 561), unless agreed otherwise;
one that names no debt goes to the earliest due, and among equals in proportion (art. 560).
Interest is rounded half up to the fen once a stretch of days in which nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from graph.contracts.model import PRICE, Payment

FEN = Decimal("0.01")
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """A sum owed and how it bears interest.

    Attributes:
        number: what payments name it by.
        kind: the kind of obligation; a payment of the price gives no deposit back.
        due: the last day to pay; None bears no interest.
        daily_rate: interest a day as a fraction; None bears no interest.
        order: how a payment is allotted: ``costs``, ``interest``, ``principal``.
    """

    number: str
    kind: str
    amount: Decimal
    disputed: Decimal
    costs: Decimal
    due: date | None
    daily_rate: Decimal | None
    order: tuple[str, ...]

    def opened(self) -> Balance:
        """Return its balance before anything was paid."""
        return Balance(self, self.costs, ZERO, self.amount, ZERO, self.due)


@dataclass(frozen=True, slots=True)
class Balance:
    """What is owed of a debt after interest until ``through``.

    Attributes:
        costs: open costs.
        interest: open interest.
        principal: open principal, the disputed part included.
        accrued: all interest so far, paid or not.
    """

    debt: Debt
    costs: Decimal
    interest: Decimal
    principal: Decimal
    accrued: Decimal
    through: date | None

    @property
    def disputed(self) -> Decimal:
        """The part of the open principal that is in dispute."""
        return min(self.debt.disputed, self.principal)

    @property
    def is_owed(self) -> bool:
        """Whether anything beyond the disputed part is open."""
        return self.owed(ZERO) > 0

    def owed(self, of_disputed: Decimal) -> Decimal:
        """Return what is open without the disputed part, and with ``of_disputed`` of it."""
        return self.costs + self.interest + self.principal - self.disputed + of_disputed

    def accrue(self, until: date) -> Balance:
        """Return the balance with the interest of each day through ``until``."""
        if self.through is None or until <= self.through:
            return self
        rate = self.debt.daily_rate or ZERO
        days = (until - self.through).days
        grown = round_fen((self.principal - self.disputed) * rate * days)
        return replace(
            self,
            interest=self.interest + grown,
            accrued=self.accrued + grown,
            through=until,
        )


def round_fen(sum_: Decimal) -> Decimal:
    """Return a sum rounded half up to the fen."""
    return sum_.quantize(FEN, ROUND_HALF_UP)


def allocate(amount: Decimal, balance: Balance) -> tuple[Balance, Decimal]:
    """Allot a payment to the parts of a balance in the debt's order; also return what is over."""
    for part in balance.debt.order:
        paid = min(amount, getattr(balance, part))
        balance = replace(balance, **{part: getattr(balance, part) - paid})
        amount -= paid
    return balance, amount


def settle(debts: Iterable[Debt], payments: Iterable[Payment], as_of: date) -> dict[str, Balance]:
    """Return the balance of each debt at the end of ``as_of``, by number.

    Args:
        debts: those of one contract.
        payments: those of the same contract; later ones than ``as_of`` have not been made.
        as_of: the last day that bears interest.
    """
    balances = {debt.number: debt.opened() for debt in debts}
    made = [payment for payment in payments if payment.paid_on <= as_of]
    for payment in sorted(made, key=lambda p: (p.paid_on, p.number is None, p.number or "")):
        _pay(balances, payment)
    return {number: balance.accrue(as_of) for number, balance in balances.items()}


def _pay(balances: dict[str, Balance], payment: Payment) -> None:
    rest = payment.amount
    if payment.number in balances:
        named = balances[payment.number].accrue(payment.paid_on)
        balances[payment.number], rest = allocate(rest, named)
    for with_disputed in (False, True):
        for group in _groups(balances):
            rest = _share(balances, group, rest, payment.paid_on, with_disputed=with_disputed)


def _groups(balances: Mapping[str, Balance]) -> list[list[str]]:
    """Return the numbers of the price's debts, the earliest due first, equally due together."""
    price = sorted(_due_order(b) for b in balances.values() if b.debt.kind == PRICE)
    return [[number for _, number in group] for _, group in groupby(price, key=lambda e: e[0])]


def _due_order(balance: Balance) -> tuple[date, str]:
    return balance.debt.due or date.max, balance.debt.number


def _share(
    balances: dict[str, Balance],
    group: Sequence[str],
    rest: Decimal,
    day: date,
    *,
    with_disputed: bool,
) -> Decimal:
    """Pay the debts of a group in proportion to what is owed of each; return what is over."""
    if not rest:
        return rest
    accrued = {number: balances[number].accrue(day) for number in group}
    owed = {n: b.owed(b.disputed if with_disputed else ZERO) for n, b in accrued.items()}
    for number, part in _proportions(owed, min(rest, sum(owed.values(), ZERO))).items():
        balances[number], _ = allocate(part, accrued[number])
        rest -= part
    return rest


def _proportions(owed: Mapping[str, Decimal], amount: Decimal) -> dict[str, Decimal]:
    """Divide ``amount`` as the sums owed are to each other; the odd fen goes to the last."""
    parts: dict[str, Decimal] = {}
    left = sum(owed.values(), ZERO)
    for number, sum_ in owed.items():
        parts[number] = round_fen(amount * sum_ / left) if left else ZERO
        amount -= parts[number]
        left -= sum_
    return parts
