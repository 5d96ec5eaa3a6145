"""A hamlet in files, the command that loads it, and the graph that an undisturbed load gives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.store import Store
from graph.store.testing import empty
from ingest.sample import write_town
from ingest.sample.write import MANIFEST
from tests.contents import Contents, contents

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOTS = (
    "registry_20260630.csv",
    "shareholders_20260630.csv",
    "lists_tax_20260630.csv",
    "lists_tax_20261031.csv",
    "registry_20261115.xlsx",
    "shareholders_20261115.jsonl",
    "debtors_scan.csv",
)
"""Files that go through everything a load does: states, ends of both forms, refusals, decisions."""
SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Loading:
    """The command that loads a folder into the server of an environment."""

    folder: Path
    environment: dict[str, str]

    def start(self, fault: str = "") -> subprocess.Popen[bytes]:
        """Start it; it kills itself at ``fault`` where one is given."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.killed", "ingest", str(self.folder), "--json"],
            cwd=ROOT,
            env={**os.environ, **self.environment, "FAULT_AT": fault},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def finish(self) -> dict[str, int]:
        """Run it to its end and return its total counts."""
        loader = self.start()
        printed, complaint = loader.communicate(timeout=SECONDS)
        assert loader.returncode == 0, complaint.decode()
        total: dict[str, int] = json.loads(printed)["data"]["total"]
        return total

    def die_at(self, fault: str) -> None:
        """Run it until it kills itself."""
        loader = self.start(fault)
        _, complaint = loader.communicate(timeout=SECONDS)
        assert loader.returncode == -signal.SIGKILL, complaint.decode()

    def kill_once(self, store: Store, commits: int) -> None:
        """Run it until so many commits are in the database, then kill it."""
        loader = self.start()
        await_commits(store, commits)
        loader.kill()
        loader.communicate(timeout=SECONDS)
        assert loader.returncode == -signal.SIGKILL


def await_commits(store: Store, commits: int) -> None:
    """Return as soon as so many commits are in the database."""
    deadline = time.monotonic() + SECONDS
    while store.seen() < commits:
        assert time.monotonic() < deadline, f"no commit {commits} after {SECONDS} s"
        time.sleep(0.002)


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a hamlet."""
    folder = tmp_path_factory.mktemp("faults") / "hamlet"
    write_town(folder, 3, "hamlet")
    return folder


@pytest.fixture(scope="session")
def snapshots(hamlet: Path) -> Path:
    """A folder with the few of its files that go through everything."""
    folder = hamlet.with_name("snapshots")
    folder.mkdir()
    for name in SNAPSHOTS:
        (folder / name).write_bytes((hamlet / name).read_bytes())
    lines = (hamlet / MANIFEST).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if json.loads(line)["file"] in SNAPSHOTS]
    (folder / MANIFEST).write_text("\n".join(kept), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def person_key_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home whose secret makes the same persons in every load."""
    return tmp_path_factory.mktemp("home")


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a load that nothing interrupts gives.

    Attributes:
        total: its counts.
        commits: how many it made.
    """

    loading: Loading
    total: dict[str, int]
    commits: int
    contents: Contents


@pytest.fixture(scope="module")
def whole(
    server: Store, server_environment: dict[str, str], hamlet: Path, person_key_home: Path
) -> Undisturbed:
    """The whole hamlet, loaded in peace."""
    return _in_peace(server, server_environment, hamlet, person_key_home)


@pytest.fixture(scope="module")
def part(
    server: Store, server_environment: dict[str, str], snapshots: Path, person_key_home: Path
) -> Undisturbed:
    """The few files, loaded in peace."""
    return _in_peace(server, server_environment, snapshots, person_key_home)


def _in_peace(server: Store, environment: dict[str, str], folder: Path, home: Path) -> Undisturbed:
    loading = Loading(folder, {**environment, "CREDITGRAPH_HOME": str(home)})
    empty(server)
    total = loading.finish()
    return Undisturbed(loading, total, server.seen(), contents(server))
