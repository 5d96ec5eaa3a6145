"""Bad input: each is refused in a sentence that says where and what to do, and leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from messages import InputError
from tests.builders import uscc
from tests.contents import Contents, contents
from tests.ingest.intake import Folder, Intake, csv_text
from tests.ingest.rows import HOLDING, LISTED, PENALTY, citizen, full_width

Make = Callable[[Folder], Path]

WRONG_CHECK = uscc(1)[:17] + ("1" if uscc(1)[17] == "0" else "0")
HOLDING_TEXT = csv_text([HOLDING, {**HOLDING, "股东名称": "澄州市丙投资有限公司"}])


def renamed(row: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """Return a row with another heading."""
    return {new if heading == old else heading: cell for heading, cell in row.items()}


def without(row: Mapping[str, str], heading: str) -> dict[str, str]:
    """Return a row without a heading."""
    return {name: cell for name, cell in row.items() if name != heading}


FILES: Mapping[str, tuple[str, Make, str]] = {
    "wrong encoding": (
        "wrong_encoding",
        lambda f: f.bytes(HOLDING_TEXT.encode("utf-16"), "表.csv"),
        "UTF-8",
    ),
    "cut within a character": (
        "wrong_encoding",
        lambda f: f.bytes(HOLDING_TEXT[: HOLDING_TEXT.rindex("司")].encode() + b"\xe5", "表.csv"),
        "UTF-8",
    ),
    "missing heading": (
        "missing_heading",
        lambda f: f.csv([without(HOLDING, "股东名称")]),
        "股东名称",
    ),
    "unknown heading": ("unknown_heading", lambda f: f.csv([{**HOLDING, "颜色": "红"}]), "颜色"),
    "unknown key": ("unknown_key", lambda f: f.jsonl([HOLDING, {**HOLDING, "颜色": "红"}]), "颜色"),
    "heading twice": ("heading_twice", lambda f: f.csv([{**HOLDING, "股东": "乙"}]), "股东"),
    "unit of a heading": (
        "heading_unit",
        lambda f: f.csv([renamed(HOLDING, "认缴出资额（万元）", "认缴出资额（元）")]),
        "万元",
    ),
    "empty": ("empty_file", lambda f: f.text("", "表.csv"), "空"),
    "open quote": ("damaged_csv", lambda f: f.text(HOLDING_TEXT + '"澄州', "表.csv"), "4"),
    "cut workbook": (
        "damaged_xlsx",
        lambda f: f.bytes(f.xlsx([["企业名称"]]).read_bytes()[:-200], "表.xlsx"),
        "XLSX",
    ),
    "no table": ("unknown_ending", lambda f: f.text("x", "表.docx"), ".csv"),
}


@pytest.mark.parametrize("why", FILES)
def test_a_file_that_cannot_be_read_leaves_no_trace(
    intake: Intake, folder: Folder, why: str
) -> None:
    key, make, named = FILES[why]
    loader, before = intake.loader, contents(intake.store)
    path = make(folder)
    with pytest.raises(InputError) as caught:
        loader.load(intake.incoming(path, format="shareholders"))
    assert (caught.value.key, caught.value.exit_code) == (f"ingest.{key}", 2)
    for sentence in caught.value.text:
        assert path.name in sentence
    assert named in caught.value.text.zh
    assert contents(intake.store) == before


CELLS: Mapping[str, tuple[dict[str, str], str, str]] = {
    "unit of a cell": ({"罚款金额（万元）": "15000元"}, "fine", "unit_differs"),
    "impossible date": ({"处罚决定日期": "2014年2月29日"}, "decision_date", "date_impossible"),
    "wrong check digit": (
        {"行政相对人代码_1（统一社会信用代码）": WRONG_CHECK},
        "party.uscc",
        "uscc_check",
    ),
    "zeros": ({"行政相对人代码_1（统一社会信用代码）": "0" * 18}, "party.uscc", "uscc_zero"),
    "formula": ({"违法事实": "=cmd|'/C calc'!A0"}, "违法事实", "formula"),
    "too long": ({"违法事实": "长" * 5_001}, "facts", "too_long"),
    "ten megabytes": ({"违法事实": "长" * 10_000_000}, "违法事实", "cell_too_long"),
    "number in text": (
        {"违法事实": f"当事人{citizen(1)}"},
        "facts",
        "no_citizen_number_in_text",
    ),
    "future": ({"处罚决定日期": "2099-12-31"}, "decision_date", "not_in_future"),
    "no party": ({"行政相对人名称": ""}, "party.name", "mandatory"),
}


def test_a_bad_cell_refuses_its_row_and_no_other(intake: Intake, folder: Folder) -> None:
    bad = [{**PENALTY, **change} for change, _, _ in CELLS.values()]
    outcome = intake.load(folder.csv([PENALTY, *bad]))
    assert (outcome.read, outcome.loaded, outcome.quarantined) == (len(bad) + 1, 1, len(bad))
    found = {row["row"]: row for row in _refused(intake)}
    for number, (why, (_, field, code)) in enumerate(CELLS.items(), start=3):
        reasons = [_reason(text) for text in found[number]["reasons"]]
        assert (field, code) in {(r["field"], r["code"]) for r in reasons}, why
        assert all(r["message"] and r["message_en"] for r in reasons)
        assert all("{" not in r["message"] + r["message_en"] for r in reasons)
        assert len(found[number]["raw"]) < 10_000


def test_full_width_codes_are_accepted(intake: Intake, folder: Folder) -> None:
    heading = "行政相对人代码_1（统一社会信用代码）"
    outcome = intake.load(folder.csv([{**PENALTY, heading: full_width(uscc(1))}]))
    assert outcome.loaded == 1
    assert [row["id"] for row in intake.store.read("testing/memberships_all")] == [
        f"uscc:{uscc(1)}"
    ]


@pytest.mark.parametrize(
    "number", ["澄市监处（2025）1号", "澄市监处[2025]1号", "澄市监处〔2025〕 １号"]
)
def test_one_document_number_in_other_brackets_is_one_record(
    intake: Intake, folder: Folder, number: str
) -> None:
    again = {**PENALTY, "行政处罚决定书文号": number, "罚款金额（万元）": "2"}
    outcome = intake.load(folder.csv([PENALTY, again]))
    assert (outcome.loaded, outcome.quarantined) == (1, 1)
    (row,) = _refused(intake)
    reason = _reason(row["reasons"][0])
    assert reason["code"] == "repeated"
    assert " 2 " in reason["message"]
    corrected = intake.load(folder.csv([again], "更正.csv"))
    assert corrected.loaded == 1
    assert _fines(intake) == [(1_500_000, False), (2_000_000, True)]


def test_a_file_cut_within_a_row_loads_whole_rows_only(intake: Intake, folder: Folder) -> None:
    cut = HOLDING_TEXT[: HOLDING_TEXT.rindex("企业法人")]
    outcome = intake.load(folder.text(cut, "表.csv"))
    assert (outcome.loaded, outcome.quarantined) == (1, 1)
    lines = folder.jsonl([LISTED, {**LISTED, "列入文书号": "2号"}]).read_bytes()
    outcome = intake.load(folder.bytes(lines[:-20], "表.jsonl"))
    assert (outcome.loaded, outcome.quarantined) == (1, 1)


def test_a_fault_late_in_a_file_leaves_whole_chunks(
    intake: Intake, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.load.CHUNK_ROWS", 2)
    rows = [{**HOLDING, "股东证件号码": uscc(n)} for n in range(2, 7)]
    with pytest.raises(InputError):
        intake.load(folder.text(csv_text(rows) + '"', "表.csv"))
    written = contents(intake.store)["relations"]
    assert sum(written.values()) == 4
    outcome = intake.load(folder.csv(rows, "重发.csv"))
    assert (outcome.loaded, outcome.unchanged) == (1, 4)


def test_an_unreadable_file_is_no_receipt(intake: Intake, folder: Folder) -> None:
    with pytest.raises(InputError):
        intake.load(folder.csv([{**HOLDING, "颜色": "红"}]), format="shareholders")
    assert intake.store.read("provenance/feeds", seen=intake.store.seen()) == []
    intake.load(folder.text(csv_text([HOLDING]).splitlines()[0] + "\n", "空.csv"))
    (source,) = intake.store.read("provenance/feeds", seen=intake.store.seen())
    assert source["format"] == "shareholders"


def _refused(intake: Intake) -> list[dict[str, Any]]:
    return [
        row["properties"]
        for row in intake.store.read("testing/others_all")
        if "QuarantinedRow" in row["labels"]
    ]


def _reason(packed: str) -> dict[str, str]:
    reason: dict[str, str] = json.loads(packed)
    return reason


def _fines(intake: Intake) -> list[tuple[int, bool]]:
    rows = [row["properties"] for row in intake.store.read("testing/facts_all")]
    fines = [row for row in rows if row.get("kind") == "Penalty"]
    return sorted((row["fine_fen"], row["until"] > 10**9) for row in fines)


def test_the_graph_is_compared_whole(intake: Intake, folder: Folder) -> None:
    before: Contents = contents(intake.store)
    intake.load(folder.csv([HOLDING]))
    assert contents(intake.store) != before
