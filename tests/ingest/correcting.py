"""Taking refused rows out, correcting them, and sending them again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from api.exports import write_table
from ingest import quarantine
from ingest.load import Outcome
from tests.ingest.intake import Intake
from tests.ingest.rows import HOLDING

FORMULA = "=HYPERLINK(A1)"
ENDINGS = ("xlsx", "csv", "jsonl")
BAD = {**HOLDING, "入股日期": "2014年2月29日", "持股比例（%）": "160"}


def exported(intake: Intake, path: Path) -> list[dict[str, str]]:
    """Export the quarantine to a file and return its rows."""
    rows = quarantine.exported(intake.store, None, None)
    write_table(path, rows)
    return rows


def retry(intake: Intake, path: Path) -> Outcome:
    """Send corrected rows again."""
    (outcome,) = quarantine.retry(intake.store, intake.rulebook, intake.loader, path)
    assert outcome.read == outcome.loaded + outcome.unchanged + outcome.quarantined
    return outcome


def correct(intake: Intake, path: Path, *changes: Mapping[str, str]) -> Outcome:
    """Export, correct the rows in order, and send them again."""
    rows = [dict(row) for row in exported(intake, path)]
    for row, change in zip(rows, changes, strict=True):
        row.update(change)
    write_table(path, rows)
    return retry(intake, path)


def reasons(row: quarantine.Quarantined) -> set[tuple[str, str]]:
    """Return field and code of every reason."""
    return {(reason["field"], reason["code"]) for reason in row.reasons}


def states(intake: Intake) -> list[str]:
    rows = intake.store.read("testing/others_all")
    return [row["properties"]["state"] for row in rows if "QuarantinedRow" in row["labels"]]


def subject_ids(intake: Intake) -> list[str]:
    return [row["id"] for row in intake.store.read("testing/memberships_all")]
