"""Fixtures that every test may use: a real Neo4j that is ours to empty, and builders."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock, Timeout
from hypothesis import HealthCheck, settings

from graph.store import Store
from graph.store.local import LocalServer
from graph.store.migrations import migrate
from graph.store.testing import empty, mark_for_tests
from messages import StoreError

ROOT = Path(__file__).resolve().parent.parent
MOST_RUNS = 8
HEAP_MB = 1024
# A test has to mean the same on a busy machine: how long one example takes proves nothing.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
SHARED_DATA = Path(os.environ.get("CREDITGRAPH_SHARED_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def test_home() -> Iterator[Path]:
    """The home of the server that the tests run on, apart from a user's.

    A run holds its home, and a second run at the same time takes the next one: they would empty
    each other's database.
    """
    stated = os.environ.get("CREDITGRAPH_TEST_HOME")
    homes = [Path(stated)] if stated else [ROOT / f".test-home{n or ''}" for n in range(MOST_RUNS)]
    for home in homes:
        lock = FileLock(home.with_name(home.name + ".lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        with lock:
            yield home
        return
    pytest.fail(f"{len(homes)} test runs at once already; set CREDITGRAPH_TEST_HOME to another")


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A migrated database marked as a test database; refuses any other that holds data."""
    uri = os.environ.get("CREDITGRAPH_TEST_NEO4J_URI")
    if uri:
        user = os.environ.get("CREDITGRAPH_TEST_NEO4J_USER", "neo4j")
        store = Store(uri, user, os.environ.get("CREDITGRAPH_TEST_NEO4J_PASSWORD", ""))
        mark_for_tests(store)
        migrate(store)
    else:
        store = _local(request.getfixturevalue("test_home"))
    with store:
        yield store


def _local(home: Path) -> Store:
    """Return the store of a test home; one that an older schema left behind is made anew."""
    server = LocalServer(home, heap_mb=HEAP_MB)
    endpoint = server.ensure_running()
    store = Store(endpoint.uri, endpoint.user, endpoint.password)
    try:
        mark_for_tests(store)
        migrate(store)
    except StoreError as error:
        store.close()
        if error.key not in {"store.changed_migration", "store.newer_graph"}:
            raise
        server.stop()
        shutil.rmtree(home)
        return _local(home)
    return store


@pytest.fixture(scope="session")
def server_environment(server: Store, request: pytest.FixtureRequest) -> dict[str, str]:  # noqa: ARG001 (it has to be up)
    """The variables by which a command finds the test database."""
    uri = os.environ.get("CREDITGRAPH_TEST_NEO4J_URI")
    if uri:
        names = ("URI", "USER", "PASSWORD")
        stated = {name: os.environ.get(f"CREDITGRAPH_TEST_NEO4J_{name}") for name in names}
        return {f"CREDITGRAPH_NEO4J_{name}": value for name, value in stated.items() if value}
    home: Path = request.getfixturevalue("test_home")
    endpoint = LocalServer(home, heap_mb=HEAP_MB).ensure_running()
    return {
        "CREDITGRAPH_NEO4J_URI": endpoint.uri,
        "CREDITGRAPH_NEO4J_USER": endpoint.user,
        "CREDITGRAPH_NEO4J_PASSWORD": endpoint.password,
    }


@pytest.fixture
def store(server: Store) -> Store:
    """The test database, emptied."""
    empty(server)
    return server


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real rows; tests on them are skipped, saying so, where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"no real rows here: {SHARED_DATA.name} is not beside the checkout")
    return SHARED_DATA
