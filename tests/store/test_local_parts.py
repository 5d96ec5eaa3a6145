"""The parts of the local server that need no server: settings, Java, places, the run file."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from graph.store.local import Endpoint, LocalServer, default_home, start
from graph.store.local.aot import make_cache, with_cache
from graph.store.local.home import Home, cache_folder
from graph.store.local.java import Java, find_java
from graph.store.local.settings import Memory, write_settings
from messages import StoreError

GIGABYTE = 1 << 30


@pytest.mark.parametrize(
    ("gigabytes", "heap", "page_cache"), [(2, 512, 256), (16, 2048, 2048), (256, 4096, 8192)]
)
def test_memory_is_an_eighth_within_bounds(
    monkeypatch: pytest.MonkeyPatch, gigabytes: int, heap: int, page_cache: int
) -> None:
    machine = SimpleNamespace(total=gigabytes * GIGABYTE)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: machine)
    assert Memory.of(None) == Memory(heap, page_cache)


def test_a_given_heap_takes_the_smallest_page_cache() -> None:
    assert Memory.of(600) == Memory(600, 256)


def test_the_users_settings_are_laid_over_ours(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.extra.write_text("# 注释\ndb.transaction.timeout = 60s\nserver.x=1\n", encoding="utf-8")
    write_settings(home, 1234, Memory(512, 256))
    lines = (home.configuration / "neo4j.conf").read_text(encoding="utf-8").splitlines()
    assert "db.transaction.timeout=60s" in lines
    assert "db.transaction.timeout=10s" not in lines
    assert "server.bolt.listen_address=127.0.0.1:1234" in lines
    assert "server.x=1" in lines


def test_the_home_and_the_cache_are_named_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CREDITGRAPH_HOME", str(tmp_path / "家"))
    monkeypatch.setenv("CREDITGRAPH_CACHE", str(tmp_path / "cache"))
    assert default_home() == tmp_path / "家"
    assert cache_folder() == (tmp_path / "cache").resolve()
    monkeypatch.delenv("CREDITGRAPH_HOME")
    assert default_home().name == "creditgraph"


def test_a_platform_without_a_java_wheel_is_told_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CREDITGRAPH_JAVA", raising=False)
    monkeypatch.setattr("graph.store.local.java.util.find_spec", lambda _: None)
    with pytest.raises(StoreError) as refused:
        find_java()
    assert refused.value.key == "local.no_java"
    for text in refused.value.text:
        assert "CREDITGRAPH_JAVA" in text
        assert "CREDITGRAPH_NEO4J_URI" in text


def test_a_java_that_does_not_run_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CREDITGRAPH_JAVA", str(tmp_path / "nothing"))
    with pytest.raises(StoreError) as refused:
        find_java()
    assert refused.value.key == "local.java_fails"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Java")
def test_a_java_that_is_too_old_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = tmp_path / "java"
    old.write_text("#!/bin/sh\necho 'openjdk version \"17.0.9\" 2023-10-17' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("CREDITGRAPH_JAVA", str(old))
    with pytest.raises(StoreError) as refused:
        find_java()
    assert refused.value.key == "local.java_too_old"
    assert "17.0.9" in refused.value.text.zh


def test_the_java_of_our_dependencies_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDITGRAPH_JAVA", raising=False)
    assert find_java().major == 25


def test_a_password_never_shows() -> None:
    assert "geheim" not in repr(Endpoint("neo4j://x", "neo4j", "geheim"))


def test_a_run_file_of_a_reused_pid_or_of_nonsense_is_no_server(tmp_path: Path) -> None:
    run = {"pid": os.getpid(), "port": 1, "version": "x", "since": "2026-01-01T00:00:00+00:00"}
    for written in (json.dumps(run), "{", "{}", "[]", "null"):
        (tmp_path / "neo4j.run.json").write_text(written, encoding="utf-8")
        assert not LocalServer(tmp_path).status().running


def test_a_home_that_is_not_there_is_stopped_already(tmp_path: Path) -> None:
    assert not LocalServer(tmp_path / "none").stop()
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("java.io.IOException: No space left on device", "local.server_disk_full"),
        ("WARNING: noise\nError: Could not reserve enough space", "local.exited"),
        ("x.PortBindException: An error occurred", "local.port_taken"),
        (
            "java.lang.IllegalArgumentException: Error evaluating value for setting 'a'. Bad value",
            "local.bad_setting",
        ),
    ],
)
def test_an_early_exit_is_explained_by_what_was_printed(
    tmp_path: Path, printed: str, key: str
) -> None:
    home = Home(tmp_path)
    home.console.parent.mkdir(parents=True)
    home.console.write_text(printed, encoding="utf-8")
    error = start.explain_exit(home, 1)
    assert error.key == key
    assert "noise" not in error.text.zh


def test_a_class_cache_that_cannot_be_made_is_tried_once_and_done_without(tmp_path: Path) -> None:
    left = tmp_path / "training-killed"
    left.mkdir()
    programme = start.Programme(Java(tmp_path / "no-java", "25.0.2"), (), "x")
    make_cache(programme, tmp_path / "x.aot")
    assert (tmp_path / "x.aot").read_bytes() == b""
    assert with_cache(programme, tmp_path / "x.aot") == programme
    assert not left.exists()


def test_an_older_java_runs_without_a_class_cache(tmp_path: Path) -> None:
    (tmp_path / "x.aot").write_bytes(b"x")
    programme = start.Programme(Java(tmp_path / "java", "21.0.1"), (), "x")
    assert with_cache(programme, tmp_path / "x.aot") == programme
