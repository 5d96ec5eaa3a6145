"""What is kept of a verification: the receipt, and nothing that was asked or told beside it."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from graph.model.moment import SHANGHAI
from graph.model.periods import iso, utc

_ID_LETTERS = 26


class Answer(StrEnum):
    """What the other side said; ``unknown`` is its own word, never ours for a failed call."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class State(StrEnum):
    """How far a question came."""

    ASKED = "asked"
    """It was put; no outcome is known, as after a crash."""
    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Question:
    """What a receipt says of a question: about whom and what for, not what was sent.

    Attributes:
        verification: id of the verification.
        subject: a subject's id; a person's is made from a key.
        purpose: code of the purpose.
        office: id of the office that asks.
        by: who asks there.
        consent: key of the consent's record, where one was needed.
        rulebook: version of the rulebook.
    """

    verification: str
    subject: str
    purpose: str
    office: str
    by: str
    consent: str | None
    rulebook: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question.

    Attributes:
        state: ``answered`` or ``failed``.
        ended_at: when the call ended here.
        answer: what was said.
        reference: under which the other side keeps it.
        answered_at: when the other side says that it answered.
        failure: why there is no answer.
    """

    state: State
    ended_at: datetime
    answer: Answer | None = None
    reference: str | None = None
    answered_at: datetime | None = None
    failure: str | None = None

    @classmethod
    def failed(cls, failure: str, at: datetime) -> Outcome:
        """Return that a call gave no answer, and why."""
        return cls(State.FAILED, at, failure=failure)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt 核验回执.

    Attributes:
        id: of our making; the other side gets it with the question.
        keep_until: the last day for which it is kept.
        outcome: None while there is none.
    """

    id: str
    question: Question
    asked_at: datetime
    keep_until: date
    outcome: Outcome | None = None

    @property
    def asked_on(self) -> date:
        """The day in Shanghai on which it was asked."""
        return self.asked_at.astimezone(SHANGHAI).date()

    @property
    def state(self) -> State:
        """How far it came."""
        return self.outcome.state if self.outcome else State.ASKED

    @property
    def data(self) -> dict[str, object]:
        """As programs read it."""
        asked, came = self.question, self.outcome
        return {
            "id": self.id,
            "verification": asked.verification,
            "subject": asked.subject,
            "purpose": asked.purpose,
            "office": asked.office,
            "by": asked.by,
            "consent": asked.consent,
            "asked_at": utc(self.asked_at),
            "state": self.state,
            "answer": came.answer if came else None,
            "answered_at": utc(came.answered_at) if came and came.answered_at else None,
            "reference": came.reference if came else None,
            "failure": came.failure if came else None,
            "keep_until": iso(self.keep_until),
            "rulebook": asked.rulebook,
        }


def new_id() -> str:
    """Return an id that nobody can guess; of letters, so that no number can stand in it."""
    letters = (secrets.choice(string.ascii_lowercase) for _ in range(_ID_LETTERS))
    return f"receipt:{''.join(letters)}"


def receipt_of(row: Mapping[str, Any]) -> Receipt:
    """Return the receipt that a row of a query holds."""
    kept, came = row["receipt"], row["outcome"]
    question = Question(**{name: kept.get(name) for name in Question.__slots__})
    return Receipt(
        kept["id"], question, kept["asked_at"], kept["keep_until"], _outcome(came) if came else None
    )


def _outcome(came: Mapping[str, Any]) -> Outcome:
    answer = came.get("answer")
    return Outcome(
        State(came["state"]),
        came["ended_at"],
        Answer(answer) if answer else None,
        came.get("reference"),
        came.get("answered_at"),
        came.get("failure"),
    )
