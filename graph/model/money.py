"""Money: integer fen in the graph, Decimal yuan in Python, a decimal string in answers."""

from __future__ import annotations

from decimal import Decimal

_FEN = Decimal(100)


def yuan(fen: int) -> Decimal:
    """Return a sum in yuan, exact to the fen."""
    return (Decimal(fen) / _FEN).quantize(Decimal("0.01"))


def yuan_text(fen: int | None) -> str | None:
    """Return a sum in yuan as answers write it, or None for none."""
    return None if fen is None else str(yuan(fen))
