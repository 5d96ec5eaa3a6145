"""Damaged files all the way into the graph: every row is counted, or nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from api.exports import write_table
from graph.store import Store
from ingest import quarantine
from ingest.incoming import find_files
from ingest.load import Outcome
from messages import InputError, NotFoundError
from rulebook import Rulebook
from tests.contents import contents, differences
from tests.fuzz.conftest import Originals
from tests.fuzz.damage import Damage, damaged, damages
from tests.ingest.intake import Intake

EXAMPLES = 10
AT_LENGTH = 60
SECONDS = 60.0
"""How long loading and correcting are proved, each."""

SENT = "debtors_scan.csv"
"""A file of which many rows are refused."""


@pytest.fixture
def intake(store: Store, tmp_path: Path) -> Intake:
    """What loads, as the command builds it."""
    return Intake(store, Rulebook.load(), tmp_path / "home")


def fuzz(
    intake: Intake,
    files: Mapping[str, bytes],
    take: Callable[[Path], Sequence[Outcome]],
    folder: Path,
    number: int,
    examples: int,
) -> None:
    """Take damaged files in: counts add up, or an error says why and the graph is what it was."""

    def damage(name: str) -> st.SearchStrategy[tuple[str, Damage]]:
        return st.tuples(st.just(name), damages(Path(name).suffix))

    @seed(number)
    @settings(max_examples=examples, database=None)
    @given(case=st.sampled_from(sorted(files)).flatmap(damage))
    def check(case: tuple[str, Damage]) -> None:
        name, damage = case
        path = folder / name
        path.write_bytes(damaged(files[name], damage))
        before = contents(intake.store)
        try:
            outcomes = take(path)
        except (InputError, NotFoundError):
            assert differences(before, contents(intake.store)) == []
            return
        for each in outcomes:
            assert each.read == each.loaded + each.unchanged + each.quarantined

    check()


def load(intake: Intake, path: Path) -> list[Outcome]:
    """Load a file as ``ingest FILE`` does."""
    return [intake.loader.load(each) for each in find_files([path], intake.rulebook, None)]


def correct(intake: Intake, path: Path) -> list[Outcome]:
    """Send corrections as ``quarantine retry FILE`` does."""
    return quarantine.retry(intake.store, intake.rulebook, intake.loader, path)


def corrections(intake: Intake, originals: Originals, folder: Path) -> dict[str, bytes]:
    """Return the refused rows of a file as they are given out to be corrected."""
    path = folder / SENT
    path.write_bytes(originals.beside[SENT])
    assert load(intake, path)[0].quarantined > 0
    files = [folder / f"rows{ending}" for ending in (".csv", ".jsonl", ".xlsx")]
    for file in files:
        write_table(file, quarantine.exported(intake.store, None, None))
    return {file.name: file.read_bytes() for file in files}


def test_a_damaged_file_is_counted_row_by_row_or_leaves_nothing(
    intake: Intake, originals: Originals, tmp_path: Path
) -> None:
    files = originals.of("prepared")
    fuzz(intake, files, lambda path: load(intake, path), tmp_path, 1, EXAMPLES)


def test_damaged_corrections_are_counted_row_by_row_or_leave_nothing(
    intake: Intake, originals: Originals, tmp_path: Path
) -> None:
    files = corrections(intake, originals, tmp_path)
    fuzz(intake, files, lambda path: correct(intake, path), tmp_path, 1, EXAMPLES)


@pytest.mark.prove
@pytest.mark.parametrize("way", ["load", "correct"])
def test_files_damaged_for_minutes_are_counted_or_leave_nothing(
    way: str, intake: Intake, originals: Originals, tmp_path: Path
) -> None:
    loads = way == "load"
    files = originals.of("prepared") if loads else corrections(intake, originals, tmp_path)
    take = load if loads else correct
    ends = time.monotonic() + SECONDS
    for number in count(time.time_ns()):
        fuzz(intake, files, lambda path: take(intake, path), tmp_path, number, AT_LENGTH)
        if time.monotonic() > ends:
            return
