"""A real Neo4j on loopback with nothing installed: fetched by lock, started, shared, stopped."""

from graph.store.local.home import default_home
from graph.store.local.server import Endpoint, LocalServer, Status

__all__ = ["Endpoint", "LocalServer", "Status", "default_home"]
