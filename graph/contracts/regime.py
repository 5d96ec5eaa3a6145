"""Which decree governs a contract, whom it protects, and what interest it gives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from graph.contracts.model import PRICE, Contract
from graph.model import SubjectKind
from rulebook import Rulebook
from rulebook.terms import PaymentRegime, Rate, Topic

RULES = "sme_payment"
"""Id of the payment rules in the rulebook."""

_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule is written: a decree's article, or the contract itself."""

    item: str
    title: str
    article: str | None
    version: str

    @property
    def data(self) -> dict[str, str | None]:
        """As the contract of answers writes it."""
        return {
            "item": self.item,
            "title": self.title,
            "article": self.article,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Governing:
    """The decree that was in force at signature, as far as it governs a contract.

    Attributes:
        entry: what the rulebook says of the day of signature.
        applies: whether it binds this debtor and protects this creditor.
        notes: codes of what a reader has to know (size or kind unknown, clause void).
    """

    entry: PaymentRegime
    applies: bool
    notes: tuple[str, ...]

    @property
    def regime(self) -> str:
        """``none``, ``728`` or ``802``."""
        return self.entry.regime if self.applies else "none"

    def rules_on(self, topic: Topic) -> bool:
        """Tell whether the decree governs the contract and has an article on ``topic``."""
        return self.applies and topic in self.entry.articles

    def basis(self, article: str) -> Basis:
        """Return an article of it."""
        title = self.entry.legal_basis[0].title
        return Basis(self.entry.id, title, article, self.entry.version)


@dataclass(frozen=True, slots=True)
class LateRate:
    """Interest on what is overdue, as a fraction a day; None where nothing gives one."""

    daily: Decimal | None
    basis: tuple[Basis, ...] = ()
    notes: tuple[str, ...] = ()


def governing(contract: Contract, rulebook: Rulebook) -> Governing:
    """Return the decree in force on the day of signature (standards §1.6)."""
    entry = rulebook.in_force(PaymentRegime, RULES, contract.signed_on)
    entry = entry or rulebook.versions(PaymentRegime)[RULES][0]
    binds = contract.debtor in entry.debtors
    applies = binds and contract.supplier_size in entry.creditors
    return Governing(entry, applies, tuple(_notes(contract, entry, applies=applies)))


def _notes(contract: Contract, entry: PaymentRegime, *, applies: bool) -> list[str]:
    if applies:
        void = contract.pay_when_paid and contract.debtor == "large"
        fiscal = contract.buyer_kind is SubjectKind.SOCIAL_ORGANIZATION
        checks = {"fiscal_funds_assumed": fiscal, "pay_when_paid_void": void}
        return [note for note, holds in checks.items() if holds]
    if not entry.debtors or contract.supplier_size not in (None, *entry.creditors):
        return []
    if contract.buyer_kind is SubjectKind.ORGANIZATION:
        return ["debtor_unknown"]
    sizeless = contract.buyer_kind is SubjectKind.ENTERPRISE and contract.buyer_size is None
    return ["size_unknown"] if sizeless or contract.debtor in entry.debtors else []


def late_rate(kind: str, contract: Contract, rulebook: Rulebook) -> LateRate:
    """Return the interest on a late obligation of ``kind``.

    As agreed, not below the one-year LPR at signature where a decree governs; nothing agreed, what
    the decree gives; without a decree nothing (damages are for a court). The decrees speak of the
    price; a deposit bears none.
    """
    if kind != PRICE:
        return LateRate(None, notes=("no_rate",))
    law = governing(contract, rulebook)
    if contract.agreed_interest is not None:
        return _agreed_rate(contract, contract.agreed_interest, law, rulebook)
    if not law.applies:
        return LateRate(None, notes=("no_rate",))
    basis = (law.basis(law.entry.articles["interest"]),)
    if "pay_when_paid_void" in law.notes and law.entry.void_clause_rate is not None:
        yearly = _published(law.entry.void_clause_rate, contract, rulebook)
        return LateRate(yearly / law.entry.year_days, basis)
    return LateRate(law.entry.daily_interest, basis)


def _agreed_rate(
    contract: Contract, agreed: Decimal, law: Governing, rulebook: Rulebook
) -> LateRate:
    basis: tuple[Basis, ...] = (contract_basis(contract),)
    floor = Decimal(0)
    if law.applies and law.entry.interest_floor is not None:
        floor = _published(law.entry.interest_floor, contract, rulebook)
        basis += (law.basis(law.entry.articles["interest"]),)
    notes = ("rate_raised",) if agreed < floor else ()
    return LateRate(max(agreed, floor) / law.entry.year_days, basis, notes)


def _published(rate_id: str, contract: Contract, rulebook: Rulebook) -> Decimal:
    rate = rulebook.in_force(Rate, rate_id, contract.signed_on)
    return Decimal(0) if rate is None else rate.percent / _PERCENT


def contract_basis(contract: Contract) -> Basis:
    """Return the contract itself as a basis."""
    title = contract.title or contract.number
    return Basis("contract", title, None, contract.signed_on.isoformat())
