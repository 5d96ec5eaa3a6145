"""A folder to write files in, and the two ways to read them: without and with a graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Store
from ingest.privacy import PersonKeys
from rulebook import Rulebook
from tests.ingest.intake import Folder, Intake, Reader


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The national rulebook."""
    return Rulebook.load()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Where the files of a test stand."""
    path = tmp_path / "来件"
    path.mkdir()
    return Folder(path)


@pytest.fixture
def reader(rulebook: Rulebook) -> Reader:
    """Reads files without a graph."""
    return Reader(rulebook, PersonKeys(b"only for tests"))


@pytest.fixture
def intake(store: Store, rulebook: Rulebook, tmp_path: Path) -> Intake:
    """Loads files into an empty graph."""
    return Intake(store, rulebook, tmp_path / "home")
