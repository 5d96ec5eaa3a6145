"""Numbers that the law sets: days to pay and to answer, rates, thresholds, days off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from rulebook.schema import Entry, Part

Unit = Literal["calendar", "working"]


class Step(Part):
    """One clock of a procedure.

    Attributes:
        starts: the field of the complaint whose date starts it.
        ends: the field whose date stops it.
        days: None where the law sets no number.
        extended_days: the days in total when an extension is granted.
        rolls: whether an end on a day off moves to the next working day.
    """

    step: str
    starts: str
    ends: tuple[str, ...] = Field(min_length=1)
    days: int | None = Field(default=None, gt=0)
    unit: Unit = "calendar"
    extended_days: int | None = Field(default=None, gt=0)
    rolls: bool = True


class Procedure(Entry):
    """A complaint procedure with its clocks, in order; which one applies follows its receipt."""

    steps: tuple[Step, ...] = Field(min_length=1)


class PaymentTerm(Part):
    """Within how many days a kind of debtor pays from delivery (or what stands for it).

    Attributes:
        debtors: kinds of debtor, or ``large`` for a large enterprise.
        max_days: the most that a contract may agree.
        article: where the regime says so.
    """

    debtors: tuple[str, ...] = Field(min_length=1)
    days: int = Field(gt=0)
    max_days: int | None = Field(default=None, gt=0)
    article: str = Field(min_length=1)


Topic = Literal[
    "acceptance",
    "acceptance_overdue",
    "progress",
    "fiscal_funds",
    "pay_when_paid",
    "dispute",
    "interest",
]
"""What a payment regime may have an article on, beside its terms."""


class PaymentRegime(Entry):
    """Which decree governs a payment, by the day on which its contract was signed.

    Attributes:
        regime: ``none`` where no decree does: the contract and the civil code stand alone.
        creditors: sizes of creditor that it protects.
        debtors: kinds of debtor that it binds, or ``large`` for a large enterprise.
        articles: its article on each topic; on a topic that is not there it is silent.
        claim_days: days to confirm a claim from the request.
        daily_interest: interest a day on what is overdue where nothing is agreed, as a fraction.
        void_clause_rate: id of the yearly rate instead, under a void pay-when-paid clause.
        interest_floor: id of the rate below which an agreed yearly interest is raised.
        year_days: days of a year by which a yearly rate is divided.
        order: how a payment is allotted unless agreed otherwise (民法典 art. 561).
        rolls: whether a due day on a day off moves to the next working day.
    """

    regime: Literal["none", "728", "802"]
    creditors: tuple[Literal["micro", "small", "medium"], ...] = ()
    debtors: tuple[str, ...] = ()
    terms: tuple[PaymentTerm, ...] = ()
    articles: dict[Topic, str] = Field(default_factory=dict)
    claim_days: int | None = Field(default=None, gt=0)
    daily_interest: Decimal | None = None
    void_clause_rate: str | None = None
    interest_floor: str | None = None
    year_days: int = Field(gt=0)
    order: tuple[Literal["costs", "interest", "principal"], ...] = Field(min_length=3, max_length=3)
    rolls: bool = True

    def term_for(self, debtor: str) -> PaymentTerm | None:
        """Return the term that binds a kind of debtor, or None where there is no number of days."""
        return next((term for term in self.terms if debtor in term.debtors), None)


class Deposit(Entry):
    """Within how many days or months a kind of deposit goes back.

    Attributes:
        starts: the field of the contract that starts the term where no other day is stated.
        debtors: kinds of debtor that it binds; all where empty.
        contract_kinds: kinds of contract that it is about; all where empty.
        binding: whether a later day that was agreed is cut to it.
    """

    days: int | None = Field(default=None, gt=0)
    months: int | None = Field(default=None, gt=0)
    unit: Unit = "calendar"
    starts: Literal["signed_on"] | None = None
    debtors: tuple[str, ...] = ()
    contract_kinds: tuple[str, ...] = ()
    binding: bool = False
    rolls: bool = True

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.days is None) == (self.months is None):
            problem = "days or months"
            raise ValueError(problem)
        return self

    def is_about(self, debtor: str, contract_kind: str | None) -> bool:
        """Tell whether it binds this kind of debtor under this kind of contract."""
        debtors, kinds = self.debtors, self.contract_kinds
        return (not debtors or debtor in debtors) and (not kinds or contract_kind in kinds)


class Rate(Entry):
    """A yearly rate as published, in per cent."""

    percent: Decimal = Field(gt=0)


class Threshold(Entry):
    """A share from which something is so: ``ge`` includes the number itself, ``gt`` does not."""

    value: Fraction
    comparison: Literal["ge", "gt"]

    def reached_by(self, value: Fraction) -> bool:
        """Tell whether ``value`` reaches the threshold."""
        return value >= self.value if self.comparison == "ge" else value > self.value


class CalendarYear(Entry):
    """Days off and shifted working days of a year (its id), from the yearly notice.

    It stands above what the calendar library says of that year.
    """

    days_off: tuple[date, ...] = Field(min_length=1)
    workdays: tuple[date, ...]
