"""Chance that repeats: every topic of a sample draws from its own seeded source."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


class Dice(random.Random):
    """A seeded source of draws; nothing here is secret, it only has to repeat."""

    def chance(self, probability: float) -> bool:
        """Tell whether something of this probability happens."""
        return self.random() < probability

    def day(self, first: date, last: date) -> date:
        """Return a day from ``first`` to ``last``, both included."""
        return first + timedelta(days=self.randint(0, (last - first).days))

    def some(self, of: Sequence[T], count: int) -> list[T]:
        """Return ``count`` different elements, or all if there are fewer."""
        return self.sample(of, min(count, len(of)))

    def digits(self, count: int) -> str:
        """Return a string of ``count`` digits."""
        return "".join(self.choices("0123456789", k=count))


def topic(seed: int, name: str) -> Dice:
    """Return the source of draws of one topic, so that topics do not disturb each other."""
    return Dice(f"{seed}:{name}")
