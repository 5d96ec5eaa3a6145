"""Resolve the Neo4j server's jars and write ``graph/store/server.lock`` (``make lock-server``).

A maintainer runs it for a new server version and commits the lock. It holds, for each jar, its
SHA-256, its size and its path in any Maven repository; never an address.

    python -m scripts.lock_server [2026.08.1]

Without a version it resolves the locked one again.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jgo.maven import MavenContext, PythonResolver

from graph.store.local.jars import LOCK, base_url, read_lock
from graph.store.local.jars import version as locked_version

ROOTS = ("org.neo4j.app:neo4j-server", "org.neo4j:neo4j")
RUNS_WITH = {None, "compile", "runtime"}


def resolve(version: str, repository: Path) -> list[Path]:
    """Return the jars that the server of ``version`` runs with, fetched below ``repository``."""
    context = MavenContext(
        resolver=PythonResolver(), repo_cache=repository, remote_repos={"base": base_url()}
    )
    roots = [context.create_dependency(f"{root}:{version}") for root in ROOTS]
    inputs, transitive = context.resolver.resolve(roots)
    wanted = [d.artifact for d in [*inputs, *transitive] if d.scope in RUNS_WITH and not d.optional]
    with ThreadPoolExecutor(max_workers=8) as pool:
        return sorted({jar for jar in pool.map(lambda a: a.resolve(), wanted) if jar})


def line(jar: Path, repository: Path) -> str:
    """Return the lock's line for ``jar``: SHA-256, size in bytes, path in a repository."""
    content = jar.read_bytes()
    path = jar.relative_to(repository).as_posix()
    return f"{hashlib.sha256(content).hexdigest()} {len(content)} {path}\n"


def main(wanted: str | None = None) -> None:
    """Resolve, hash and write the lock of the ``wanted`` server, by default the locked one."""
    version = wanted or locked_version(read_lock())
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder)
        lines = [line(jar, repository) for jar in resolve(version, repository)]
    LOCK.write_text("".join(sorted(lines, key=lambda row: row.split()[2])), encoding="ascii")
    print(f"{len(lines)} jars of Neo4j {version}")


if __name__ == "__main__":
    main(*sys.argv[1:])
