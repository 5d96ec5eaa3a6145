"""A reader in a process of its own, bounded in time and memory: a hang or crash is an answer."""

from __future__ import annotations

import multiprocessing
import resource
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from tests.fuzz.asked import Said, ask

SECONDS = 20.0
"""How long a small file may take on a machine that others use, too."""

MEMORY = 1 << 30
"""Bytes that a small file may take above what the process has."""

_SPAWN = multiprocessing.get_context("spawn")


class Watched:
    """Reads files in another process, which is made anew when one was its end."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def ask(self, way: str, path: Path) -> Said:
        """Return what came of a file; whatever is neither rows nor an error of ours fails."""
        if self._process is None:
            self._begin()
        self._pipe.send((way, path))
        try:
            assert self._pipe.poll(SECONDS), f"{way}: no end after {SECONDS} s"
            said = self._pipe.recv()
        except (AssertionError, EOFError, ConnectionError) as error:
            self._end()
            raise AssertionError(f"{way}: the process hung or died") from error
        assert isinstance(said, Said), f"{way}: {said}"
        return said

    def _begin(self) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None


def _serve(pipe: Connection) -> None:
    ask("lot", Path(__file__))  # all is imported before memory is bounded
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, resource.RLIM_INFINITY))
    while True:
        way, path = pipe.recv()
        try:
            pipe.send(ask(way, path))
        except BaseException:  # noqa: BLE001 (whatever it is, it is the answer)
            pipe.send(traceback.format_exc()[-4_000:])
