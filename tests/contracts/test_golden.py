"""The golden table: due days, rates and balances, worked out by hand from the articles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.contracts.account import Debt, settle
from graph.contracts.due import due_on
from graph.contracts.model import Contract, Obligation, Payment
from graph.contracts.regime import late_rate
from graph.model import SubjectKind
from rulebook import Rulebook

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent.parent / "golden" / "contracts.yaml").read_text(encoding="utf-8")
)


def decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def contract(signed_on: date, buyer: str = "Agency", **stated: Any) -> Contract:
    renamed = {"contract_kind": "kind", "pay_when_paid_clause": "pay_when_paid"}
    given = {renamed.get(name, name): value for name, value in stated.items()}
    if "agreed_interest" in given:
        given["agreed_interest"] = decimal(given["agreed_interest"])
    return Contract(
        key="Contract|C1",
        number="C1",
        signed_on=signed_on,
        buyer_kind=SubjectKind(buyer),
        **{"supplier_size": "small", **given},
    )


def obligation(kind: str = "payment", **stated: Any) -> Obligation:
    return Obligation(key="Obligation|C1|1", number="1", kind=kind, **stated)


def debt(**stated: Any) -> Debt:
    given = {
        "number": "1",
        "kind": "payment",
        "amount": 1_000_000,
        "disputed": 0,
        "costs": 0,
        "due": date(2025, 7, 10),
        "daily_rate": "0.0005",
        "order": ("costs", "interest", "principal"),
        **stated,
    }
    sums = {name: decimal(given[name]) for name in ("amount", "disputed", "costs", "daily_rate")}
    return Debt(**{**given, **sums})


def payment(stated: dict[str, Any]) -> Payment:
    amount = decimal(stated["amount"])
    assert amount is not None
    return Payment(stated["paid_on"], amount, stated.get("number"))


def named(section: str) -> pytest.MarkDecorator:
    cases = [pytest.param(case, id=case["case"]) for case in TABLE[section]]
    return pytest.mark.parametrize("case", cases)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.load()


@named("due")
def test_due_day(case: dict[str, Any], rulebook: Rulebook) -> None:
    due = due_on(obligation(**case["obligation"]), contract(**case["contract"]), rulebook)
    expected = case["expect"]
    found = {
        "due": due.day,
        "regime": due.regime,
        "articles": [basis.article for basis in due.basis if basis.article],
        "notes": list(due.notes),
    }
    assert {name: found[name] for name in expected} == expected
    assert bool(due.basis) == (due.day is not None)


@named("rates")
def test_rate(case: dict[str, Any], rulebook: Rulebook) -> None:
    of = contract(**case["contract"])
    rate = late_rate(case.get("kind", "payment"), of, rulebook)
    expected = case["expect"]
    if "yearly" in expected:
        yearly = decimal(expected["yearly"])
        assert yearly is not None
        assert rate.daily == yearly / 365
    else:
        assert rate.daily == decimal(expected["daily"])
    notes = {*rate.notes, *due_on(obligation(), of, rulebook).notes} - {"no_start", "no_term"}
    assert sorted(notes) == expected["notes"]
    assert bool(rate.basis) == (rate.daily is not None)


@named("accounts")
def test_account(case: dict[str, Any]) -> None:
    stated: dict[str, Any] = {
        name: case[name] for name in ("amount", "disputed", "costs", "due") if name in case
    }
    if "yearly" in case:
        stated["daily_rate"] = Decimal(str(case["yearly"])) / 365
    if "daily" in case:
        stated["daily_rate"] = case["daily"]
    if case.get("order") == "principal_first":
        stated["order"] = ("principal", "costs", "interest")
    balance = settle([debt(**stated)], map(payment, case["payments"]), case["as_of"])["1"]
    found = {
        "outstanding": balance.principal,
        "accrued": balance.accrued,
        "unpaid": balance.interest,
        "disputed": balance.disputed,
    }
    assert found == {name: decimal(value) for name, value in case["expect"].items()}


@named("shares")
def test_shares(case: dict[str, Any]) -> None:
    debts = [debt(**instalment, daily_rate=None) for instalment in case["instalments"]]
    balances = settle(debts, map(payment, case["payments"]), date(2025, 12, 31))
    found = {number: balance.principal for number, balance in balances.items()}
    assert found == {number: decimal(value) for number, value in case["expect"].items()}
