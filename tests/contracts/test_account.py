"""Laws of a balance, and an oracle that walks through the days one by one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.contracts.account import Balance, Debt, settle
from graph.contracts.model import Payment

DUE = date(2025, 7, 10)
AS_OF = DUE + timedelta(days=60)
RATE = Decimal("0.0005")
ORDERS = [("costs", "interest", "principal"), ("principal", "costs", "interest")]

sums = st.integers(min_value=1, max_value=200_000_00).map(lambda fen: Decimal(fen) / 100)
payments = st.lists(
    st.builds(Payment, st.integers(-20, 80).map(lambda n: DUE + timedelta(days=n)), sums),
    max_size=5,
)
debts = st.builds(
    Debt,
    number=st.just("1"),
    kind=st.just("payment"),
    amount=sums,
    disputed=st.sampled_from([Decimal(0), Decimal("12.34")]),
    costs=st.sampled_from([Decimal(0), Decimal("50.00")]),
    due=st.just(DUE),
    daily_rate=st.just(RATE),
    order=st.sampled_from(ORDERS),
)


def walk(debt: Debt, paid: list[Payment]) -> dict[str, Fraction]:
    """Walk day by day: a day's interest falls due before that day's payments are allotted."""
    owed = {
        "costs": Fraction(debt.costs),
        "interest": Fraction(0),
        "principal": Fraction(debt.amount),
    }
    day = min([DUE, *(payment.paid_on for payment in paid)])
    while day <= AS_OF:
        if day > DUE:
            bearing = owed["principal"] - min(owed["principal"], Fraction(debt.disputed))
            owed["interest"] += bearing * Fraction(RATE)
        today = [Fraction(payment.amount) for payment in paid if payment.paid_on == day]
        left = sum(today, Fraction(0))
        for part in debt.order:
            used = min(left, owed[part])
            owed[part] -= used
            left -= used
        day += timedelta(days=1)
    return owed


@settings(max_examples=300, deadline=None)
@given(debts, payments)
def test_balance_equals_a_walk_through_the_days(debt: Debt, paid: list[Payment]) -> None:
    balance = settle([debt], paid, AS_OF)["1"]
    for part, exact in walk(debt, paid).items():
        assert abs(Fraction(getattr(balance, part)) - exact) < Fraction(len(paid) + 2, 100)


@settings(max_examples=300, deadline=None)
@given(debts, payments)
def test_nothing_is_lost(debt: Debt, paid: list[Payment]) -> None:
    balance = settle([debt], paid, AS_OF)["1"]
    made = sum((p.amount for p in paid if p.paid_on <= AS_OF), Decimal(0))
    charged = debt.amount + debt.costs + balance.accrued
    still_open = balance.principal + balance.costs + balance.interest
    assert still_open == max(charged - made, Decimal(0))
    assert 0 <= balance.disputed <= balance.principal


@settings(max_examples=200, deadline=None)
@given(debts, payments, sums)
def test_a_payment_never_raises_what_is_owed(
    debt: Debt, paid: list[Payment], more: Decimal
) -> None:
    def total(balance: Balance) -> Decimal:
        return balance.principal + balance.costs + balance.interest

    without = settle([debt], paid, AS_OF)["1"]
    with_more = settle([debt], [*paid, Payment(AS_OF, more)], AS_OF)["1"]
    assert total(with_more) == max(total(without) - more, Decimal(0))


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_the_payments_in_the_file_does_not_matter(order: tuple[str, ...]) -> None:
    debt = Debt(
        number="1",
        kind="payment",
        amount=Decimal(1000),
        disputed=Decimal(0),
        costs=Decimal(0),
        due=DUE,
        daily_rate=RATE,
        order=order,
    )
    paid = [
        Payment(DUE + timedelta(days=n), Decimal(100 + n), number)
        for n, number in [(3, None), (3, "1"), (9, None), (1, "2")]
    ]
    assert settle([debt], paid, AS_OF) == settle([debt], paid[::-1], AS_OF)
