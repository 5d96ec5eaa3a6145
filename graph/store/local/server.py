"""The local server as others see it: running when it is needed, one for each home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph.store.local import process
from graph.store.local.guards import disk_errors, locked
from graph.store.local.home import Home
from graph.store.local.run import Run, read_run
from graph.store.local.secret import USER, read_secret
from graph.store.local.settings import Memory

if TYPE_CHECKING:
    from graph.store.local.start import Programme

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How to reach a Neo4j."""

    uri: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a home's server runs, and what of it is known.

    Attributes:
        running: a server serves this home now.
        pid: its process.
        uri: its Bolt address.
        version: the server's version.
        home: the folder.
        since: the instant it was started.
    """

    running: bool
    pid: int | None
    uri: str | None
    version: str | None
    home: Path
    since: datetime | None


class LocalServer:
    """The Neo4j of one home: a child process on loopback, shared by all of the user's commands."""

    def __init__(self, home: Path, heap_mb: int | None = None) -> None:
        """Name the home; nothing is touched yet.

        Args:
            home: the folder that isolates data, settings, secret and port.
            heap_mb: the server's heap in megabytes, with the smallest page cache; by default
                both are an eighth of the machine's memory, within bounds.
        """
        self._home = Home(home.resolve())
        self._heap_mb = heap_mb

    def ensure_running(self, progress: Progress | None = None) -> Endpoint:
        """Return the running server, started and before that fetched when need be.

        Args:
            progress: told in a sentence what takes time.

        Raises:
            StoreError: it cannot be fetched or started; the sentence says what to do.
        """
        run = read_run(self._home)
        if run is None:
            with disk_errors(self._home.root):
                self._home.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self._home.lock):
                run = read_run(self._home) or self._start_anew(progress)
        return Endpoint(run.uri, USER, read_secret(self._home))

    def status(self) -> Status:
        """Say whether the server runs, without starting it."""
        run = read_run(self._home)
        if run is None:
            return Status(
                running=False, pid=None, uri=None, version=None, home=self._home.root, since=None
            )
        return Status(
            running=True,
            pid=run.pid,
            uri=run.uri,
            version=run.version,
            home=self._home.root,
            since=run.since,
        )

    def stop(self) -> bool:
        """Stop the server cleanly; say whether one ran.

        Raises:
            StoreError: it does not stop.
        """
        if not self._home.root.exists():
            return False
        with locked(self._home.lock):
            return self._halt()

    def backup(self, path: Path, progress: Progress | None = None) -> None:
        """Stop the server, write its graph to ``path``, whole or not at all, and start it.

        Raises:
            StoreError: the dump fails, or the server does not stop or start.
        """
        from graph.store.local.dumps import dump  # noqa: PLC0415 (only this needs it)

        self.ensure_running(progress)
        with locked(self._home.lock):
            self._halt()
            try:
                dump(self._home, self._programme(progress), path)
            finally:
                self._start(progress)

    def restore(
        self, path: Path, check: Callable[[Endpoint], None], progress: Progress | None = None
    ) -> None:
        """Stop the server and start it with the graph of a backup in the place of its own.

        Args:
            path: what ``backup`` wrote.
            check: asked of the restored graph; what it raises brings the old one back.
            progress: told in a sentence what takes time.

        Raises:
            StoreError: the file is no whole backup, or the graph in it is refused.
        """
        from graph.store.local.dumps import load, replaced  # noqa: PLC0415 (only this needs it)

        self.ensure_running(progress)
        with locked(self._home.lock):
            self._halt()
            try:
                with replaced(self._home):
                    load(self._home, self._programme(progress), path)
                    self._checked(check, progress)
            except BaseException:
                self._start(progress)
                raise

    def _checked(self, check: Callable[[Endpoint], None], progress: Progress | None) -> None:
        """Start the server and ask; it is stopped again if the graph is refused."""
        run = self._start(progress)
        try:
            check(Endpoint(run.uri, USER, read_secret(self._home)))
        except BaseException:
            self._halt()
            raise

    def _halt(self) -> bool:
        self._home.run.unlink(missing_ok=True)
        servers = list(process.find_all(self._home))
        for server in servers:
            process.stop(server)
        return bool(servers)

    def _start_anew(self, progress: Progress | None) -> Run:
        if self._home.aside.exists():
            from graph.store.local.dumps import recover  # noqa: PLC0415 (a restore was killed)

            self._halt()
            recover(self._home)
        return self._start(progress)

    def _start(self, progress: Progress | None) -> Run:
        # Most commands share a running server and shall not wait for the downloader's import.
        from graph.store.local.start import start  # noqa: PLC0415

        return start(self._home, self._programme(progress), Memory.of(self._heap_mb))

    def _programme(self, progress: Progress | None) -> Programme:
        from graph.store.local.fetch import programme  # noqa: PLC0415 (as above)

        return programme(progress or _silent)


def _silent(_: str) -> None:
    """Tell nobody."""
