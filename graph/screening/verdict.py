"""From reasons to a verdict: pure, and the only place that decides it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.screening.model import Effect, Reason, Verdict

STALE = "stale_source"


def decide(status: str, reasons: Iterable[Reason]) -> Verdict:
    """Return the verdict on a bidder.

    What bars stands whatever else is missing; what is missing comes before what a person should
    look at, because a look at half of the sources would not settle it.

    Args:
        status: of the match: ``matched``, ``candidates``, ``not_found`` or ``invalid``.
        reasons: all that was found.
    """
    if status == "invalid":
        return Verdict.INVALID
    if status != "matched":
        return Verdict.UNDETERMINED
    found = tuple(reasons)
    if any(reason.effect.bars for reason in found):
        return Verdict.BARRED
    judged = {reason.code for reason in found if reason.effect == Effect.REVIEW}
    if STALE in judged:
        return Verdict.UNDETERMINED
    return Verdict.REVIEW if judged else Verdict.CLEAR
