"""Planted structures: rings, hidden controllers, namesakes, renames, hubs, damaged codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ingest.sample import words
from ingest.sample.adverse import Docket
from ingest.sample.dice import topic
from ingest.sample.parties import COMPANY, Body, Control, Guarantee, Office, Party, Person, Rename
from ingest.sample.town import Town
from ingest.sample.truth import named

_SINCE = date(2020, 3, 2)


def plant_structures(town: Town, docket: Docket) -> None:
    """Plant everything that does not depend on a bidder."""
    for _ in range(town.scale.plants):
        _ring(town, docket)
        _guarantee_ring(town)
        _cross_holding(town)
        _same_shop_name(town)
        for _ in range(4):
            plant_rename(town)
    rename_background(town)
    _agent(town)
    _nominee(town)


def _ring(town: Town, docket: Docket) -> None:
    """Three companies that hold each other in a circle, one of them a debtor."""
    ring = [town.company() for _ in range(3)]
    for company, holder in zip(ring, [ring[-1], *ring[:-1]], strict=True):
        chief = town.person()
        town.staff(company, chief)
        town.hold(company, (holder, 30), (chief, 70))
    docket.case(ring[0], date(2026, 3, 5))
    town.tell("rings", relation="SHAREHOLDER_OF", members=[c.uscc for c in ring])
    town.tell("traces", start=ring[1].uscc, target=named(ring[0]), hops=1)


def _guarantee_ring(town: Town) -> None:
    ring = [town.own_company() for _ in range(3)]
    for number, (guarantor, debtor) in enumerate(zip(ring, [*ring[1:], ring[0]], strict=True)):
        amount = Decimal(3_000_000)
        contract = f"澄保字（2024）9{number:03d}号-{ring[0].uscc[-4:]}"
        until = date(2027, 3, 31)
        given = Guarantee(guarantor, debtor, amount, contract, date(2024, 4, 1), until)
        town.guarantees.append(given)
    town.tell("rings", relation="GUARANTOR_OF", members=[c.uscc for c in ring])


def _cross_holding(town: Town) -> None:
    pair = [town.company(), town.company()]
    for company, holder in (pair, pair[::-1]):
        chief = town.person()
        town.staff(company, chief)
        town.hold(company, (holder, 20), (chief, 80))
    town.tell("cross_holdings", members=[c.uscc for c in pair])


def plant_chain(town: Town, top: Party, links: int) -> Body:
    """Plant a chain of majority holdings below ``top`` and return its last company."""
    chain: list[Body] = []
    holder = top
    for _ in range(links):
        company = town.company()
        chief = town.person()
        town.staff(company, chief)
        town.hold(company, (holder, 70), (chief, 30))
        chain.append(company)
        holder = company
    town.tell(
        "hidden_controllers",
        controller=named(top),
        target=chain[-1].uscc,
        chain=[c.uscc for c in chain],
        hops=links,
    )
    town.tell("traces", start=chain[-1].uscc, target=named(top), hops=links)
    return chain[-1]


def plant_stated_controller(town: Town, controller: Party) -> Body:
    """Plant a company whose actual controller only a statement names."""
    company = town.own_company()
    town.controls.append(Control(company, controller, "协议控制", _SINCE))
    town.tell("traces", start=company.uscc, target=named(controller), hops=1)
    return company


def _same_shop_name(town: Town) -> None:
    first = town.trader()
    second = town.trader(first.name)
    for shop in (first, second):
        town.staff(shop, town.person())
    town.tell("homonym_firms", name=first.name, usccs=[first.uscc, second.uscc])


def namesakes(town: Town) -> tuple[Person, Person]:
    """Return two persons of one name."""
    first = town.person()
    second = town.person(first.name)
    ids = [first.citizen_id, second.citizen_id]
    town.tell("homonym_persons", name=first.name, citizen_ids=ids)
    return first, second


def plant_rename(town: Town) -> Rename:
    """Plant a company that changed its name after the first registry file was sent."""
    company = town.own_company()
    changed = town.dice.day(date(2026, 7, 1), date(2026, 10, 31))
    new = town.new_name(town.dice.choice(words.INDUSTRIES)[0])
    rename = Rename(company, company.name, new, company.established, changed)
    _tell_rename(town, rename)
    return rename


def plant_reused_name(town: Town) -> Body:
    """Plant a company that bears the name which another one gave up; return the present bearer."""
    earlier = town.own_company()
    present = town.own_company()
    until = present.established - timedelta(days=30)
    since = min(earlier.established, until - timedelta(days=400))
    rename = Rename(earlier, present.name, earlier.name, since, until)
    _tell_rename(town, rename)
    town.tell("reused_names", name=present.name, present=present.uscc, earlier=earlier.uscc)
    return present


def rename_background(town: Town) -> None:
    """Give some companies a former name from before the first registry file."""
    dice = topic(town.seed, "renames")
    for company in dice.some(town.background, len(town.background) // 12):
        old = town.new_name(dice.choice(words.INDUSTRIES)[0])
        until = dice.day(date(2020, 1, 1), date(2025, 12, 31))
        _tell_rename(town, Rename(company, old, company.name, company.established, until))


def _tell_rename(town: Town, rename: Rename) -> None:
    town.renames.append(rename)
    body, last = rename.body, rename.until
    town.tell("renames", uscc=body.uscc, old=rename.old, new=rename.new, last_day_of_old=last)


def _agent(town: Town) -> None:
    """One person of a registration agency is the contact of a great many companies."""
    agency = town.own_company(f"{words.CITY}{words.BRAND_FIRST[0]}信企业登记代理有限公司")
    contact = town.person()
    town.offices.append(Office(agency, contact, "职员", agency.established))
    clients = town.dice.some(town.background, town.scale.agent)
    for company in clients:
        since = company.established + timedelta(days=10)
        town.offices.append(Office(company, contact, "联络员", since))
    town.tell("hubs", what="registration_agent", **named(contact), companies=len(clients))


def _nominee(town: Town) -> None:
    """One company holds a little of a great many companies for others."""
    nominee = town.own_company(f"{words.CITY}{words.BRAND_FIRST[1]}安股权托管有限公司")
    held = {c.uscc for c in town.dice.some(town.background, town.scale.nominee)}
    part = Decimal("0.5")
    for place, holding in enumerate(town.holdings):
        if holding.company.uscc in held:
            held.remove(holding.company.uscc)
            town.holdings[place] = replace(holding, share=holding.share - part)
            town.hold(holding.company, (nominee, part))
    town.tell("hubs", what="nominee", **named(nominee), companies=town.scale.nominee)


def clients_of_agent(town: Town, *companies: Body) -> None:
    """Make companies share the registration agent's contact, which ties them to nobody."""
    contact_id = town.known["hubs"][0]["citizen_id"]
    contact = next(p for p in town.people if p.citizen_id == contact_id)
    for company in companies:
        town.offices.append(Office(company, contact, "联络员", company.established))


def state_firm(town: Town) -> Body:
    """Return a large company of the city."""
    return town.public_body(COMPANY, words.CITY + words.STATE_FIRMS[0], size="大型")
