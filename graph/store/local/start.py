"""Starting a server: a port, its settings, the process, and proof that it answers."""

from __future__ import annotations

import re
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.store.local import process
from graph.store.local.guards import MEGABYTE, disk_errors, require_space
from graph.store.local.home import Home
from graph.store.local.java import SERVER, Java, class_path, options
from graph.store.local.run import Run, write_run
from graph.store.local.secret import USER, ensure_secret, lost
from graph.store.local.settings import HOST, Memory, write_settings
from messages import StoreError

READY_SECONDS = 180.0
PAUSE = 0.05
PORT_TRIES = 5
FIRST_NEEDS = 700 * MEGABYTE
LATER_NEEDS = 64 * MEGABYTE
LOG_LINES = 15
NOISE = re.compile(r"^(WARNING: |\s+at |\s+\.\.\. |\[[\d.]+s\])")
BAD_SETTING = re.compile(r"IllegalArgumentException: (.*[Ss]etting.*)")


class PortTakenError(StoreError):
    """Another program took the port between our choice and the server's use of it."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What is run: a Java, the verified jars in class path order, their version, its options."""

    java: Java
    jars: tuple[Path, ...]
    version: str
    options: tuple[str, ...] = ()

    def command(self, home: Home, memory: Memory) -> list[str | Path]:
        """Return the command that serves ``home``."""
        own = [f"-Xmx{memory.heap_mb}m", *options(), *self.options]
        folders = [process.home_option(home), f"--config-dir={home.configuration}"]
        return [self.java.executable, *own, SERVER, *folders]

    def environment(self) -> dict[str, str]:
        """Return the environment to run it in."""
        return class_path(list(self.jars))


def start(home: Home, programme: Programme, memory: Memory) -> Run:
    """Start the server of ``home``, whose lock the caller holds, and wait until it answers.

    Raises:
        StoreError: full disk, lost or wrong secret, a setting that the server refuses, no free
            port, or an early exit, with the server's own last lines.
    """
    needed = LATER_NEEDS if home.accounts[0].exists() else FIRST_NEEDS
    with disk_errors(home.root, needed):
        for orphan in process.find_all(home):
            process.stop(orphan)
        require_space(home.root, needed)
        home.configuration.mkdir(parents=True, exist_ok=True)
        write_settings(home, 0, memory)
        password = ensure_secret(home, programme.java, programme.environment())
        run = _on_a_free_port(home, programme, memory, password)
        write_run(home, run)
    return run


def free_port() -> int:
    """Return a port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _on_a_free_port(home: Home, programme: Programme, memory: Memory, password: str) -> Run:
    for _ in range(PORT_TRIES - 1):
        try:
            return _start_once(home, programme, memory, password)
        except PortTakenError:
            continue
    return _start_once(home, programme, memory, password)


def _start_once(home: Home, programme: Programme, memory: Memory, password: str) -> Run:
    port = free_port()
    write_settings(home, port, memory)
    child = process.spawn(programme.command(home, memory), programme.environment(), home)
    run = Run(child.pid, port, programme.version, datetime.now(UTC))
    try:
        _await_ready(home, child, run, password)
    except BaseException:
        process.stop(child)
        raise
    return run


def _await_ready(home: Home, child: psutil.Process, run: Run, password: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not (process.listens(child, run.port) and _answers(home, run, password)):
        if not process.alive(child):
            raise explain_exit(home, run.port)
        if time.monotonic() > deadline:
            raise StoreError("local.not_ready", seconds=round(READY_SECONDS), lines=_tail(home))
        time.sleep(PAUSE)


def _answers(home: Home, run: Run, password: str) -> bool:
    try:
        with GraphDatabase.driver(run.uri, auth=(USER, password)) as driver:
            driver.verify_connectivity()
    except AuthError as error:
        raise lost(home, "local.secret_wrong") from error
    except (DriverError, Neo4jError, OSError):
        return False
    return True


def explain_exit(home: Home, port: int) -> StoreError:
    """Return why the server ended before it was ready, from what it printed."""
    printed = home.console.read_text(encoding="utf-8", errors="replace")
    refused = BAD_SETTING.search(printed)
    if refused:
        return StoreError("local.bad_setting", line=refused[1], file=home.extra)
    if "PortBindException" in printed:
        return PortTakenError("local.port_taken", port=port)
    if "No space left on device" in printed:
        return StoreError("local.server_disk_full", folder=home.server)
    return StoreError("local.exited", lines=_tail(home), folder=home.console.parent)


def _tail(home: Home) -> str:
    printed = home.console.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join([line for line in printed if line and not NOISE.match(line)][-LOG_LINES:])
