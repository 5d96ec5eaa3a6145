"""What is written: the same bytes for the same seed, the sizes promised, invented codes."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import orjson
import pytest
from stdnum.cn import ric, uscc

from graph.model.identifiers import is_org_code, is_reg_no, parse_code
from ingest.reading import open_sheet
from ingest.sample import SCALES, codes, write_town
from ingest.sample.dice import topic
from messages import InputError

_BIRTHS = (date(1960, 1, 1), date(2000, 12, 31))


def _digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def _cells(folder: Path, file: str, heading: str) -> list[str]:
    return [row.cells.get(heading, "") for row in open_sheet(folder / file).rows]


def test_same_seed_writes_the_same_bytes(hamlet: Path, tmp_path: Path) -> None:
    write_town(tmp_path, 7, "hamlet")
    assert _digests(tmp_path) == _digests(hamlet)


def test_another_seed_writes_another_town(hamlet: Path, tmp_path: Path) -> None:
    write_town(tmp_path, 8, "hamlet")
    assert _digests(tmp_path)["registry_20260630.csv"] != _digests(hamlet)["registry_20260630.csv"]


def test_town_has_the_size_promised(tmp_path: Path) -> None:
    told: list[str] = []
    summary = write_town(tmp_path, 1, "town", told.append)
    assert 2_700 <= summary.subjects <= 3_300
    assert 18_000 <= summary.rows <= 22_000
    assert 55 <= summary.bidders <= 65
    assert told == [file.file for file in summary.files]


def test_manifest_names_every_file_in_the_order_of_receipt(hamlet: Path) -> None:
    lines = [orjson.loads(line) for line in (hamlet / "manifest.jsonl").read_bytes().splitlines()]
    others = {"manifest.jsonl", "truth.json", "README.md", "bidders.csv", "bidders.xlsx"}
    assert {line["file"] for line in lines} == {p.name for p in hamlet.iterdir()} - others
    assert [line["received_at"] for line in lines] == sorted(line["received_at"] for line in lines)
    assert {line["mode"] for line in lines} == {"delta", "snapshot"}


def test_readme_seals_the_truth_and_says_that_all_is_synthetic(hamlet: Path) -> None:
    readme = (hamlet / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256((hamlet / "truth.json").read_bytes()).hexdigest() in readme
    assert "没有一个人是真实的" in readme
    assert "no person is real" in readme


def test_files_differ_in_encoding_and_headings(hamlet: Path) -> None:
    assert (hamlet / "shareholders_20260630.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        (hamlet / "penalties_market.csv").read_text(encoding="utf-8")
    assert "CF_NR_FK" in open_sheet(hamlet / "penalties_market.csv").headings
    assert "罚款金额（万元）" in open_sheet(hamlet / "penalties_urban.xlsx").headings
    assert "行政相对人代码_2" in open_sheet(hamlet / "penalties_archive_2015.csv").headings


def test_bidders_are_the_same_in_both_forms(hamlet: Path) -> None:
    forms = [open_sheet(hamlet / f"bidders.{ending}") for ending in ("csv", "xlsx")]
    first, second = ([(row.number, row.cells) for row in form.rows] for form in forms)
    assert first == second


def test_codes_are_valid_and_issued_to_nobody() -> None:
    dice = topic(1, "codes")
    for _ in range(200):
        code = codes.social_credit_code(dice, "91", "320505")
        assert uscc.is_valid(code)
        assert is_org_code(code[8:17])
        assert code[8] == "Y"
        assert is_reg_no(codes.registration_number(dice))
        assert not uscc.is_valid(codes.misread(code, dice))
        assert not uscc.is_valid(codes.wrong_check(code))


def test_citizen_numbers_are_valid_and_never_taken_for_organisations(hamlet: Path) -> None:
    numbers = set(filter(None, _cells(hamlet, "officers_20260630.xlsx", "公民身份号码")))
    valid = {number for number in numbers if ric.is_valid(number)}
    assert len(valid) >= len(numbers) - SCALES["hamlet"].dirt
    assert all(number.startswith("320500") for number in numbers)
    dice = topic(1, "people")
    drawn = [codes.citizen_number(dice, dice.day(*_BIRTHS)) for _ in range(2_000)]
    assert any(uscc.is_valid(number) for number in drawn)
    assert all(parse_code(number) is None for number in drawn)


def test_citizen_numbers_stand_only_where_bureaus_send_them(hamlet: Path) -> None:
    with_numbers = {
        path.name
        for path in hamlet.iterdir()
        if path.suffix in {".csv", ".xlsx", ".jsonl"} and path.name != "manifest.jsonl"
        if any(ric.is_valid(v) for row in open_sheet(path).rows for v in row.cells.values())
    }
    assert not [name for name in with_numbers if name.startswith(("registry", "contract"))]
    assert "debtors_published.jsonl" not in with_numbers
    assert "officers_20260630.xlsx" in with_numbers


def test_unknown_scale_and_foreign_directory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="hamlet"):
        write_town(tmp_path, 1, "galaxy")
    (tmp_path / "mine.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(InputError, match="nothing was written over"):
        write_town(tmp_path, 1, "hamlet")
    with pytest.raises(InputError, match="not a directory"):
        write_town(tmp_path / "mine.txt", 1, "hamlet")
