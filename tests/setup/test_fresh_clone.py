"""The newcomer's way: a clone, an empty home, Python and make. Slow: it fetches everything."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from scripts.guard import ROOT

pytestmark = pytest.mark.prove

OURS = ("UV_", "VIRTUAL_ENV", "PYTHONPATH", "XDG_", "CREDITGRAPH_")


def make(clone: Path, home: Path, target: str) -> float:
    """Run a target as somebody with an empty home, no terminal and no input; return its seconds."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    started = time.monotonic()
    subprocess.run(
        ("make", "--no-print-directory", target),
        cwd=clone,
        env={**env, "HOME": str(home)},
        stdin=subprocess.DEVNULL,
        check=True,
    )
    return time.monotonic() - started


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh") / "clone"
    subprocess.run(("git", "clone", "--quiet", ROOT, folder), check=True)
    return folder


@pytest.fixture(scope="module")
def home(clone: Path) -> Path:
    home = clone.parent / "home"
    home.mkdir()
    make(clone, home, "env")
    return home


@pytest.mark.usefixtures("home")
def test_the_command_is_there_and_reads_its_messages(clone: Path) -> None:
    command = (clone / ".venv" / "bin" / "creditgraph", "--help")
    assert b"ingest" in subprocess.run(command, check=True, capture_output=True).stdout


def test_a_second_run_costs_less_than_a_second(clone: Path, home: Path) -> None:
    assert make(clone, home, "env") < 1


def test_a_changed_lock_is_taken_up(clone: Path, home: Path) -> None:
    (clone / ".venv" / ".locked-dev").unlink()
    make(clone, home, "env")
    assert (clone / ".venv" / ".locked-dev").exists()


def test_the_clone_stays_clean(clone: Path, home: Path) -> None:
    make(clone, home, "messages")
    status = ("git", "status", "--porcelain")
    assert subprocess.run(status, cwd=clone, check=True, capture_output=True).stdout == b""
