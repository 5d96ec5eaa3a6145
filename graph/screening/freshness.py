"""Whether the sources that a purpose needs have come in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from graph.model import Moment
from graph.provenance import Received, sources
from graph.screening.model import Effect, Reach, Reason
from graph.screening.verdict import STALE
from graph.store import Store
from messages import both


@dataclass(frozen=True, slots=True)
class Freshness:
    """The sources of the formats that a purpose needs.

    Attributes:
        received: those sources, by name.
        missing: needed formats of which nothing was ever received.
    """

    received: tuple[Received, ...]
    missing: tuple[str, ...]

    @classmethod
    def read(cls, store: Store, moment: Moment, needed: Collection[str]) -> Self:
        """Return the state of the sources of ``needed`` formats at a moment."""
        known = sources(store, moment.seen, moment.as_of)
        bearing = [source for source in known if not set(needed).isdisjoint(source.formats)]
        formats = {name for source in bearing for name in source.formats}
        missing = tuple(name for name in needed if name not in formats)
        return cls(tuple(sorted(bearing, key=lambda source: source.source)), missing)

    @property
    def data(self) -> tuple[dict[str, object], ...]:
        """The sources as the contract writes them."""
        return tuple(source.data for source in self.received)

    @property
    def reasons(self) -> Sequence[Reason]:
        """One reason a source that is overdue or never came."""
        return tuple(self._reasons())

    def _reasons(self) -> Iterator[Reason]:
        texts = [
            both("screening.stale_source", source=each.source, last=each.last_received.date())
            for each in self.received
            if each.overdue
        ]
        texts += [both("screening.missing_source", format=name) for name in self.missing]
        for text in texts:
            yield Reason(code=STALE, effect=Effect.REVIEW, reach=Reach.OWN, text=text)
