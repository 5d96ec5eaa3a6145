"""A board: an answer that lists what is open over the whole graph."""

from __future__ import annotations

from dataclasses import dataclass

from messages import both


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


def warning(key: str, /, **params: object) -> dict[str, str]:
    """Return a warning as answers write it; its code is what follows the domain in ``key``."""
    text = both(key, **params)
    return {"code": key.partition(".")[2], "text_zh": text.zh, "text_en": text.en}
