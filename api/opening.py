"""The composition root: builds the store and the rulebook and hands them down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from api.desk import Desk
from api.settings import Settings
from graph.store import Store
from graph.store.local import LocalServer
from graph.store.migrations import migrate
from rulebook import Rulebook


def open_store(settings: Settings, progress: Callable[[str], None] | None = None) -> Store:
    """Return the store that the settings name; the local server is started if it does not run.

    Raises:
        StoreError: it cannot be reached or started, or holds a newer schema.
    """
    if settings.neo4j_uri:
        password = settings.neo4j_password.get_secret_value()
        store = Store(settings.neo4j_uri, settings.neo4j_user, password)
        store.verify()
    else:
        endpoint = LocalServer(settings.home).ensure_running(progress)
        store = Store(endpoint.uri, endpoint.user, endpoint.password)
    migrate(store)
    return store


def open_rulebook(settings: Settings) -> Rulebook:
    """Return the rulebook with the supplements that the settings name."""
    return Rulebook.load(settings.city, settings.rulebook)


@contextmanager
def open_desk(settings: Settings, progress: Callable[[str], None] | None = None) -> Iterator[Desk]:
    """Yield a desk on the store that the settings name."""
    with open_store(settings, progress) as store:
        yield Desk(store, open_rulebook(settings), settings.person_key)
