"""The graph store: the only part that talks to the driver."""

from graph.store.queries import load_query, query_names
from graph.store.store import Row, Store, Writer

__all__ = ["Row", "Store", "Writer", "load_query", "query_names"]
