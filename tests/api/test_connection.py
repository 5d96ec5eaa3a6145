"""An application outlives its local server: killed or moved, it is found or started again."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store.local import LocalServer

SECONDS = 60.0


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose server is these tests' own."""
    folder = tmp_path_factory.mktemp("served")
    yield folder
    LocalServer(folder).stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def served(own_home: Path) -> Iterator[TestClient]:
    """The application on the local server of that home."""
    LocalServer(own_home, heap_mb=512).ensure_running()
    settings = Settings(home=own_home, neo4j_uri=None)
    with TestClient(create_app(settings), "http://127.0.0.1") as client:
        yield client


def kill(home: Path) -> None:
    """Kill the home's server as a crash would."""
    pid = LocalServer(home).status().pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + SECONDS
    while LocalServer(home).status().running and time.monotonic() < deadline:
        time.sleep(0.05)


def test_the_next_request_finds_or_starts_the_server(served: TestClient, own_home: Path) -> None:
    query = {"q": "没有这样的公司"}
    assert served.get("/v1/search", params=query).status_code == 200
    kill(own_home)
    assert served.get("/v1/search", params=query).status_code == 200
    before = LocalServer(own_home).status().uri
    LocalServer(own_home).stop()
    LocalServer(own_home, heap_mb=512).ensure_running()
    assert LocalServer(own_home).status().uri != before
    assert served.get("/v1/search", params=query).status_code == 200
    assert served.get("/ready").json()["status"] == "ready"


def test_readiness_says_that_it_is_being_mended(served: TestClient, own_home: Path) -> None:
    assert served.get("/ready").status_code == 200
    kill(own_home)
    answer = served.get("/ready")
    assert (answer.status_code, answer.json()["code"]) == (503, "api.reconnecting")
    assert served.get("/health").status_code == 200
    deadline = time.monotonic() + SECONDS
    while served.get("/ready").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.2)
