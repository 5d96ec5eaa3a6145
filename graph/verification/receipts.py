"""Writing receipts and reading them."""

from __future__ import annotations

from datetime import datetime, timedelta

from graph.model import Moment
from graph.model.moment import OPEN_COMMIT, SHANGHAI
from graph.store import Store, Writer
from graph.verification.limits import require_room
from graph.verification.model import Outcome, Question, Receipt, new_id, receipt_of
from messages import InputError, NotFoundError
from rulebook import Verification

REUSED = "reference_reused"
"""The other side gave a reference that another receipt has: its answer is to another question."""


def put(store: Store, entry: Verification, question: Question, at: datetime) -> Receipt:
    """Keep that a question is put, before it is sent, and return its receipt.

    Args:
        store: the graph.
        entry: the verification as it is in force.
        question: what is asked.
        at: now.

    Raises:
        QuotaError: the office has had its answers of the day; nothing is kept.
        RemoteError: the breaker is open; nothing is kept.
    """
    last_day = at.astimezone(SHANGHAI).date() + timedelta(days=entry.keep_days)
    receipt = Receipt(new_id(), question, at, last_day)

    def work(writer: Writer) -> None:
        require_room(writer, entry, receipt)
        writer.run("verification/put", properties=_properties(receipt))
        _commit(writer, question.by)

    store.write(work)
    return receipt


def settle(store: Store, receipt: Receipt, outcome: Outcome) -> Receipt:
    """Keep what came of a question, once; return the receipt with it.

    An answer whose reference another receipt has counts as failed.
    """
    asked = receipt.question

    def work(writer: Writer) -> Outcome:
        kept = outcome
        if outcome.reference and _is_used(writer, asked.verification, outcome.reference):
            kept = Outcome.failed(REUSED, outcome.ended_at)
        said = {name: getattr(kept, name) for name in Outcome.__slots__}
        ids = {"receipt": receipt.id, "verification": asked.verification}
        writer.run("verification/settle", properties={**ids, **said})
        _commit(writer, asked.by)
        return kept

    return Receipt(receipt.id, asked, receipt.asked_at, receipt.keep_until, store.write(work))


def find(store: Store, receipt_id: str, moment: Moment) -> Receipt:
    """Return a receipt as it was known, if it was asked by the day.

    Raises:
        NotFoundError: there is none of that id.
    """
    rows = store.read("verification/receipt", receipt=receipt_id, **moment.params)
    if not rows:
        raise NotFoundError("verification.no_receipt", id=receipt_id)
    return receipt_of(rows[0])


def page(
    store: Store, moment: Moment, cursor: str | None, limit: int
) -> tuple[list[Receipt], str | None]:
    """Return receipts, the newest first, and where the next page starts.

    Raises:
        InputError: the cursor is none of ours.
    """
    if cursor is not None and not cursor.isdecimal():
        raise InputError("verification.bad_cursor")
    before = OPEN_COMMIT if cursor is None else min(int(cursor), OPEN_COMMIT)
    rows = store.read("verification/receipts", before=before, limit=limit + 1, **moment.params)
    following = str(rows[limit - 1]["receipt"]["since"]) if len(rows) > limit else None
    return [receipt_of(row) for row in rows[:limit]], following


def _properties(receipt: Receipt) -> dict[str, object]:
    asked = receipt.question
    return {
        **{name: getattr(asked, name) for name in Question.__slots__},
        "id": receipt.id,
        "asked_at": receipt.asked_at,
        "asked_on": receipt.asked_on,
        "keep_until": receipt.keep_until,
    }


def _is_used(writer: Writer, verification: str, reference: str) -> bool:
    asked = {"verification": verification, "reference": reference, "seen": writer.seq - 1}
    return bool(writer.run("verification/reference", **asked))


def _commit(writer: Writer, by: str) -> None:
    nothing = dict.fromkeys(("file", "row_from", "row_to", "listings"))
    counts = dict.fromkeys(("loaded", "unchanged", "quarantined"), 0)
    writer.run("store/commit", by=by, **nothing, **counts)
