"""Mapping files: everything that one can say."""

from __future__ import annotations

from datetime import date

from graph.feeds import Terms
from graph.model import RecordFact
from ingest.incoming import describe
from ingest.manifest import Stated
from rulebook import Rulebook
from tests.builders import firm, uscc
from tests.ingest.intake import Folder, Mapped, Reader
from tests.ingest.mappings import (
    HOLDERS,
    JOINED,
    LISTS,
    OFFICERS,
    PLAIN,
    TWO,
    second,
)


def test_units_date_forms_and_values(mapped: Mapped) -> None:
    (holding,) = mapped(PLAIN, HOLDERS).facts.relations
    assert holding.own["share_ppm"] == 600_000
    assert holding.own["amount_fen"] == 60_000
    assert holding.valid_from == date(2024, 3, 5)
    kinds = [str(subject.kind) for subject in mapped(PLAIN, HOLDERS).facts.subjects]
    assert kinds == ["Enterprise", "Person"]


def test_a_written_value_may_stand_for_another_written_value(mapped: Mapped) -> None:
    firm = [{**HOLDERS[0], "人": "乙投资", "型": "qy"}]
    assert str(mapped(PLAIN, firm).facts.subjects[1].kind) == "Enterprise"
    known = [{**HOLDERS[0], "型": "自然人"}]
    assert str(mapped(PLAIN, known).facts.subjects[1].kind) == "Person"
    unknown = mapped(PLAIN, [{**HOLDERS[0], "型": "别的"}])
    assert unknown.codes(2) == {("holder.kind", "unknown_value")}


def test_one_heading_fills_several_fields(mapped: Mapped) -> None:
    rows = [{"公司": "甲公司", "人": "甄虚构", "职": code} for code in ("a", "b", "董秘")]
    present, past, other = mapped(OFFICERS.format(position=""), rows).facts.relations
    assert (present.own["position"], str(present.valid_to)) == ("董事", "9999-12-31")
    assert (past.own["position"], past.valid_to) == ("监事（已离任）", date(2020, 10, 14))
    assert other.own["position"] == "董秘"


def test_others_are_dropped_where_the_mapping_says_so(mapped: Mapped) -> None:
    rows = [{"公司": "甲公司", "人": "甄虚构", "职": "董秘"}]
    dropped = mapped(OFFICERS.format(position=", others: drop"), rows)
    assert dropped.codes(2) == {("position", "mandatory")}
    kinds = PLAIN.replace("qy: 企业法人}", "qy: 企业法人}, others: drop")
    ((_, holder),) = [mapped(kinds, [{**HOLDERS[0], "型": "别的"}]).facts.subjects]
    assert str(holder.kind) == "Person"


def test_a_cell_is_split_into_rows(mapped: Mapped) -> None:
    found = mapped(LISTS, [{"名": "甲公司", "单": f"{TWO}、", "日": "2024-01-01"}])
    assert found.properties("list_name") == TWO.split("、")
    assert {subject.kind for subject in found.facts.subjects} == {"Enterprise"}
    assert set(found.properties("authority")) == {"澄州市局"}


def test_a_split_row_is_refused_as_a_whole(mapped: Mapped) -> None:
    found = mapped(LISTS, [{"名": "甲公司", "单": f"{TWO}、没有这个名单", "日": ""}])
    assert found.codes(2) == {("list_type", "unknown_value")}
    assert found.facts.nodes == []
    empty = mapped(LISTS, [{"名": "甲公司", "单": "、", "日": ""}])
    assert empty.codes(2) == {("list_type", "mandatory")}


def test_constants_are_values_of_their_columns(mapped: Mapped) -> None:
    text = """
format: lists
columns: {名: party.name}
constants: {list_type: 重大税收违法失信主体名单, listed_on: 2024-01-01, valid_to: 长期}
"""
    (record,) = [
        f for f in mapped(text, [{"名": "甲公司"}]).facts.nodes if isinstance(f, RecordFact)
    ]
    assert record.date == date(2024, 1, 1)
    assert record.own["stated_end"] == date(9999, 12, 31)
    assert record.own["list_name"] == "重大税收违法失信主体名单"


def test_a_cell_goes_before_a_constant(mapped: Mapped) -> None:
    row = {"名": "甲公司", "单": TWO, "日": "", "局": "别处"}
    rows = [row, {**row, "名": "乙公司", "局": ""}]
    text = LISTS.replace("日: listed_on", "日: listed_on, 局: authority")
    assert mapped(text, rows).properties("authority") == ["别处", "别处", "澄州市局", "澄州市局"]


def test_a_second_table_says_the_rest(folder: Folder, mapped: Mapped) -> None:
    folder.csv([second(1), second(2)], "二.csv")
    found = mapped(JOINED, [{"代号": n, "人": "甄虚构"} for n in ("2", "1", "3")])
    assert [relation.end for relation in found.facts.relations] == [firm(2), firm(1)]
    assert ("company.name", "mandatory") in found.codes(4)


def test_a_file_with_another_second_table_is_another_file(
    folder: Folder, rulebook: Rulebook
) -> None:
    path = folder.csv([{"代号": "1", "人": "甄虚构"}])
    ids = set()
    for name in ("甲公司", "乙公司"):
        folder.csv([{"代号": "1", "名": name, "码": uscc(1)}], "二.csv")
        ids.add(describe(path, rulebook, folder.mapping(JOINED), Stated()).id)
    assert len(ids) == 2


def test_each_file_reads_the_second_table_beside_it(folder: Folder, reader: Reader) -> None:
    mapping = folder.mapping(JOINED)
    ends = []
    for number in (1, 2):
        beside = Folder(folder.path / str(number))
        beside.path.mkdir()
        beside.csv([second(number)], "二.csv")
        path = beside.csv([{"代号": n, "人": "甄虚构"} for n in ("1", "2")])
        ends.append([relation.end for relation in reader.read(path, mapping).facts.relations])
    assert ends == [[firm(1)], [firm(2)]]


def test_headings_are_compared_as_those_of_the_formats(mapped: Mapped) -> None:
    row = {("Ｎａｍｅ " if name == "人" else f" {name}"): cell for name, cell in HOLDERS[0].items()}
    assert len(mapped(PLAIN.replace("  人:", "  name:"), [row]).facts.relations) == 1


def test_a_mapping_states_source_mode_and_day(folder: Folder, rulebook: Rulebook) -> None:
    source = "source: {id: s, name: 某源, schedule_days: 30, region: 澄州, officer: 甄虚构}"
    text = f"{PLAIN}\n{source}\nmode: snapshot\ndated: 2020-10-15\n"
    incoming = describe(folder.csv(HOLDERS), rulebook, folder.mapping(text), Stated())
    assert (incoming.source, incoming.source_name) == ("s", "某源")
    assert incoming.terms == Terms(30, "澄州", "甄虚构")
    assert (incoming.mode, incoming.dated) == ("snapshot", date(2020, 10, 15))
