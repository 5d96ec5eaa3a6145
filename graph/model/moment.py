"""The two times of every fact: when it holds in the world, and since which commit it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""Where a day of the law begins and ends."""

UNKNOWN_START = date(1, 1, 1)
"""Stored for a start that no source gave."""

OPEN_END = date(9999, 12, 31)
"""Stored for an end that has not come."""

OPEN_COMMIT = 2**62
"""Stored as ``until`` of a version that nothing has replaced."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point from which to look at the graph.

    Attributes:
        as_of: the day in the world, to its end in Asia/Shanghai.
        seen: the last commit number that is visible.
    """

    as_of: date
    seen: int

    @property
    def params(self) -> dict[str, object]:
        """The parameters that every read query takes."""
        return {"as_of": self.as_of, "seen": self.seen}


def known_start(day: date | None) -> date | None:
    """Return ``day``, or None for the stored form of an unknown start."""
    return None if day is None or day == UNKNOWN_START else day


def known_end(day: date | None) -> date | None:
    """Return ``day``, or None for the stored form of an open end."""
    return None if day is None or day == OPEN_END else day
