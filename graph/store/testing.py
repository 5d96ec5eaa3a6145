"""What tests may do to a database, and only to one that is theirs."""

from __future__ import annotations

from graph.store.queries import load_query
from graph.store.store import Store
from messages import StoreError


def mark_for_tests(store: Store) -> None:
    """Mark an empty database as a test database.

    Raises:
        StoreError: it holds data and bears no mark; a stray address must not wipe a user's graph.
    """
    state = store.read("testing/state")[0]
    if not state["marked"] and state["nodes"]:
        raise StoreError("store.not_a_test_database")
    store.write_unclocked("testing/mark")


def empty(store: Store) -> None:
    """Remove all data from a marked database; its schema and mark stay."""
    if not store.read("testing/state")[0]["marked"]:
        raise StoreError("store.not_a_test_database")
    store.run_schema(load_query("testing/empty"))
