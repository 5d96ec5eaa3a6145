"""Folders with a manifest, and files whose format, mode or day nothing tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.incoming import find_files
from messages import InputError
from rulebook import Rulebook
from tests.ingest.intake import Folder
from tests.ingest.rows import HOLDING, PENALTY, citizen


def error(
    folder: Folder, rulebook: Rulebook, *paths: Any, standard: str | None = None
) -> InputError:
    """Return the error of looking for files."""
    with pytest.raises(InputError) as caught:
        find_files(list(paths) or [folder.path], rulebook, None, standard)
    assert all(caught.value.text)
    return caught.value


def test_a_folder_without_manifest_is_refused(folder: Folder, rulebook: Rulebook) -> None:
    assert error(folder, rulebook).key == "ingest.no_manifest"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "1"),
        ("[]", "1"),
        ("{}", "file"),
        ('{"file": 5}', "file"),
        ('{"file": "表.csv", "dated": "2014-02-29"}', "dated"),
        ('{"file": "表.csv", "received_at": "昨天"}', "received_at"),
        ('{"file": "表.csv", "mode": "whole"}', "mode"),
        ('{"file": "表.csv", "schedule_days": 0}', "schedule_days"),
        ("\udcff", "1"),
    ],
)
def test_a_wrong_line_is_named(folder: Folder, rulebook: Rulebook, line: str, named: str) -> None:
    folder.csv([HOLDING])
    folder.bytes(b"\n" + line.encode(errors="surrogateescape") + b"\n", "manifest.jsonl")
    found = error(folder, rulebook)
    assert (found.key, found.params["row"]) == ("ingest.bad_manifest", 2)
    assert named in found.text.zh or named == "1"


def test_a_manifest_names_files_formats_and_modes_that_exist(
    folder: Folder, rulebook: Rulebook
) -> None:
    folder.csv([PENALTY])
    for entry, key in (
        ({"file": "没有.csv"}, "no_file"),
        ({"file": "表.csv", "format": "nothing"}, "unknown_format"),
        ({"file": "表.csv", "format": "penalties", "mode": "snapshot"}, "wrong_mode"),
    ):
        folder.jsonl([entry], "manifest.jsonl")
        assert error(folder, rulebook).key == f"ingest.{key}"


def test_headings_that_fit_no_format_are_told(folder: Folder, rulebook: Rulebook) -> None:
    path = folder.csv([{"甲": "1"}])
    found = error(folder, rulebook, path)
    assert found.key == "ingest.no_known_heading"
    assert "甲" in found.text.zh
    near = error(folder, rulebook, folder.csv([{"股东名称": "1", "甲乙": "2"}], "near.csv"))
    assert near.key == "ingest.no_format_fits"
    assert near.params["format"] == "shareholders"
    assert near.params["unknown"] == "甲乙"
    assert "企业名称" in str(near.params["missing"])
    assert "股东名称" not in str(near.params["missing"])
    assert error(folder, rulebook, path, standard="nothing").key == "ingest.unknown_format"
    assert error(folder, rulebook, folder.path / "没有.csv").key == "ingest.no_file"


def test_the_folder_in_which_one_stands_is_named(
    folder: Folder, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.path)
    found = error(folder, rulebook, Path())
    assert found.key == "ingest.no_manifest"
    assert folder.path.name in found.text.zh


def test_numbers_in_names_of_files_and_sources_are_masked(
    folder: Folder, rulebook: Rulebook
) -> None:
    number = citizen(7)
    name = f"甄虚构{number}.csv"
    folder.csv([HOLDING], name)
    folder.jsonl([{"file": name, "source": number, "source_name": f"源{number}"}], "manifest.jsonl")
    (incoming,) = find_files([folder.path], rulebook, None)
    assert number not in f"{incoming.name}{incoming.properties}{incoming.source_name}"
    missing = error(folder, rulebook, folder.path / f"{number}.csv")
    assert number not in f"{missing.text}{missing.params}"
