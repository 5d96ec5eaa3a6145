"""How near headings are to those of a format."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.headings import heading_key, without_unit
from rulebook.formats import Column, Format

NEAR = 0.6
"""From here on two headings are near."""

BARE = 0.95
"""How near a heading is that differs in its unit or its spelling alone."""

_CHINESE = re.compile(r"[一-鿿]")
"""Letters are shared by any two words; only characters tell that headings are near."""


def nearness(standard: Format, headings: Iterable[str]) -> float:
    """Return how near the headings are to a format; what it needs and they lack counts against."""
    keys = [own_key(heading) for heading in headings]
    claimed = [
        column for column in standard.columns if any(strength_of(column, k)[0] for k in keys)
    ]
    found = sum(max(strength_of(column, key)[0] for key in keys) for column in claimed)
    missing = sum(c.mandatory is True and c not in claimed for c in standard.columns)
    return found - missing / 2


def own_key(heading: str) -> str:
    """Return a heading as it is compared; of a key in a list of objects its own name."""
    return heading_key(heading.rpartition(".")[2] or heading)


def strength_of(column: Column, key: str) -> tuple[float, str]:
    """Return how near a heading is to one of a column (1 if it is its own), and to which."""
    best = max((_likeness(heading_key(known), key), known) for known in column.headings)
    return best if best[0] >= NEAR else (0.0, "")


def _likeness(known: str, key: str) -> float:
    if known == key:
        return 1.0
    bare, written = (without_unit(each).replace("_", "") for each in (known, key))
    if bare == written:
        return BARE
    ours, theirs = (set(_CHINESE.findall(each)) for each in (bare, written))
    shared = len(ours & theirs)
    return 0.9 * 2 * shared / (len(ours) + len(theirs)) if shared else 0.0
