"""A backup of a real local server, the loss of its data, and the same graph again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from graph.store import Store
from graph.store.local import Endpoint, LocalServer, dumps
from graph.store.local.home import Home
from graph.store.migrations import migrate
from messages import CreditgraphError, InputError, NotAllowedError, StoreError
from tests.builders import World, firm
from tests.contents import Contents, contents, differences

HEAP_MB = 512


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with Chinese letters whose server holds a graph."""
    folder = tmp_path_factory.mktemp("backup") / "信用 家"
    with _store(LocalServer(folder, HEAP_MB).ensure_running()) as store:
        migrate(store)
        world = World(store, "registry", 30)
        world.subject(firm(1), "澄州甲建设有限公司")
        world.relate(firm(2), "SHAREHOLDER_OF", firm(1))
        world.send()
    (folder / "person.key").write_text("不在备份中")
    yield folder
    LocalServer(folder).stop()
    shutil.rmtree(folder)


@pytest.fixture
def server(home: Path) -> LocalServer:
    return LocalServer(home, HEAP_MB)


@pytest.fixture(scope="module")
def backup(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    path = tmp_path_factory.mktemp("out") / "备份.dump"
    LocalServer(home, HEAP_MB).backup(path)
    return path


@pytest.fixture
def command(home: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line on that home."""
    monkeypatch.setenv("CREDITGRAPH_HOME", str(home))
    monkeypatch.delenv("CREDITGRAPH_NEO4J_URI", raising=False)
    return CliRunner()


def _store(endpoint: Endpoint) -> Store:
    return Store(endpoint.uri, endpoint.user, endpoint.password)


def _contents(server: LocalServer) -> Contents:
    with _store(server.ensure_running()) as store:
        return contents(store)


def _lose(server: LocalServer) -> None:
    with _store(server.ensure_running()) as store:
        store.run_schema("MATCH (node) DETACH DELETE node")


def _accept(_: Endpoint) -> None:
    """Refuse nothing."""


def test_a_backup_is_for_its_owner_and_leaves_nothing_beside_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert list(backup.parent.iterdir()) == [backup]


def test_a_home_that_never_ran_takes_a_backup(backup: Path, tmp_path: Path) -> None:
    other = LocalServer(tmp_path / "new", HEAP_MB)
    try:
        other.restore(backup, _accept)
        assert _contents(other)["relations"]
    finally:
        other.stop()


def test_a_backup_that_is_cut_off_changes_nothing(
    server: LocalServer, backup: Path, tmp_path: Path
) -> None:
    before = _contents(server)
    whole, cut = backup.read_bytes(), tmp_path / "cut.dump"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError) as caught:
        server.restore(cut, _accept)
    assert caught.value.key == "local.load_failed"
    assert differences(before, _contents(server)) == []


def test_a_graph_that_is_refused_is_not_kept(server: LocalServer, backup: Path) -> None:
    def refuse(_: Endpoint) -> None:
        raise StoreError("store.newer_graph", applied=99, known=1)

    with _store(server.ensure_running()) as store:
        store.run_schema("CREATE (:Source {id: 'since the backup', name: '后来'})")
    with pytest.raises(StoreError) as caught:
        server.restore(backup, refuse)
    assert caught.value.key == "store.newer_graph"
    assert any("since the backup" in other for other in _contents(server)["others"])


def test_a_restore_that_was_killed_is_undone_at_the_next_start(
    server: LocalServer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, here = _contents(server), Home(home.resolve())
    server.stop()
    monkeypatch.setattr(dumps, "recover", lambda _: None)  # nothing more is run
    with suppress(KeyboardInterrupt), dumps.replaced(here):
        raise KeyboardInterrupt
    monkeypatch.undo()
    assert here.aside.exists()
    assert differences(before, _contents(server)) == []
    assert not here.aside.exists()


def test_a_backup_that_fails_leaves_no_file_and_a_running_server(
    server: LocalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dumps, "DATABASE", "nowhere")
    with pytest.raises(StoreError) as caught:
        server.backup(tmp_path / "x.dump")
    assert caught.value.key == "local.dump_failed"
    assert list(tmp_path.iterdir()) == []
    assert server.status().running


def _refused(command: CliRunner, *line: str) -> CreditgraphError:
    error = command.invoke(app, line).exception
    assert isinstance(error, CreditgraphError)
    return error


def test_what_was_backed_up_and_lost_is_there_again(
    command: CliRunner, server: LocalServer, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "graph.dump"
    before = _contents(server)
    assert before["relations"]
    done = command.invoke(app, ["backup", "--out", str(path)])
    assert done.exit_code == 0, done.output
    assert str(home / "person.key") in done.output
    assert isinstance(_refused(command, "backup", "--out", str(path)), InputError)
    assert isinstance(_refused(command, "restore", str(path)), NotAllowedError)
    _lose(server)
    assert not _contents(server)["relations"]
    done = command.invoke(app, ["restore", str(path), "--replace"])
    assert done.exit_code == 0, done.output
    assert differences(before, _contents(server)) == []


def test_another_server_is_not_touched(
    command: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDITGRAPH_NEO4J_URI", "neo4j://127.0.0.1:1")
    for line in (["backup", "--out", str(tmp_path / "x")], ["restore", str(tmp_path)]):
        assert _refused(command, *line).key == "backup.own_server"
    assert _refused(command, "restore", str(tmp_path / "none")).key == "backup.own_server"
