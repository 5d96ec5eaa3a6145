"""Real rows, loaded as a user loads them: by the command, with the mapping files that ship."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store
from graph.store.testing import empty

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS = ROOT / "examples" / "mappings"

Command = Callable[..., Any]
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class RealFile:
    """A file of real rows, the mapping that reads it, and what has to become of its rows."""

    path: str
    mapping: str | None
    read: int
    loaded: int
    unchanged: int
    quarantined: int

    @property
    def counts(self) -> Counts:
        """The counts as the command prints them."""
        return {name: getattr(self, name) for name in COUNTED}


COUNTED = ("read", "loaded", "unchanged", "quarantined")
A_SHARES = "07_graph/a_share_2020_slice"
COMPANIES = f"{A_SHARES}/company_basic_info.csv"
DIRECTORS = f"{A_SHARES}/keydirector_info.csv"
SCANNED = "01_blacklist/judgment_debtor_enterprises_OCR_dirty_dev.csv"
DEBTORS = "02_judgment_debtors/dishonest_debtors_baidu_2019.jsonl"
RESTRICTIONS = "02_judgment_debtors/lawglm_consumption_restriction.jsonl"
FILES = (
    RealFile(COMPANIES, "a_share_companies", 934, 934, 0, 0),
    RealFile(f"{A_SHARES}/shareholder_info.csv", "a_share_holders", 8_159, 8_159, 0, 0),
    # 256 rows say again, word for word, what an earlier row said.
    RealFile(DIRECTORS, "a_share_directors", 28_835, 28_579, 256, 0),
    RealFile("01_blacklist/ecommerce_dishonest_500.csv", "ecommerce_list", 500, 500, 0, 0),
    # 10 rows have no code that passes its check digit.
    RealFile(SCANNED, "ocr_debtors", 80, 70, 0, 10),
    RealFile(DEBTORS, None, 50, 50, 0, 0),
    RealFile(RESTRICTIONS, "consumption_restrictions", 11, 11, 0, 0),
)


@pytest.fixture(scope="session")
def command(
    server_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Command:
    """Run ``creditgraph`` in a process and a home of its own; returns the JSON that it prints."""
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, **server_environment, "CREDITGRAPH_HOME": str(home)}

    def run(*arguments: object) -> Any:
        words = [sys.executable, "-m", "api.cli", *map(str, arguments), "--json"]
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def real(server: Store, command: Command, shared_data: Path) -> dict[str, Counts]:
    """The graph with all real rows, and what the command counted for each file.

    Loaded once for all tests of this folder, which run one after another: it takes its time.
    """
    empty(server)
    return {file.path: ingest(command, shared_data / file.path, file.mapping) for file in FILES}


def ingest(command: Command, path: Path, mapping: str | None) -> Counts:
    """Load one file and return its counts."""
    mapped = ["--mapping", MAPPINGS / f"{mapping}.yaml"] if mapping else []
    told: dict[str, Any] = command("ingest", path, *mapped)["data"]["files"][0]
    return {name: told[name] for name in COUNTED}
