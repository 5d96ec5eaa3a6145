"""Shares: parts per million in the graph, decimal strings from 0 to 1 in answers."""

from __future__ import annotations

from decimal import Decimal

_MILLION = Decimal(1_000_000)


def share_text(ppm: int | None) -> str | None:
    """Return a share as a decimal string, or None for none."""
    return None if ppm is None else str(Decimal(ppm) / _MILLION)
