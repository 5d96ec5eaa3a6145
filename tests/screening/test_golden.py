"""Every case of the golden table of screening, on the real server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.model import Moment, SubjectKind
from graph.resolution import decide
from graph.screening import Bidder, Lot, screen
from graph.store import Store
from graph.store.testing import empty
from rulebook import BarRule, Rulebook
from tests.builders import World, org_code, uscc

TABLE = Path(__file__).parent.parent / "golden" / "screening.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
SITUATIONS = {
    "refuses": "有履行能力而拒不履行生效法律文书确定义务",
    "false_report": "违反财产报告制度",
}
FORMATS = ("registry", "debtors", "lists", "penalties")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Town:
    """The facts of all cases in one graph; each case has subjects of its own."""

    store: Store
    worlds: dict[str, World] = field(default_factory=dict)
    first: int = 0
    last: int = 0

    def load(self) -> None:
        self.worlds = {f: World(self.store, source=f, format=f) for f in FORMATS}
        for step in ("given", "then"):
            for number, case in enumerate(CASES):
                Case(number, case).state(self.worlds, step)
            for world in self.worlds.values():
                world.send()
            self.first, self.last = (self.last or self.store.seen()), self.store.seen()
        for number, case in enumerate(CASES):
            for one, other in Case(number, case).merges():
                decide(self.store, one, other, "match", by="test", reason="one firm")
        self.last = self.store.seen()


@dataclass(frozen=True)
class Case:
    """One case of the table with the ids and names of its subjects."""

    number: int
    stated: Mapping[str, Any]

    def about(self, letter: str) -> Mapping[str, Any]:
        subjects: Mapping[str, Mapping[str, Any]] = self.stated.get("subjects", {})
        return subjects.get(letter, {})

    def code(self, letter: str) -> int:
        return 1_000_000 + self.number * 26 + LETTERS.index(letter)

    def id(self, letter: str) -> str:
        about = self.about(letter)
        if about.get("kind") == "Person":
            return f"person:k1:{self.code(letter):040x}"
        if "same_as" in about:
            return f"org:{org_code(self.code(about['same_as']))}"
        prefix = "11320500" if about.get("kind") == "Agency" else "91320500"
        return f"uscc:{uscc(self.code(letter), prefix)}"

    def name(self, letter: str) -> str:
        about = self.about(letter)
        letter = about.get("name_of", about.get("same_as", letter))
        if self.about(letter).get("kind") == "Person":
            return f"虞某{self.number}{letter}"
        return f"澄州第{self.number}{letter}建设有限公司"

    def letters(self) -> list[str]:
        facts = [*self.stated.get("given", ()), *self.stated.get("then", ())]
        named = [str(fact.get(end, "")) for fact in facts for end in ENDS]
        others = [*self.stated.get("subjects", ()), *self.stated.get("with", ())]
        return sorted({"a", *others, *named} & set(LETTERS))

    def merges(self) -> Iterator[tuple[str, str]]:
        for letter, about in self.stated.get("subjects", {}).items():
            if "same_as" in about:
                yield self.id(letter), self.id(about["same_as"])

    def state(self, worlds: Mapping[str, World], step: str) -> None:
        if step == "given":
            for letter in self.letters():
                self._subject(worlds["registry"], letter)
        for number, fact in enumerate(self.stated.get(step, ())):
            if "debtor" in fact:
                self._debtor(worlds["debtors"], fact, number)
            elif "listing" in fact:
                self._listing(worlds["lists"], fact, number)
            elif "relation" in fact:
                self._relation(worlds["registry"], fact)

    def _subject(self, world: World, letter: str) -> None:
        id_, name = self.id(letter), self.name(letter)
        given: list[Mapping[str, Any]] = self.stated.get("given", [])
        stated = next((fact for fact in given if fact.get("subject") == letter), {})
        if id_.startswith("person:"):
            world.subject(id_, name)
            return
        kind = SubjectKind.ENTERPRISE if id_.startswith("org:") else None
        world.subject(id_, kind=kind)
        world.register(id_, name, date(2015, 1, 5), status=stated.get("status", "registered"))
        if "former_name" in stated:
            world.former_name(id_, stated["former_name"], date(2010, 1, 1), date(2014, 12, 31))

    def _debtor(self, world: World, fact: Mapping[str, Any], number: int) -> None:
        case = f"（{self.number}）苏0599执{fact.get('case', number)}号"
        about = ("澄州市人民法院", case, self.id(fact["debtor"]))
        world.record(
            "Enforcement",
            {self.id(fact["debtor"]): "debtor"},
            fact["published"],
            *about,
            last=fact.get("valid_to"),
            debtor_state="dishonest",
            court=about[0],
            case_number=case,
            situations=(SITUATIONS[fact["situation"]],),
            performance=fact.get("performance", "全部未履行"),
        )

    def _listing(self, world: World, fact: Mapping[str, Any], number: int) -> None:
        own = {
            "removed_on": fact.get("removed_on"),
            "removal_reason": fact.get("removal"),
            "shown_on": fact.get("shown_on"),
            "listed_on": fact.get("listed_on"),
        }
        world.record(
            "Listing",
            {self.id(fact["listing"]): "listed"},
            fact.get("listed_on"),
            "澄州市主管部门",
            f"澄名单〔{self.number}〕{number}号",
            last=fact.get("stated_end"),
            list_type=fact["list"],
            authority="澄州市主管部门",
            **{name: value for name, value in own.items() if value is not None},
        )

    def _relation(self, world: World, fact: Mapping[str, Any]) -> None:
        own: dict[str, Any] = {}
        if "share" in fact:
            own["share_ppm"] = int(float(fact["share"]) * 1_000_000)
        if "position" in fact:
            own["position"] = fact["position"]
        ends = self.id(fact["from"]), fact["relation"], self.id(fact["to"])
        world.relate(*ends, fact.get("valid_from"), fact.get("valid_to"), **own)

    def bidders(self) -> list[Bidder]:
        asked = self.stated.get("bidder", {"who": "a"})
        own = Bidder(2, self._asked_name(asked), self._asked_code(asked))
        others = enumerate(self.stated.get("with", ()), start=3)
        return [own, *(Bidder(row, self.name(b), self.id(b)) for row, b in others)]

    def _asked_name(self, asked: Mapping[str, Any]) -> str | None:
        name = asked.get("name", True)
        if name is True:
            return self.name(asked["who"])
        if isinstance(name, str) and name.startswith("of "):
            return self.name(name[3:])
        return name or None

    def _asked_code(self, asked: Mapping[str, Any]) -> str | None:
        code = asked.get("code", True)
        if code == "org":
            return self.id(asked["who"])[5:][8:17]
        if code is True:
            return self.id(asked["who"]).removeprefix("uscc:")
        return code or None

    def lot(self, rulebook: Rulebook) -> Lot | None:
        if "lot" not in self.stated:
            return None
        lot = dict(self.stated["lot"])
        lot["quotes"] = [_quote(rulebook, quote) for quote in lot.get("quotes", ())]
        return Lot.model_validate(lot)


ENDS = ("subject", "debtor", "listing", "from", "to")


def _quote(rulebook: Rulebook, quote: Any) -> Any:
    """Give a quote; "text of x" are the words of rule x inside a sentence."""
    if not isinstance(quote, str) or not quote.startswith("text of "):
        return quote
    rule = rulebook.versions(BarRule)[quote.removeprefix("text of ")][-1]
    return f"五、{rule.quote}；"


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.load(city="suzhou")


@pytest.fixture(scope="module")
def town(server: Store) -> Town:
    empty(server)
    built = Town(server)
    built.load()
    return built


def test_the_table_has_many_cases_with_names_of_their_own() -> None:
    assert len(CASES) >= 40
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["basis"] for case in CASES)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["id"] for case in CASES])
def test_golden(number: int, town: Town, rulebook: Rulebook) -> None:
    case = Case(number, CASES[number])
    seen = town.first if case.stated.get("seen") == "first" else town.last
    screening = screen(
        town.store,
        rulebook,
        case.bidders(),
        case.stated.get("purpose", "land-auction"),
        case.stated.get("stage"),
        case.lot(rulebook),
        Moment(case.stated["as_of"], seen),
    )
    row = screening.rows[0].data
    expected = case.stated["expect"]
    told = f"{case.stated['basis']}: {row}"
    assert row["verdict"] == expected["verdict"], told
    assert _status(row) == expected.get("match", _status(row)), told
    _assert_reasons(row["reasons"], expected["reasons"], told)


def _status(row: Mapping[str, Any]) -> str:
    return str(row["match"]["status"])


def _assert_reasons(found: Any, expected: list[dict[str, Any]], told: str) -> None:
    by_code = sorted(found, key=lambda reason: reason["code"])
    wanted = sorted(expected, key=lambda reason: reason["code"])
    assert [reason["code"] for reason in by_code] == [reason["code"] for reason in wanted], told
    for reason, want in zip(by_code, wanted, strict=True):
        stated = {name: _iso(value) for name, value in want.items()}
        assert {name: reason[name] for name in want} == stated, told
        assert reason["text_zh"]
        assert reason["text_en"]


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
