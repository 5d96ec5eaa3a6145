"""The local server on a real Neo4j: started once, shared, stopped, recovered, refused clearly."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest

from graph.store import Store
from graph.store.local import Endpoint, LocalServer, fetch, jars, process, start
from graph.store.local.aot import cache_path, with_cache
from graph.store.local.home import Home, cache_folder
from graph.store.local.jars import Jar, read_lock, version
from graph.store.local.java import ADMIN, find_java
from graph.store.local.settings import HOST
from graph.store.migrations import migrate
from messages import StoreError

ROOT = Path(__file__).resolve().parents[2]
HEAP_MB = 512
ASK = """
import sys
from pathlib import Path
from graph.store.local import LocalServer
print(LocalServer(Path(sys.argv[1]), heap_mb=512).ensure_running().uri)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with Chinese letters, a space and data, whose server is stopped at the end."""
    folder = tmp_path_factory.mktemp("local") / "信用 家"
    _commit(LocalServer(folder, heap_mb=HEAP_MB).ensure_running())
    yield folder
    LocalServer(folder).stop()
    shutil.rmtree(folder)  # half a gigabyte of transaction logs that pytest would keep


@pytest.fixture
def server(home: Path) -> LocalServer:
    """The home's server, running."""
    server = LocalServer(home, heap_mb=HEAP_MB)
    server.ensure_running()
    return server


@pytest.fixture
def stopped(home: Path) -> LocalServer:
    """The home's server, stopped."""
    server = LocalServer(home, heap_mb=HEAP_MB)
    server.stop()
    return server


def _ask(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ASK, str(home)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C"},
        stdout=subprocess.PIPE,
        text=True,
    )


def _serving(home: Path) -> list[int]:
    return [server.pid for server in process.find_all(Home(home.resolve()))]


def _commit(endpoint: Endpoint) -> int:
    with Store(endpoint.uri, endpoint.user, endpoint.password) as store:
        migrate(store)
        return store.write(lambda writer: writer.seq)


def _newest(endpoint: Endpoint) -> int:
    with Store(endpoint.uri, endpoint.user, endpoint.password) as store:
        return store.seen()


def _pid(server: LocalServer) -> int:
    pid = server.status().pid
    assert pid is not None
    return pid


def _await_end(pid: int) -> None:
    deadline = time.monotonic() + 30
    while psutil.pid_exists(pid) and process.alive(psutil.Process(pid)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_commands_share_one_server_which_says_what_it_is(server: LocalServer, home: Path) -> None:
    first = server.status()
    assert LocalServer(home).ensure_running().uri == first.uri
    assert _serving(home) == [first.pid]
    assert first.running
    assert first.version == version(read_lock())
    assert first.home == home.resolve()
    assert first.since is not None
    assert first.since.tzinfo is not None


def test_it_starts_from_a_class_cache(server: LocalServer) -> None:
    options = psutil.Process(_pid(server)).cmdline()
    cache = next(Path(o.partition("=")[2]) for o in options if o.startswith("-XX:AOTCache="))
    assert cache.stat().st_size > 0


def test_it_survives_the_command_that_started_it_and_its_ctrl_c(server: LocalServer) -> None:
    assert os.getsid(_pid(server)) == _pid(server)


def test_it_listens_on_loopback_only(server: LocalServer) -> None:
    sockets = psutil.Process(_pid(server)).net_connections("inet")
    listening = [socket for socket in sockets if socket.status == psutil.CONN_LISTEN]
    assert {socket.laddr.ip.removeprefix("::ffff:") for socket in listening} == {HOST}
    assert len(listening) == 1


def test_the_password_is_in_one_private_file_only(server: LocalServer, home: Path) -> None:
    secret = server.ensure_running().password
    assert Home(home).secret.stat().st_mode & 0o777 == 0o600
    assert secret not in " ".join(psutil.Process(_pid(server)).cmdline())
    assert secret not in str(psutil.Process(_pid(server)).environ())
    holders = [f for f in home.rglob("*") if f.is_file() and secret.encode() in f.read_bytes()]
    assert holders == [Home(home).secret]


def test_sigterm_stops_it_cleanly_and_the_next_command_starts_it(
    server: LocalServer, home: Path
) -> None:
    seq = _commit(server.ensure_running())
    pid = _pid(server)
    os.kill(pid, signal.SIGTERM)
    _await_end(pid)
    assert not server.status().running
    log = (Home(home).server / "logs" / "neo4j.log").read_text(encoding="utf-8")
    assert log.rstrip().endswith("Stopped.")
    told: list[str] = []
    assert _newest(server.ensure_running(told.append)) == seq
    assert _pid(server) != pid
    assert "正在启动" in told[-1]
    assert "Starting" in told[-1]


def test_a_killed_server_is_recovered_with_its_data(server: LocalServer) -> None:
    seq = _commit(server.ensure_running())
    pid = _pid(server)
    os.kill(pid, signal.SIGKILL)
    _await_end(pid)
    assert _newest(server.ensure_running()) == seq


def test_stop_says_whether_one_ran(server: LocalServer, home: Path) -> None:
    assert server.stop()
    assert _serving(home) == []
    assert not server.status().running
    assert not server.stop()


def test_two_processes_that_start_at_once_get_one_server(stopped: LocalServer, home: Path) -> None:
    asked = [_ask(home), _ask(home)]
    said = {asker.communicate(timeout=120)[0].strip() for asker in asked}
    assert [asker.returncode for asker in asked] == [0, 0]
    assert said == {stopped.status().uri}
    assert _serving(home) == [_pid(stopped)]


def test_a_starter_killed_half_way_leaves_nothing_in_the_way(
    stopped: LocalServer, home: Path
) -> None:
    starter = _ask(home)
    deadline = time.monotonic() + 60
    while not _serving(home):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    starter.kill()
    starter.communicate()
    stopped.ensure_running()
    assert _serving(home) == [_pid(stopped)]


def test_an_unknown_setting_is_shown_as_the_server_refuses_it(
    stopped: LocalServer, home: Path
) -> None:
    Home(home).extra.write_text("server.nonsense.foo=1\n", encoding="utf-8")
    try:
        with pytest.raises(StoreError) as refused:
            stopped.ensure_running()
    finally:
        Home(home).extra.unlink()
    assert refused.value.key == "local.bad_setting"
    assert "server.nonsense.foo" in refused.value.text.zh
    assert "neo4j-extra.conf" in refused.value.text.en


def test_a_taken_port_is_left_for_a_free_one(
    stopped: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        ports = iter([taken.getsockname()[1], start.free_port()])
        monkeypatch.setattr(start, "free_port", lambda: next(ports))
        assert _newest(stopped.ensure_running()) > 0


def test_ports_that_stay_taken_are_said(
    stopped: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        monkeypatch.setattr(start, "free_port", lambda: taken.getsockname()[1])
        monkeypatch.setattr(start, "PORT_TRIES", 1)
        with pytest.raises(StoreError) as refused:
            stopped.ensure_running()
    assert refused.value.key == "local.port_taken"


def test_an_early_exit_shows_the_servers_last_lines(stopped: LocalServer, home: Path) -> None:
    store = Home(home).server / "data" / "databases"
    store.rename(store.with_name("elsewhere"))
    store.write_text("not a folder", encoding="ascii")
    try:
        with pytest.raises(StoreError) as refused:
            stopped.ensure_running()
    finally:
        store.unlink()
        store.with_name("elsewhere").rename(store)
    assert refused.value.key == "local.exited"
    assert "databases" in str(refused.value.params["lines"])


def test_a_full_disk_is_said_before_the_start(
    stopped: LocalServer, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    usage = shutil.disk_usage(home)._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StoreError) as refused:
        stopped.ensure_running()
    assert refused.value.key == "local.disk_full"


def test_a_lost_secret_is_said_and_the_way_back_works(
    stopped: LocalServer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    run = subprocess.run

    def noted(command: Sequence[str], **rest: Any) -> subprocess.CompletedProcess[Any]:
        calls.append(str(command))
        return run(command, **rest)

    monkeypatch.setattr(subprocess, "run", noted)
    Home(home).secret.unlink()
    with pytest.raises(StoreError) as refused:
        stopped.ensure_running()
    assert refused.value.key == "local.secret_lost"
    assert not Home(home).secret.exists()
    for accounts in Home(home.resolve()).accounts:
        assert str(accounts) in refused.value.text.zh
        shutil.move(accounts, home / f"old-{accounts.parent.name}")
    endpoint = stopped.ensure_running()
    assert _newest(endpoint) > 0
    assert any("set-initial-password" in call for call in calls)
    assert endpoint.password not in " ".join(calls)  # what a process list would show


def test_a_wrong_secret_is_said(stopped: LocalServer, home: Path) -> None:
    right = Home(home).secret.read_text(encoding="ascii")
    Home(home).secret.write_text("another", encoding="ascii")
    try:
        with pytest.raises(StoreError) as refused:
            stopped.ensure_running()
    finally:
        Home(home).secret.write_text(right, encoding="ascii")
    assert refused.value.key == "local.secret_wrong"
    assert _serving(home) == []


@pytest.fixture
def other_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of its own with all jars, and a repository on loopback that serves them."""
    ours = cache_folder() / "server" / version(read_lock())
    copy = tmp_path / "cache" / "server" / ours.name
    copy.mkdir(parents=True)
    repository = tmp_path / "repository"
    for jar in read_lock():
        os.link(ours / jar.name, copy / jar.name)
        (repository / jar.path).parent.mkdir(parents=True, exist_ok=True)
        os.link(ours / jar.name, repository / jar.path)
    cache_path(copy, find_java()).touch()
    monkeypatch.setenv("CREDITGRAPH_CACHE", str(tmp_path / "cache"))
    web = ThreadingHTTPServer((HOST, 0), partial(SimpleHTTPRequestHandler, directory=repository))
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("CREDITGRAPH_MAVEN_URL", f"http://{HOST}:{web.server_port}")
    yield copy
    web.shutdown()
    web.server_close()
    thread.join()


def test_a_truncated_jar_is_fetched_again_before_the_server_runs(
    stopped: LocalServer, other_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar = next(jar for jar in read_lock() if jar.name.startswith("neo4j-kernel-2"))
    content = (other_cache / jar.name).read_bytes()
    (other_cache / jar.name).unlink()
    (other_cache / jar.name).write_bytes(content[:-100])
    monkeypatch.setattr(fetch, "make_cache", lambda *_: None)
    stopped.ensure_running()
    assert (other_cache / jar.name).read_bytes() == content
    stopped.stop()


@pytest.mark.usefixtures("other_cache")
def test_one_flipped_hash_in_the_lock_never_runs(
    stopped: LocalServer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *rest = read_lock()
    flipped = Jar(first.sha256[::-1], first.size, first.path)
    monkeypatch.setattr(fetch, "read_lock", lambda: (flipped, *rest))
    monkeypatch.setattr(jars, "RETRIES", 0)
    with pytest.raises(StoreError) as refused:
        stopped.ensure_running()
    assert refused.value.key == "local.corrupt_download"
    assert _serving(home) == []


def test_a_damaged_class_cache_is_ignored(server: LocalServer, tmp_path: Path) -> None:
    assert server.status().running
    programme = fetch.programme(lambda _: None)
    damaged = tmp_path / "damaged.aot"
    shutil.copyfile(cache_path(programme.jars[0].parent, programme.java), damaged)
    with damaged.open("r+b") as file:
        for offset in range(0, damaged.stat().st_size, 4096):
            file.seek(offset + 2048)
            file.write(b"damaged")
    started = subprocess.run(
        [programme.java.executable, *with_cache(programme, damaged).options, ADMIN, "help"],
        env={**programme.environment(), "NEO4J_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, started.stdout
    assert "set-initial-password" in started.stdout or "dbms" in started.stdout
