"""A board: an answer that lists what is open over the whole graph."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Board:
    """A board as an answer gives it.

    Attributes:
        data: items and totals, in the shape of the contract.
        warnings: what a reader has to know of them.
        formats: the formats whose sources bear on it.
    """

    data: dict[str, object]
    warnings: tuple[dict[str, str], ...]
    formats: tuple[str, ...]
