"""Periods as answers write them: an open end is null, an unknown start says that it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from graph.model.moment import known_end, known_start


def period(fact: Mapping[str, Any]) -> dict[str, object]:
    """Return ``valid_from`` and ``valid_to`` of a fact as the contract writes them."""
    start, end = known_start(fact["valid_from"]), known_end(fact["valid_to"])
    dates: dict[str, object] = {"valid_from": iso(start), "valid_to": iso(end)}
    return dates if start else {**dates, "start": "unknown"}


def iso(day: date | None) -> str | None:
    """Return a day in ISO form, or None."""
    return None if day is None else day.isoformat()


def utc(instant: datetime) -> str:
    """Return an instant in ISO form, in UTC with its offset."""
    return instant.astimezone(UTC).isoformat()
