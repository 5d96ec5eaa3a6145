"""The same graph out of a log, in an empty database.

Nothing is visible before the clock is set, which is the last thing done: a replay that is
interrupted leaves no half of a graph to be read, and the next one begins anew.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from graph.replay.log import LOG_VERSION, sealed, untagged
from graph.store import Row, Store
from graph.store.migrations import known_migrations
from messages import InputError, NotAllowedError

_BATCH = 2_000
_UNREADABLE = (ArithmeticError, LookupError, TypeError, ValueError)
_FACT_EDGES = frozenset({"OF", "CONCERNS"})


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was written.

    Attributes:
        seen: the newest commit.
        nodes: how many nodes.
        edges: how many relations and links.
    """

    seen: int
    nodes: int
    edges: int


def replay(store: Store, path: Path) -> Replayed:
    """Make the graph that a log tells.

    Raises:
        NotAllowedError: the database is not empty.
        InputError: the log is no whole one: cut off, damaged, of changes only, or of a newer
            version.
    """
    clock = store.read("replay/clock")[0]
    if clock["seq"] or not (clock["empty"] or clock["unfinished"]):
        raise NotAllowedError("replay.not_empty")
    head, end = _ends(path)
    _discard(store)
    store.write_unclocked("replay/begin")
    counts = {"node": 0, "edge": 0}
    for form, rows in _batches(path):
        counts["node" if form == "replay/add_nodes" else "edge"] += len(rows)
        store.write_unclocked(form, rows=rows)
    store.write_unclocked("replay/finish", seq=head["seen"], at=_instant(end["at"]))
    return Replayed(head["seen"], counts["node"], counts["edge"])


def _instant(value: Any) -> datetime:  # noqa: ANN401 (a tagged value, or none of an empty graph)
    instant = untagged(value)
    return instant.astimezone(UTC) if isinstance(instant, datetime) else datetime.now(UTC)


def _discard(store: Store) -> None:
    while store.read("replay/clock")[0]["empty"] is False:
        store.write_unclocked("replay/discard", limit=_BATCH)


def _ends(path: Path) -> tuple[Row, Row]:
    """Return the first and last line of a log, having read all between.

    Raises:
        InputError: as above.
    """
    sha, count, last = hashlib.sha256(), 0, b""
    with path.open("rb") as file:
        head = _head(path, file.readline())
        file.seek(0)
        for count, line in enumerate(file, start=1):
            _parsed(path, count, line)
            sha.update(last)
            last = line
    end = orjson.loads(last)
    if end.get("end") != count - 2:
        raise InputError("replay.cut_off", file=path.name)
    if last != sealed({name: end[name] for name in end if name != "sha256"}, sha):
        raise InputError("replay.altered", file=path.name)
    return head, end


def _head(path: Path, line: bytes) -> Row:
    """Return the first line of a log that can be replayed here."""
    try:
        head = _checked(orjson.loads(line))
    except _UNREADABLE as error:
        raise InputError("replay.no_log", file=path.name) from error
    if head.get("log") != LOG_VERSION or head["schema"] > known_migrations()[-1].number:
        raise InputError("replay.no_log", file=path.name)
    if head["after"]:
        raise InputError("replay.changes_only", file=path.name, after=head["after"])
    return head


def _read(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            yield _parsed(path, number, line)


def _parsed(path: Path, number: int, line: bytes) -> Row:
    try:
        return _checked(orjson.loads(line))
    except _UNREADABLE as error:
        raise InputError("replay.damaged", file=path.name, row=number) from error


def _checked(line: Any) -> Row:  # noqa: ANN401 (whatever the log holds)
    """Return a line that can be written.

    Raises:
        ValueError: it is none.
    """
    match line:
        case {"labels": [*labels], "properties": dict()} if all(map(_is_name, labels)):
            _untagged(line)
        case {"type": str(), "start": str(), "end": str(), "properties": dict()}:
            _untagged(line)
        case {"log": int(), "schema": int(), "after": int(), "seen": int()}:
            pass
        case {"end": int()} if "log" not in line:
            untagged(line.get("at"))
        case _:
            raise ValueError(line)
    return dict(line)


def _is_name(label: object) -> bool:
    return isinstance(label, str) and label.isidentifier()


def _batches(path: Path) -> Iterator[tuple[str, list[Row]]]:
    """Yield query and rows: all nodes, then the edges between them."""
    waiting: defaultdict[str, list[Row]] = defaultdict(list)
    nodes = True
    for line in _read(path):
        form = _form(line)
        if form is None:
            continue
        if nodes and form != "replay/add_nodes":
            nodes = False
            yield from waiting.items()
            waiting.clear()
        waiting[form].append(_untagged(line))
        if len(waiting[form]) == _BATCH:
            yield form, waiting.pop(form)
    yield from waiting.items()


def _form(line: Row) -> str | None:
    """Return the query that writes a line; None for the first and last."""
    if "labels" in line:
        return "replay/add_nodes"
    if "type" not in line:
        return None
    if line["type"] == "IS":
        return "replay/add_edges_of_entities"
    if line["type"] == "DECIDES":
        return "replay/add_edges_of_decisions"
    of_fact = line["type"] in _FACT_EDGES
    return "replay/add_edges_of_facts" if of_fact else "replay/add_edges_of_subjects"


def _untagged(line: Row) -> Row:
    properties = {name: untagged(value) for name, value in line["properties"].items()}
    return {**line, "properties": properties}
