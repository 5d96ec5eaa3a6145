"""The connection of a running application, which outlives the local server's restarts."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Self

from api.desk import Desk
from api.opening import connect, find_server, open_rulebook
from api.settings import Settings
from graph.store import Store
from graph.store.local import LocalServer
from messages import CreditgraphError, StoreError


class Connection:
    """Hands out the desk; a local server that stopped or moved is found or started again.

    An own server keeps its address, and the driver comes back to it by itself.
    """

    def __init__(self, settings: Settings, desk: Desk | None = None) -> None:
        """Connect.

        Args:
            settings: where the store and the rulebook are.
            desk: a desk that is open already, on a server that does not move.

        Raises:
            StoreError: the store cannot be reached or started.
        """
        self._settings = settings
        self._moves = desk is None and settings.neo4j_uri is None
        self._lock = threading.Lock()
        self._opened: list[Store] = []
        self._desk = desk or self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for store in self._opened:
            store.close()

    def desk(self) -> Desk:
        """Return the desk, on the server as it runs now; started if nobody else did.

        Raises:
            StoreError: the server cannot be started.
        """
        if self._lost():
            with self._lock:  # of requests that come at once, one reconnects
                if self._lost():
                    self._desk = self._open()
        return self._desk

    def ready(self) -> Desk:
        """Return the desk if it can answer at once; otherwise see to it that it soon can.

        Raises:
            StoreError: the server went away; it is being found or started meanwhile.
        """
        if self._lost():
            if not self._lock.locked():
                threading.Thread(target=self._recover, daemon=True).start()
            raise StoreError("api.reconnecting")
        return self._desk

    def _recover(self) -> None:
        with suppress(CreditgraphError):  # the next request meets it again and says it
            self.desk()

    def _lost(self) -> bool:
        return self._moves and LocalServer(self._settings.home).status().uri != self._uri

    def _open(self) -> Desk:
        endpoint = find_server(self._settings)
        store = connect(endpoint)
        self._opened.append(store)  # requests that still use an older one shall end as they can
        self._uri = endpoint.uri
        return Desk(store, open_rulebook(self._settings), self._settings.person_key)
