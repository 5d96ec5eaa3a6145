"""A corrected row loses nothing on its way through quarantine, and shows no number."""

from __future__ import annotations

import json

import openpyxl  # type: ignore[import-untyped]
import pytest

from api.exports import write_table
from ingest import quarantine
from ingest.headings import ROW_HEADING
from ingest.masking import MASK
from messages import InputError
from tests.builders import firm
from tests.contents import contents
from tests.ingest.correcting import (
    ENDINGS,
    FORMULA,
    correct,
    exported,
    reasons,
    retry,
    subject_ids,
)
from tests.ingest.intake import Folder, Intake
from tests.ingest.mappings import HOLDER, JOINED, PLAIN, second
from tests.ingest.rows import LISTED, OFFICE, PENALTY, citizen


def test_citizen_numbers_are_masked_and_have_to_be_entered_again(
    intake: Intake, folder: Folder
) -> None:
    number = citizen(1)
    bad = {**OFFICE, "公民身份号码": number, "任职起始日期": "昨天", "职务": f"董事（{number}）"}
    intake.load(folder.csv([bad]))
    (row,) = quarantine.listed(intake.store)
    assert (row.raw["公民身份号码"], row.raw["职务"]) == (MASK, f"董事（{MASK}）")
    path = folder.path / "更正.csv"
    outcome = correct(intake, path, {"任职起始日期": "2020-01-01"})
    assert outcome.quarantined == 1
    (row,) = quarantine.listed(intake.store)
    assert reasons(row) == {("person.citizen_id", "hidden_number")}
    assert correct(intake, path, {"公民身份号码": number}).loaded == 1
    assert any(node.startswith("person:k1:") for node in subject_ids(intake))
    assert number not in repr(contents(intake.store))


def test_rows_that_are_refused_again_stay_rows_of_the_file_they_came_in(
    intake: Intake, folder: Folder
) -> None:
    intake.load(folder.csv([{**PENALTY, "处罚决定日期": "昨天"}], "一月.csv"))
    for slip in ("前天", "大前天"):
        correct(intake, folder.path / "更正.csv", {"处罚决定日期": slip})
        (row,) = quarantine.listed(intake.store, file="一月.csv")
        assert row.raw["处罚决定日期"] == slip
    assert correct(intake, folder.path / "更正.csv", {"处罚决定日期": "2025-03-01"}).loaded == 1
    assert quarantine.listed(intake.store, file="一月.csv") == []


def test_one_export_may_be_corrected_row_by_row(intake: Intake, folder: Folder) -> None:
    rows = [{**PENALTY, "行政处罚决定书文号": f"{n}号", "处罚决定日期": "昨天"} for n in (1, 2, 3)]
    intake.load(folder.csv(rows, "一月.csv"))
    path = folder.path / "更正.jsonl"
    table = exported(intake, path)
    waiting = []
    for row in table:
        row["处罚决定日期"] = "2025-03-01"
        write_table(path, table)
        retry(intake, path)
        waiting.append(len(quarantine.listed(intake.store)))
    assert waiting == [2, 1, 0]


def test_a_workbook_s_formula_is_refused_until_it_is_replaced(
    intake: Intake, folder: Folder
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(PENALTY))
    sheet.append([*PENALTY.values()])
    sheet.cell(2, list(PENALTY).index("罚款金额（万元）") + 1).value = "=1+0.5"
    book.save(folder.path / "表.xlsx")
    assert intake.load(folder.path / "表.xlsx").quarantined == 1
    (row,) = quarantine.listed(intake.store)
    assert reasons(row) == {("罚款金额（万元）", "formula")}
    path = folder.path / "更正.xlsx"
    exported(intake, path)
    assert retry(intake, path).quarantined == 1
    assert correct(intake, path, {"罚款金额（万元）": "1.5"}).loaded == 1


def test_a_masked_number_may_be_left_out(intake: Intake, folder: Folder) -> None:
    intake.load(folder.csv([{**OFFICE, "公民身份号码": citizen(1), "任职起始日期": "昨天"}]))
    change = {"公民身份号码": "", "任职起始日期": "2020-01-01"}
    assert correct(intake, folder.path / "更正.xlsx", change).loaded == 1
    assert any(node.startswith("row:") for node in subject_ids(intake))


@pytest.mark.parametrize("ending", ENDINGS)
def test_formulas_are_exported_as_text_and_refused_until_replaced(
    intake: Intake, folder: Folder, ending: str
) -> None:
    intake.load(folder.csv([{**PENALTY, "违法事实": FORMULA}]))
    path = folder.path / f"更正.{ending}"
    exported(intake, path)
    if ending == "csv":
        assert f"'{FORMULA}" in path.read_text(encoding="utf-8-sig")
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)
    assert retry(intake, path).quarantined == 1
    (row,) = quarantine.listed(intake.store)
    assert reasons(row) == {("违法事实", "formula")}
    assert row.raw["违法事实"] == FORMULA
    assert correct(intake, path, {"违法事实": "虚假宣传"}).loaded == 1


def test_long_cells_come_back_whole_and_cut_ones_have_to_be_entered_again(
    intake: Intake, folder: Folder
) -> None:
    facts = "长" * 4_999
    rows = [
        {**PENALTY, "违法事实": facts, "处罚决定日期": "昨天"},
        {**PENALTY, "行政处罚决定书文号": "2号", "违法事实": "长" * 2_000_000},
    ]
    intake.load(folder.csv(rows))
    path = folder.path / "更正.jsonl"
    fixes = {row["行政处罚决定书文号"]: row for row in exported(intake, path)}
    assert fixes[PENALTY["行政处罚决定书文号"]]["违法事实"] == facts
    assert len(fixes["2号"]["违法事实"]) < 3_000
    fixes[PENALTY["行政处罚决定书文号"]]["处罚决定日期"] = "2025-03-01"
    write_table(path, list(fixes.values()))
    assert retry(intake, path).loaded == 1
    (row,) = quarantine.listed(intake.store)
    assert reasons(row) == {("违法事实", "cell_cut")}
    stored = [row["properties"] for row in intake.store.read("testing/facts_all")]
    assert facts in {row.get("facts") for row in stored}


def test_rows_that_a_mapping_read_are_read_by_it_again(intake: Intake, folder: Folder) -> None:
    mapping = folder.mapping(PLAIN)
    bad = {**HOLDER, "起": "昨天", "型": "zrr"}
    assert intake.load(folder.csv([bad]), mapping).quarantined == 1
    outcome = correct(intake, folder.path / "更正.csv", {"起": "05.03.2024"})
    assert outcome.loaded == 1
    (row,) = intake.store.read("testing/relations", seen=intake.store.seen())
    assert (str(row["valid_from"]), row["share_ppm"]) == ("2024-03-05", 600_000)


def test_rows_joined_to_a_second_table_need_it_again(intake: Intake, folder: Folder) -> None:
    folder.csv([second(1)], "二.csv")
    bad = folder.csv([{"代号": "2", "人": "甄虚构"}])
    assert intake.load(bad, folder.mapping(JOINED)).quarantined == 1
    path = folder.path / "更正.csv"
    folder.csv([second(1), second(2)], "二.csv")
    assert correct(intake, path, {}).loaded == 1
    rows = intake.store.read("testing/relations", seen=intake.store.seen())
    assert [row["end_id"] for row in rows] == [firm(2)]
    (folder.path / "二.csv").unlink()
    with pytest.raises(InputError) as caught:
        retry(intake, path)
    assert "二.csv" in caught.value.text.zh


def test_a_broken_line_is_corrected_into_columns(intake: Intake, folder: Folder) -> None:
    line = json.dumps(LISTED, ensure_ascii=False)
    intake.load(folder.text(f"{line}\n{line[:-30]}\n", "表.jsonl"), format="lists")
    path = folder.path / "更正.jsonl"
    (row,) = exported(intake, path)
    assert row[""] == line[:-30]
    folder.jsonl([{ROW_HEADING: row[ROW_HEADING], **LISTED, "列入文书号": "2号"}], "更正.jsonl")
    assert retry(intake, path).loaded == 1
    assert quarantine.listed(intake.store) == []
