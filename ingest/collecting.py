"""How often Python looks for cycles while many objects are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS_BETWEEN = 100_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles seldom: rows and facts make none, and the looking takes a tenth of a load."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
