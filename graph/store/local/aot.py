"""A cache of loaded and linked classes that halves the server's start (JDK 25 and later).

It is made once for a server version and a Java, by a server of its own that does a little typical
work and stops. A cache that does not fit or is damaged is ignored by Java.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from neo4j import GraphDatabase

from graph.store.local import process
from graph.store.local.guards import MEGABYTE, locked
from graph.store.local.home import Home
from graph.store.local.java import ONE_STEP_AOT
from graph.store.local.run import Run
from graph.store.local.secret import USER, read_secret
from graph.store.local.settings import Memory
from graph.store.local.start import Programme, start
from messages import StoreError

LOG = logging.getLogger(__name__)
HEAP_MB = 512
NEEDED = 1024 * MEGABYTE
WORK = (
    "CREATE CONSTRAINT w IF NOT EXISTS FOR (n:W) REQUIRE n.id IS UNIQUE",
    "CREATE FULLTEXT INDEX f IF NOT EXISTS FOR (n:W) ON EACH [n.name]",
    "UNWIND range(0, 200) AS i MERGE (n:W {id: toString(i)}) SET n.name = '名' + i, n.on = date()",
    "MATCH (a:W), (b:W {id: '1'}) MERGE (a)-[r:R]->(b) SET r.since = 1",
    "MATCH (:W {id: '1'})<-[r:R]-(b) WHERE r.since <= $seen RETURN b.id, collect(r {.*}) LIMIT 5",
    "CALL db.index.fulltext.queryNodes('f', '名') YIELD node, score RETURN node.id, score",
    "MATCH (n:W) DETACH DELETE n",
)


def with_cache(programme: Programme, cache: Path) -> Programme:
    """Return the programme that starts from ``cache`` if Java can and the file has content."""
    if programme.java.major < ONE_STEP_AOT or not cache.is_file() or not cache.stat().st_size:
        return programme
    return replace(programme, options=(f"-XX:AOTCache={cache}",))


def make_cache(programme: Programme, cache: Path) -> None:
    """Write ``cache`` unless it is there; what fails leaves an empty file, so it is tried once."""
    with locked(cache.with_suffix(".aot.lock")):
        if cache.exists():
            return
        folder = Path(mkdtemp(prefix="training-", dir=cache.parent))
        try:
            _train(programme, Home(folder), folder / cache.name)
        except (StoreError, OSError) as error:
            LOG.warning("no AOT cache: %s", error)
            (folder / cache.name).write_bytes(b"")
        (folder / cache.name).replace(cache)
        shutil.rmtree(folder)


def _train(programme: Programme, home: Home, output: Path) -> None:
    home.extra.write_text("db.tx_log.preallocate=false\n", encoding="ascii")
    recording = replace(programme, options=(f"-XX:AOTCacheOutput={output}",))
    run = start(home, recording, Memory.of(HEAP_MB))
    try:
        _work(run, read_secret(home))
    finally:
        for server in process.find_all(home):
            process.stop(server)


def _work(run: Run, password: str) -> None:
    with GraphDatabase.driver(run.uri, auth=(USER, password)) as driver:
        for statement in WORK:
            driver.execute_query(statement, {"seen": 1})
