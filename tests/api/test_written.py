"""What goes to a file, and what is answered instead."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from api.desk import Desk
from api.exports import write_table
from messages import InputError

NUMBER = "11010519491231002X"
pytestmark = pytest.mark.usefixtures("desk")


def sheet(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def listed(path: Path, number: int = 0) -> list[dict[str, Any]]:
    """Return the rows of a workbook by heading."""
    headings, *rows = load_workbook(path).worksheets[number].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("line", "totals", "parties"),
    [
        (["contracts", "--overdue"], "by_debtor", ("debtor", "creditor")),
        (["complaints", "--open"], "by_agency", ("against", "by")),
    ],
)
def test_a_board_in_a_file_is_answered_by_its_totals(
    command: Any,
    truth: dict[str, Any],
    tmp_path: Path,
    line: list[str],
    totals: str,
    parties: tuple[str, str],
) -> None:
    line = [*line, "--as-of", truth["today"]]
    whole = command(*line, "--json")
    items = whole["data"].pop("items")
    for ending in ("jsonl", "csv", "xlsx"):
        path = tmp_path / f"board.{ending}"
        told = command(*line, "--out", str(path), "--json")
        assert told["data"].keys() == {"totals", totals, "out"}
        assert told["data"] == {
            **whole["data"],
            "totals": {"rows": len(items)},
            "out": str(path),
        }
        assert told["warnings"] == whole["warnings"]
    lines = (tmp_path / "board.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(each) for each in lines] == items
    written = sheet(tmp_path / "board.csv")
    for row, item in zip(written, items, strict=True):
        for party in parties:
            assert row[party] == (item[party] or {}).get("name", "")
        assert not any(cell.startswith("'") for cell in row.values())
    assert [row[f"{parties[0]}_id"] for row in written] == [i[parties[0]]["id"] for i in items]
    if "days_left" in items[0]:
        assert {row["overdue"] for row in written} <= {"true", "false"}
    days = "days_left" if "days_left" in items[0] else "days_overdue"
    assert [row[days] for row in listed(tmp_path / "board.xlsx")] == [i[days] for i in items]
    assert str(len(items)) in command(*line, "--out", str(tmp_path / "board.csv"))


@pytest.mark.parametrize(
    ("line", "kept"),
    [(["repairs"], {"open", "overdue"}), (["repairs", "--possible"], {"by_subject"})],
)
def test_a_worklist_of_repairs_goes_to_a_file_too(
    command: Any, truth: dict[str, Any], tmp_path: Path, line: list[str], kept: set[str]
) -> None:
    line = [*line, "--as-of", truth["today"]]
    whole = command(*line, "--json")["data"]
    path = tmp_path / "worklist.jsonl"
    told = command(*line, "--out", str(path), "--json")["data"]
    assert told.keys() == {"totals", *kept, "out"}
    assert told["totals"] == {"rows": len(whole["items"])}
    assert {name: told[name] for name in kept} == {name: whole[name] for name in kept}
    assert len(path.read_text("utf-8").splitlines()) == len(whole["items"])
    assert str(len(whole["items"])) in command(*line, "--out", str(tmp_path / "worklist.csv"))


def test_cells_of_a_sheet_keep_their_kind(tmp_path: Path) -> None:
    row = {
        "days": -1,
        "late": False,
        "sum": "-3.50",
        "text": "=1+1",
        "minus": "-1+1",
        "none": None,
        "by": {"id": "uscc:1", "name": "甲"},
        "interest": {"unpaid": "0.50"},
        "list": [1],
    }
    write_table(tmp_path / "a.csv", [row])
    assert sheet(tmp_path / "a.csv") == [
        {
            "days": "-1",
            "late": "false",
            "sum": "-3.50",
            "text": "'=1+1",
            "minus": "'-1+1",
            "none": "",
            "by": "甲",
            "by_id": "uscc:1",
            "interest_unpaid": "0.50",
            "list": "[1]",
        }
    ]
    write_table(tmp_path / "a.xlsx", [row])
    cells = listed(tmp_path / "a.xlsx")[0]
    assert (cells["days"], cells["late"], cells["text"]) == (-1, False, "=1+1")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, ending: str) -> None:
    with pytest.raises(InputError) as caught:
        write_table(tmp_path / "none" / f"x.{ending}", [{"a": 1}])
    assert caught.value.exit_code == 2
    assert all(str(tmp_path / "none") in told for told in caught.value.text)
    assert all(".part" not in told for told in caught.value.text)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_table(tmp_path / "x.jsonl", [{"a": object()}])
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def bidders(tmp_path: Path, truth: dict[str, Any]) -> Path:
    """A list with a good row and every kind of invalid one."""
    path = tmp_path / "bidders.csv"
    good = truth["traces"][0]["start"]
    rows = (f",{good}", ",12345", "=1+1,", f",{good} {NUMBER}")
    path.write_text("名称,代码\n" + "\n".join(rows) + "\n", "utf-8")
    return path


def test_a_reviewer_reads_what_a_verdict_rests_on(
    command: Any, truth: dict[str, Any], tmp_path: Path, bidders: Path
) -> None:
    line = ["screen", str(bidders), "--as-of", truth["today"]]
    answer = command(*line, "--json")
    data = answer["data"]
    line += ["--seen", str(answer["seen"])]  # what was screened is stored, so the newest moves on
    source = data["rows"][0]["sources"][0]
    shown = command(*line)
    assert source["source"] in shown
    for said in (truth["today"], data["case"], data["purpose"], "最近接收"):
        assert said in shown
    paths = [tmp_path / "out.csv", tmp_path / "out.xlsx"]
    for path in paths:
        told = command(*line, "--out", str(path), "--json")["data"]
        assert told == {**{n: v for n, v in data.items() if n != "rows"}, "out": str(path)}
    for rows in (sheet(paths[0]), listed(paths[1])):
        for row in rows:
            assert (row["as_of"], row["purpose"]) == (truth["today"], data["purpose"])
            assert (row["stage"], row["case"]) == (data["stage"], data["case"])
            assert not row["lot"]
            assert source["source"] in row["sources"]
            assert "最近接收 20" in row["sources"]


def test_an_invalid_row_says_why(command: Any, bidders: Path) -> None:
    printed = command("screen", str(bidders), "--json")
    rows = printed["data"]["rows"]
    assert [row["verdict"] == "invalid" for row in rows] == [False, True, True, True]
    for row, said in zip(rows[1:], ("12345", "公式", "代码"), strict=True):
        assert {reason["effect"] for reason in row["reasons"]} == {"note"}
        assert said in row["reasons"][0]["text_zh"]
        assert row["reasons"][0]["text_en"]
    assert NUMBER not in str(printed)
    assert rows[-1]["input"]["code"].endswith("*" * 18)


def test_an_empty_bidder_says_so(client: Any) -> None:
    answer = client.post("/v1/screen", json={"bidders": [{"name": " ", "code": ""}]})
    row = answer.json()["data"]["rows"][0]
    assert row["verdict"] == "invalid"
    assert [reason["text_zh"] for reason in row["reasons"]] == ["该行既没有名称，也没有代码。"]


def test_an_export_to_no_folder_is_refused(command: Any, desk: Desk, tmp_path: Path) -> None:
    assert desk.quarantined(None, None, "", 1).data["items"]  # type: ignore[index]
    with pytest.raises(InputError) as caught:
        command("quarantine", "export", "--out", str(tmp_path / "none" / "x.csv"))
    assert caught.value.key == "api.no_folder"
