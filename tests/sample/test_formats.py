"""Every format is in the sample, those without a part of their own by their declaration alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.model.facts import EventFact, RecordFact
from ingest.incoming import find_files
from ingest.prepare import Preparation, Prepared
from ingest.privacy import PersonKeys
from ingest.reading import open_sheet
from ingest.sample import SCALES, write_town
from ingest.sample.dice import topic
from ingest.sample.dirt import declared
from ingest.sample.further import further
from ingest.sample.records import Records
from ingest.sample.town import Town
from ingest.sample.write import draw
from rulebook import Format, Rulebook

FERRY: dict[str, Any] = {
    "id": "ferry_logs",
    "title_zh": "渡船日志",
    "title_en": "Ferry logs",
    "kind": "Inspection",
    "mode": "delta",
    "legal_basis": {"title": "虚构办法", "article": "第一条"},
    "authority": "虚构局",
    "in_force_from": "2020-01-01",
    "verified": "configurable",
    "note": "全部虚构",
    "makes": {
        "record": {
            "kind": "Inspection",
            "parties": {"ferry": "inspected"},
            "date": "crossed_on",
            "about": ["log_number"],
            "names": {"lot": {"format": "lots"}},
        }
    },
    "parties": {"ferry": {"title_zh": "渡船单位", "code": "ferry"}},
    "columns": [
        {
            "code": "log",
            "title_zh": "编号",
            "field": "log_number",
            "type": "document_number",
            "mandatory": True,
        },
        {
            "code": "ann",
            "title_zh": "公告",
            "field": "announcement_number",
            "type": "document_number",
        },
        {"code": "lot", "title_zh": "地块", "field": "lot_number", "type": "document_number"},
        {
            "code": "crossed",
            "title_zh": "渡日",
            "field": "crossed_on",
            "type": "date",
            "mandatory": True,
        },
        {"code": "landed", "title_zh": "抵日", "field": "landed_on", "type": "date"},
        {"code": "toll", "title_zh": "渡资（元）", "field": "toll", "type": "money", "unit": "元"},
        {
            "code": "tide",
            "title_zh": "潮汐",
            "field": "tide",
            "type": "enum",
            "mandatory": True,
            "values": {"涨潮": "flood", "落潮": "ebb"},
        },
        {
            "code": "catch",
            "title_zh": "缘由",
            "field": "cause",
            "type": "text",
            "mandatory": {"field": "tide", "in": ["ebb"]},
        },
    ],
    "example": {
        "ferry_name": "甲",
        "ferry_code": "913205000000070186",
        "log": "渡〔2025〕1号",
        "crossed": "2025-03-01",
        "landed": "2025-03-04",
        "toll": "12.5",
        "tide": "涨潮",
    },
    "rules": [
        {"name": "dates_in_order", "params": {"fields": ["crossed_on", "landed_on"]}},
        {"name": "not_in_future", "params": {"fields": ["crossed_on", "landed_on"]}},
    ],
}


@pytest.fixture(scope="module")
def formats() -> dict[str, Format]:
    """All formats, and one that nobody has heard of."""
    return {**Rulebook.load().formats, "ferry_logs": Format.model_validate(FERRY)}


def test_every_format_is_in_the_town(truth: dict[str, Any]) -> None:
    rows = {file["format"]: file["rows"] for file in truth["files"].values()}
    assert rows.keys() == Rulebook.load().formats.keys()
    assert min(rows.values()) >= SCALES["hamlet"].further


def test_every_further_file_has_rows_to_refuse(truth: dict[str, Any]) -> None:
    clean = {file["format"] for file in truth["files"].values() if not file["refused"]}
    assert clean <= {"guarantees", "controllers"}


def test_all_rows_of_the_town_are_good_but_the_planted_ones(tmp_path: Path) -> None:
    write_town(tmp_path, 2, "town")
    truth = _truth(tmp_path)
    refused = {(name, row) for name, row, _ in _refusals(tmp_path)}
    assert refused == {(planted["file"], planted["row"]) for planted in truth["refused"]}


def test_what_is_done_to_records_is_done_to_records_of_the_town(hamlet: Path) -> None:
    facts = list(_facts(hamlet))
    known = {fact.key for fact in facts if isinstance(fact, RecordFact)}
    events = [fact for fact in facts if isinstance(fact, EventFact)]
    assert {event.kind.value for event in events} >= {"Repair", "Objection", "Withdrawal"}
    assert [event.record for event in events if event.record not in known] == []


def test_a_new_format_is_in_the_sample_by_its_declaration(formats: dict[str, Format]) -> None:
    town = Town(SCALES["hamlet"], 1)
    _, core = draw(town)
    records = Records(town, topic(1, "records"))
    for shipment in further(town, formats, records, core):
        rows = list(shipment.entries)
        for entry in rows:
            records.keep(shipment.sheet.format, entry)
        if shipment.sheet.format == "ferry_logs":
            break
    assert len({row.row["log_number"] for row in rows}) == SCALES["hamlet"].further
    lots = {lot["lot_number"] for lot in records.of("lots")}
    for each in (entry.row for entry in rows):
        assert each["crossed_on"] < each["landed_on"]  # type: ignore[operator]
        assert each["lot_number"] in lots
        assert each["tide"] == "涨潮" or each["cause"]


def test_ways_to_spoil_a_row_come_from_the_declaration(formats: dict[str, Format]) -> None:
    ways = {(spoil.field, spoil.code) for spoil in declared(formats["ferry_logs"])}
    assert ways == {
        ("ferry.name", "mandatory"),
        ("log_number", "mandatory"),
        ("crossed_on", "mandatory"),
        ("crossed_on", "date_impossible"),
        ("tide", "mandatory"),
        ("tide", "unknown_value"),
        ("toll", "money_negative"),
    }


def _truth(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = orjson.loads((folder / "truth.json").read_bytes())
    return content


def _refusals(folder: Path) -> Iterator[tuple[str, int, object]]:
    for name, chunk in _chunks(folder):
        for row in chunk.refused:
            yield name, row.row, row.reasons


def _facts(folder: Path) -> Iterator[object]:
    for _, chunk in _chunks(folder):
        yield from chunk.facts.nodes


def _chunks(folder: Path) -> Iterator[tuple[str, Prepared]]:
    rulebook, keys = Rulebook.load(), PersonKeys(b"only for this test")
    for incoming in find_files([folder], rulebook, None):
        preparation = Preparation(incoming, rulebook, keys)
        for chunk in preparation.chunks(open_sheet(incoming.path), size=1_000):
            yield incoming.path.name, chunk
