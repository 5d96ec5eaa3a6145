"""A cache of loaded and linked classes that halves the server's start (JDK 25 and later).

It is made once for a server version and a Java, by a server of its own that does a little typical
work and stops. A cache that does not fit or is damaged is ignored by Java.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from neo4j.exceptions import DriverError, Neo4jError

from graph.store.local import process
from graph.store.local.guards import disk_errors, locked
from graph.store.local.home import Home
from graph.store.local.java import ONE_STEP_AOT, Java
from graph.store.local.run import Run
from graph.store.local.secret import USER, read_secret
from graph.store.local.settings import Memory
from graph.store.local.start import Programme, start
from graph.store.migrations import migrate
from graph.store.store import Store
from messages import StoreError

LOG = logging.getLogger(__name__)
HEAP_MB = 512
# Without a check of its contents a damaged cache crashes Java instead of being ignored.
VERIFIED = ("-XX:+UnlockDiagnosticVMOptions", "-XX:+VerifySharedSpaces")
TRAINING = "training-"
# Java writes the cache when the server has stopped: seconds, on a busy machine minutes.
WRITE_SECONDS = 300.0


def cache_path(folder: Path, java: Java) -> Path:
    """Return where the cache of the jars in ``folder`` and of ``java`` lies, made or not."""
    return folder.with_name(f"{folder.name}-java-{java.version}.aot")


def with_cache(programme: Programme, cache: Path) -> Programme:
    """Return the programme that starts from ``cache`` if Java can and the file has content."""
    if programme.java.major < ONE_STEP_AOT or not cache.is_file() or not cache.stat().st_size:
        return programme
    return replace(programme, options=(f"-XX:AOTCache={cache}", *VERIFIED))


def make_cache(programme: Programme, cache: Path) -> None:
    """Write ``cache`` unless it is there; what fails leaves an empty file, so it is tried once."""
    with locked(cache.with_name(f"{cache.name}.lock")), disk_errors(cache.parent):
        if cache.exists():
            return
        _sweep(cache.parent)
        with TemporaryDirectory(prefix=TRAINING, dir=cache.parent) as folder:
            made = Path(folder) / cache.name
            try:
                _train(programme, Home(Path(folder)), made)
            except (StoreError, OSError) as error:
                LOG.info("no cache for a faster start: %s", error)
            made.touch()
            made.replace(cache)


def _sweep(shelf: Path) -> None:
    """Remove what a training that was killed left, its server first."""
    for folder in shelf.glob(f"{TRAINING}*"):
        for server in process.find_all(Home(folder)):
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _train(programme: Programme, home: Home, output: Path) -> None:
    home.extra.write_text("db.tx_log.preallocate=false\n", encoding="ascii")
    recording = replace(programme, options=(f"-XX:AOTCacheOutput={output}",))
    run = start(home, recording, Memory.of(HEAP_MB))
    try:
        _work(run, read_secret(home))
    except (StoreError, DriverError, Neo4jError) as error:
        LOG.info("the start alone is in the cache: %s", error)
    finally:
        for server in process.find_all(home):
            process.stop(server, WRITE_SECONDS)


def _work(run: Run, password: str) -> None:
    with Store(run.uri, USER, password) as store:
        migrate(store)
        store.write(lambda writer: writer.seq)
        store.seen()
