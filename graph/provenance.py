"""Where a fact comes from: source, file, row, received when, in which commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.model.periods import utc
from graph.store import Store


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
