"""What goes over the wire, and the three things that are read of what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from graph.verification import Answer, Outcome, Receipt, State
from ingest.masking import mask

SKEW = timedelta(minutes=5)
"""How far the other side's clock may be off."""

Reference = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$")]
"""Letters, digits and a few marks, so that no name or sentence is kept as one."""


class Reply(BaseModel):
    """What is read of a reply; whatever stands beside it is dropped."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    answer: Answer
    reference: Reference
    at: AwareDatetime


def body_of(receipt: Receipt, fields: Mapping[str, str]) -> bytes:
    """Return the body of the question."""
    asked = receipt.question
    return orjson.dumps(
        {
            "verification": asked.verification,
            "fields": dict(fields),
            "purpose": asked.purpose,
            "receipt": receipt.id,
        }
    )


def outcome_of(body: bytes, asked_at: datetime, now: datetime) -> Outcome:
    """Return what a reply says; one that does not fit the contract has failed."""
    try:
        reply = Reply.model_validate_json(body)
    except ValidationError:
        return Outcome.failed("unreadable", now)
    if mask(reply.reference) != reply.reference:
        return Outcome.failed("unreadable", now)
    if not asked_at - SKEW <= reply.at <= now + SKEW:
        return Outcome.failed("wrong_time", now)
    return Outcome(
        State.ANSWERED,
        ended_at=now,
        answer=reply.answer,
        reference=reply.reference,
        answered_at=reply.at,
    )
