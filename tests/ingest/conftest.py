"""A folder to write files in, and the two ways to read them: without and with a graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.store import Store
from ingest.privacy import PersonKeys
from rulebook import Rulebook
from tests.ingest.intake import Folder, Intake, Listed, Mapped, Prepared, Reader, Row
from tests.ingest.rows import LISTED


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


@pytest.fixture
def mapped(folder: Folder, reader: Reader) -> Mapped:
    """Reads rows through a mapping."""

    def read(mapping: str, rows: Sequence[Row]) -> Prepared:
        return reader.read(folder.csv(rows), folder.mapping(mapping))

    return read


@pytest.fixture
def listed(folder: Folder, reader: Reader) -> Listed:
    """Reads rows of a list, each with its changes."""

    def read(*changes: Row) -> Prepared:
        return reader.read(folder.csv([{**LISTED, **change} for change in changes]))

    return read
