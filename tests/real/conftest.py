"""Real rows, loaded as a user loads them: by the command, with the mapping files that ship."""

from __future__ import annotations

import json
import os
import shutil
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
    """A file of real rows, the mapping that reads it, and what has to become of its rows.

    Attributes:
        beside: the tables that its mapping looks up beside it.
    """

    path: str
    mapping: str | None
    read: int
    loaded: int
    unchanged: int
    quarantined: int
    beside: tuple[str, ...] = ()

    @property
    def counts(self) -> Counts:
        """The counts as the command prints them."""
        return {name: getattr(self, name) for name in COUNTED}


Placed = Callable[[RealFile], Path]
COUNTED = ("read", "loaded", "unchanged", "quarantined")
A_SHARES = "07_graph/a_share_2020_slice"
COMPANIES = f"{A_SHARES}/company_basic_info.csv"
DIRECTORS = f"{A_SHARES}/keydirector_info.csv"
SCANNED = "01_blacklist/judgment_debtor_enterprises_OCR_dirty_dev.csv"
DEBTORS = "02_judgment_debtors/dishonest_debtors_baidu_2019.jsonl"
RESTRICTIONS = "02_judgment_debtors/lawglm_consumption_restriction.jsonl"
CASES = "03_court_cases/cases_parties_roles_dev.jsonl"
CSRC = "04_penalties/csrc_penalty_events_dev.jsonl"
HOLDERS = "07_graph/a_share_top10_holders_2020q3_subset/relation.csv"
LEMONHU = "07_graph/lemonhu_mit"
BOARDS = f"{LEMONHU}/executive_stock.csv"
LISTED = (f"{LEMONHU}/executive.csv", f"{LEMONHU}/stock.csv")
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
    # 9 rows say again what an earlier row said of a case; 2 contradict it.
    RealFile(CASES, "court_cases", 624, 613, 9, 2),
    # 151 are no decisions; the first words of 436 decisions do not name one firm.
    RealFile(CSRC, "csrc_penalties", 715, 128, 0, 587),
    # 5 firms are made up: no code of theirs passes its check digit.
    RealFile("06_registry/lawglm_company_register.jsonl", "company_register", 12, 7, 0, 5),
    # 5 state a holding of one day again, 9 state it with another share.
    RealFile(HOLDERS, "top_ten_holders", 6_700, 6_686, 5, 9, (COMPANIES,)),
    RealFile(BOARDS, "listed_boards", 24_775, 24_775, 0, 0, LISTED),
    # 27 lines are halves of a page, without a sum.
    RealFile("11_procurement/shandong_intentions_0.csv", "procurement_intentions", 63, 36, 0, 27),
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
def placed(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Placed:
    """Put a file where its mapping finds what stands beside it; returns its path."""
    folder = tmp_path_factory.mktemp("placed")

    def place(file: RealFile) -> Path:
        if not file.beside:
            return shared_data / file.path
        for path in (file.path, *file.beside):
            shutil.copy(shared_data / path, folder)
        return folder / Path(file.path).name

    return place


@pytest.fixture(scope="session")
def real(server: Store, command: Command, placed: Placed) -> dict[str, Counts]:
    """The graph with all real rows, and what the command counted for each file.

    Loaded once for all tests of this folder, which run one after another: it takes its time.
    """
    empty(server)
    return {file.path: ingest(command, placed(file), file.mapping) for file in FILES}


def ingest(command: Command, path: Path, mapping: str | None) -> Counts:
    """Load one file and return its counts."""
    mapped = ["--mapping", MAPPINGS / f"{mapping}.yaml"] if mapping else []
    told: dict[str, Any] = command("ingest", path, *mapped)["data"]["files"][0]
    return {name: told[name] for name in COUNTED}
