"""Refused rows: looked at with every reason, taken out, corrected and sent again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from api.exports import write_table
from ingest import quarantine
from ingest.headings import REASONS_HEADING, ROW_HEADING
from messages import InputError, NotFoundError
from tests.builders import uscc
from tests.ingest.correcting import (
    BAD,
    ENDINGS,
    correct,
    exported,
    reasons,
    retry,
    states,
)
from tests.ingest.intake import Folder, Intake
from tests.ingest.rows import HOLDING, LISTED


def test_a_refused_row_is_listed_with_every_reason(intake: Intake, folder: Folder) -> None:
    intake.load(folder.csv([HOLDING, BAD], "股东.csv"))
    (row,) = quarantine.listed(intake.store)
    assert (row.file, row.row, row.format) == ("股东.csv", 3, "shareholders")
    assert reasons(row) == {("valid_from", "date_impossible"), ("share", "share_range")}
    assert row.raw == BAD
    assert quarantine.show(intake.store, row.id) == row
    for reason in row.reasons:
        assert "2014年2月29日" in reason["message"] or "160" in reason["message"]
        assert reason["message_en"]
    with pytest.raises(NotFoundError):
        quarantine.show(intake.store, "nothing")


def test_the_list_can_be_narrowed_and_paged(intake: Intake, folder: Folder) -> None:
    intake.load(folder.csv([{**BAD, "股东证件号码": uscc(n)} for n in (2, 3, 4)], "股东.csv"))
    intake.load(folder.csv([{**LISTED, "列入日期": "昨天"}], "名单.csv"))
    store = intake.store
    assert len(quarantine.listed(store)) == 4
    assert len(quarantine.listed(store, file="股东.csv")) == 3
    assert [row.format for row in quarantine.listed(store, standard="lists")] == ["lists"]
    first = quarantine.listed(store, limit=3)
    rest = quarantine.listed(store, limit=3, after=first[-1].id)
    assert [row.id for row in [*first, *rest]] == [row.id for row in quarantine.listed(store)]


def test_ids_are_stable_when_a_file_is_read_again(
    intake: Intake, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder.csv([HOLDING, BAD])
    intake.load(path)
    before = quarantine.listed(intake.store)
    monkeypatch.setattr(intake.rulebook, "version", "another")
    assert intake.load(path).commits
    assert quarantine.listed(intake.store) == before


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_corrected_row_is_loaded_as_its_own_source_and_day(
    intake: Intake, folder: Folder, ending: str
) -> None:
    intake.load(folder.csv([HOLDING, BAD]), source="s", source_name="某源", dated="2025-01-01")
    path = folder.path / f"更正.{ending}"
    outcome = correct(intake, path, {"入股日期": "2021-01-01", "持股比例（%）": "10"})
    assert (outcome.read, outcome.loaded) == (1, 1)
    assert outcome.incoming.source == "s"
    assert str(outcome.incoming.dated) == "2025-01-01"
    rows = intake.store.read("testing/relations", seen=intake.store.seen())
    assert [row["share_ppm"] for row in rows] == [600_000, 100_000]
    assert quarantine.listed(intake.store) == []
    assert states(intake) == ["resolved"]
    again = retry(intake, path)
    assert (again.loaded, again.unchanged) == (0, 1)
    assert states(intake) == ["resolved"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_row_refused_again_stands_in_quarantine_under_its_new_place(
    intake: Intake, folder: Folder, ending: str
) -> None:
    intake.load(folder.csv([HOLDING, BAD]))
    path = folder.path / f"更正.{ending}"
    outcome = correct(intake, path, {"持股比例（%）": "10"})
    assert outcome.quarantined == 1
    (row,) = quarantine.listed(intake.store)
    assert reasons(row) == {("valid_from", "date_impossible")}
    assert sorted(states(intake)) == ["open", "resubmitted"]
    (found,) = quarantine.exported(intake.store, None, None)
    assert found[ROW_HEADING] == row.id
    assert "2014年2月29日" in found[REASONS_HEADING]
    assert "160" not in found[REASONS_HEADING]
    assert correct(intake, path, {"入股日期": "2021-01-01"}).loaded == 1
    assert sorted(states(intake)) == ["resolved", "resubmitted"]


def test_rows_of_several_files_are_corrected_in_one(intake: Intake, folder: Folder) -> None:
    intake.load(folder.csv([BAD], "股东.csv"), source="s")
    intake.load(folder.csv([{**LISTED, "列入日期": "昨天"}], "名单.csv"), source="l")
    path = folder.path / "更正.xlsx"
    rows = [dict(row) for row in exported(intake, path)]
    for row in rows:
        fix = {"入股日期": "2021-01-01", "持股比例（%）": "10", "列入日期": "2025-02-01"}
        row.update({heading: cell for heading, cell in fix.items() if heading in row})
    write_table(path, rows)
    outcomes = quarantine.retry(intake.store, intake.rulebook, intake.loader, path)
    assert {(o.incoming.standard.id, o.loaded) for o in outcomes} == {
        ("shareholders", 1),
        ("lists", 1),
    }
    assert quarantine.listed(intake.store) == []


def test_what_is_no_export_is_refused(intake: Intake, folder: Folder) -> None:
    def error(rows: Sequence[Mapping[str, str]]) -> str:
        with pytest.raises((InputError, NotFoundError)) as caught:
            retry(intake, folder.csv(rows))
        return caught.value.key

    assert error([HOLDING]) == "ingest.retry_columns"
    assert error([]) == "ingest.no_heading"
    assert error([{ROW_HEADING: "nothing", **HOLDING}]) == "ingest.no_such_row"


def test_reading_a_file_again_does_not_open_what_was_corrected(
    intake: Intake, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder.csv([HOLDING, BAD])
    intake.load(path)
    correct(intake, folder.path / "更正.csv", {"入股日期": "2021-01-01", "持股比例（%）": "10"})
    monkeypatch.setattr(intake.rulebook, "version", "another")
    again = intake.load(path)
    assert (again.quarantined, again.commits) == (1, 1)
    assert states(intake) == ["resolved"]
