"""On which days a source reported on a thing, whether or not it said anything new.

Every commit keeps which lists and which things its rows reported on, eight bytes each. They are
read when a file comes late: what later ones confirmed, or no longer listed, is known by them; and
when a list names a thing first without its start, which an earlier one may lack.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from graph.store.store import Writer

_SIZE = 8


def packed_listings(marks: Iterable[bytes]) -> bytes:
    """Return the marks of the lists and things of a commit as it keeps them."""
    return b"".join(sorted(set(marks)))


def days_of(
    writer: Writer,
    file: str,
    asked: Callable[[], Mapping[str, Iterable[str]]],
    *,
    earlier: bool = False,
) -> dict[str, set[date]]:
    """Return thing → all days on which the source of a file reported on it, where that matters.

    For the newest file of its kind it does not, unless ``earlier`` is asked for.

    Args:
        writer: the transaction.
        file: the file that reports now.
        asked: makes thing → the thing itself and the list that it is on, where that is needed.
        earlier: whether they are wanted where earlier files were loaded, too.
    """
    others = writer.run("store/other_files", file=file)[0]
    if not (others["late"] or (earlier and others["early"])):
        return {}
    things: defaultdict[bytes, set[str]] = defaultdict(set)
    for thing, of_thing in asked().items():
        for listing in of_thing:
            things[mark(listing)].add(thing)
    found: defaultdict[str, set[date]] = defaultdict(set)
    for row in writer.run("store/reports", file=file):
        for kept in things.keys() & _marks(row["listings"]):
            for thing in things[kept]:
                found[thing].add(row["day"])
    return found


def mark(listing: str) -> bytes:
    """Return the eight bytes by which a list or a thing is known in what commits keep."""
    return hashlib.sha256(listing.encode()).digest()[:_SIZE]


def _marks(kept: bytes) -> set[bytes]:
    return {kept[start : start + _SIZE] for start in range(0, len(kept), _SIZE)}
