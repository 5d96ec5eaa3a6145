"""Real rows: every row is accounted for, a second load changes nothing, persons stay apart."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from graph.model import OPEN_COMMIT
from graph.store import Store
from tests.contents import Contents, contents, differences
from tests.real.conftest import (
    BOARDS,
    COMPANIES,
    DIRECTORS,
    FILES,
    SCANNED,
    Command,
    Counts,
    Placed,
    ingest,
)


def test_every_row_is_loaded_known_or_refused(real: dict[str, Counts]) -> None:
    assert real == {file.path: file.counts for file in FILES}
    for counts in real.values():
        assert counts["read"] == counts["loaded"] + counts["unchanged"] + counts["quarantined"]


def test_refused_rows_name_their_damaged_codes(real: dict[str, Counts], command: Command) -> None:
    assert real
    items = command("quarantine", "list", "--file", Path(SCANNED).name)["data"]["items"]
    assert len(items) == real[SCANNED]["quarantined"]
    reasons = {reason["code"] for item in items for reason in item["reasons"]}
    assert reasons == {"party_code"}


@pytest.fixture(scope="module")
def before(real: dict[str, Counts], server: Store) -> Contents:
    """What the graph holds once all is loaded; none of these tests changes it."""
    assert real
    return contents(server)


def test_a_second_load_changes_nothing(
    real: dict[str, Counts], command: Command, server: Store, placed: Placed, before: Contents
) -> None:
    seen = server.seen()
    for file in FILES:
        again = ingest(command, placed(file), file.mapping)
        known = real[file.path]["read"] - real[file.path]["quarantined"]
        assert (again["loaded"], again["unchanged"]) == (0, known)
    assert differences(before, contents(server)) == []
    assert server.seen() == seen


def test_rows_sent_again_in_other_bytes_are_no_new_facts(
    real: dict[str, Counts],
    command: Command,
    server: Store,
    before: Contents,
    shared_data: Path,
    tmp_path: Path,
) -> None:
    """Each row is read, checked and offered to the graph once more, not skipped with its file."""
    (tmp_path / Path(COMPANIES).name).write_bytes((shared_data / COMPANIES).read_bytes())
    for file in (each for each in FILES if each.path not in {DIRECTORS, BOARDS}):
        resent = tmp_path / f"again_{Path(file.path).name}"
        resent.write_bytes((shared_data / file.path).read_bytes() + b"\n")
        known = real[file.path]["read"] - file.quarantined
        again = ingest(command, resent, file.mapping)
        assert (again["loaded"], again["unchanged"]) == (0, known)
    after = contents(server)
    for form in ("facts", "relations", "memberships"):
        assert before[form] == after[form]


def test_no_two_persons_are_one_by_their_name(
    real: dict[str, Counts], server: Store, shared_data: Path
) -> None:
    assert real
    members: defaultdict[str, set[str]] = defaultdict(set)
    for row in server.stream("testing/memberships_all"):
        if "Person" in row["labels"] and row["until"] == OPEN_COMMIT:
            members[row["entity"]].add(row["id"])
    assert {len(subjects) for subjects in members.values()} == {1}
    persons = {one for subjects in members.values() for one in subjects}
    # Directors, holders, debtors; parties of cases, top ten holders, board members.
    assert len(persons) == 28_579 + 3_505 + 41 + 1_426 + 2_699 + 20_872
    for row in server.stream("testing/others_all"):
        if "Decision" in row["labels"] and row["properties"].get("rule"):
            assert not persons & {row["properties"]["a"], row["properties"]["b"]}
    with (shared_data / DIRECTORS).open(encoding="utf-8", newline="") as file:
        stated = {(row["gpdm"], row["name"], row["zwdm"]) for row in csv.DictReader(file)}
    assert len(stated) < len(persons)
