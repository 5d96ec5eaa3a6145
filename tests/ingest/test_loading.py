"""Loading again: nothing is said twice, counts add up, and a new rulebook reads old files anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.incoming import find_files
from ingest.load import Outcome
from rulebook import Rulebook
from tests.builders import uscc
from tests.contents import Contents, contents
from tests.ingest.intake import Folder, Intake
from tests.ingest.rows import COMPANY, HOLDING, LISTED, OFFICE, PENALTY, citizen

FACTS = ("facts", "relations", "memberships")
BAD = {**PENALTY, "行政处罚决定书文号": "澄市监处〔2025〕9号", "违法事实": "长" * 5_001}


@pytest.fixture
def later(intake: Intake, tmp_path: Path) -> Intake:
    """The same graph under a later version of the rulebook, which takes longer texts."""
    return replace(intake, rulebook=_longer(tmp_path / "later"))


def _longer(laid: Path) -> Rulebook:
    formats = laid / "formats"
    formats.mkdir(parents=True)
    shipped = Path(__file__).resolve().parents[2] / "rulebook" / "formats" / "penalties.yaml"
    text = shipped.read_text(encoding="utf-8")
    longer = text.replace(
        "mandatory: true, max_length: 5000}", "mandatory: true, max_length: 6000}"
    )
    assert longer != text
    (formats / "penalties.yaml").write_text(longer + "overlay: replace\n", encoding="utf-8")
    return Rulebook.load(extra=laid)


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    """Return read, loaded, unchanged, quarantined."""
    return outcome.read, outcome.loaded, outcome.unchanged, outcome.quarantined


def facts(intake: Intake) -> Contents:
    """Return all facts, and who is who."""
    found = contents(intake.store)
    return {form: found[form] for form in FACTS}


@pytest.fixture
def files(folder: Folder) -> list[Path]:
    """One file of each kind, with a bad row in one of them."""
    return [
        folder.csv([{**COMPANY, "曾用名": "澄州市旧名有限公司"}], "登记.csv"),
        folder.csv([HOLDING, {**HOLDING, "股东名称": "甄虚构", "股东证件号码": ""}], "股东.csv"),
        folder.csv([{**OFFICE, "公民身份号码": citizen(1)}], "人员.csv"),
        folder.csv([LISTED, {**LISTED, "列入日期": "", "列入文书号": ""}], "名单.csv"),
        folder.csv([PENALTY, BAD], "处罚.csv"),
    ]


def test_a_second_load_changes_nothing(intake: Intake, files: list[Path]) -> None:
    first = [counts(intake.load(path)) for path in files]
    assert first == [(1, 1, 0, 0), (2, 2, 0, 0), (1, 1, 0, 0), (2, 2, 0, 0), (2, 1, 0, 1)]
    before = contents(intake.store)
    second = [counts(intake.load(path)) for path in files]
    assert second == [(read, 0, loaded, bad) for read, loaded, _, bad in first]
    assert contents(intake.store) == before


def test_the_same_rows_in_another_file_change_no_fact(
    intake: Intake, folder: Folder, files: list[Path]
) -> None:
    for path in files:
        intake.load(path)
    before = facts(intake)
    again = [
        intake.load(folder.bytes(path.read_bytes() + b"\r\n", f"再{path.name}")) for path in files
    ]
    assert [outcome.loaded for outcome in again] == [0] * len(files)
    assert facts(intake) == before


def test_a_file_of_another_day_that_says_the_same_changes_no_fact(
    intake: Intake, files: list[Path]
) -> None:
    undated = [path for path in files if path.name != "名单.csv"]
    for path in undated:
        intake.load(path, dated="2026-01-01", source="s")
    before = facts(intake)
    for path in undated:
        assert intake.load(path, dated="2026-02-01", source="s").loaded == 0
    assert facts(intake) == before


def test_a_later_rulebook_reads_a_file_anew_and_changes_no_fact(
    intake: Intake, later: Intake, files: list[Path]
) -> None:
    for path in files[:-1]:
        intake.load(path)
    assert later.rulebook.version != intake.rulebook.version
    before = facts(intake)
    for path in files[:-1]:
        outcome = later.load(path)
        assert outcome.commits
        assert outcome.unchanged == outcome.read
    assert facts(intake) == before


def test_a_row_that_a_later_rulebook_takes_leaves_the_quarantine(
    intake: Intake, later: Intake, files: list[Path]
) -> None:
    path = files[-1]
    assert counts(intake.load(path)) == (2, 1, 0, 1)
    assert counts(later.load(path)) == (2, 1, 1, 0)
    assert counts(later.load(path)) == (2, 0, 2, 0)
    assert _states(intake) == ["resolved"]
    assert counts(intake.load(path)) == (2, 0, 1, 1)
    assert counts(intake.load(path)) == (2, 0, 1, 1)
    assert _states(intake) == ["open"]


def test_counts_stay_right_however_often_a_file_was_read(
    intake: Intake, later: Intake, folder: Folder
) -> None:
    path = folder.csv([PENALTY, {**BAD, "违法事实": "长" * 7_000}])
    for reader in (intake, later, intake, later, later):
        outcome = reader.load(path)
        assert (outcome.read, outcome.quarantined) == (2, 1)


def test_rows_that_say_the_same_twice_are_unchanged(intake: Intake, folder: Folder) -> None:
    assert counts(intake.load(folder.csv([HOLDING, HOLDING, HOLDING]))) == (3, 1, 2, 0)


def test_two_sources_say_the_same_and_both_are_kept(intake: Intake, folder: Folder) -> None:
    path = folder.csv([HOLDING])
    assert intake.load(path, source="one").loaded == 1
    assert intake.load(path, source="two").loaded == 1
    assert sum(contents(intake.store)["relations"].values()) == 2


def test_a_corrected_row_replaces_what_it_said(intake: Intake, folder: Folder) -> None:
    intake.load(folder.csv([HOLDING]))
    before = intake.store.seen()
    intake.load(folder.csv([{**HOLDING, "持股比例（%）": "55"}]))
    for seen, share in ((before, 600_000), (intake.store.seen(), 550_000)):
        rows = intake.store.read("testing/relations", seen=seen)
        assert [row["share_ppm"] for row in rows] == [share]


def test_a_former_name_without_dates_ended_before_the_first_file_that_knew(
    intake: Intake, folder: Folder
) -> None:
    path = folder.csv([{**COMPANY, "曾用名": "澄州市旧名有限公司"}])
    for day in ("2026-01-01", "2026-03-01"):
        intake.load(path, dated=day, source="s")
    names = [row["properties"] for row in intake.store.read("testing/facts_all")]
    former = [str(name["valid_to"]) for name in names if name.get("basis") == "former"]
    assert former == ["2025-12-31"]


def test_a_folder_is_loaded_as_its_manifest_says(intake: Intake, folder: Folder) -> None:
    folder.csv([HOLDING], "a.csv")
    folder.csv([{**HOLDING, "股东证件号码": uscc(3)}], "b.csv")
    entry = {"format": "shareholders", "source": "s", "source_name": "某源", "schedule_days": 30}
    lines = [
        {**entry, "file": "a.csv", "mode": "snapshot", "dated": "2026-01-01"},
        {**entry, "file": "b.csv", "received_at": "2026-02-03T08:00:00"},
    ]
    folder.jsonl(lines, "manifest.jsonl")
    first, second = find_files([folder.path], intake.rulebook, None)
    assert (first.mode, str(first.dated), first.source_name) == ("snapshot", "2026-01-01", "某源")
    assert (second.mode, str(second.dated)) == ("delta", "2026-02-03")
    assert second.received_at.isoformat() == "2026-02-03T00:00:00+00:00"
    assert [intake.loader.load(incoming).loaded for incoming in (first, second)] == [1, 1]


def _states(intake: Intake) -> list[str]:
    rows = intake.store.read("testing/others_all")
    return [row["properties"]["state"] for row in rows if "QuarantinedRow" in row["labels"]]
