"""Fetching the server's jars: verified, never run when they differ, clear when it cannot be."""

from __future__ import annotations

import gc
import hashlib
import shutil
import threading
import warnings
from collections.abc import Callable, Iterator
from errno import ENOSPC
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.store.local import jars
from graph.store.local.guards import MEGABYTE, locked
from graph.store.local.jars import Jar, base_url, fetch, read_lock, version
from graph.store.local.settings import HOST
from messages import StoreError

CONTENTS = {"org/x/a/1/a-1.jar": b"first" * 1000, "org/x/b/2/b-2.jar": b"second" * 2000}
LOCKED = tuple(Jar(hashlib.sha256(b).hexdigest(), len(b), p) for p, b in CONTENTS.items())


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the test's output readable."""


class _CutsShort(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"first")

    def log_message(self, *_: object) -> None:
        """Keep the test's output readable."""


def _serve(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer((HOST, 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()  # sockets of transfers that were cut off would warn in some later test


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Maven repository on loopback that holds the locked jars."""
    root = tmp_path / "repository"
    for path, content in CONTENTS.items():
        (root / path).parent.mkdir(parents=True)
        (root / path).write_bytes(content)
    monkeypatch.setattr(jars, "RETRIES", 0)
    for url in _serve(partial(_Quiet, directory=str(root))):
        monkeypatch.setenv("CREDITGRAPH_MAVEN_URL", url)
        yield root


def _fetched(folder: Path, locked_jars: tuple[Jar, ...] = LOCKED) -> int:
    return fetch(locked_jars, folder, lambda _done, _total: None)


def test_the_lock_names_no_address_and_no_two_jars_alike() -> None:
    locked_jars = read_lock()
    assert len({jar.name for jar in locked_jars}) == len(locked_jars) > 200
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in locked_jars)
    assert "://" not in jars.LOCK.read_text(encoding="ascii")
    assert version(locked_jars).startswith("2026.")


@pytest.mark.usefixtures("repository")
def test_fetches_what_is_missing_and_nothing_twice(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    assert fetch(LOCKED, tmp_path / "jars", lambda done, total: told.append((done, total))) == 2
    assert told[-1] == (17000, 17000)
    assert _fetched(tmp_path / "jars") == 0
    assert (tmp_path / "jars" / "b-2.jar").read_bytes() == CONTENTS["org/x/b/2/b-2.jar"]


@pytest.mark.usefixtures("repository")
def test_a_truncated_jar_in_the_cache_is_fetched_again(tmp_path: Path) -> None:
    _fetched(tmp_path / "jars")
    (tmp_path / "jars" / "a-1.jar").write_bytes(b"first" * 999)
    assert _fetched(tmp_path / "jars") == 1
    assert (tmp_path / "jars" / "a-1.jar").read_bytes() == b"first" * 1000


@pytest.mark.usefixtures("repository")
def test_what_the_lock_does_not_name_is_removed(tmp_path: Path) -> None:
    _fetched(tmp_path / "jars")
    (tmp_path / "jars" / "evil.jar").write_bytes(b"x")
    _fetched(tmp_path / "jars")
    assert sorted(file.name for file in (tmp_path / "jars").iterdir()) == ["a-1.jar", "b-2.jar"]


@pytest.mark.usefixtures("repository")
def test_a_flipped_hash_in_the_lock_refuses_the_jar(tmp_path: Path) -> None:
    good = LOCKED[0].sha256
    flipped = Jar(("0" if good[0] != "0" else "1") + good[1:], LOCKED[0].size, LOCKED[0].path)
    with pytest.raises(StoreError) as refused:
        _fetched(tmp_path / "jars", (flipped, LOCKED[1]))
    assert refused.value.key == "local.corrupt_download"
    assert "a-1.jar" in refused.value.text.zh
    assert not (tmp_path / "jars" / "a-1.jar").exists()


def test_a_download_cut_short_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jars, "RETRIES", 0)
    for url in _serve(_CutsShort):
        monkeypatch.setenv("CREDITGRAPH_MAVEN_URL", url)
        with pytest.raises(StoreError) as refused:
            _fetched(tmp_path / "jars", LOCKED[:1])
    assert refused.value.key == "local.corrupt_download"
    assert list((tmp_path / "jars").iterdir()) == []


def test_a_jar_that_the_repository_lacks_is_said(repository: Path, tmp_path: Path) -> None:
    shutil.rmtree(repository / "org/x/b")
    with pytest.raises(StoreError) as refused:
        _fetched(tmp_path / "jars")
    assert refused.value.key == "local.refused"
    assert "404" in str(refused.value)


def test_no_network_names_the_ways_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jars, "RETRIES", 0)
    monkeypatch.setenv("CREDITGRAPH_MAVEN_URL", f"http://{HOST}:9")
    with pytest.raises(StoreError) as refused:
        _fetched(tmp_path / "jars")
    assert refused.value.key == "local.no_network"
    for text in refused.value.text:
        assert "CREDITGRAPH_MAVEN_URL" in text
        assert "CREDITGRAPH_NEO4J_URI" in text


@pytest.mark.usefixtures("repository")
def test_a_disk_without_room_is_said_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=10 * MEGABYTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StoreError) as refused:
        _fetched(tmp_path / "jars")
    assert refused.value.key == "local.disk_full"
    assert refused.value.params["free"] == 10
    assert list((tmp_path / "jars").iterdir()) == []


@pytest.mark.usefixtures("repository")
def test_a_disk_that_fills_meanwhile_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("graph.store.local.jars.pooch.HTTPDownloader", lambda **_: full)
    with pytest.raises(StoreError) as refused:
        _fetched(tmp_path / "jars")
    assert refused.value.key == "local.disk_full"


def test_a_lock_held_too_long_is_said(tmp_path: Path) -> None:
    with (
        locked(tmp_path / "x.lock"),
        pytest.raises(StoreError) as refused,
        locked(tmp_path / "x.lock", seconds=0.1),
    ):
        pass
    assert refused.value.key == "local.lock_held"


@pytest.mark.parametrize(
    ("mirror_of", "used"),
    [
        ("*", True),
        ("central", True),
        ("other,central", True),
        ("other", False),
        ("*,!central", False),
    ],
)
def test_the_mirror_of_the_users_maven_settings_is_used(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mirror_of: str,
    used: bool,  # noqa: FBT001 (a case of the table above)
) -> None:
    monkeypatch.delenv("CREDITGRAPH_MAVEN_URL", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / ".m2").mkdir()
    (tmp_path / ".m2" / "settings.xml").write_text(
        '<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0"><mirrors><mirror>'
        f"<mirrorOf>{mirror_of}</mirrorOf><url>https://mirror.example/maven</url>"
        "</mirror></mirrors></settings>",
        encoding="utf-8",
    )
    assert (base_url() == "https://mirror.example/maven") == used
