"""Names as they come in cells: invisible characters, and numbers where a name should be."""

from __future__ import annotations

import pytest

from graph.model.identifiers import parse_code
from graph.model.names import name_key
from ingest import quarantine
from ingest.masking import mask
from tests.builders import uscc
from tests.ingest.correcting import reasons
from tests.ingest.intake import Folder, Intake
from tests.ingest.rows import COMPANY, citizen


@pytest.mark.parametrize("invisible", ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u202c"])
def test_what_nobody_sees_tells_no_names_or_codes_apart(invisible: str) -> None:
    assert name_key(f"澄州市甲{invisible}有限公司{invisible}") == name_key("澄州市甲有限公司")
    assert parse_code(uscc(1) + invisible) == parse_code(uscc(1))


def test_a_number_is_no_name(intake: Intake, folder: Folder) -> None:
    intake.load(folder.csv([{**COMPANY, "主体名称": citizen(1)}]))
    (row,) = quarantine.listed(intake.store)
    assert reasons(row) == {("company.name", "number_for_name")}


@pytest.mark.parametrize("between", ["/", "|", "\\"])
def test_a_number_cut_by_strokes_is_masked(between: str) -> None:
    number = citizen(1)
    written = between.join((number[:6], number[6:14], number[14:]))
    assert number[14:] not in mask(f"住所{written}附近")
