"""Writing the log: a line each for what began or ended with the commits asked for.

The first line says which graph and how far; the last one how many lines there are between and the
hash of all of it, so that a log that was cut off or altered is known as one. Values that JSON
has not are tagged: days, instants, bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from graph.files import whole_file
from graph.model import OPEN_COMMIT
from graph.store import Row, Store
from graph.store.migrations import known_migrations

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

LOG_VERSION = 1


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        seen: the newest commit in it.
        nodes: how many nodes.
        edges: how many relations and links.
    """

    seen: int
    nodes: int
    edges: int


def export(store: Store, path: Path, after: int = 0) -> Exported:
    """Write what is known now, or what changed after a commit; the file appears whole or not.

    Args:
        store: the graph.
        path: where.
        after: a commit number; 0 for everything, which ``replay`` takes.
    """
    clock = store.read("replay/clock")[0]
    seen = int(clock["seq"])
    counts = {"node": 0, "edge": 0}
    sha = hashlib.sha256()
    with whole_file(path) as partial, partial.open("wb") as file:
        for line in _content(store, seen, after):
            counts["node"] += "labels" in line
            counts["edge"] += "type" in line
            packed = line_of(line)
            sha.update(packed)
            file.write(packed)
        end = {"end": sum(counts.values()), "at": tagged(clock["at"])}
        file.write(sealed(end, sha))
    return Exported(seen, counts["node"], counts["edge"])


def _content(store: Store, seen: int, after: int) -> Iterator[Mapping[str, Any]]:
    """Yield all lines but the last."""
    yield {"log": LOG_VERSION, "schema": _schema(), "after": after, "seen": seen}
    yield from _lines(store, seen, after)


def _schema() -> int:
    return known_migrations()[-1].number


def _lines(store: Store, seen: int, after: int) -> Iterator[Row]:
    asked = {"seen": seen, "after": after}
    for row in store.stream("replay/nodes", **asked):
        yield {"labels": sorted(row["labels"]), "properties": _as_known(row["properties"], seen)}
    for row in store.stream("replay/edges", **asked):
        yield {**row, "properties": _as_known(row["properties"], seen)}


def _as_known(properties: Mapping[str, Any], seen: int) -> Row:
    """Return properties as they were at a commit: what ended later had not ended."""
    known = {name: tagged(value) for name, value in properties.items()}
    if isinstance(properties.get("until"), int) and properties["until"] > seen:
        known["until"] = OPEN_COMMIT
    return known


def tagged(value: Any) -> Any:  # noqa: ANN401 (a property of the graph)
    """Return a property as JSON holds it."""
    match value:
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case list():
            return [tagged(item) for item in value]
        case _:
            return value


def untagged(value: Any) -> Any:  # noqa: ANN401 (as above)
    """Return a property as the graph holds it."""
    match value:
        case {"at": str(instant)}:
            return datetime.fromisoformat(instant)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case {"bytes": str(packed)}:
            return base64.b64decode(packed)
        case list():
            return [untagged(item) for item in value]
        case _:
            return value


def sealed(end: Mapping[str, Any], before: Hash) -> bytes:
    """Return the last line: what it says, with the hash of that and of all lines before it."""
    sha = before.copy()
    sha.update(line_of(end))
    return line_of({**end, "sha256": sha.hexdigest()})


def line_of(content: Mapping[str, Any]) -> bytes:
    """Return a line of a log."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS) + b"\n"
