"""Why a row of a bidders' list cannot be matched, for whoever has to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.screening import Bidder, Effect, Reach, Reason, Row, Screening, Verdict
from ingest.bidders import UnreadBidder
from messages import Text, both


def with_reasons(screening: Screening) -> Screening:
    """Return a screening whose invalid rows say what is wrong with them, as notes."""
    return replace(screening, rows=tuple(map(_row, screening.rows)))


def _row(row: Row) -> Row:
    if row.verdict != Verdict.INVALID:
        return row
    return replace(row, reasons=(*row.reasons, *map(_reason, _texts(row.bidder))))


def _reason(text: Text) -> Reason:
    """Return a note; among the codes of the contract it is that nothing could be found."""
    return Reason(code="not_found", effect=Effect.NOTE, reach=Reach.OWN, text=text)


def _texts(bidder: Bidder) -> Iterator[Text]:
    if isinstance(bidder, UnreadBidder):
        for problem in bidder.problems:
            said = problem.reason
            wrong = Text(said["message"], said["message_en"])
            yield both("api.bidder_unread", wrong=wrong)
        return
    given = {name: value for name, value in bidder.data.items() if value and value.strip()}
    for name, value in given.items():
        yield both(f"api.bidder_{name}", value=value)
    if not given:
        yield both("api.bidder_empty")
