"""The server process: start it apart from us, find it again, stop it cleanly."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from graph.store.local.home import Home
from messages import StoreError

STOP_SECONDS = 90.0
PAUSE = 0.05


def home_option(home: Home) -> str:
    """Return the argument that tells the server its home, and us which server is whose."""
    return f"--home-dir={home.server}"


def spawn(command: list[str | Path], environment: dict[str, str], home: Home) -> psutil.Process:
    """Start ``command`` in a process group of its own, its output in the home's console log.

    Ctrl-C in the terminal of whoever started it must not reach a server that others share.
    """
    home.console.parent.mkdir(parents=True, exist_ok=True)
    with home.console.open("wb") as console:
        child = subprocess.Popen(  # noqa: S603 - our own Java and class path
            command,
            env=environment,
            cwd=home.server,
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    server = psutil.Process(child.pid)
    # While we live, nobody else can collect its exit, and a dead server would look alive.
    threading.Thread(target=child.wait, daemon=True).start()
    return server


def alive(process: psutil.Process) -> bool:
    """Say whether the process runs; one that ended and is not collected yet does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def serves(process: psutil.Process, home: Home) -> bool:
    """Say whether the process is a living server of ``home``; a reused pid is not."""
    try:
        return home_option(home) in process.cmdline() and alive(process)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def listens(process: psutil.Process, port: int) -> bool:
    """Say whether this very process has the port, so that no other is ever told the password."""
    try:
        sockets = process.net_connections("tcp")
    except psutil.NoSuchProcess:
        return False
    return any(s.status == psutil.CONN_LISTEN and s.laddr.port == port for s in sockets)


def find(home: Home, pid: int) -> psutil.Process | None:
    """Return the server of ``home`` if it is process ``pid``."""
    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return None
    return process if serves(process, home) else None


def find_all(home: Home) -> Iterator[psutil.Process]:
    """Yield every server of ``home``, also one whose starter died before it was written down."""
    return (process for process in psutil.process_iter() if serves(process, home))


def stop(process: psutil.Process, seconds: float = STOP_SECONDS) -> None:
    """Ask the server to stop and wait until it has.

    Raises:
        StoreError: it still runs after ``seconds``.
    """
    try:
        process.terminate()
    except psutil.NoSuchProcess:
        return
    deadline = time.monotonic() + seconds
    while alive(process):
        if time.monotonic() > deadline:
            raise StoreError("local.will_not_stop", pid=process.pid, seconds=round(seconds))
        time.sleep(PAUSE)
