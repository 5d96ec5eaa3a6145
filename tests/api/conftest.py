"""A small town, loaded once a module, and ways to ask about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import app
from api.desk import Desk
from api.settings import Settings
from graph.store import Store
from graph.store.testing import empty
from ingest.incoming import find_files
from ingest.load import Loader, Outcome
from ingest.sample import write_town
from rulebook import Rulebook

Command = Callable[..., Any]


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a hamlet."""
    folder = tmp_path_factory.mktemp("sample") / "hamlet"
    write_town(folder, 1, "hamlet")
    return folder


@pytest.fixture(scope="session")
def truth(hamlet: Path) -> dict[str, Any]:
    """What is true of the hamlet."""
    content: dict[str, Any] = json.loads((hamlet / "truth.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own for the module."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def outcomes(server: Store, hamlet: Path, home: Path) -> list[Outcome]:
    """The hamlet, loaded; what became of each file."""
    empty(server)
    rulebook = Rulebook.load("suzhou")
    loader = Loader(server, rulebook, home / "person.key", "test")
    return [loader.load(incoming) for incoming in find_files([hamlet], rulebook, None)]


@pytest.fixture(scope="module")
def desk(server: Store, outcomes: list[Outcome], home: Path) -> Desk:
    """A desk on the loaded hamlet."""
    assert outcomes
    return Desk(server, Rulebook.load("suzhou"), home / "person.key")


@pytest.fixture(scope="module")
def client(desk: Desk) -> Iterator[TestClient]:
    """The HTTP application on the loaded hamlet."""
    served = create_app(Settings(), desk)
    with TestClient(served, "http://127.0.0.1:8600", raise_server_exceptions=False) as asking:
        yield asking


@pytest.fixture
def command(
    server_environment: dict[str, str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Command:
    """Run a command as a user does and return what ``--json`` prints."""
    for name, value in {**server_environment, "CREDITGRAPH_HOME": str(home)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CREDITGRAPH_CITY", "suzhou")

    def run(*arguments: str) -> Any:
        capfdbinary.readouterr()
        app(list(arguments), standalone_mode=False)
        printed = capfdbinary.readouterr().out
        return json.loads(printed) if "--json" in arguments else printed.decode()

    return run
