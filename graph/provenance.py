"""Where a fact comes from: source, file, row, received when, in which commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from graph.model.moment import SHANGHAI
from graph.model.periods import utc
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Received:
    """A source as an answer names it.

    Attributes:
        id: the source's id.
        source: its name.
        last_received: when its last file came, as far as was known.
        overdue: whether it should have sent again by the day of the answer.
        formats: the formats it sends.
    """

    id: str
    source: str
    last_received: datetime
    overdue: bool
    formats: tuple[str, ...]

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "source": self.source,
            "last_received": utc(self.last_received),
            "overdue": self.overdue,
        }


class Provenance:
    """Looks up where facts come from; one per answer, each file asked for once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._files: dict[str, dict[str, Any]] = {}

    def prepare(self, facts: Iterable[Mapping[str, Any]]) -> None:
        """Fetch the files of ``facts`` in one query."""
        missing = sorted({fact["file"] for fact in facts} - self._files.keys())
        if missing:
            rows = self._store.read("provenance/files", files=missing)
            self._files |= {row["id"]: row for row in rows}

    def source(self, fact: Mapping[str, Any]) -> dict[str, object]:
        """Return a ``source`` of the contract for a fact with ``file``, ``row`` and ``since``."""
        self.prepare([fact])
        file = self._files[fact["file"]]
        return {
            "source": file["source"],
            "file": file["file"],
            "row": fact["row"],
            "received_at": utc(file["received_at"]),
            "commit": fact["since"],
        }


def sources(store: Store, seen: int, as_of: date) -> list[Received]:
    """Return all sources known at ``seen``, with whether each is overdue on ``as_of``."""
    return [_received(row, as_of) for row in store.read("provenance/sources", seen=seen)]


def _received(row: Mapping[str, Any], as_of: date) -> Received:
    due = row["schedule_days"]
    last: datetime = row["last_received"]
    day = last.astimezone(SHANGHAI).date()
    late = due is not None and day + timedelta(days=due) < as_of
    return Received(row["id"], row["source"], last, late, tuple(sorted(row["formats"])))
