"""Subjects, holders, officers and branches as the registry sends them; controllers, guarantees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from ingest.sample import words
from ingest.sample.dice import topic
from ingest.sample.parties import (
    COMPANY,
    PERSON,
    Body,
    Holding,
    Party,
    Person,
    Rename,
    StatusChange,
)
from ingest.sample.sheets import Cell, Entry
from ingest.sample.town import Town

FIRST = date(2026, 6, 30)
"""The day that the registry's first files show."""
SECOND = date(2026, 11, 15)
"""The day that its second files show."""

_REGISTERED = "存续"
_SEPARATORS = ("、", "；", ",\n", "，")
_TRADITIONAL = 0.03


def kind_of(party: Party) -> str:
    """Return the kind of a party as bureaus write it."""
    return PERSON if isinstance(party, Person) else party.kind


def subjects(town: Town) -> Iterator[Entry]:
    """Yield the registry's rows of the first day."""
    dice = topic(town.seed, "registry")
    former = _former_names(town.renames, dice.choice(_SEPARATORS))
    statuses = {change.body.uscc: change for change in town.changes}
    for body in town.bodies:
        row = _subject(town, body, statuses.get(body.uscc)) | {
            "former_names": former.get(body.uscc, ""),
        }
        if dice.chance(_TRADITIONAL):
            written = "".join(words.TRADITIONAL.get(c, c) for c in body.name)
            marks = {} if written == body.name else {"traditional_names": {"uscc": body.uscc}}
            yield Entry(row | {"company.name": written}, marks=marks)
        else:
            yield Entry(row)


def changed_subjects(town: Town) -> Iterator[Entry]:
    """Yield the rows that the registry sends because something changed since the first day."""
    late = [rename for rename in town.renames if rename.until > FIRST]
    former = _former_names(late, "、", after=FIRST)
    for rename in late:
        row = _subject(town, rename.body, None)
        named = {"company.name": rename.new, "former_names": former[rename.body.uscc]}
        yield Entry(row | named)
    for change in _late_endings(town):
        yield Entry(_subject(town, change.body, change))


def _late_endings(town: Town) -> Iterator[StatusChange]:
    dice = topic(town.seed, "late endings")
    ended = {change.body.uscc for change in town.changes}
    active = [body for body in town.background if body.uscc not in ended]
    for body in dice.some(active, len(active) // 10):
        since = dice.day(date(2026, 7, 1), date(2026, 11, 10))
        status = dice.choice(("注销", "吊销，未注销"))
        town.tell("late_status", uscc=body.uscc, status=status, since=since)
        yield StatusChange(body, status, since)


def _subject(town: Town, body: Body, change: StatusChange | None) -> dict[str, Cell]:
    chief = town.representatives.get(body.uscc)
    return {
        "company.name": body.name,
        "company.uscc": body.uscc,
        "company.org_code": body.uscc[8:17],
        "company.reg_no": body.reg_no if body.kind == COMPANY else "",
        "company.kind": body.kind,
        "legal_representative": chief.name if chief else "",
        "status": change.status if change else _REGISTERED,
        "status_since": change.since if change else None,
        "established": body.established,
        "capital": body.capital,
        "address": body.address,
        "region": body.district.code,
        "industry": body.industry,
        "expires": "长期",
    }


def _former_names(
    renames: list[Rename], separator: str, after: date | None = None
) -> dict[str, str]:
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for rename in renames:
        if after is not None or rename.until <= FIRST:
            texts[rename.body.uscc].append(f"{rename.old}（{rename.since}至{rename.until}）")
    return {uscc: separator.join(names) for uscc, names in texts.items()}


def _holding(holding: Holding) -> dict[str, Cell]:
    company, holder = holding.company, holding.holder
    capital = company.capital
    return {
        "company.name": company.name,
        "company.uscc": company.uscc,
        "holder.name": holder.name,
        "holder.code": holder.code,
        "holder.kind": kind_of(holder),
        "share": holding.share,
        "amount": None if capital is None else capital * holding.share / 100,
        "currency": "人民币",
        "valid_from": holding.since,
    }


def holdings(town: Town) -> Iterator[Entry]:
    """Yield all holdings of the first day."""
    for holding in sorted(town.holdings, key=lambda h: h.company.uscc):
        yield Entry(_holding(holding))


def later_holdings(town: Town) -> Iterator[Entry]:
    """Yield the holdings of some companies on the second day: a few have left, others came."""
    dice = topic(town.seed, "later holdings")
    for company_holdings in _some_companies(town).values():
        leaver = dice.choice(company_holdings) if dice.chance(0.5) else None
        for holding in company_holdings:
            if holding is not leaver:
                yield Entry(_holding(holding))
        if leaver is not None:
            yield _newcomer(town, leaver)


def _some_companies(town: Town) -> Mapping[str, list[Holding]]:
    chosen = {body.uscc for body in town.background[::5]}
    by_company: defaultdict[str, list[Holding]] = defaultdict(list)
    for holding in town.holdings:
        if holding.company.uscc in chosen:
            by_company[holding.company.uscc].append(holding)
    return by_company


def _newcomer(town: Town, leaver: Holding) -> Entry:
    person = town.person()
    since = date(2026, 9, 1)
    town.tell(
        "ended_holdings",
        company=leaver.company.uscc,
        holder_name=leaver.holder.name,
        ended_by=SECOND,
    )
    return Entry(_holding(Holding(leaver.company, person, leaver.share, since)))


def officers(town: Town) -> Iterator[Entry]:
    """Yield all officers; now and then the citizen number is left out."""
    dice = topic(town.seed, "officers")
    for office in town.offices:
        yield Entry(
            {
                "company.name": office.body.name,
                "company.uscc": office.body.uscc,
                "person.name": office.person.name,
                "person.citizen_id": "" if dice.chance(0.02) else office.person.citizen_id,
                "position": office.position,
                "valid_from": office.since,
                "valid_to": office.until,
            }
        )


def controllers(town: Town) -> Iterator[Entry]:
    """Yield stated actual controllers."""
    for control in town.controls:
        yield Entry(
            {
                "company.name": control.company.name,
                "company.uscc": control.company.uscc,
                "controller.name": control.controller.name,
                "controller.code": control.controller.code,
                "controller.kind": kind_of(control.controller),
                "basis": control.basis,
                "valid_from": control.since,
            }
        )


def branches(town: Town) -> Iterator[Entry]:
    """Yield branches."""
    for branch in town.branches:
        yield Entry(
            {
                "branch.name": branch.name,
                "branch.uscc": branch.uscc,
                "company.name": branch.company.name,
                "company.uscc": branch.company.uscc,
                "valid_from": branch.since,
            }
        )


def guarantees(town: Town) -> Iterator[Entry]:
    """Yield guarantees."""
    for given in town.guarantees:
        yield Entry(
            {
                "guarantor.name": given.guarantor.name,
                "guarantor.code": given.guarantor.uscc,
                "debtor.name": given.debtor.name,
                "debtor.code": given.debtor.uscc,
                "amount": given.amount,
                "document_number": given.number,
                "valid_from": given.since,
                "valid_to": given.until,
            }
        )
