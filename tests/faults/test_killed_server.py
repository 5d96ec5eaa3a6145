"""kill -9 of the server during an ingest: a clear error, then a restart and a resumed load."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store
from graph.store.local import LocalServer
from tests.contents import contents, differences
from tests.faults.conftest import SECONDS, Loading, Undisturbed, await_commits

HEAP_MB = 512


@pytest.fixture
def local(tmp_path: Path, person_key_home: Path) -> Iterator[LocalServer]:
    """A server of its own in a home with the same persons' secret; stopped at the end."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(person_key_home / "person.key", home / "person.key")
    server = LocalServer(home, heap_mb=HEAP_MB)
    yield server
    server.stop()


def _store(server: LocalServer) -> Store:
    endpoint = server.ensure_running()
    return Store(endpoint.uri, endpoint.user, endpoint.password)


def test_a_server_killed_during_a_load_loses_and_doubles_nothing(
    part: Undisturbed, local: LocalServer
) -> None:
    home = local.status().home
    loading = Loading(part.loading.folder, {"CREDITGRAPH_HOME": str(home)})
    with _store(local) as store:
        loader = loading.start()
        await_commits(store, part.commits // 2)
    pid = local.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    _, complaint = loader.communicate(timeout=SECONDS)
    said = complaint.decode().split()
    assert (loader.returncode, said[0]) == (5, "无法连接数据库"), complaint.decode()
    assert "creditgraph up" in complaint.decode()
    with _store(local) as store:
        assert differences(part.contents, contents(store)) != []
        loading.finish()
        assert differences(part.contents, contents(store)) == []
