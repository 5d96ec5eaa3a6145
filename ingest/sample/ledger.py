"""Government contracts: what is owed under them, what was paid, and what is overdue.

Due days are drawn so that no day off is near them: their truth needs no calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from ingest.sample import words
from ingest.sample.dice import Dice, topic
from ingest.sample.parties import AGENCY, COMPANY, INSTITUTION, Body
from ingest.sample.town import Town

_FEN = Decimal("0.01")
_DAILY_INTEREST = Decimal("0.0005")
_STATUTORY_DAYS = 30
_MOST_DAYS = 60
_LARGE_DAYS = 60
_QUIET_MONTHS = (3, 7, 8, 11, 12)
_LARGE_SINCE = date(2025, 6, 1)
_DECREE_SINCE = date(2020, 9, 10)
_OLD = (date(2019, 3, 1), date(2020, 8, 20))
"""Days on which a contract was signed that no decree governs."""
_KINDS = ("货物", "工程", "服务", "招商引资")
_DUE = 7
"""Each how many contracts has something overdue."""
_CASES = ("unpaid", "disputed_part", "part_paid", "paid_late")


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract of a public body or a large company with a small supplier."""

    number: str
    kind: str
    buyer: Body
    supplier: Body
    signed: date
    days: int | None
    amount: Decimal

    @property
    def term(self) -> int:
        """Days to pay from the trigger: as agreed, at most what the decree allows."""
        if self.buyer.kind == COMPANY:
            return self.days or _LARGE_DAYS
        return min(self.days or _STATUTORY_DAYS, _MOST_DAYS)


@dataclass(frozen=True, slots=True)
class Obligation:
    """A sum to pay under a contract; ``due`` is computed by the decree at signature."""

    contract: Contract
    number: str
    kind: str
    trigger_on: date | None
    stated_due: date | None
    due: date
    amount: Decimal
    disputed: Decimal


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of an obligation."""

    obligation: Obligation
    day: date
    amount: Decimal
    voucher: str


class Ledger:
    """All contracts of a town with what is owed and paid."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.today = town.scale.today
        self.contracts: list[Contract] = []
        self.obligations: list[Obligation] = []
        self.payments: list[Payment] = []
        self._dice = topic(town.seed, "contracts")
        self._publics = [b for b in town.bodies if b.kind in {AGENCY, INSTITUTION}]
        self._large = [b for b in town.bodies if b.size == "大型"]

    def draw(self) -> None:
        """Draw the contracts; every seventh has something overdue."""
        for serial in range(1, self.town.scale.contracts + 1):
            overdue = serial % _DUE == 0
            contract = self._contract(serial, old=not overdue and self._dice.chance(0.05))
            self.contracts.append(contract)
            if overdue:
                self._overdue(contract, _CASES[serial // _DUE % len(_CASES)])
            else:
                self._settled(contract)

    def _contract(self, serial: int, *, old: bool) -> Contract:
        dice = self._dice
        large = not old and dice.chance(0.1)
        first = _LARGE_SINCE if large else _DECREE_SINCE
        signed = dice.day(*_OLD) if old else dice.day(first, date(2026, 3, 31))
        return Contract(
            number=f"{words.DOCUMENT_PREFIX}采合〔{signed.year}〕{serial:04d}号",
            kind=dice.choice(_KINDS),
            buyer=dice.choice(self._large if large else self._publics),
            supplier=dice.choice(self.town.background),
            signed=signed,
            days=None if not old and dice.chance(0.5) else dice.choice((30, 45, 60)),
            amount=Decimal(dice.randint(5, 400)) * 10_000,
        )

    def _settled(self, contract: Contract) -> None:
        dice = self._dice
        parts = dice.randint(1, 3)
        for number in range(1, parts + 1):
            amount = (contract.amount / parts).quantize(_FEN)
            due = _quiet_day(dice, contract.signed + timedelta(days=100), date(2027, 3, 31))
            obligation = self._owe(contract, number, due, amount)
            if due <= self.today:
                self._pay(obligation, due - timedelta(days=dice.randint(1, 15)), amount)
        if dice.chance(0.3):
            self._deposit(contract)

    def _overdue(self, contract: Contract, case: str) -> None:
        first = contract.signed + timedelta(days=100)
        due = _quiet_day(self._dice, first, self.today - timedelta(days=14))
        amount = contract.amount
        disputed = amount / 10 if case == "disputed_part" else Decimal(0)
        obligation = self._owe(contract, 1, due, amount, disputed)
        outstanding = amount
        if case == "part_paid":
            self._pay(obligation, due - timedelta(days=5), amount * 2 / 5)
            outstanding -= amount * 2 / 5
        elif case == "paid_late":
            outstanding = self._pay_late(obligation)
        self._tell(obligation, outstanding, case)

    def _pay_late(self, obligation: Obligation) -> Decimal:
        """Pay the bare price late: it covers the interest first, so some principal stays open."""
        late = self._dice.randint(3, 12)
        self._pay(obligation, obligation.due + timedelta(days=late), obligation.amount)
        return (obligation.amount * _DAILY_INTEREST * late).quantize(_FEN, ROUND_HALF_UP)

    def _tell(self, obligation: Obligation, outstanding: Decimal, case: str) -> None:
        contract, due = obligation.contract, obligation.due
        self.town.tell(
            "overdue",
            contract_number=contract.number,
            obligation_number=obligation.number,
            debtor=contract.buyer.uscc,
            creditor=contract.supplier.uscc,
            due=due,
            amount=obligation.amount,
            outstanding=outstanding,
            disputed=obligation.disputed,
            days_overdue=(self.today - due).days,
            case=case,
        )

    def _owe(
        self,
        contract: Contract,
        number: int,
        due: date,
        amount: Decimal,
        disputed: Decimal = Decimal(0),
    ) -> Obligation:
        accepted = due - timedelta(days=contract.term)
        trigger_on = accepted if accepted <= self.today else None
        made = Obligation(contract, str(number), "付款", trigger_on, None, due, amount, disputed)
        self.obligations.append(made)
        return made

    def _deposit(self, contract: Contract) -> None:
        due = _quiet_day(self._dice, contract.signed + timedelta(days=200), date(2027, 8, 31))
        amount = (contract.amount * 3 / 100).quantize(_FEN)
        made = Obligation(contract, "质保", "退还质量保证金", None, due, due, amount, Decimal(0))
        self.obligations.append(made)
        if due <= self.today:
            self._pay(made, due - timedelta(days=self._dice.randint(1, 15)), amount)

    def _pay(self, obligation: Obligation, day: date, amount: Decimal) -> None:
        voucher = f"GK{day:%Y%m}{len(self.payments) + 1:06d}"
        self.payments.append(Payment(obligation, day, amount, voucher))


def _quiet_day(dice: Dice, first: date, last: date) -> date:
    """Draw a Tuesday to Thursday from days without a public holiday near them."""
    while True:
        day = dice.day(first, last)
        if day.month in _QUIET_MONTHS and day.weekday() in {1, 2, 3}:
            return day
