"""Locks and disk space, with errors that say what to do."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from messages import StoreError

LOCK_SECONDS = 600.0
MEGABYTE = 1 << 20
FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def locked(path: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the lock file ``path``; the system frees it when its holder dies.

    Raises:
        StoreError: another process held it for ``seconds``.
    """
    with disk_errors(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise StoreError("local.lock_held", file=path, seconds=round(seconds)) from error
    try:
        yield
    finally:
        lock.release()


def require_space(folder: Path, needed: int) -> None:
    """Refuse when fewer than ``needed`` bytes are free below ``folder``, which exists."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise _full(folder, needed, free)


@contextmanager
def disk_errors(folder: Path, needed: int = 0) -> Iterator[None]:
    """Say plainly that the disk is full or ``folder`` may not be written."""
    try:
        yield
    except PermissionError as error:
        raise StoreError("local.not_writable", folder=folder) from error
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise _full(folder, needed, 0) from error


def _full(folder: Path, needed: int, free: int) -> StoreError:
    megabytes = {"needed": -(-needed // MEGABYTE), "free": free // MEGABYTE}
    return StoreError("local.disk_full", folder=folder, **megabytes)
