"""The composition root: builds the store and the rulebook and hands them down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from api.desk import Desk
from api.settings import Settings
from graph.store import Store
from graph.store.local import Endpoint, LocalServer
from graph.store.migrations import migrate
from rulebook import Rulebook

Progress = Callable[[str], None]


def find_server(settings: Settings, progress: Progress | None = None) -> Endpoint:
    """Return the server that the settings name; the local one is started if it does not run.

    Raises:
        StoreError: it cannot be started.
        InputError: the file with the login of an own server cannot be read.
    """
    if settings.neo4j_uri:
        return Endpoint(settings.neo4j_uri, *settings.neo4j_login)
    return LocalServer(settings.home).ensure_running(progress)


def connect(endpoint: Endpoint) -> Store:
    """Return the store of a server, its schema brought up to date.

    Raises:
        StoreError: it cannot be reached, or holds a newer schema.
    """
    store = Store(endpoint.uri, endpoint.user, endpoint.password)
    try:
        store.verify()
        migrate(store)
    except BaseException:
        store.close()
        raise
    return store


def open_rulebook(settings: Settings) -> Rulebook:
    """Return the rulebook with the supplements that the settings name."""
    return Rulebook.load(settings.city, settings.rulebook)


@contextmanager
def open_desk(settings: Settings, progress: Progress | None = None) -> Iterator[Desk]:
    """Yield a desk on the store that the settings name."""
    with connect(find_server(settings, progress)) as store:
        yield Desk(store, open_rulebook(settings), settings.person_key)
