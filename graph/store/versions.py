"""When a source says again what had been replaced: the statement counts anew.

A fact's sid is its content, so a source that goes back to what it said before meets its own closed
version. The answer is a further version that restates it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.model import OPEN_COMMIT
from graph.model.facts import digest
from graph.store.store import Row, Writer

INFERRED = "inferred"


def restate(writer: Writer, closed: Sequence[Row], dated: date) -> list[Row]:
    """Return new versions of those closed facts that a source now says again.

    Nothing is restated where the open version already has that content, or where a later file
    stated it. A fact that a snapshot had ended and that a later one lists again holds anew from
    the later one's day.
    """
    by_sid = {fact["sid"]: fact for fact in closed}
    asked = {"sids": list(by_sid), "dated": dated, "open": OPEN_COMMIT}
    found = [_again(by_sid[r["sid"]], r) for r in writer.run("store/fact_successors", **asked)]
    return [fact for fact in found if fact is not None]


def _again(fact: Row, successor: Row) -> Row | None:
    ended = successor["inferred"] == INFERRED
    listed = fact["listed"]
    if ended:
        return _resumed(fact, successor, listed) if listed else None
    if successor["content"] == fact["origin"]:
        return None
    return _version(fact, digest(fact["sid"], successor["successor"]), fact["key"], {})


def _resumed(fact: Row, successor: Row, listed: date) -> Row | None:
    if listed <= successor["valid_to"]:
        return None
    key = f"{fact['key']}@{successor['valid_to'].isoformat()}"
    return _version(fact, digest(fact["sid"], key), key, {"valid_from": listed, "start": INFERRED})


def _version(fact: Row, sid: str, key: str, changes: Row) -> Row:
    properties = fact["properties"] | {"sid": sid, "key": key, "content": fact["origin"]} | changes
    return fact | {"sid": sid, "key": key, "properties": properties}
