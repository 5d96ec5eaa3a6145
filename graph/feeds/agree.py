"""Writing what is agreed of a feed, by the files that come and by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from graph.feeds.feed import Terms, sources, terms_of
from graph.model import OPEN_COMMIT, Moment
from graph.model.moment import SHANGHAI
from graph.store import Row, Store, Writer
from messages import NotFoundError


def agree(
    store: Store, source: str, formats: Iterable[str], terms: Terms, by: str, at: datetime
) -> list[str]:
    """Write what is agreed of formats that a source sends; return those where it is news.

    What ``terms`` leave out stays as it was. Who spoke later wins: nothing is written where
    something was stated after ``at``.
    """
    rows = store.read("provenance/agreed", source=source, open=OPEN_COMMIT)
    agreed = {row["format"]: row for row in rows}
    news = [name for name in formats if _is_news(terms, agreed.get(name), at)]
    if news:
        store.write(lambda writer: _write(writer, source, news, terms, by, at))
    return news


def _is_news(terms: Terms, agreed: Row | None, at: datetime) -> bool:
    if agreed is None:
        return terms.adds_to(Terms())
    stated: datetime = agreed["at"]
    return at >= stated and terms.adds_to(terms_of(agreed))


def _write(
    writer: Writer, source: str, formats: Sequence[str], terms: Terms, by: str, at: datetime
) -> None:
    said = {"source": source, "formats": formats, "by": by, "at": at, **asdict(terms)}
    writer.run("provenance/agree", open=OPEN_COMMIT, **said)
    nothing = dict.fromkeys(("file", "row_from", "row_to", "listings"))
    counts = dict.fromkeys(("loaded", "unchanged", "quarantined"), 0)
    writer.run("store/commit", by=by, **nothing, **counts)


def set_terms(
    store: Store, source: str, formats: Collection[str], terms: Terms, by: str, at: datetime
) -> list[str]:
    """State by hand what is agreed of formats that a source sends, of all if none is named.

    Raises:
        NotFoundError: nothing has come from such a source, or not in such a format.
    """
    moment = Moment(at.astimezone(SHANGHAI).date(), store.seen())
    found = next((known for known in sources(store, moment) if known.id == source), None)
    if found is None:
        raise NotFoundError("sources.unknown", source=source)
    unknown = sorted(set(formats) - found.formats)
    if unknown:
        known = " ".join(sorted(found.formats))
        raise NotFoundError("sources.not_sent", source=source, format=unknown[0], known=known)
    return agree(store, source, sorted(formats or found.formats), terms, by, at)
