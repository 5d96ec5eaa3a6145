"""Rows that hold lists of objects, patterns in cells, several tables, numbers of a source's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from graph.model import RecordFact
from ingest import quarantine
from ingest.mapping import load_mapping
from messages import InputError
from tests.builders import firm, uscc
from tests.ingest.correcting import correct, reasons
from tests.ingest.intake import Folder, Intake, Mapped, Prepared, Reader, subjects
from tests.ingest.rows import citizen

CASES = """
format: judgments
each: 各方
columns:
  号: case_number
  立: {field: filed_on, date_formats: [unix]}
  各方.名: party.name
  各方.位: party_role
"""
SUED = {"名": "澄州甲虚构有限公司", "位": "被告"}
SUING = {"名": "澄州乙虚构有限公司", "位": "原告"}
CASE = {"号": "（2026）苏0591民初1号", "立": 1_507_566_600, "各方": [SUING, SUED]}


def read(folder: Folder, reader: Reader, rows: Sequence[Any], text: str = CASES) -> Prepared:
    """Read JSONL rows through a mapping."""
    return reader.read(folder.jsonl(rows), folder.mapping(text))


def roles(found: Prepared) -> list[tuple[int, object, object]]:
    """Return row, name and role of the parties of all records."""
    records = [fact for fact in found.facts.nodes if isinstance(fact, RecordFact)]
    return [
        (record.row, link.properties["name_as_written"], link.properties["role"])
        for record in records
        for link in record.links
    ]


@pytest.mark.parametrize("value", [{"省": "苏"}, [{"省": "苏"}], [["苏"]]])
def test_an_object_is_no_value_of_a_field(folder: Folder, reader: Reader, value: object) -> None:
    ignored = CASES + "  备:\n"
    found = read(folder, reader, [{**CASE, "号": value}, {**CASE, "备": value}], ignored)
    assert found.codes(1) == {("case_number", "nested")}
    assert 2 not in found.refused
    (refused,) = reader.read(folder.jsonl([{"主体名称": value}]), format="contacts").refused[1]
    assert (refused["field"], refused["code"]) == ("subject.name", "nested")


def test_every_object_of_a_list_is_a_row_with_the_number_of_its_line(
    folder: Folder, reader: Reader
) -> None:
    other = {**CASE, "号": "（2026）苏0591民初2号", "各方": [SUED]}
    found = read(folder, reader, [CASE, other])
    assert roles(found) == [
        (1, SUING["名"], "plaintiff"),
        (1, SUED["名"], "defendant"),
        (2, SUED["名"], "defendant"),
    ]
    assert found.properties("filed_on") == [date(2017, 10, 10)] * 3


@pytest.mark.parametrize(
    ("parties", "reason"),
    [
        ([SUING, {"名": "丙公司", "位": "看客"}], ("party_role", "unknown_value")),
        ([SUING, {"名": "丙公司"}], ("party_role", "mandatory")),
        ([], ("party.name", "mandatory")),
        (None, ("party.name", "mandatory")),
        ("甲公司", ("各方", "list_of_objects")),
        ({"名": "甲公司"}, ("各方", "list_of_objects")),
        ([SUING, "甲公司"], ("各方", "list_of_objects")),
        ([{"名": "=cmd", "位": "原告"}], ("各方.名", "formula")),
        ([{"名": 1.5e20, "位": "原告"}], ("各方.名", "digits_lost")),
    ],
)
def test_a_row_is_refused_with_all_of_its_list(
    folder: Folder, reader: Reader, parties: object, reason: tuple[str, str]
) -> None:
    found = read(folder, reader, [{**CASE, "各方": parties}])
    assert reason in found.codes(1)
    assert found.facts.nodes == []


def test_an_object_that_says_two_things_under_one_key_is_refused(
    folder: Folder, reader: Reader
) -> None:
    line = '{"号": "（2026）苏0591民初1号", "各方": "[{\\"名\\": \\"甲\\", \\"名\\": \\"乙\\"}]"}\n'
    found = reader.read(folder.text(line, "表.jsonl"), folder.mapping(CASES))
    assert found.codes(1) == {("各方.名", "key_twice")}


def test_a_key_of_an_object_that_the_mapping_does_not_name_is_refused(
    folder: Folder, reader: Reader
) -> None:
    with pytest.raises(InputError) as caught:
        read(folder, reader, [{**CASE, "各方": [{**SUED, "年龄": 3}]}])
    assert caught.value.key == "ingest.unknown_key"
    assert "各方.年龄" in caught.value.text.zh


def test_a_refused_row_with_a_list_is_corrected_and_sent_again(
    folder: Folder, intake: Intake
) -> None:
    wrong = {**CASE, "各方": [SUING, {**SUED, "位": "看客"}]}
    outcome = intake.load(folder.jsonl([wrong]), folder.mapping(CASES))
    assert outcome.quarantined == 1
    out = folder.path / "改正.csv"
    again = correct(intake, out, {"各方": json.dumps([SUING, SUED], ensure_ascii=False)})
    assert (again.loaded, again.quarantined) == (1, 0)


def test_a_number_in_a_list_that_quarantine_masked_is_not_taken_for_none(
    folder: Folder, intake: Intake
) -> None:
    text = CASES + "  各方.码: party.code\n"
    person = {"名": "甄虚构", "码": citizen(1)}
    intake.load(folder.jsonl([{**CASE, "各方": [{**person, "位": "看客"}]}]), folder.mapping(text))
    (row,) = quarantine.exported(intake.store, None, None)
    assert citizen(1) not in row["各方"]
    out = folder.path / "改正.csv"
    again = correct(intake, out, {"各方": row["各方"].replace("看客", "被告")})
    assert again.quarantined == 1
    found = [reasons(row) for row in quarantine.listed(intake.store)]
    assert {("party.code", "hidden_number")} in found


def test_a_list_in_a_cell_of_a_table_is_read_as_well(mapped: Mapped) -> None:
    cell = '[{"名": "甲公司", "位": "原告"}]'
    assert roles(mapped(CASES, [{"号": "（2026）苏0591民初1号", "各方": cell}])) == [
        (2, "甲公司", "plaintiff")
    ]


def test_a_list_and_a_split_cell_are_one_too_many(folder: Folder) -> None:
    split = CASES.replace("号: case_number", "号: {field: case_number, separator: 、}")
    with pytest.raises(InputError) as caught:
        folder.mapping(split)
    assert caught.value.key == "ingest.mapping_invalid"


PATTERN = """
format: officers
columns:
  公司: company.name
  话: [{field: person.name, pattern: "任命(.+?)为"}, {field: position, pattern: "为(.+)$"}]
"""


def test_a_pattern_takes_its_group_from_a_cell(mapped: Mapped) -> None:
    row = {"公司": "甲公司", "话": "任命甄虚构为董事"}
    found = mapped(PATTERN, [row, {**row, "话": "免去甄虚构"}])
    (seat,) = found.facts.relations
    assert seat.own["position"] == "董事"
    assert found.codes(3) == {("person.name", "mandatory"), ("position", "mandatory")}


@pytest.mark.parametrize("pattern", ["任命", "(任)(命)", "(任"])
def test_a_pattern_has_one_group(folder: Folder, pattern: str) -> None:
    with pytest.raises(InputError) as caught:
        folder.mapping(PATTERN.replace("任命(.+?)为", pattern))
    assert caught.value.key == "ingest.mapping_invalid"


SEATS = """
format: officers
columns: {人号: person.source_id, 司号: company.source_id, 职: position}
join:
  - {file: 人.csv, heading: 人号, key: 号, columns: {名: person.name}}
  - {file: 司.csv, heading: 司号, key: 号, columns: {名: company.name}}
"""


def test_whom_the_source_numbers_is_one_in_all_of_its_rows(folder: Folder, reader: Reader) -> None:
    folder.csv([{"号": n, "名": "甄虚构"} for n in ("1", "2")], "人.csv")
    folder.csv([{"号": n, "名": "同名股份"} for n in ("7", "8")], "司.csv")
    seats = [("1", "7"), ("1", "8"), ("2", "8")]
    path = folder.csv([{"人号": a, "司号": b, "职": "董事"} for a, b in seats])
    held = reader.read(path, folder.mapping(SEATS)).facts.relations
    assert [held[0].start == held[1].start, held[1].start == held[2].start] == [True, False]
    assert [held[0].end == held[1].end, held[1].end == held[2].end] == [False, True]


def test_a_code_goes_before_a_number_of_the_source(mapped: Mapped) -> None:
    text = "format: officers\ncolumns: {码: company.uscc, 号: company.source_id, 司: company.name}"
    text += "\nconstants: {person.name: 甄虚构, position: 董事}"
    found = mapped(text, [{"码": uscc(1), "号": "7", "司": "甲公司"}])
    assert subjects(found)[0] == (firm(1), "Enterprise")


def test_a_citizen_number_as_a_number_of_the_source_is_masked_and_kept_apart(
    folder: Folder, reader: Reader
) -> None:
    citizens = [citizen(n) for n in (1, 2)]
    folder.csv([{"号": n, "名": "甄虚构"} for n in citizens], "人.csv")
    folder.csv([{"号": "7", "名": "甲公司"}], "司.csv")
    path = folder.csv([{"人号": n, "司号": "7", "职": "董事"} for n in citizens])
    held = reader.read(path, folder.mapping(SEATS)).facts.relations
    assert len({seat.start for seat in held}) == len(citizens)


def test_companies_whose_names_hide_them_are_not_one(mapped: Mapped) -> None:
    text = "format: shareholders\ncolumns: {司: company.name, 东: holder.name}"
    rows = [
        {"司": name, "东": f"澄州{n}虚构有限公司"}
        for n in "甲乙"
        for name in ("供应商一", "澄州丙虚构有限公司")
    ]
    held = mapped(text, rows).facts.relations
    assert held[0].end != held[2].end
    assert held[1].end == held[3].end


def test_mapping_files_state_one_table_or_several(folder: Folder) -> None:
    mapping = load_mapping(folder.text(SEATS, "映射.yaml"))
    assert [join.file for join in mapping.join] == ["人.csv", "司.csv"]
