"""The bidders of a land auction with the verdict that each must get on the sample's day.

Verdicts are those for a screening without a lot: a rule of rank ``notice`` then asks for a review.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ingest.sample import codes, plants, words
from ingest.sample.adverse import MARKET, PERFORMED, TAX, WAGES, Docket
from ingest.sample.dice import topic
from ingest.sample.parties import Body
from ingest.sample.town import Town


@dataclass(frozen=True, slots=True)
class Bidder:
    """A row of the bidders' file and what is right about it."""

    name: str
    code: str
    verdict: str
    why: str


def plant_bidders(town: Town, docket: Docket) -> list[Bidder]:
    """Plant the companies that bid and return their rows in the order of the file."""
    bidders: list[Bidder] = []
    for _ in range(town.scale.plants):
        for plant in (*_BARRED, *_REVIEWED, *_CLEAR):
            why, verdict = plant.__name__.removeprefix("_"), _verdict(plant)
            company = plant(town, docket)
            bidders.append(Bidder(company.name, company.uscc, verdict, why))
        bidders.extend(_unmatched(town))
        bidders.append(_renamed(town))
    bidders.append(Bidder("", "", "invalid", "empty_row"))
    bidders.append(Bidder("", "12345", "invalid", "no_code_and_no_name"))
    topic(town.seed, "bidders").shuffle(bidders)
    return bidders


def _debtor(town: Town, docket: Docket) -> Body:
    company = town.own_company()
    docket.case(company, date(2025, 9, 18))
    return company


def _debtor_who_refuses(town: Town, docket: Docket) -> Body:
    company = town.own_company()
    docket.case(company, date(2022, 5, 11), situation=words.REFUSAL)
    return company


def _debtor_in_two_cases(town: Town, docket: Docket) -> Body:
    company = town.own_company()
    docket.case(company, date(2021, 3, 4))
    docket.case(company, date(2026, 2, 10), situation="违反限制消费令")
    return company


def _tax_listing(town: Town, docket: Docket) -> Body:
    company = town.own_company()
    docket.listing(company, TAX, date(2025, 4, 15))
    return company


def _wage_listing(town: Town, docket: Docket) -> Body:
    company = town.own_company()
    unit = docket.listing(company, WAGES, date(2026, 1, 20))
    chief = town.representatives[company.uscc]
    docket.listing(chief, WAGES, date(2026, 1, 20), number=unit.number)
    return company


def _representative_is_debtor(town: Town, docket: Docket) -> Body:
    debtor, namesake = plants.namesakes(town)
    company = town.company()
    town.staff(company, debtor)
    town.hold(company, (debtor, 60), (town.person(), 40))
    docket.case(debtor, date(2026, 4, 22), channel="exchanged")
    town.tell("traces", start=company.uscc, target={"citizen_id": debtor.citizen_id}, hops=1)
    other = town.company()
    town.staff(other, namesake)
    town.hold(other, (namesake, 100))
    return company


def _holder_is_debtor(town: Town, docket: Docket) -> Body:
    top = town.own_company()
    docket.case(top, date(2025, 12, 3))
    return plants.plant_chain(town, top, 1)


def _hidden_controller_two(town: Town, docket: Docket) -> Body:
    top = town.own_company()
    docket.case(top, date(2026, 1, 14), situation=words.REFUSAL)
    return plants.plant_chain(town, top, 2)


def _hidden_controller_three(town: Town, docket: Docket) -> Body:
    top = town.person()
    docket.case(top, date(2026, 6, 9), channel="exchanged")
    return plants.plant_chain(town, top, 3)


def _hidden_controller_four(town: Town, docket: Docket) -> Body:
    top = town.own_company()
    docket.case(top, date(2025, 8, 6))
    return plants.plant_chain(town, top, 4)


def _stated_controller(town: Town, docket: Docket) -> Body:
    top = town.person()
    docket.case(top, date(2026, 5, 12), channel="exchanged")
    return plants.plant_stated_controller(town, top)


def _plain(town: Town, docket: Docket) -> Body:  # noqa: ARG001 (all plants have one shape)
    return town.own_company()


def _namesake_of_debtor(town: Town, docket: Docket) -> Body:
    debtor, namesake = plants.namesakes(town)
    docket.case(debtor, date(2026, 4, 2), channel="exchanged")
    company = town.company()
    town.staff(company, namesake)
    town.hold(company, (namesake, 100))
    return company


def _small_holder_is_debtor(town: Town, docket: Docket) -> Body:
    holder = town.own_company()
    docket.case(holder, date(2026, 3, 17))
    company = town.company()
    chief = town.person()
    town.staff(company, chief)
    town.hold(company, (holder, 5), (chief, 95))
    town.tell("traces", start=company.uscc, target={"uscc": holder.uscc}, hops=1)
    return company


def _shares_agent_with_debtor(town: Town, docket: Docket) -> Body:
    company, debtor = town.own_company(), town.own_company()
    docket.case(debtor, date(2026, 2, 26))
    plants.clients_of_agent(town, company, debtor)
    return company


def _debt_performed(town: Town, docket: Docket) -> Body:
    company = town.own_company()
    docket.case(company, date(2025, 10, 9), performance=PERFORMED)
    return company


def _debt_expired(town: Town, docket: Docket) -> Body:
    company = town.own_company()
    docket.case(company, date(2023, 6, 15))
    return company


def _listing_expired(town: Town, docket: Docket) -> Body:
    company = town.own_company()
    docket.listing(company, TAX, date(2022, 6, 1))
    return company


def _listing_repaired(town: Town, docket: Docket) -> Body:
    company = town.own_company()
    listed, removed = date(2025, 1, 8), date(2026, 3, 2)
    docket.listing(company, MARKET, listed, removed=removed, removal="信用修复")
    return company


def _listing_dropped(town: Town, docket: Docket) -> Body:
    """The tax authority's second list no longer names it."""
    company = town.own_company()
    docket.listing(company, TAX, date(2024, 9, 3), dropped=True)
    return company


def _bearer_of_reused_name(town: Town, docket: Docket) -> Body:  # noqa: ARG001 (one shape)
    return plants.plant_reused_name(town)


Plant = Callable[[Town, Docket], Body]
_BARRED: tuple[Plant, ...] = (_debtor, _debtor, _debtor_who_refuses, _debtor_in_two_cases)
_REVIEWED: tuple[Plant, ...] = (
    _tax_listing,
    _wage_listing,
    _representative_is_debtor,
    _holder_is_debtor,
    _hidden_controller_two,
    _hidden_controller_three,
    _hidden_controller_four,
    _stated_controller,
)
_CLEAR: tuple[Plant, ...] = (
    _plain,
    _plain,
    _namesake_of_debtor,
    _small_holder_is_debtor,
    _shares_agent_with_debtor,
    _debt_performed,
    _debt_expired,
    _listing_expired,
    _listing_repaired,
    _listing_dropped,
    _bearer_of_reused_name,
)


def _verdict(plant: Plant) -> str:
    if plant in _BARRED:
        return "barred"
    return "review" if plant in _REVIEWED else "clear"


def _renamed(town: Town) -> Bidder:
    rename = plants.plant_rename(town)
    return Bidder(rename.old, rename.body.uscc, "clear", "former_name_and_code")


def _unmatched(town: Town) -> list[Bidder]:
    first, second = town.own_company(), town.own_company()
    spoiled = town.own_company()
    named_only = town.own_company()
    shop = town.known["homonym_firms"][0]["name"]
    stranger = town.new_name("置业")
    wrong = codes.wrong_check(spoiled.uscc)
    return [
        Bidder(first.name, second.uscc, "undetermined", "name_and_code_of_two_subjects"),
        Bidder(named_only.name, "", "undetermined", "name_alone"),
        Bidder(str(shop), "", "undetermined", "name_of_two_subjects"),
        Bidder(stranger, "", "undetermined", "unknown_name"),
        Bidder(spoiled.name, wrong, "undetermined", "wrong_check_digit"),
    ]
