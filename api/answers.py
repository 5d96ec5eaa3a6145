"""An answer as programs read it: the data, and from when and what it was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self

from graph.model.moment import SHANGHAI
from messages import InputError


@dataclass(frozen=True, slots=True)
class Asked:
    """From when an answer is asked for.

    Attributes:
        as_of: the day in the world; today in Shanghai if left out.
        seen: the commit that was the newest; the newest now if left out.
        known_at: an instant instead of ``seen``.
    """

    as_of: date | None = None
    seen: int | None = None
    known_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what contradicts itself.

        Raises:
            InputError: both ``seen`` and ``known_at``, or an instant without a zone.
        """
        if self.seen is not None and self.known_at is not None:
            raise InputError("api.seen_and_known_at")
        if self.known_at is not None and self.known_at.tzinfo is None:
            raise InputError("api.known_at_zone", value=self.known_at.isoformat())


@dataclass(frozen=True, slots=True)
class Answer:
    """What a desk gives back.

    Attributes:
        data: in the contract's shape.
        as_of: the day that it holds for.
        seen: the commit that it holds for; None if it needs no graph.
        rulebook: version of the rulebook.
        sources: the sources that bear on it.
        warnings: what a reader has to know.
        next: where the next page starts.
    """

    data: object
    as_of: date
    seen: int | None
    rulebook: str
    known_at: datetime | None = None
    sources: Sequence[Mapping[str, object]] = ()
    truncated: bool = False
    next: str | None = None
    warnings: Sequence[dict[str, str]] = ()

    @classmethod
    def of_rulebook(cls, data: object, rulebook: str, day: date | None = None) -> Self:
        """Return an answer on which no graph bears, so that ``seen`` is null.

        Args:
            data: in the contract's shape.
            rulebook: version of the rulebook.
            day: the day that it holds for; today in Shanghai if left out.
        """
        return cls(data, day or datetime.now(SHANGHAI).date(), None, rulebook)

    @property
    def document(self) -> dict[str, object]:
        """The whole answer, as ``--json`` prints it and HTTP returns it."""
        known = self.known_at.astimezone(UTC).isoformat() if self.known_at else None
        return {
            "as_of": self.as_of.isoformat(),
            "seen": self.seen,
            "known_at": known,
            "rulebook": self.rulebook,
            "sources": list(self.sources),
            "data": self.data,
            "truncated": self.truncated,
            "next": self.next,
            "warnings": list(self.warnings),
        }
