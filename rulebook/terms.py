"""Numbers that the law sets: days to pay and to answer, rates, thresholds, days off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field

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
    """

    debtors: tuple[str, ...] = Field(min_length=1)
    days: int = Field(gt=0)
    max_days: int | None = Field(default=None, gt=0)


class PaymentRegime(Entry):
    """Which decree governs a payment, by the day on which its contract was signed.

    Attributes:
        regime: ``none`` where no decree does: the contract and the civil code stand alone.
        creditors: sizes of creditor that it protects.
        claim_days: days to confirm a claim from the request.
        daily_interest: interest a day on what is overdue where nothing is agreed, as a fraction.
        interest_floor: id of the rate below which an agreed yearly interest is raised.
        rolls: whether a due day on a day off moves to the next working day.
    """

    regime: Literal["none", "728", "802"]
    creditors: tuple[Literal["micro", "small", "medium"], ...] = ()
    terms: tuple[PaymentTerm, ...] = ()
    claim_days: int | None = Field(default=None, gt=0)
    daily_interest: Decimal | None = None
    interest_floor: str | None = None
    rolls: bool = True


class Deposit(Entry):
    """Within how many days a kind of deposit goes back."""

    days: int = Field(gt=0)
    unit: Unit
    rolls: bool = True


class Rate(Entry):
    """A yearly rate as published, in per cent."""

    percent: Decimal = Field(gt=0)


class Threshold(Entry):
    """A number from which something is so: ``ge`` includes the number itself, ``gt`` does not."""

    value: Fraction
    comparison: Literal["ge", "gt"]
    unit: Literal["share", "yuan"]

    def reached_by(self, value: Fraction) -> bool:
        """Tell whether ``value`` reaches the threshold."""
        return value >= self.value if self.comparison == "ge" else value > self.value


class CalendarYear(Entry):
    """Days off and shifted working days of a year (its id), from the yearly notice.

    It stands above what the calendar library says of that year.
    """

    days_off: tuple[date, ...] = Field(min_length=1)
    workdays: tuple[date, ...]
