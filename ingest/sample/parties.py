"""Who and what there is in a town: persons, organisations, and how they are tied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from ingest.sample import words

PERSON = "自然人"
COMPANY = "企业"
TRADER = "个体工商户"
COOPERATIVE = "农民专业合作社"
INSTITUTION = "事业单位"
SOCIETY = "社会组织"
AGENCY = "机关"

REPRESENTATIVE = "法定代表人"


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person."""

    name: str
    citizen_id: str

    @property
    def code(self) -> str:
        """The code by which bureaus know the person."""
        return self.citizen_id


@dataclass(frozen=True, slots=True)
class Body:
    """An invented organisation, as registered on the first day of the sample's files."""

    kind: str
    name: str
    uscc: str
    reg_no: str
    district: words.District
    established: date
    capital: Decimal | None
    address: str
    industry: str
    size: str

    @property
    def code(self) -> str:
        """The code by which bureaus know the organisation."""
        return self.uscc


Party: TypeAlias = Person | Body


@dataclass(frozen=True, slots=True)
class Holding:
    """A share, in per cent, that a holder has in a company."""

    company: Body
    holder: Party
    share: Decimal
    since: date


@dataclass(frozen=True, slots=True)
class Office:
    """A position that a person has in an organisation."""

    body: Body
    person: Person
    position: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """Actual control that a source states."""

    company: Body
    controller: Party
    basis: str
    since: date


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a company."""

    name: str
    uscc: str
    company: Body
    since: date


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A guarantee that one company gave for another."""

    guarantor: Body
    debtor: Body
    amount: Decimal
    number: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Rename:
    """A change of name; ``body.name`` is the one that it bore when the first file was sent."""

    body: Body
    old: str
    new: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A registration status, as written, from a day on."""

    body: Body
    status: str
    since: date
