"""What the measurements share: a server of their own, interleaved runs, a table of ratios."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from graph.store import Store
from graph.store.local import Endpoint, LocalServer
from graph.store.migrations import migrate
from graph.store.testing import mark_for_tests

ROOT = Path(__file__).resolve().parent.parent
HEAP_MB = 2048


def bench_server() -> tuple[Store, Endpoint]:
    """Return a store on the benchmarks' own server, started if it does not run."""
    endpoint = LocalServer(ROOT / ".test-home-bench", heap_mb=HEAP_MB).ensure_running(print)
    store = Store(endpoint.uri, endpoint.user, endpoint.password)
    mark_for_tests(store)
    migrate(store)
    return store, endpoint


def stop_server() -> None:
    """Stop the benchmarks' server."""
    LocalServer(ROOT / ".test-home-bench").stop()


def seconds(work: Callable[[], object]) -> float:
    """Return the wall seconds that ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the seconds of CPU that this process spends on ``work``."""
    started = time.process_time()
    work()
    return time.process_time() - started


def report(name: str, ours: Sequence[float], peer: Sequence[float], bound: float) -> None:
    """Print the medians, and the median of the ratios pair by pair beside its bound."""
    ratios = sorted(a / b for a, b in zip(ours, peer, strict=True))
    ratio = median(ratios)
    verdict = "holds" if ratio <= bound else "MISSED"
    span = f"{ratios[0]:.2f}–{ratios[-1]:.2f}"
    print(
        f"{name:32} ours {median(ours):8.3f} s   peer {median(peer):8.3f} s"
        f"   ratio {ratio:5.2f} ({span}), bound {bound:g}: {verdict}"
    )
