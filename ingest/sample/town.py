"""A town as it really is, before anybody writes it down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from ingest.sample import codes, words
from ingest.sample.dice import Dice, topic
from ingest.sample.parties import (
    AGENCY,
    COMPANY,
    COOPERATIVE,
    INSTITUTION,
    REPRESENTATIVE,
    SOCIETY,
    TRADER,
    Body,
    Branch,
    Control,
    Guarantee,
    Holding,
    Office,
    Party,
    Person,
    Rename,
    StatusChange,
)
from ingest.sample.places import HOME, Place
from ingest.sample.scales import Scale

_CODE_KINDS = {
    COMPANY: "91",
    TRADER: "92",
    COOPERATIVE: "93",
    INSTITUTION: "12",
    SOCIETY: "51",
    AGENCY: "11",
}


class Town:
    """What has been drawn so far; the parts of the sample add to it in a fixed order.

    ``known`` collects what the truth file tells, by section.
    """

    def __init__(self, scale: Scale, seed: int, place: Place = HOME) -> None:
        self.scale = scale
        self.seed = seed
        self.place = place
        self.dice = topic(seed, "town")
        self.bodies: list[Body] = []
        self.people: list[Person] = []
        self.holdings: list[Holding] = []
        self.offices: list[Office] = []
        self.controls: list[Control] = []
        self.branches: list[Branch] = []
        self.guarantees: list[Guarantee] = []
        self.renames: list[Rename] = []
        self.changes: list[StatusChange] = []
        self.known: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
        self.background: list[Body] = []
        self.representatives: dict[str, Person] = {}
        self._taken: set[str] = set()
        self._by_name: dict[str, Body] = {}

    def tell(self, section: str, **facts: object) -> None:
        """Add an entry to the truth."""
        self.known[section].append(facts)

    def person(self, name: str | None = None) -> Person:
        """Draw a person, of a name that somebody else may bear too."""
        dice = self.dice
        given = dice.choice(words.GIVEN_FIRST) + dice.choice(words.GIVEN_SECOND)
        born = dice.day(date(1958, 1, 1), date(2002, 12, 31))
        number = self._fresh(lambda: codes.citizen_number(dice, born, self.place.digit))
        made = Person(name or dice.choice(words.SURNAMES) + given, number)
        self.people.append(made)
        return made

    def company(self, name: str | None = None, *, size: str | None = None) -> Body:
        """Draw a company; its name is nobody else's unless it is given."""
        industry, trade = self.dice.choice(words.INDUSTRIES)
        named = name or self.new_name(industry)
        capital = Decimal(self.dice.choice((50, 100, 200, 500, 1000, 2000, 5000))) * 10_000
        drawn = self.dice.choice(("微型", "小型", "小型", "中型"))
        return self._body(COMPANY, named, industry=trade, capital=capital, size=size or drawn)

    def new_name(self, industry: str) -> str:
        """Draw a company's name that nobody has borne."""
        form = self.dice.choice(words.FORMS)
        return self._fresh(lambda: self._company_name(industry, form))

    def trader(self, name: str | None = None) -> Body:
        """Draw an individual business; equal names in two districts are usual."""
        shop = self.dice.choice(words.SHOPS)
        named = name or self._fresh(lambda: f"{words.CITY}{self._brand()}{shop}")
        return self._body(TRADER, named, industry="批发和零售业", capital=None, size="微型")

    def cooperative(self) -> Body:
        """Draw a farmers' cooperative."""
        named = self._fresh(lambda: f"{words.CITY}{self._brand()}果蔬专业合作社")
        return self._body(
            COOPERATIVE, named, industry="农、林、牧、渔业", capital=None, size="小型"
        )

    def public_body(self, kind: str, name: str, *, size: str = "") -> Body:
        """Return the agency, institution, society or state firm of that name."""
        if name not in self._by_name:
            trade = "公共管理、社会保障和社会组织"
            self._by_name[name] = self._body(kind, name, industry=trade, capital=None, size=size)
        return self._by_name[name]

    def staff(self, body: Body, chief: Person, other: Person | None = None) -> None:
        """Give an organisation its representative and, if named, a supervisor."""
        since = body.established
        self.representatives[body.uscc] = chief
        if body.kind == TRADER:
            self.offices.append(Office(body, chief, "经营者", since))
            return
        self.offices.append(Office(body, chief, REPRESENTATIVE, since))
        self.offices.append(Office(body, chief, "执行董事", since))
        if other is not None:
            self.offices.append(Office(body, other, "监事", since))

    def hold(self, company: Body, *holders: tuple[Party, int | Decimal]) -> None:
        """Give a company its holders with their shares in per cent."""
        for holder, share in holders:
            since = self.dice.day(company.established, date(2024, 12, 31))
            self.holdings.append(Holding(company, holder, Decimal(share), since))

    def own_company(self, name: str | None = None) -> Body:
        """Draw a company with a representative and a holder of its own."""
        company = self.company(name)
        chief = self.person()
        self.staff(company, chief)
        self.hold(company, (chief, 100))
        return company

    def _body(
        self, kind: str, name: str, *, industry: str, capital: Decimal | None, size: str
    ) -> Body:
        dice = self.dice
        district = dice.choice(words.DISTRICTS)
        street = f"{dice.choice(words.STREETS)}{dice.randint(1, 999)}号"
        made = Body(
            kind=kind,
            name=name,
            uscc=self.new_code(dice, _CODE_KINDS[kind], district.code),
            reg_no=self._fresh(lambda: codes.registration_number(dice, self.place.digit)),
            district=district,
            established=dice.day(date(2003, 1, 1), date(2019, 12, 31)),
            capital=capital,
            address=words.CITY + district.name + street,
            industry=industry,
            size=size,
        )
        self.bodies.append(made)
        return made

    def new_code(self, dice: Dice, kind: str, region: str) -> str:
        """Draw a code of which neither the whole nor the organisation's part is anybody's."""
        while True:
            code = codes.social_credit_code(dice, kind, region, self.place.digit)
            if code[8:17] not in self._taken:
                self._taken.add(code[8:17])
                return code

    def _brand(self) -> str:
        return self.dice.choice(words.BRAND_FIRST) + self.dice.choice(words.BRAND_SECOND)

    def _company_name(self, industry: str, form: str) -> str:
        brand = self._brand()
        if self.dice.chance(0.1):
            return f"{brand}{industry}（{words.SHORT_CITY}）{form}"
        place = words.CITY if self.dice.chance(0.3) else words.SHORT_CITY
        return f"{place}{brand}{industry}{form}"

    def _fresh(self, draw: Callable[[], str]) -> str:
        while (value := draw()) in self._taken:
            pass
        self._taken.add(value)
        return value
