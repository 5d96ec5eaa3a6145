"""A record as the worklists of repair name it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.model.periods import iso

_NUMBERS = ("document_number", "case_number")
_BY = ("authority", "court")


def told(record: Mapping[str, Any]) -> dict[str, object]:
    """Return a record's id, key, kind, day, number and authority."""
    return {
        "id": record["sid"],
        "key": record["key"],
        "kind": record["kind"],
        "date": iso(record.get("date")),
        "number": next((record[name] for name in _NUMBERS if record.get(name)), None),
        "authority": next((record[name] for name in _BY if record.get(name)), None),
        "list_type": record.get("list_type"),
    }
