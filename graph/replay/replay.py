"""The same graph out of a log, in an empty database.

Nothing is visible before the clock is set, which is the last thing done: a replay that is
interrupted leaves no half of a graph to be read, and the next one begins anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from graph.replay.log import LOG_VERSION, untagged
from graph.store import Row, Store
from graph.store.migrations import known_migrations
from messages import InputError, NotAllowedError

_BATCH = 2_000
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
    """Return the first and last line of a log, having counted those between.

    Raises:
        InputError: as above.
    """
    lines = _read(path)
    head = next(lines, {})
    if head.get("log") != LOG_VERSION or head.get("schema", 0) > known_migrations()[-1].number:
        raise InputError("replay.no_log", file=path.name)
    if head["after"]:
        raise InputError("replay.changes_only", file=path.name, after=head["after"])
    count, last = 0, head
    for line in lines:
        count, last = count + 1, line
    if last.get("end") != count - 1:
        raise InputError("replay.cut_off", file=path.name)
    return head, last


def _read(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise InputError("replay.damaged", file=path.name, row=number) from error


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
