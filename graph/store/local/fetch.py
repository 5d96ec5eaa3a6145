"""From the lock to something that runs: verified jars, a Java, and the cache for a fast start."""

from __future__ import annotations

from collections.abc import Callable

from graph.store.local.aot import cache_path, make_cache, with_cache
from graph.store.local.guards import MEGABYTE
from graph.store.local.home import cache_folder
from graph.store.local.jars import fetch, read_lock, version
from graph.store.local.java import ONE_STEP_AOT, find_java
from graph.store.local.start import Programme
from messages import both


def programme(progress: Callable[[str], None]) -> Programme:
    """Return the server as a programme whose every jar was verified just now.

    Raises:
        StoreError: no Java for this platform, or the jars cannot be fetched.
    """
    java = find_java()
    jars = read_lock()
    folder = cache_folder() / "server" / version(jars)
    fetched = fetch(jars, folder, lambda done, total: progress(_fetching(done, total)))
    plain = Programme(java, tuple(folder / jar.name for jar in jars), version(jars))
    cache = cache_path(folder, java)
    if fetched:
        cache.unlink(missing_ok=True)  # Java refuses a cache made from other files.
    if java.major >= ONE_STEP_AOT and not cache.exists():
        progress(" ".join(both("local.preparing")))
        make_cache(plain, cache)
    progress(" ".join(both("local.starting", version=plain.version)))
    return with_cache(plain, cache)


def _fetching(done: int, total: int) -> str:
    megabytes = {"done": done // MEGABYTE, "total": -(-total // MEGABYTE)}
    return " ".join(both("local.fetching", **megabytes))
