"""The server's jars: which they are (``server.lock``), where they lie, fetching and verifying.

No jar is run whose SHA-256 is not the one in the lock: all are hashed before every start, and one
that differs is fetched again or refused.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pooch
import requests
from jgo.constants import MAVEN_CENTRAL_URL

from graph.store.local.guards import MEGABYTE, disk_errors, locked, require_space
from messages import StoreError

LOCK = Path(__file__).parent.parent / "server.lock"
SERVER = "org/neo4j/app/neo4j-server/"
CENTRAL = {"*", "central", "external:*"}
PARALLEL = 8
SECONDS = 30
RETRIES = 2


@dataclass(frozen=True, slots=True)
class Jar:
    """One file of the lock: its SHA-256, its size in bytes, its path in a Maven repository."""

    sha256: str
    size: int
    path: str

    @property
    def name(self) -> str:
        """The file's own name, unique within the lock."""
        return self.path.rpartition("/")[2]


def read_lock(lock: Path = LOCK) -> tuple[Jar, ...]:
    """Return the jars that the server runs with, in class path order."""
    rows = (line.split() for line in lock.read_text(encoding="ascii").splitlines())
    return tuple(Jar(sha256, int(size), path) for sha256, size, path in rows)


def version(jars: tuple[Jar, ...]) -> str:
    """Return the server's version, which its own jar's path names."""
    return next(jar.path for jar in jars if jar.path.startswith(SERVER)).split("/")[-2]


def base_url() -> str:
    """Return the Maven repository to fetch from.

    ``CREDITGRAPH_MAVEN_URL`` first, then the mirror of the user's Maven settings, then Central.
    """
    return os.environ.get("CREDITGRAPH_MAVEN_URL") or _mirror() or MAVEN_CENTRAL_URL


def _mirror() -> str | None:
    settings = Path.home() / ".m2" / "settings.xml"
    if not settings.is_file():
        return None
    for mirror in ET.parse(settings).iterfind(".//{*}mirror"):  # noqa: S314 - the user's own file
        patterns = {part.strip() for part in mirror.findtext("{*}mirrorOf", "").split(",")}
        if patterns & CENTRAL and "!central" not in patterns:
            return mirror.findtext("{*}url")
    return None


def fetch(jars: tuple[Jar, ...], folder: Path, report: Callable[[int, int], None]) -> int:
    """Make ``folder`` hold exactly ``jars``, each verified, and return how many were fetched.

    Args:
        jars: what the lock names.
        folder: the cache of this server version, shared by processes.
        report: told the bytes fetched and the bytes to fetch after each jar.

    Raises:
        StoreError: no network, the repository refuses, a download differs from the lock, or the
            disk is full.
    """
    with locked(folder.with_name(f"{folder.name}.lock")), disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _remove_strangers(folder, {jar.name for jar in jars})
        wanted = _differing(jars, folder)
        needed = sum(jar.size for jar in wanted)
        if wanted:
            require_space(folder, needed + 64 * MEGABYTE)
            _download(wanted, folder, lambda done: report(done, needed))
    return len(wanted)


def _remove_strangers(folder: Path, names: set[str]) -> None:
    for file in folder.iterdir():
        if file.name not in names:
            file.unlink()


def _differing(jars: tuple[Jar, ...], folder: Path) -> list[Jar]:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        intact = pool.map(lambda jar: _intact(jar, folder / jar.name), jars)
        return [jar for jar, good in zip(jars, intact, strict=True) if not good]


def _intact(jar: Jar, file: Path) -> bool:
    return file.is_file() and pooch.file_hash(str(file)) == jar.sha256


def _download(jars: list[Jar], folder: Path, report: Callable[[int], None]) -> None:
    base = base_url().rstrip("/")
    pooch.get_logger().setLevel("WARNING")
    shelf = pooch.create(
        path=folder,
        base_url="",
        registry={jar.name: f"sha256:{jar.sha256}" for jar in jars},
        urls={jar.name: f"{base}/{jar.path}" for jar in jars},
        retry_if_failed=RETRIES,
    )
    done = 0
    with ThreadPoolExecutor(PARALLEL) as pool:
        pending = {pool.submit(_fetch_one, shelf, jar, base): jar for jar in jars}
        try:
            for future in as_completed(pending):
                future.result()
                done += pending[future].size
                report(done)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _fetch_one(shelf: pooch.Pooch, jar: Jar, base: str) -> None:
    downloader = pooch.HTTPDownloader(chunk_size=1 << 16, timeout=SECONDS)
    try:
        shelf.fetch(jar.name, downloader=downloader)
    except requests.HTTPError as error:
        status = "?" if error.response is None else error.response.status_code
        raise StoreError("local.refused", base=base, file=jar.path, status=status) from error
    except (requests.ConnectionError, requests.Timeout) as error:
        raise StoreError("local.no_network", base=base, file=jar.path) from error
    except (ValueError, requests.RequestException) as error:
        raise StoreError("local.corrupt_download", base=base, file=jar.path) from error
