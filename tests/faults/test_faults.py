"""kill -9, the server gone, the disk full, in the middle of a load: nothing is lost or doubled.

One thing after another happens to the same load, each in the command that resumes it, before or
after a statement that writes; at last the graph is compared fact by fact with one that was loaded
in peace. The statements are chosen by a seed, which a failure tells.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Mapping
from random import Random

import pytest

from tests.contents import differences
from tests.faults.conftest import LINES, LOADED, Bench, Undisturbed
from tests.faults.faulty import CHUNK_ROWS, Fault

EXPECTED = {"kill": -signal.SIGKILL, "server": 5, "disk": 5}
"""How a load ends to which that happens."""

SENTENCES = {"kill": "", "server": "无法连接数据库", "disk": "磁盘已满"}
FEW = {"kill": 7, "server": 1, "disk": 2}
MANY = {"kill": 160, "server": 20, "disk": 20}
STRETCH = 24
"""Statements that a command comes to run at most before something happens to it."""

THROUGH = {
    *("store/facts", "store/relations", "store/quarantine", "store/commit", "store/finish_file"),
    *("store/redate_facts", "store/close_facts", "store/close_states", "store/adverse"),
    *("resolution/keep", "resolution/move", "ingest/accept", "provenance/agree"),
}
"""What the load has to write with, so that the points can be anywhere."""


def faults(counts: Mapping[str, int], dice: Random) -> Iterator[Fault]:
    """Yield as many of each kind, in any order."""
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    dice.shuffle(kinds)
    for kind in kinds:
        # On a full disk what was written last is there, and there may be nothing more to fail.
        moment = "before" if kind == "disk" else dice.choice(("before", "after"))
        yield Fault(kind, moment, dice.randint(1, STRETCH))


def suffer(bench: Bench, fault: Fault) -> bool:
    """Load until something happens, and see that it ends as it should; tell whether it came to."""
    ended = bench.load(fault)
    if ended.code == 0 and len(ended.statements) < fault.nth:
        return False
    assert ended.code == EXPECTED[fault.kind], ended.complaint
    assert SENTENCES[fault.kind] in ended.complaint
    assert "Traceback" not in ended.complaint
    if fault.kind == "disk":
        bench.kill_server()  # it has stopped writing, and is restarted when there is space
    return True


def check(bench: Bench, undisturbed: Undisturbed) -> None:
    """Load to the end; see that graph and counts are those of a load in peace."""
    total = bench.loaded()
    assert differences(undisturbed.contents, bench.contents()) == []
    for counted in ("read", "quarantined"):
        assert total[counted] == undisturbed.total[counted]


def torment(bench: Bench, undisturbed: Undisturbed, counts: Mapping[str, int], seed: int) -> None:
    """Let everything happen to loads, begun anew whenever one came to its end."""
    bench.empty()
    happened: list[Fault] = []
    for fault in faults(counts, Random(seed)):  # noqa: S311 (nothing is secret)
        happened.append(fault)
        try:
            while not suffer(bench, fault):
                check(bench, undisturbed)
                bench.empty()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, after {happened[-12:]}") from error
    check(bench, undisturbed)


def test_the_load_goes_through_everything_that_writes(undisturbed: Undisturbed) -> None:
    assert set(undisturbed.statements) >= THROUGH
    assert undisturbed.statements.count("store/commit") > len(LOADED)


def test_a_load_to_which_ten_things_happen_gives_the_same_graph(
    bench: Bench, undisturbed: Undisturbed
) -> None:
    torment(bench, undisturbed, FEW, 1)


@pytest.mark.prove
def test_loads_to_which_two_hundred_things_happen_give_the_same_graph(
    bench: Bench, undisturbed: Undisturbed
) -> None:
    torment(bench, undisturbed, MANY, time.time_ns())


def test_the_comparison_tells_a_lost_chunk_and_a_doubled_one(
    bench: Bench, undisturbed: Undisturbed
) -> None:
    bench.empty()
    suffer(bench, Fault("kill", "after", len(undisturbed.statements) // 2))
    lost = differences(undisturbed.contents, bench.contents())
    assert any(line.startswith("facts, only in the first") for line in lost)
    file = bench.folder / "registry_20260630.csv"
    whole = file.read_bytes()
    try:
        file.write_bytes(b"".join(whole.splitlines(keepends=True)[: LINES - CHUNK_ROWS]))
        bench.empty()
        bench.loaded()
    finally:
        file.write_bytes(whole)
    dropped = differences(undisturbed.contents, bench.contents())
    assert any(line.startswith("facts, only in the first") for line in dropped)
    twice = {form: things + things for form, things in undisturbed.contents.items()}
    doubled = differences(undisturbed.contents, twice)
    assert any(line.startswith("facts, only in the second") for line in doubled)
