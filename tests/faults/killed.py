"""``creditgraph`` as its own murderer: small chunks, and kill -9 at a stated statement.

Run as a module with the command's arguments. ``FAULT_AT`` is ``before|after:<query>:<nth>``: the
process kills itself before or after it runs a query of the store for the nth time.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import count
from typing import Any

import ingest.load
from api.cli import main
from graph.store import Store, Writer

CHUNK_ROWS = 20
"""Rows of a chunk here, so that a sample is many commits."""


def arm(moment: str, query: str, nth: int) -> None:
    """Kill this process before or after the nth run of a query that writes."""
    runs = count(1)

    def armed(run: Callable[..., Any]) -> Callable[..., Any]:
        def running(self: object, name: str, /, **params: object) -> Any:
            due = name == query and next(runs) == nth
            if due and moment == "before":
                _die()
            result = run(self, name, **params)
            if due:
                _die()
            return result

        return running

    Writer.run = armed(Writer.run)  # type: ignore[method-assign]
    Store.write_unclocked = armed(Store.write_unclocked)  # type: ignore[method-assign]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    ingest.load.CHUNK_ROWS = CHUNK_ROWS
    if fault := os.environ.get("FAULT_AT"):
        moment, query, nth = fault.split(":")
        arm(moment, query, int(nth))
    main()
