"""``creditgraph`` to which something happens at a stated statement, in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

import graph.store.store
import ingest.load
from api.cli import main
from graph.store import Store, Writer

CHUNK_ROWS = 10
"""Rows of a chunk here, so that a small file is several commits."""

RETRY_SECONDS = 1.0
"""How long a loader here waits for a server that is gone."""

SECONDS = 120.0
_FULL = 1
"""Bytes that a file may have on a disk that is full."""

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens, and when.

    Attributes:
        kind: ``kill``: kill -9 of the loader; ``server``: kill -9 of the server; ``disk``: the
            server can make no file longer, as on a full disk.
        moment: ``before`` or ``after`` the statement.
        nth: which statement that writes, from 1.
    """

    kind: str
    moment: str
    nth: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Attributes:
        code: its exit code; negative for a signal.
        statements: the statements that wrote, in their order.
    """

    code: int | None
    printed: str
    complaint: str
    statements: Sequence[str]


def run(arguments: Sequence[str], home: Path, fault: Fault | None, server: int) -> Ended:
    """Run a command of a home; ``server`` is the process of its database."""
    said = home / "said"
    said.mkdir(exist_ok=True)
    for name in ("printed", "complaint", "statements"):
        (said / name).write_bytes(b"")
    child = _FORKS.Process(target=_run, args=(arguments, home, fault, server))
    child.start()
    child.join(SECONDS)
    assert child.exitcode is not None, f"{arguments} has no end"
    texts = [(said / name).read_text() for name in ("printed", "complaint", "statements")]
    return Ended(child.exitcode, texts[0], texts[1], texts[2].split())


def _run(arguments: Sequence[str], home: Path, fault: Fault | None, server: int) -> None:
    said = home / "said"
    for name, stream in (("printed", 1), ("complaint", 2)):
        os.dup2(os.open(said / name, os.O_WRONLY | os.O_APPEND), stream)
    os.environ["CREDITGRAPH_HOME"] = str(home)
    ingest.load.CHUNK_ROWS = CHUNK_ROWS
    graph.store.store.RETRY_SECONDS = RETRY_SECONDS
    _arm(said / "statements", fault, server)
    sys.argv = ["creditgraph", *arguments]
    main()


def _arm(told: Path, fault: Fault | None, server: int) -> None:
    """Let the fault happen before or after the nth statement, and tell each statement."""
    done: list[str] = []

    def armed(run: Callable[..., Any]) -> Callable[..., Any]:
        def running(self: object, name: str, /, **params: object) -> Any:
            done.append(name)
            told.write_text("\n".join(done))
            due = fault is not None and len(done) == fault.nth
            if fault and due and fault.moment == "before":
                _happen(fault.kind, server)
            result = run(self, name, **params)
            if fault and due and fault.moment == "after":
                _happen(fault.kind, server)
            return result

        return running

    Writer.run = armed(Writer.run)  # type: ignore[method-assign]
    Store.write_unclocked = armed(Store.write_unclocked)  # type: ignore[method-assign]


def _happen(kind: str, server: int) -> None:
    match kind:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "server":
            process = psutil.Process(server)
            process.kill()
            process.wait(SECONDS)
        case "disk":
            fill_disk(server)
        case _:
            raise ValueError(kind)


def fill_disk(pid: int) -> None:
    """Let a process make no file longer, as on a full disk; it knows no other error."""
    process = psutil.Process(pid)
    _, hard = process.rlimit(psutil.RLIMIT_FSIZE)
    process.rlimit(psutil.RLIMIT_FSIZE, (_FULL, hard))
