"""A feed: one format from one source, and a source as answers name it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Self

from graph.model import Moment
from graph.model.moment import SHANGHAI
from graph.model.periods import utc
from graph.store import Row, Store


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed of a feed; None where nothing is said.

    Attributes:
        schedule_days: within how many days the next file is due.
        region: the region that it covers.
        officer: who is in charge of it at the source.
    """

    schedule_days: int | None = None
    region: str | None = None
    officer: str | None = None

    def adds_to(self, agreed: Terms) -> bool:
        """Tell whether this says anything that is not agreed already."""
        said, known = asdict(self), asdict(agreed)
        return any(value is not None and value != known[name] for name, value in said.items())


@dataclass(frozen=True, slots=True)
class Feed:
    """One format from one source.

    Attributes:
        source: id of the source.
        name: of the source.
        last_received: when its last file came, as far as was known.
        terms: what is agreed of it.
        stated_by: who stated the terms last: whoever loaded the file that did, or set them.
        stated_at: when; a file states them when it is received.
        as_of: the day for which is told whether it is overdue.
    """

    source: str
    name: str
    format: str
    last_received: datetime
    terms: Terms
    stated_by: str | None
    stated_at: datetime | None
    as_of: date

    @property
    def received_on(self) -> date:
        """The day of the last receipt, in Shanghai."""
        return self.last_received.astimezone(SHANGHAI).date()

    @property
    def due(self) -> date | None:
        """The last day on which the next file is in time; None without a schedule."""
        days = self.terms.schedule_days
        return None if days is None else self.received_on + timedelta(days=days)

    @property
    def days_overdue(self) -> int:
        """By how many days the next file is late; 0 if it is not."""
        return 0 if self.due is None else max(0, (self.as_of - self.due).days)


@dataclass(frozen=True, slots=True)
class Received:
    """A source as an answer names it.

    Attributes:
        feeds: what it sends that bears on the answer; at least one.
    """

    feeds: tuple[Feed, ...]

    @property
    def id(self) -> str:
        """The source's id."""
        return self.feeds[0].source

    @property
    def source(self) -> str:
        """Its name."""
        return self.feeds[0].name

    @property
    def formats(self) -> frozenset[str]:
        """The formats that it sends."""
        return frozenset(feed.format for feed in self.feeds)

    @property
    def decisive(self) -> Feed:
        """The feed that is overdue longest, else the one that came last."""
        return max(self.feeds, key=lambda feed: (feed.days_overdue, feed.last_received))

    @property
    def overdue(self) -> bool:
        """Whether any of its feeds is overdue."""
        return self.decisive.days_overdue > 0

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        received = utc(self.decisive.last_received)
        return {"source": self.source, "last_received": received, "overdue": self.overdue}

    @property
    def late(self) -> Self | None:
        """The source with what is overdue of what it sends; None if nothing is."""
        return self.of({feed.format for feed in self.feeds if feed.days_overdue})

    def of(self, formats: Collection[str]) -> Self | None:
        """Return the source as a sender of these formats; None if it sends none of them."""
        feeds = tuple(feed for feed in self.feeds if feed.format in formats)
        return type(self)(feeds) if feeds else None


def sources(store: Store, moment: Moment) -> list[Received]:
    """Return all sources that had sent anything, by name."""
    feeds = [_feed(row, moment.as_of) for row in store.read("provenance/feeds", seen=moment.seen)]
    return [Received(tuple(some)) for _, some in groupby(feeds, lambda feed: feed.source)]


def senders(store: Store, moment: Moment, formats: Collection[str]) -> list[Received]:
    """Return the sources of some formats, by name, with what they send of these."""
    narrowed = (source.of(formats) for source in sources(store, moment))
    return [source for source in narrowed if source]


def _feed(row: Row, as_of: date) -> Feed:
    return Feed(
        source=row["source"],
        name=row["name"],
        format=row["format"],
        last_received=row["last_received"],
        terms=terms_of(row),
        stated_by=row["stated_by"],
        stated_at=row["stated_at"],
        as_of=as_of,
    )


def terms_of(row: Row) -> Terms:
    """Return the terms that a row of a query holds."""
    return Terms(row["schedule_days"], row["region"], row["officer"])
