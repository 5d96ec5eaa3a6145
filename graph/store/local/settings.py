"""The server's settings: ``neo4j.conf`` and the heap, sized to the machine."""

from __future__ import annotations

from dataclasses import dataclass

import psutil

from graph.store.local.home import Home

MEGABYTE = 1 << 20
HEAP_MB = (512, 4096)
PAGE_CACHE_MB = (256, 8192)
SHARE_OF_MEMORY = 8
HOST = "127.0.0.1"

FIXED = {
    "server.default_listen_address": HOST,
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    # Nothing calls home and nothing is broadcast to the network.
    "dbms.usage_report.enabled": "false",
    "dbms.fleet_manager.enabled": "false",
    "server.fleet_discovery.enabled": "false",
    "db.logs.query.enabled": "OFF",
    "db.tx_log.rotation.retention_policy": "1 files",
    "db.transaction.timeout": "10s",
    # Without these a stop takes 12 seconds.
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
    "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
    "internal.server.bolt.connection_shutdown_wait_time": "1s",
}


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes for the server's heap and for its page cache."""

    heap_mb: int
    page_cache_mb: int

    @classmethod
    def of(cls, heap_mb: int | None) -> Memory:
        """Return an eighth of the machine for each, within bounds; a small one of a given heap."""
        if heap_mb is not None:
            return cls(heap_mb, PAGE_CACHE_MB[0])
        share = psutil.virtual_memory().total // MEGABYTE // SHARE_OF_MEMORY
        return cls(_clamp(share, HEAP_MB), _clamp(share, PAGE_CACHE_MB))


def _clamp(value: int, bounds: tuple[int, int]) -> int:
    return min(max(value, bounds[0]), bounds[1])


def write_settings(home: Home, port: int, memory: Memory) -> None:
    """Write ``neo4j.conf`` for a server on ``port``, the user's own settings last."""
    address = f"{HOST}:{port}"
    settings = {
        **FIXED,
        "server.bolt.listen_address": address,
        "server.bolt.advertised_address": address,
        "server.memory.pagecache.size": f"{memory.page_cache_mb}m",
        **_extra(home),
    }
    home.configuration.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{name}={value}\n" for name, value in settings.items())
    (home.configuration / "neo4j.conf").write_text(lines, encoding="utf-8")


def _extra(home: Home) -> dict[str, str]:
    if not home.extra.is_file():
        return {}
    lines = (line.strip() for line in home.extra.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}
