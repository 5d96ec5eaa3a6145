"""A path in words: every relation type in both directions, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from graph.model import OPEN_END, UNKNOWN_START, RelationType, SubjectKind
from graph.subjects import Subject
from graph.trace.answer import Step
from graph.trace.sentences import tell
from graph.trace.targets import Finding
from messages import text
from rulebook import DEBTOR_LIST, ListType, Rulebook
from tests.builders import firm, uscc

SOURCE = {"source": "澄州市市场监督管理局", "file": "registry.csv", "row": 12}
PERSON = "person:k1:0123456789abcdef0123456789abcdef"


def subject(id: str, name: str) -> Subject:  # noqa: A002 (as the builders have it)
    kind = SubjectKind.PERSON if id.startswith("person:") else SubjectKind.ENTERPRISE
    return Subject(f"entity:{id}", id, kind, name, (id,))


A = subject(firm(1), "甲公司")
B = subject(PERSON, "乙虚构")
C = subject("org:12345678X", "丙社")


def step(
    start: Subject,
    kind: str,
    end: Subject,
    *,
    out: bool = True,
    first: date = UNKNOWN_START,
    last: date = OPEN_END,
    **own: Any,
) -> Step:
    facts = {"valid_from": first, "valid_to": last, **own}
    return Step(start, end, (start.id, end.id), RelationType(kind), out, facts, SOURCE)


def debtor(**facts: Any) -> Finding:
    debtors = Rulebook.load().in_force(ListType, DEBTOR_LIST, date(2024, 1, 1))
    assert debtors
    return Finding("sid", "Enforcement", debtors, C.id, facts.pop("day", None), facts)


def test_a_path_tells_each_step_with_date_source_and_what_was_found() -> None:
    steps = [
        step(A, "LEGAL_REPRESENTATIVE_OF", B, out=False, first=date(2020, 1, 1)),
        step(B, "SHAREHOLDER_OF", C, first=date(2019, 5, 1), last=date(2025, 4, 30)),
    ]
    found = debtor(
        day=date(2023, 5, 1),
        case_number="（2023）苏0505执12号",
        court="澄州市人民法院",
    )
    list_source = {"source": "澄州市人民法院", "file": "debtors.xlsx", "row": 3}
    told = tell(steps, [(found, list_source)])
    assert told.zh == (
        f"甲公司（统一社会信用代码 {uscc(1)}）的法定代表人是乙虚构"
        "（自 2020-01-01 起，来源：澄州市市场监督管理局 registry.csv 第 12 行）；"
        "乙虚构是丙社（组织机构代码 12345678X）的股东"
        "（2019-05-01 至 2025-04-30，来源：澄州市市场监督管理局 registry.csv 第 12 行）；"
        "丙社被列入失信被执行人名单"
        "（案号 （2023）苏0505执12号，列入机关 澄州市人民法院，列入日期 2023-05-01，"
        "来源：澄州市人民法院 debtors.xlsx 第 3 行）。"
    )
    assert found.list_type is not None
    listed = found.list_type.name_en
    assert told.en == (
        f"甲公司 (unified social credit code {uscc(1)}) has 乙虚构 as its legal representative "
        "(since 2020-01-01, source: 澄州市市场监督管理局, registry.csv, row 12); "
        "乙虚构 is a shareholder of 丙社 (organisation code 12345678X) "
        "(from 2019-05-01 to 2025-04-30, source: 澄州市市场监督管理局, registry.csv, row 12); "
        f"丙社 is on a list: {listed} "
        "(case （2023）苏0505执12号, listed by 澄州市人民法院, listed on 2023-05-01, "
        "source: 澄州市人民法院, debtors.xlsx, row 3)."
    )


@pytest.mark.parametrize(
    ("own", "zh", "en"),
    [
        ({"share_ppm": 312_500}, "持股 31.25%", "holding 31.25%"),
        ({"share_ppm": 1_000_000}, "持股 100%", "holding 100%"),
        ({"amount_fen": 123_456}, "金额 1234.56 元", "amount 1234.56 yuan"),
        ({"position": "董事长"}, "职务：董事长", "position: 董事长"),
        ({"basis": "协议控制"}, "依据：协议控制", "basis: 协议控制"),
        ({"last": date(2024, 2, 29)}, "起始日期不详，至 2024-02-29", "until 2024-02-29"),
        ({}, "起始日期不详", "start unknown"),
    ],
)
def test_what_a_source_adds_is_told(own: Mapping[str, Any], zh: str, en: str) -> None:
    told = tell([step(A, "OFFICER_OF", C, **own)])
    assert zh in told.zh
    assert en in told.en


@pytest.mark.parametrize("kind", list(RelationType))
@pytest.mark.parametrize("out", [True, False])
def test_every_relation_is_told_in_the_direction_it_runs(kind: RelationType, *, out: bool) -> None:
    told = tell([step(A, kind, C, out=out)])
    key = f"trace.{kind.lower()}_{'out' if out else 'in'}"
    reverse = f"trace.{kind.lower()}_{'in' if out else 'out'}"
    for language, sentence in (("zh", told.zh), ("en", told.en)):
        assert text(key, language, a="甲", b="乙") != text(reverse, language, a="甲", b="乙")
        assert sentence.startswith("甲公司")
        assert sentence.count("丙社") == 1


def test_a_path_says_where_it_rests_on_a_decision() -> None:
    known = tell([step(A, "BRANCH_OF", C)])
    decided = tell([step(A, "BRANCH_OF", C)], joined=[C])
    assert decided.zh.startswith(known.zh[:-1])
    assert "丙社的记载出自不同编号，已认定为同一主体" in decided.zh
    assert "entries on 丙社" in decided.en


def test_nobodys_number_is_told() -> None:
    told = tell([step(B, "SHAREHOLDER_OF", A), step(A, "SHAREHOLDER_OF", B, out=False)])
    for sentence in told:
        assert "0123456789abcdef" not in sentence
        assert sentence.count(uscc(1)) == 1  # at its first mention only


def test_a_listing_without_day_or_number_says_so() -> None:
    told = tell([step(A, "BRANCH_OF", C)], [(debtor(), SOURCE)])
    assert "列入日期不详" in told.zh
    assert "day of listing unknown" in told.en


def test_shares_are_exact_decimal_strings() -> None:
    assert step(A, "SHAREHOLDER_OF", C, share_ppm=1).data["share"] == "0.000001"
    assert step(A, "SHAREHOLDER_OF", C, share_ppm=1_000_000).data["share"] == "1"
    assert step(A, "SHAREHOLDER_OF", C, share_ppm=500_000).share == Decimal("0.5")
    assert "share" not in step(A, "SHAREHOLDER_OF", C).data
