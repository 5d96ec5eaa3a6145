"""Whether a question may be put now: quota of the office, circuit breaker of the other side."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from graph.model.moment import SHANGHAI
from graph.store import Row, Writer
from graph.verification.model import Receipt, State
from messages import QuotaError, RemoteError
from rulebook import Verification


def require_room(writer: Writer, entry: Verification, receipt: Receipt) -> None:
    """Refuse a question for which there is no room; the clock's lock keeps the count true.

    Raises:
        QuotaError: the office has had its answers of the day.
        RemoteError: the breaker is open, or one call is just trying whether it may close.
    """
    seen = writer.seq - 1
    _require_quota(writer, entry, receipt, seen)
    _require_closed(writer, entry, receipt.asked_at, seen)


def _require_quota(writer: Writer, entry: Verification, receipt: Receipt, seen: int) -> None:
    asked = {"verification": entry.id, "office": receipt.question.office, "day": receipt.asked_on}
    spent = writer.run("verification/spent", **asked, seen=seen)[0]["spent"]
    if spent >= entry.daily_quota:
        opens = datetime.combine(receipt.asked_on + timedelta(days=1), time(), SHANGHAI)
        raise QuotaError(
            "verification.quota", verification=entry.id, quota=entry.daily_quota, opens=opens
        )


def _require_closed(writer: Writer, entry: Verification, at: datetime, seen: int) -> None:
    limit = entry.breaker.failures
    last = writer.run("verification/last_outcomes", verification=entry.id, limit=limit, seen=seen)
    if not _all_failed(last, limit):
        return
    opens = last[0]["ended_at"] + timedelta(seconds=entry.breaker.open_seconds)
    if at < opens:
        raise RemoteError(
            "verification.breaker_open",
            verification=entry.id,
            failures=limit,
            until=opens.astimezone(SHANGHAI),
        )
    since = at - timedelta(seconds=entry.timeout_seconds)
    trying = writer.run("verification/under_way", verification=entry.id, after=since, seen=seen)
    if trying[0]["calls"]:
        raise RemoteError("verification.trial_under_way", verification=entry.id)


def _all_failed(last: list[Row], limit: int) -> bool:
    return len(last) == limit and all(row["state"] == State.FAILED for row in last)
