"""Contracts, what is owed under them and what was paid, as the graph holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from unicodedata import normalize

from graph.model import SubjectKind
from graph.model.money import yuan

PRICE = "payment"
DELIVERY = "delivery"
MONEY_KINDS = (PRICE, "bid_deposit", "performance_deposit", "quality_deposit")
"""Kinds of obligation that the buyer owes; a delivery is owed by the supplier."""

_PPM = Decimal(1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract, with what decides the terms of its payments.

    Attributes:
        kind: goods, works, service or investment_promotion.
        buyer_kind: what the buyer is, from its code or its source.
        agreed_interest: agreed interest on late payments, as a fraction a year.
        payment_order: ``principal_first`` where it departs from 民法典 art. 561.
    """

    key: str
    number: str
    title: str | None = None
    kind: str | None = None
    signed_on: date
    buyer_kind: SubjectKind
    buyer_size: str | None = None
    supplier_size: str | None = None
    delivery_due: date | None = None
    pay_within_days: int | None = None
    pay_when_paid: bool = False
    agreed_interest: Decimal | None = None
    payment_order: str | None = None

    @property
    def debtor(self) -> str:
        """The buyer as the rulebook calls debtors; of enterprises only large ones are named."""
        if self.buyer_kind is SubjectKind.ENTERPRISE and self.buyer_size == "large":
            return "large"
        return self.buyer_kind.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What one side owes, and what starts its term.

    Attributes:
        trigger: what starts the term: delivery, acceptance, progress, date or invoice.
        trigger_on: the day on which that happened.
        acceptance_due: the last day that the contract gives for acceptance.
        amount: yuan; None where no source stated it.
        disputed: the part of it that is in dispute.
        costs: costs of pursuing the claim, owed beside it.
    """

    key: str
    number: str
    kind: str
    trigger: str | None = None
    trigger_on: date | None = None
    acceptance_due: date | None = None
    stated_due: date | None = None
    days: int | None = None
    unit: Literal["calendar", "working"] = "calendar"
    amount: Decimal | None = None
    disputed: Decimal = Decimal(0)
    costs: Decimal = Decimal(0)

    @property
    def delivered_on(self) -> date | None:
        """The day on which a delivery was made or accepted, if it is one and was."""
        done = self.kind == DELIVERY and self.trigger in ("delivery", "acceptance")
        return self.trigger_on if done else None


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid under a contract; ``number`` names the obligation that it was paid for."""

    paid_on: date
    amount: Decimal
    number: str | None = None


def contract_of(row: Mapping[str, Any], buyer_kind: SubjectKind) -> Contract:
    """Return a contract from its node's properties."""
    ppm = row.get("agreed_interest_ppm")
    return Contract(
        key=row["key"],
        number=row["contract_number"],
        title=row.get("title"),
        kind=row.get("contract_kind"),
        signed_on=row["date"],
        buyer_kind=buyer_kind,
        buyer_size=row.get("buyer_size"),
        supplier_size=row.get("supplier_size"),
        delivery_due=row.get("delivery_due"),
        pay_within_days=row.get("pay_within_days"),
        pay_when_paid=row.get("pay_when_paid_clause") or False,
        agreed_interest=None if ppm is None else ppm / _PPM,
        payment_order=row.get("payment_order"),
    )


def obligation_of(row: Mapping[str, Any]) -> Obligation:
    """Return an obligation from its node's properties."""
    amount = row.get("amount_fen")
    return Obligation(
        key=row["key"],
        number=_plain(row["obligation_number"]),
        kind=row["obligation_kind"],
        trigger=row.get("trigger"),
        trigger_on=row.get("trigger_on"),
        acceptance_due=row.get("acceptance_due"),
        stated_due=row.get("stated_due"),
        days=row.get("days"),
        unit=row.get("unit") or "calendar",
        amount=None if amount is None else yuan(amount),
        disputed=yuan(row.get("disputed_fen") or 0),
        costs=yuan(row.get("costs_fen") or 0),
    )


def payment_of(row: Mapping[str, Any]) -> Payment:
    """Return a payment from its node's properties."""
    number = row.get("obligation_number")
    return Payment(row["date"], yuan(row["amount_fen"]), number and _plain(number))


def _plain(number: str) -> str:
    """Return a number as obligations and payments are matched by it."""
    return normalize("NFKC", number).strip()
