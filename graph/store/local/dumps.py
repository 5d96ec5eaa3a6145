"""Backing up and restoring a local server's graph: it is stopped, dumped or loaded, and started.

Community has no backup of a running server. A dump that cannot be read must not cost what is
there: the old data is set aside while the new is loaded, and comes back if that fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.files import whole_file
from graph.store.local.guards import disk_errors
from graph.store.local.home import Home
from graph.store.local.java import ADMIN, options
from graph.store.local.start import Programme
from messages import StoreError

DATABASE = "neo4j"
_LINES = 1000


def dump(home: Home, programme: Programme, path: Path) -> None:
    """Write the graph of a stopped server to ``path``, whole or not at all.

    Raises:
        StoreError: the server's tool fails, above all because the disk is full.
    """
    with whole_file(path) as partial, disk_errors(path.parent), _private(partial) as file:
        _call(home, programme, "local.dump_failed", ["dump", "--to-stdout"], file.fileno())
        os.fsync(file.fileno())


def _private(path: Path) -> BinaryIO:
    """Open a new file that only its owner may read: a dump holds all that the graph holds."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def load(home: Home, programme: Programme, path: Path) -> None:
    """Read the graph of a dump into a stopped server whose own is set aside.

    Raises:
        StoreError: the file is no dump, is cut off, or the disk is full.
    """
    with disk_errors(home.root), path.open("rb") as file:
        arguments = ["load", "--from-stdin", "--overwrite-destination=true"]
        _call(home, programme, "local.load_failed", arguments, source=file.fileno())


@contextmanager
def replaced(home: Home) -> Iterator[None]:
    """Set the graph of a stopped server aside; it comes back unless all goes well."""
    recover(home)
    for name, folder in _folders(home).items():
        if folder.exists():
            home.aside.mkdir(exist_ok=True)
            folder.rename(home.aside / name)
    try:
        yield
    except BaseException:
        recover(home)
        raise
    if home.aside.exists():
        home.aside.rename(home.discarded)  # in one step: from here on the new graph counts
    shutil.rmtree(home.discarded, ignore_errors=True)


def recover(home: Home) -> None:
    """Bring back a graph that was set aside; what a restore that was killed has left goes."""
    shutil.rmtree(home.discarded, ignore_errors=True)
    for name, folder in _folders(home).items():
        if (home.aside / name).exists():
            shutil.rmtree(folder, ignore_errors=True)
            (home.aside / name).rename(folder)
    if home.aside.exists():
        home.aside.rmdir()


def _folders(home: Home) -> dict[str, Path]:
    data = home.server / "data"
    return {name: data / name / DATABASE for name in ("databases", "transactions")}


def _call(
    home: Home,
    programme: Programme,
    failed: str,
    arguments: list[str],
    target: int = subprocess.DEVNULL,
    *,
    source: int = subprocess.DEVNULL,
) -> None:
    """Run the server's tool on the database; its error output is what it says."""
    verb, *rest = arguments
    command = [*options(), ADMIN, "database", verb, *rest, DATABASE]
    folders = {"NEO4J_HOME": str(home.server), "NEO4J_CONF": str(home.configuration)}
    called = subprocess.run(  # noqa: S603 - our own Java and class path
        [programme.java.executable, *command],
        env={**programme.environment(), **folders},
        stdin=source,
        stdout=target,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if called.returncode != 0:
        raise StoreError(failed, lines=called.stderr.strip()[-_LINES:])
