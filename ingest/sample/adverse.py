"""What speaks against somebody: debtors on the court's list and listings by authorities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ingest.sample import words
from ingest.sample.dice import Dice, topic
from ingest.sample.parties import Body, Party, Person
from ingest.sample.town import Town
from ingest.sample.truth import named

TAX = "重大税收违法失信主体"
WAGES = "拖欠农民工工资失信联合惩戒对象"
MARKET = "严重违法失信名单"
REVOKED = "吊销企业名单"

AUTHORITIES = {
    TAX: "国家税务总局澄州市税务局",
    WAGES: "澄州市人力资源和社会保障局",
    MARKET: "澄州市市场监督管理局",
    REVOKED: "澄州市市场监督管理局",
}
REASONS = {
    TAX: "虚开增值税专用发票或者虚开用于骗取出口退税、抵扣税款的其他发票",
    WAGES: "克扣、无故拖欠农民工工资，经责令限期支付逾期仍未支付",
    MARKET: "提交虚假材料取得登记，性质恶劣、情节严重、社会危害较大",
    REVOKED: "公司成立后无正当理由超过六个月未开业，被吊销营业执照",
}
Channel = Literal["published", "exchanged", "scanned", "illegible"]
"""How a case reaches the credit centre: published with persons masked, in full, on paper with a
sound organisation code, on paper without one."""

UNPERFORMED = "全部未履行"
PERFORMED = "全部已履行"
_SCANNED = 8


@dataclass(frozen=True, slots=True)
class Case:
    """A debtor whom a court put on its list in one enforcement case."""

    party: Party
    number: str
    basis: str
    filed: date
    published: date
    situation: str
    performance: str
    representative: str
    channel: Channel

    def ended_by(self, day: date) -> str | None:
        """Return why it no longer counts, if so: two years are over, but a refusal has no term."""
        if self.performance == PERFORMED:
            return "performed"
        if self.situation != words.REFUSAL and years_after(self.published, 2) <= day:
            return "expired"
        return None


@dataclass(frozen=True, slots=True)
class Listing:
    """A party on a list, with the end that the list states."""

    party: Party
    list_name: str
    number: str
    listed: date
    ends: date | None
    representative: str
    removed: date | None = None
    removal: str = ""
    dropped: bool = False

    def ended_by(self, day: date) -> str | None:
        """Return why it no longer counts as serious dishonesty, or never did."""
        if self.list_name == REVOKED:
            return "not_serious"
        if self.removed is not None and self.removed <= day:
            return "repaired"
        if self.ends is not None and self.ends < day:
            return "expired"
        return "dropped_from_snapshot" if self.dropped else None


class Docket:
    """All cases and listings of a town; numbers run on by year."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.cases: list[Case] = []
        self.listings: list[Listing] = []
        self._serial = town.place.serials + 100

    def case(
        self,
        party: Party,
        published: date,
        *,
        situation: str = "违反财产报告制度",
        performance: str = UNPERFORMED,
        channel: Channel = "published",
        representative: str | None = None,
    ) -> Case:
        """Put a party on the court's list."""
        self._serial += 1
        filed = published - timedelta(days=90)
        made = Case(
            party=party,
            number=f"（{filed.year}）{words.COURT_CODE}执{self._serial}号",
            basis=f"（{filed.year - 1}）{words.COURT_CODE}民初{self._serial * 3}号",
            filed=filed,
            published=published,
            situation=situation,
            performance=performance,
            representative=representative or self._representative(party),
            channel=channel,
        )
        self.cases.append(made)
        return made

    def listing(  # noqa: PLR0913 (what a row of a list says, each optional)
        self,
        party: Party,
        list_name: str,
        listed: date,
        *,
        removed: date | None = None,
        removal: str = "",
        dropped: bool = False,
        number: str | None = None,
    ) -> Listing:
        """Put a party on an authority's list; the stated end is three years on."""
        self._serial += 1
        word = {TAX: "税", WAGES: "人社", MARKET: "市监", REVOKED: "市监"}[list_name]
        ends = None if list_name == REVOKED else years_after(listed, 3)
        made = Listing(
            party=party,
            list_name=list_name,
            number=number or f"澄{word}信〔{listed.year}〕{self._serial}号",
            listed=listed,
            ends=ends,
            representative=self._representative(party),
            removed=removed,
            removal=removal,
            dropped=dropped,
        )
        self.listings.append(made)
        return made

    def _representative(self, party: Party) -> str:
        if isinstance(party, Person):
            return ""
        person = self.town.representatives.get(party.uscc)
        return person.name if person else ""


def years_after(day: date, years: int) -> date:
    """Return the same day of a later year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def draw_background(town: Town, docket: Docket) -> None:
    """Draw debtors and listings among companies that are not planted, and strangers."""
    dice = topic(town.seed, "adverse")
    for company in dice.some(town.background, town.scale.debtors):
        for _ in range(dice.randint(1, 4)):
            _draw_case(docket, dice, company)
    for _ in range(town.scale.strangers):
        _draw_case(docket, dice, town.person())
    for place, company in enumerate(dice.some(town.background, _SCANNED * town.scale.plants)):
        channel: Channel = "illegible" if place % 4 == 0 else "scanned"
        docket.case(company, dice.day(date(2025, 3, 1), date(2026, 9, 30)), channel=channel)
    _draw_listings(town, docket, dice)


def _draw_case(docket: Docket, dice: Dice, party: Party) -> None:
    paid = dice.chance(0.2)
    docket.case(
        party,
        _day_away_from_a_term(dice, docket.town.scale.today, date(2019, 1, 1), years=2),
        situation=dice.choice(words.SITUATIONS),
        performance=PERFORMED if paid else UNPERFORMED,
    )


def _draw_listings(town: Town, docket: Docket, dice: Dice) -> None:
    share = town.scale.listings // 4
    for name in (TAX, WAGES, MARKET, REVOKED):
        candidates = [b for b in town.background if dice.chance(0.1)]
        few = candidates[: max(2, share // 4)]
        for _ in range(share):
            company = dice.choice(few or town.background)
            listed = _day_away_from_a_term(dice, town.scale.today, date(2022, 3, 1), years=3)
            _draw_listing(docket, dice, company, name, listed)


def _draw_listing(docket: Docket, dice: Dice, company: Body, name: str, listed: date) -> None:
    today = docket.town.scale.today
    if name != TAX and listed < date(2025, 1, 1) and dice.chance(0.2):
        removed = min(years_after(listed, 1), today - timedelta(days=40))
        docket.listing(company, name, listed, removed=removed, removal="信用修复")
        return
    docket.listing(company, name, listed, dropped=name == TAX and dice.chance(0.1))


def _day_away_from_a_term(dice: Dice, today: date, first: date, *, years: int) -> date:
    """Draw a day whose term does not end near ``today``: its truth is then beyond dispute."""
    while True:
        day = dice.day(first, today - timedelta(days=60))
        if abs((years_after(day, years) - today).days) > 60:
            return day


def tell_dishonest(town: Town, docket: Docket) -> None:
    """State who is dishonest today, by rows that name the party by a sound code, and who was."""
    by_code: dict[str, tuple[Party, list[str]]] = {}
    records: list[Case | Listing] = [*docket.cases, *docket.listings]
    for record in records:
        if isinstance(record, Case) and _is_unclear(record):
            continue
        how = record.ended_by(town.scale.today)
        if how is None:
            by_code.setdefault(record.party.code, (record.party, []))[1].append(record.number)
        else:
            town.tell("ended", **named(record.party), document=record.number, how=how)
    for party, numbers in by_code.values():
        town.tell("dishonest", **named(party), documents=numbers)


def _is_unclear(case: Case) -> bool:
    masked = isinstance(case.party, Person) and case.channel != "exchanged"
    return masked or case.channel == "illegible"
