"""Whether the sources that a purpose needs have come in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from graph.feeds import Received, senders
from graph.model import Moment
from graph.screening.model import Effect, Reach, Reason
from graph.screening.verdict import STALE
from graph.store import Store
from messages import Text, both
from rulebook import ScreeningPolicy

_EFFECTS = {"undetermined": Effect.REVIEW, "note": Effect.NOTE}
"""What a policy says of overdue sources → the effect of the reason."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """The sources of the formats that a purpose needs.

    Attributes:
        received: those sources, by name.
        missing: needed formats of which nothing was ever received.
        overdue: what it does that one is overdue, as the policy says.
    """

    received: tuple[Received, ...]
    missing: tuple[str, ...]
    overdue: Effect

    @classmethod
    def read(cls, store: Store, moment: Moment, policy: ScreeningPolicy) -> Self:
        """Return the state at a moment of the sources that a policy needs."""
        bearing = senders(store, moment, policy.sources)
        formats = {name for source in bearing for name in source.formats}
        missing = tuple(name for name in policy.sources if name not in formats)
        return cls(tuple(bearing), missing, _EFFECTS[policy.overdue_source])

    @property
    def data(self) -> tuple[dict[str, object], ...]:
        """The sources as the contract writes them."""
        return tuple(source.data for source in self.received)

    @property
    def reasons(self) -> Sequence[Reason]:
        """One reason a source that is overdue or never came."""
        return tuple(self._reasons())

    def _reasons(self) -> Iterator[Reason]:
        for each in self.received:
            if each.overdue:
                last = each.decisive.received_on
                text = both("screening.stale_source", source=each.source, last=last)
                yield _reason(text, self.overdue)
        for name in self.missing:
            yield _reason(both("screening.missing_source", format=name), Effect.REVIEW)


def _reason(text: Text, effect: Effect) -> Reason:
    return Reason(code=STALE, effect=effect, reach=Reach.OWN, text=text)
