"""The courts' list of debtors as three sources send it, and the authorities' lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ingest.sample import codes, words
from ingest.sample.adverse import AUTHORITIES, MARKET, REASONS, TAX, Case, Channel, Docket, Listing
from ingest.sample.dice import Dice, topic
from ingest.sample.parties import Body, Person
from ingest.sample.registry import kind_of
from ingest.sample.sheets import Cell, Entry

TAX_FIRST = date(2026, 6, 30)
TAX_SECOND = date(2026, 10, 31)
_MISSING = 3


def published(docket: Docket) -> Iterator[Entry]:
    """Yield the published list: persons masked, companies by either of their codes."""
    dice = topic(docket.town.seed, "published")
    for case in _cases(docket, "published"):
        yield Entry({**_case(case), "party.code": _published_code(case, dice)})


def exchanged(docket: Docket) -> Iterator[Entry]:
    """Yield what the court gives the credit centre: persons with their full numbers."""
    for case in _cases(docket, "exchanged"):
        yield Entry({**_case(case), "party.code": case.party.code})


def scanned(docket: Docket) -> Iterator[Entry]:
    """Yield a scanned list, its 18-character codes misread; some rows have nothing else."""
    dice = topic(docket.town.seed, "scanned")
    for case in docket.cases:
        if case.channel not in {"scanned", "illegible"}:
            continue
        really = case.party.code
        written = codes.misread(really, dice)
        legible = really[8:17] if case.channel == "scanned" else ""
        row = {**_case(case), "party.uscc": written, "party.org_code": legible}
        row |= {"party.kind": "企业"}
        facts = {"written": written, "org_code": legible, "really": really}
        refused = None if legible else ("party.uscc", "party_code")
        yield Entry(row, refused, {"damaged_codes": {**facts, "name": case.party.name}})


def _cases(docket: Docket, channel: Channel) -> Iterator[Case]:
    return (case for case in docket.cases if case.channel == channel)


def _published_code(case: Case, dice: Dice) -> str:
    if isinstance(case.party, Person):
        return codes.masked(case.party.citizen_id)
    return codes.hyphened(case.party.uscc[8:17]) if dice.chance(0.4) else case.party.uscc


def _age(case: Case) -> int | None:
    if not isinstance(case.party, Person):
        return None
    return case.published.year - int(case.party.citizen_id[6:10])


def _case(case: Case) -> dict[str, Cell]:
    unpaid = case.performance == "全部未履行"
    return {
        "party.name": case.party.name,
        "party.kind": "0" if isinstance(case.party, Person) else "1",
        "age": _age(case),
        "type": "失信被执行人名单",
        "legal_representative": case.representative,
        "case_number": case.number,
        "court": words.COURT,
        "region": "江苏",
        "basis_document": case.basis,
        "basis_authority": words.COURT,
        "duty": "支付货款及逾期利息",
        "performance": case.performance,
        "performed_part": "暂无" if unpaid else "全部",
        "unperformed_part": "全部" if unpaid else "暂无",
        "situations": case.situation,
        "filed_on": case.filed,
        "published_on": case.published,
    }


def listings(docket: Docket, *names: str) -> Iterator[Entry]:
    """Yield the rows of some lists; a few rest on decisions that nobody has reported."""
    dice = topic(docket.town.seed, "missing")
    chosen = [listing for listing in docket.listings if listing.list_name in names]
    market = [listing for listing in chosen if listing.list_name == MARKET]
    unreported = {listing.number for listing in dice.some(market, _MISSING)}
    for listing in chosen:
        row = _listing(listing)
        if listing.number not in unreported:
            yield Entry(row)
            continue
        cited = f"澄市监罚决〔{listing.listed.year}〕9{listing.listed.day:03d}号"
        reason = f"{row['reason']}，见{cited}行政处罚决定书"
        mark = {"document_number": cited, "uscc": listing.party.code}
        yield Entry({**row, "reason": reason}, marks={"missing_reports": mark})


def tax_list(docket: Docket, day: date) -> Iterator[Entry]:
    """Yield all that the tax authority's list holds on a day."""
    for listing in docket.listings:
        if listing.list_name != TAX or listing.listed > day:
            continue
        if listing.dropped and day > TAX_FIRST:
            facts = {"uscc": listing.party.code, "document_number": listing.number}
            docket.town.tell("dropped_listings", **facts, ended_by=day)
        else:
            yield Entry(_listing(listing))


def _listing(listing: Listing) -> dict[str, Cell]:
    party = listing.party
    return {
        "party.name": party.name,
        "party.code": party.code,
        "party.kind": kind_of(party),
        "legal_representative": listing.representative,
        "list_type": listing.list_name,
        "authority": AUTHORITIES[listing.list_name],
        "document_number": listing.number,
        "reason": REASONS[listing.list_name],
        "listed_on": listing.listed,
        "valid_to": listing.ends,
        "removed_on": listing.removed,
        "removal_reason": listing.removal,
        "region": party.district.code if isinstance(party, Body) else "",
    }
