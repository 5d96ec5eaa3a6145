"""The Cypher files, read once each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

SCHEMA = "schema"


@cache
def load_query(name: str) -> str:
    """Return the text of ``cypher/<name>.cypher``.

    Raises:
        FileNotFoundError: there is no such query.
    """
    return files("cypher").joinpath(f"{name}.cypher").read_text(encoding="utf-8")


def query_names(folder: str | None = None) -> list[str]:
    """Return the names of all queries, of one folder or of all but the schema's."""
    root = files("cypher")
    folders = [root / folder] if folder else _folders(root)
    return sorted(f"{room.name}/{file.name[:-7]}" for room in folders for file in _queries(room))


def _folders(root: Traversable) -> list[Traversable]:
    return [room for room in root.iterdir() if room.is_dir() and room.name != SCHEMA]


def _queries(room: Traversable) -> list[Traversable]:
    return [file for file in room.iterdir() if file.name.endswith(".cypher")]
