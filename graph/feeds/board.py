"""The board of sources: who sends what, how often, when last, and what is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.boards import Board
from graph.feeds.feed import Feed, Received, sources
from graph.model import Moment
from graph.model.periods import utc
from graph.store import Row, Store
from rulebook import Rulebook

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Teller:
    """Writes feeds as programs read them.

    Attributes:
        last: the last file of each feed, by source and format.
    """

    rulebook: Rulebook
    last: Mapping[_Key, Row]

    def source(self, received: Received) -> dict[str, object]:
        """Return a source with all that it sends."""
        return {
            "id": received.id,
            "name": received.source,
            "overdue": received.overdue,
            "feeds": [self._feed(feed) for feed in received.feeds],
        }

    def _feed(self, feed: Feed) -> dict[str, object]:
        standard = self.rulebook.formats.get(feed.format)
        file = self.last[feed.source, feed.format]
        return {
            "format": feed.format,
            "title_zh": standard.title_zh if standard else feed.format,
            "title_en": standard.title_en if standard else feed.format,
            "region": feed.terms.region,
            "officer": feed.terms.officer,
            "schedule_days": feed.terms.schedule_days,
            "stated_by": feed.stated_by,
            "stated_at": utc(feed.stated_at) if feed.stated_at else None,
            "last_received": utc(feed.last_received),
            "next_due": feed.due.isoformat() if feed.due else None,
            "overdue": feed.days_overdue > 0,
            "days_overdue": feed.days_overdue,
            "file": {"name": file["file"], "read": file["read"], "refused": file["refused"]},
        }


def board(store: Store, rulebook: Rulebook, moment: Moment, *, overdue: bool = False) -> Board:
    """Return the sources that had sent anything, by name.

    Args:
        store: the graph.
        rulebook: names the formats.
        moment: the day that what is due is counted to, and what had been recorded.
        overdue: only the sources and what they send that are overdue.
    """
    last = store.read("provenance/last_files", seen=moment.seen)
    teller = _Teller(rulebook, {(row["source"], row["format"]): row for row in last})
    known = sources(store, moment)
    late = [each for source in known if (each := source.late)]
    shown = late if overdue else known
    feeds = [feed for source in known for feed in source.feeds]
    totals = {
        "sources": len(known),
        "feeds": len(feeds),
        "overdue_sources": len(late),
        "overdue_feeds": sum(feed.days_overdue > 0 for feed in feeds),
    }
    data: dict[str, object] = {"items": [teller.source(each) for each in shown], "totals": totals}
    return Board(data, (), tuple(sorted({feed.format for feed in feeds})))
