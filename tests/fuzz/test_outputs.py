"""A disk that fills up while a file is written: what was there stays, and nothing half is left."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.exports import write_table
from graph.replay import export
from graph.store import Store
from ingest.prepare import values_of
from ingest.sample import write_sample
from ingest.templates import write_template
from rulebook import Rulebook
from tests.builders import World, firm

ROOT = Path(__file__).resolve().parents[2]
ROWS = [{"name": f"名称{number}", "说明": "字" * 50} for number in range(400)]
FULL = 2_000
"""Bytes of a file that the disk still takes; every file written here is longer."""


@contextmanager
def full_disk(most: int = FULL) -> Iterator[None]:
    """Let this process write no file beyond so many bytes, as a disk does that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill(write: Callable[[Path], object], path: Path) -> None:
    """Write a file twice, the second time onto a full disk: it has to stay as it was."""
    write(path)
    before = path.read_bytes()
    assert len(before) > FULL
    with full_disk(), pytest.raises(OSError, match="File too large"):
        write(path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".xlsx"])
def test_a_table_is_whole_or_not_there(ending: str, tmp_path: Path) -> None:
    fill(lambda path: write_table(path, ROWS), tmp_path / f"rows{ending}")


def test_a_template_is_whole_or_not_there(tmp_path: Path) -> None:
    rulebook = Rulebook.load()
    standard = rulebook.formats["registry"]
    enums = values_of(standard, rulebook)
    fill(lambda path: write_template(path, standard, enums), tmp_path / "template.xlsx")


def test_exported_facts_are_whole_or_not_there(store: Store, tmp_path: Path) -> None:
    world = World(store)
    for number in range(2, 12):
        world.relate(firm(number), "SHAREHOLDER_OF", firm(1))
    world.send()
    fill(lambda path: export(store, path), tmp_path / "log.jsonl")


def test_a_sample_is_whole_or_not_there(tmp_path: Path) -> None:
    out = tmp_path / "sample"
    with full_disk(20_000), pytest.raises(OSError, match="File too large"):
        write_sample(out, 1, "hamlet")
    assert list(tmp_path.iterdir()) == []
    write_sample(out, 1, "hamlet")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with full_disk(20_000), pytest.raises(OSError, match="File too large"):
        write_sample(out, 2, "hamlet")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


@pytest.mark.parametrize(
    "command",
    [
        ("sample", "--scale", "hamlet", "--out", "sample"),
        ("mapping", "suggest", "rows.csv", "--format", "registry", "--out", "out.yaml"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_says_that_the_disk_is_full(command: tuple[str, ...], tmp_path: Path) -> None:
    headings = ",".join(["企业名称", "统一社会信用代码", *(f"栏目{n}" for n in range(300))])
    (tmp_path / "rows.csv").write_text(f"{headings}\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "api.cli", *command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CREDITGRAPH_HOME": str(tmp_path / "home")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, FULL)),
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = ran.stderr.decode()
    assert (ran.returncode, len(said.splitlines())) == (2, 1), said
    assert said.startswith("磁盘已满")
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]
