"""Everybody who is not planted: circles of owners with their companies, and small businesses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ingest.sample import words
from ingest.sample.dice import topic
from ingest.sample.parties import (
    AGENCY,
    COMPANY,
    INSTITUTION,
    SOCIETY,
    Body,
    Branch,
    Control,
    Guarantee,
    Office,
    Party,
    Person,
    StatusChange,
)
from ingest.sample.town import Town

_LARGEST_CIRCLE = 8


def settle(town: Town) -> None:
    """Draw public bodies, small businesses, and companies in circles with their ties."""
    _public_bodies(town)
    _small_businesses(town)
    while len(town.background) < town.scale.companies:
        _circle(town, min(_LARGEST_CIRCLE, town.scale.companies - len(town.background)))
    _branches(town)
    _controls(town)
    _guarantees(town)
    _endings(town)


def _public_bodies(town: Town) -> None:
    offices = [words.CITY + name for name in words.AGENCIES]
    offices += [d.name + name for d in words.DISTRICTS for name in words.DISTRICT_OFFICES]
    for name in offices[: town.scale.agencies]:
        town.public_body(AGENCY, name if name.startswith(words.CITY) else words.CITY + name)
    for firm in words.STATE_FIRMS:
        town.public_body(COMPANY, words.CITY + firm, size="大型")
    for kind, names, count in (
        (INSTITUTION, words.INSTITUTIONS, town.scale.institutions),
        (SOCIETY, words.SOCIETIES, town.scale.societies),
    ):
        places = ["", *(district.name for district in words.DISTRICTS)]
        full = [words.CITY + place + name for place in places for name in names]
        for name in full[:count]:
            town.public_body(kind, name)


def _small_businesses(town: Town) -> None:
    for _ in range(town.scale.traders):
        town.staff(town.trader(), town.person())
    for _ in range(town.scale.cooperatives):
        town.staff(town.cooperative(), town.person(), town.person())


def _circle(town: Town, most: int) -> None:
    size = town.dice.randint(1, most)
    people = [town.person() for _ in range(max(2, size * 3 // 5))]
    companies: list[Body] = []
    for _ in range(size):
        company = town.company()
        chief, other = town.dice.some(people, 2)
        town.staff(company, chief, other)
        _more_staff(town, company, people)
        _holders(town, company, chief, [*people, *companies])
        companies.append(company)
    town.background.extend(companies)


def _more_staff(town: Town, company: Body, people: list[Person]) -> None:
    dice = town.dice
    for position, chance in (("总经理", 0.7), ("财务负责人", 0.3), ("联络员", 0.3)):
        if dice.chance(chance):
            person = dice.choice(people)
            ended = dice.day(date(2023, 1, 1), date(2026, 5, 31)) if dice.chance(0.1) else None
            town.offices.append(Office(company, person, position, company.established, ended))


def _holders(town: Town, company: Body, chief: Person, others: list[Party]) -> None:
    partners = [p for p in town.dice.some(others, town.dice.randint(0, 3)) if p != chief]
    rest = Decimal(100)
    for partner in partners:
        share = Decimal(town.dice.randint(5, 30))
        town.hold(company, (partner, share))
        rest -= share
    town.hold(company, (chief, rest))


def _branches(town: Town) -> None:
    dice = topic(town.seed, "branches")
    for company in dice.some(town.background, town.scale.branches):
        district = dice.choice(words.DISTRICTS)
        name = f"{company.name}{district.name}分公司"
        code = town.new_code(dice, "91", district.code)
        since = dice.day(date(2020, 1, 1), date(2026, 3, 31))
        town.branches.append(Branch(name, code, company, since))


def _controls(town: Town) -> None:
    dice = topic(town.seed, "controls")
    for company in dice.some(town.background, town.scale.controls):
        since = dice.day(date(2021, 1, 1), date(2025, 12, 31))
        chief = town.representatives[company.uscc]
        town.controls.append(Control(company, chief, "持股及任职", since))


def _guarantees(town: Town) -> None:
    dice = topic(town.seed, "guarantees")
    for number in range(1, town.scale.guarantees + 1):
        guarantor, debtor = dice.some(town.background, 2)
        since = dice.day(date(2023, 1, 1), date(2026, 5, 31))
        until = since.replace(year=since.year + 3, day=min(since.day, 28))
        amount = Decimal(dice.randint(10, 900)) * 10_000
        contract = f"澄保字（{since.year}）{number:04d}号"
        town.guarantees.append(Guarantee(guarantor, debtor, amount, contract, since, until))


def _endings(town: Town) -> None:
    dice = topic(town.seed, "endings")
    for company in dice.some(town.background, len(town.background) // 12):
        status = dice.choice(("注销", "吊销，未注销", "清算中", "迁出"))
        since = dice.day(date(2022, 1, 1), date(2026, 5, 31))
        town.changes.append(StatusChange(company, status, since))
