"""Every format: its template out, filled in, loaded, and shown in the profile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from graph.model import Moment
from graph.profile import profile
from graph.resolution.lookup import lookup
from ingest import quarantine
from ingest.prepare import values_of
from ingest.templates import write_template
from rulebook import Rulebook
from rulebook.formats import Choice, Column, Format
from tests.ingest.intake import Folder, Intake

FORMATS = Rulebook.load().formats
DECLARED = [name for name, standard in FORMATS.items() if standard.example]


def filled(path: Path, standard: Format, rulebook: Rulebook, *rows: dict[str, str]) -> Path:
    """Write a template and fill rows with the example's values, each changed."""
    write_template(path, standard, values_of(standard, rulebook))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = [column for column in standard.columns if column.field]
    for number, changes in enumerate(rows, start=3):
        values = {**example(standard), **changes}
        for place, column in enumerate(columns, start=1):
            sheet.cell(number, place).value = values.get(column.code) or None
    sheet.delete_rows(2)
    book.save(path)
    return path


def example(standard: Format) -> dict[str, str]:
    """Return the example's values with another name, so that it is no example any more."""
    column = standard.telling_column
    assert column
    return {**standard.example, column.code: standard.example[column.code] + "二"}


def acted_on(standard: Format) -> tuple[Format, dict[str, str]] | None:
    """Return the format and row of the record that an event's example acts on."""
    if not (standard.makes and standard.makes.event):
        return None
    said = {c.field: example(standard).get(c.code) for c in standard.columns}
    of = standard.makes.event.record
    if isinstance(of, Choice):
        choice, by = of, next(c for c in standard.columns if c.field == of.by)
        of = choice.of[by.values[str(said[by.field])]]
    said |= {theirs: said[ours] for theirs, ours in of.renamed.items()}
    target = FORMATS[of.format]
    own = ((c.code, said[c.field]) for c in target.columns if said.get(c.field))
    return target, {code: str(value) for code, value in own}


def load(intake: Intake, path: Path, standard: Format) -> Any:
    """Load a template as a user would."""
    mode = "delta" if standard.mode == "either" else None
    return intake.load(path, format=standard.id, mode=mode)


@pytest.mark.parametrize("name", DECLARED)
def test_a_filled_template_shows_in_the_profile(intake: Intake, folder: Folder, name: str) -> None:
    standard, rulebook = FORMATS[name], intake.rulebook
    target = acted_on(standard)
    before = 0
    if target:
        load(intake, filled(folder.path / "先.xlsx", target[0], rulebook, target[1]), target[0])
        before = len(items(intake))
    outcome = load(intake, filled(folder.path / "填报.xlsx", standard, rulebook, {}), standard)
    refused = [row.reasons for row in quarantine.listed(intake.store)]
    assert (outcome.read, outcome.loaded) == (1, 1), refused
    if standard.parties or any(c.field and c.field.endswith(".name") for c in standard.columns):
        assert acts(intake, before) if target else shown(intake), name


def acts(intake: Intake, before: int) -> bool:
    """Tell whether an event is shown beside its record, or took it from the profile."""
    left = items(intake)
    return len(left) < before or any(item["events"] for item in left)


def items(intake: Intake) -> list[Any]:
    """Return the records that the profiles of all show."""
    return [
        i for data in profiles(intake) for kind in data["records"].values() for i in kind["items"]
    ]


def shown(intake: Intake) -> bool:
    """Tell whether a profile shows what the format makes, or counts it as ended."""
    return any(
        data["relations"] or any(data["contacts"].values()) or data["records"]
        for data in profiles(intake)
    )


def profiles(intake: Intake) -> Iterator[Any]:
    """Yield the profile of everybody who is recorded."""
    moment = Moment(date(2026, 11, 20), intake.store.seen())
    for row in intake.store.read("testing/memberships_all"):
        found = lookup(intake.store, row["id"], moment)
        yield profile(intake.store, intake.rulebook, found, moment).data


@pytest.mark.parametrize("name", DECLARED)
def test_the_example_is_refused_if_left_in(intake: Intake, folder: Folder, name: str) -> None:
    standard = FORMATS[name]
    path = folder.path / "填报.xlsx"
    write_template(path, standard, values_of(standard, intake.rulebook))
    assert load(intake, path, standard).quarantined == 1
    (row,) = quarantine.listed(intake.store)
    assert [reason["code"] for reason in row.reasons] == ["example_row"]


def mandatory(standard: Format) -> list[Column]:
    """Return the columns that a row of a format always has to fill in."""
    return [column for column in standard.columns if column.mandatory is True and column.field]


@pytest.mark.parametrize("name", [name for name in DECLARED if mandatory(FORMATS[name])])
def test_a_row_without_a_mandatory_value_is_refused_for_that(
    intake: Intake, folder: Folder, name: str
) -> None:
    standard = FORMATS[name]
    columns = mandatory(standard)
    without = [{column.code: ""} for column in columns]
    path = filled(folder.path / "填报.xlsx", standard, intake.rulebook, *without)
    assert load(intake, path, standard).quarantined == len(columns)
    refused = sorted(quarantine.listed(intake.store), key=lambda row: row.row)
    for column, row in zip(columns, refused, strict=True):
        reasons = {(reason["field"], reason["code"]) for reason in row.reasons}
        assert (column.field, "mandatory") in reasons, column.code
