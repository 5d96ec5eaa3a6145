"""The planted dirt: ingest refuses exactly the rows that the truth names, for its reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.incoming import find_files
from ingest.prepare import Preparation
from ingest.privacy import PersonKeys
from ingest.reading import open_sheet
from ingest.sample.dirt import SPOILS
from rulebook import Rulebook

Place = tuple[str, int]


@pytest.fixture(scope="module")
def refused(hamlet: Path) -> dict[Place, set[tuple[str, str]]]:
    rulebook, keys = Rulebook.load(), PersonKeys(b"only for this test")
    found: dict[Place, set[tuple[str, str]]] = {}
    for incoming in find_files([hamlet], rulebook, None):
        preparation = Preparation(incoming, rulebook, keys)
        for chunk in preparation.chunks(open_sheet(incoming.path), size=1_000):
            for row in chunk.refused:
                reasons = {(reason["field"], reason["code"]) for reason in row.reasons}
                found[incoming.path.name, row.row] = reasons
    return found


def test_exactly_the_planted_rows_are_refused(
    refused: dict[Place, set[tuple[str, str]]], truth: dict[str, Any]
) -> None:
    planted = {(row["file"], row["row"]): (row["field"], row["code"]) for row in truth["refused"]}
    assert refused.keys() == planted.keys()
    assert not {place: reason for place, reason in planted.items() if reason not in refused[place]}


def test_counts_by_file_are_those_of_the_rows(truth: dict[str, Any]) -> None:
    counted = {name: sum(file["refused"].values()) for name, file in truth["files"].items()}
    assert sum(counted.values()) == len(truth["refused"])
    assert all(counted[row["file"]] for row in truth["refused"])


def test_every_spoil_names_a_format_and_its_field() -> None:
    formats = Rulebook.load().formats
    for standard, spoils in SPOILS.items():
        columns = formats[standard].columns
        known = {column.field for column in columns} | {column.title_zh for column in columns}
        assert not {spoil.field for spoil in spoils} - known
