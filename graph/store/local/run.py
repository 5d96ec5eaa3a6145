"""The run file: which process serves a home, on which port, since when."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from graph.store.local.home import Home
from graph.store.local.process import find
from graph.store.local.settings import HOST


@dataclass(frozen=True, slots=True)
class Run:
    """A server that was ready when this was written.

    Attributes:
        pid: its process.
        port: where it speaks Bolt, on loopback.
        version: of the server.
        since: the instant it was started.
    """

    pid: int
    port: int
    version: str
    since: datetime

    @property
    def uri(self) -> str:
        """The address for the driver."""
        return f"neo4j://{HOST}:{self.port}"


def write_run(home: Home, run: Run) -> None:
    """Write the run file in one step, for others read it without a lock."""
    draft = home.run.with_suffix(".tmp")
    draft.write_text(json.dumps({**asdict(run), "since": run.since.isoformat()}), encoding="utf-8")
    draft.replace(home.run)


def read_run(home: Home) -> Run | None:
    """Return the server that serves ``home`` now; a stale or damaged run file is none."""
    try:
        said = json.loads(home.run.read_text(encoding="utf-8"))
        run = Run(**{**said, "since": datetime.fromisoformat(said["since"])})
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return run if find(home, run.pid) else None
