"""A few files that go through everything a load does, and a server of their own to be killed."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from graph.store import Store
from graph.store.local import LocalServer
from graph.store.migrations import migrate
from graph.store.testing import empty, mark_for_tests
from ingest.sample import write_town
from ingest.sample.write import MANIFEST
from tests.contents import Contents, contents
from tests.faults.faulty import SECONDS, Ended, Fault, run

LOADED = (
    "registry_20260630.csv",
    "shareholders_20260630.csv",
    "lists_tax_20260630.csv",
    "lists_tax_20261031.csv",
    "registry_20261115.xlsx",
    "shareholders_20261115.jsonl",
    "debtors_scan.csv",
)
"""Files that go through everything a load does: states, ends of both forms, refusals, decisions."""

LINES = 26
"""Lines kept of each: faults are many, and each takes a load."""

HEAP_MB = 512


@dataclass
class Bench:
    """A server of its own with a folder to load.

    Attributes:
        local: the server; it is started anew after it was killed.
        folder: the files.
    """

    local: LocalServer
    folder: Path

    @property
    def home(self) -> Path:
        """Where the server and the secret of persons are."""
        return self.local.status().home

    def load(self, fault: Fault | None = None) -> Ended:
        """Run the command that loads the folder, with a fault where one is given."""
        self.local.ensure_running()
        arguments = ("ingest", str(self.folder), "--allow-ending", "--json")
        return run(arguments, self.home, fault, self.pid)

    def loaded(self) -> dict[str, int]:
        """Load the folder to the end, and return the total counts."""
        ended = self.load()
        assert ended.code == 0, ended.complaint
        total: dict[str, int] = json.loads(ended.printed)["data"]["total"]
        return total

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The graph, the server started if it does not run."""
        at = self.local.ensure_running()
        with Store(at.uri, at.user, at.password) as store:
            yield store

    def contents(self) -> Contents:
        """Return everything in the graph."""
        with self.store() as store:
            return contents(store)

    def empty(self) -> None:
        """Empty the graph."""
        with self.store() as store:
            mark_for_tests(store)
            migrate(store)
            empty(store)

    @property
    def pid(self) -> int:
        """The process of the server, which runs."""
        pid = self.local.status().pid
        assert pid is not None
        return pid

    def kill_server(self) -> None:
        """Kill the server and wait for its end; what is on disk stays."""
        with contextlib.suppress(psutil.NoSuchProcess):
            server = psutil.Process(self.pid)
            server.kill()
            server.wait(SECONDS)


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a load gives to which nothing happens.

    Attributes:
        total: its counts.
        statements: what it wrote with, in order.
    """

    total: dict[str, int]
    statements: Sequence[str]
    contents: Contents


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A server of its own, and the files."""
    folder = tmp_path_factory.mktemp("faults")
    write_town(folder / "hamlet", 3, "hamlet")
    _shorten(folder / "hamlet", folder / "files")
    local = LocalServer(folder / "home", heap_mb=HEAP_MB)
    made = Bench(local, folder / "files")
    made.empty()
    yield made
    made.kill_server()


def _shorten(whole: Path, short: Path) -> None:
    """Copy the first lines of the files, and what the manifest says of them."""
    short.mkdir()
    for name in LOADED:
        content = (whole / name).read_bytes()
        if not name.endswith(".xlsx"):
            content = b"".join(content.splitlines(keepends=True)[:LINES])
        (short / name).write_bytes(content)
    lines = (whole / MANIFEST).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if json.loads(line)["file"] in LOADED]
    (short / MANIFEST).write_text("\n".join(kept), encoding="utf-8")


@pytest.fixture(scope="session")
def undisturbed(bench: Bench) -> Undisturbed:
    """The files, loaded in peace."""
    bench.empty()
    ended = bench.load()
    assert ended.code == 0, ended.complaint
    answer: Any = json.loads(ended.printed)
    return Undisturbed(answer["data"]["total"], ended.statements, bench.contents())
