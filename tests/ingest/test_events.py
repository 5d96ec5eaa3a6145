"""What was done to records: an event finds its record by the key that the record's row makes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import pytest

from graph.model import EventFact, RecordFact
from ingest.sources import Facts
from rulebook import Rulebook
from tests.ingest.intake import Folder, Intake, Reader, Row

F = TypeVar("F", RecordFact, EventFact)
NAMED = {
    "行政处罚": ("penalties", ["认定机关", "决定书文号"]),
    "行政许可": ("licences", ["认定机关", "决定书文号"]),
    "失信名单": ("lists", ["认定机关", "决定书文号", "名单名称"]),
    "经营异常名录": ("abnormal_operations", ["认定机关", "决定书文号"]),
    "活动异常名录": ("abnormal_states", ["认定机关", "列入日期"]),
    "失信被执行人": ("debtors", ["执行法院", "案号"]),
    "限制消费": ("consumption_restrictions", ["执行法院", "案号"]),
}
FIELDS = {
    "认定机关": ("authority", "entry_authority"),
    "决定书文号": ("document_number",),
    "名单名称": ("list_type",),
    "列入日期": ("entered_on",),
    "执行法院": ("court",),
    "案号": ("case_number",),
}
PARTY = {"主体名称": ("name",), "主体代码": ("code", "uscc"), "主体类型": ("kind",)}


def example(rulebook: Rulebook, name: str) -> dict[str, str]:
    """Return the example of a format as somebody fills it in: by headings, of other parties."""
    standard = rulebook.formats[name]
    titles = {column.code: column.title_zh for column in standard.columns}
    said = {titles[code]: value for code, value in standard.example.items()}
    return {t: v.replace("示例", "甲").replace("虚构", "甲") for t, v in said.items()}


def by_field(rulebook: Rulebook, name: str) -> dict[str, str]:
    """Return the same example by fields."""
    standard = rulebook.formats[name]
    written = example(rulebook, name)
    return {
        c.field: written[c.title_zh] for c in standard.columns if c.field and c.title_zh in written
    }


def first(said: Row, fields: Iterable[str]) -> str:
    """Return the first of the fields that is filled in."""
    return next((said[field] for field in fields if field in said), "")


def of_kind(facts: Facts, kind: type[F]) -> list[F]:
    """Return the facts of a kind."""
    return [fact for fact in facts.nodes if isinstance(fact, kind)]


@pytest.mark.parametrize("kind", NAMED)
def test_an_objection_finds_the_record_of_each_kind(
    kind: str, rulebook: Rulebook, folder: Folder, reader: Reader
) -> None:
    name, headings = NAMED[kind]
    said = by_field(rulebook, name)
    record = reader.read(folder.csv([example(rulebook, name)]), format=name)
    row = {
        **{h: v for h, v in example(rulebook, "objections").items() if h not in FIELDS},
        "信息种类": kind,
        **{heading: first(said, FIELDS[heading]) for heading in headings},
        **{h: first(said, [f"party.{part}" for part in parts]) for h, parts in PARTY.items()},
        "主体类型": "",
    }
    event = reader.read(folder.csv([row], "异议.csv"), format="objections")
    assert not record.refused
    assert not event.refused
    (made,) = of_kind(record.facts, RecordFact)
    (acting,) = of_kind(event.facts, EventFact)
    assert acting.record == made.key


def test_an_event_of_a_kind_needs_what_keys_that_kind(
    rulebook: Rulebook, folder: Folder, reader: Reader
) -> None:
    row = {**example(rulebook, "objections"), "信息种类": "失信被执行人"}
    refused = reader.read(folder.csv([row]), format="objections")
    assert refused.codes(2) == {("court", "mandatory"), ("case_number", "mandatory")}


def test_a_repair_is_kept_with_its_parties_and_loads_again_unchanged(
    rulebook: Rulebook, folder: Folder, intake: Intake
) -> None:
    rows = [example(rulebook, "repairs")]
    intake.load(folder.csv([example(rulebook, "penalties")], "处罚.csv"))
    assert intake.load(folder.csv(rows, "修复.csv")).loaded == 1
    assert intake.load(folder.csv(rows, "再修复.csv"), dated="2026-07-01").unchanged == 1


def test_a_payment_whose_payer_is_not_named_is_the_contracts(
    folder: Folder, reader: Reader
) -> None:
    row = {"合同编号": "HT-1", "付款日期": "2026-02-01", "付款金额（元）": "10"}
    read = reader.read(folder.csv([row]), format="payments")
    assert not read.refused
    assert [fact.links for fact in of_kind(read.facts, RecordFact)] == [()]
