"""What the matcher answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.resolution.identities import Identity
from graph.subjects import Subject
from messages import both


class Status(StrEnum):
    """What came of a match."""

    MATCHED = "matched"
    CANDIDATES = "candidates"
    NOT_FOUND = "not_found"
    INVALID = "invalid"


class How(StrEnum):
    """By what a subject was found."""

    ID = "id"
    USCC = "uscc"
    ORG_CODE = "org_code"
    REG_NO = "reg_no"
    STATED = "stated_identifier"
    NAME = "name"
    FORMER_NAME = "former_name"


class Conflict(StrEnum):
    """What keeps a name and a code from naming one subject."""

    IDENTIFIER = "identifier_conflict"
    """The code is one subject's and the name was never its name."""
    INVALID_CODE = "identifier_invalid"
    """The code cannot be one, so only the name was asked."""


SCORES = {
    How.ID: 1.0,
    How.USCC: 1.0,
    How.ORG_CODE: 0.95,
    How.REG_NO: 0.9,
    How.STATED: 0.85,
    How.NAME: 0.6,
    How.FORMER_NAME: 0.5,
}
"""How far each way of finding identifies: a code does, a name alone never reaches a match."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subject that may be meant.

    Attributes:
        why: by what it fits.
    """

    subject: Subject
    identities: tuple[Identity, ...]
    why: How

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it, with the reason in both languages."""
        why = both(f"resolution.why_{self.why}")
        return {
            **self.subject.reference,
            "kind": str(self.subject.kind),
            "identities": [identity.data for identity in self.identities],
            "why": str(self.why),
            "why_zh": why.zh,
            "why_en": why.en,
        }


@dataclass(frozen=True, slots=True)
class Match:
    """Who a name and a code mean.

    Attributes:
        subject: the one that is meant, if the status is ``matched``.
        candidates: who may be meant, likeliest first; a frequent name lists the first of them.
        how: by what the subject, or the candidates, were found.
        score: from 0 to 1, how far that way of finding identifies.
        conflict: what keeps the name and the code apart, or None.
        bearers: how many subjects fit, listed or not.
        identities: the identifiers of the one that is meant.
        claimants: other subjects than the one that is meant, persons left out, that bear the code
            by which it was found or the organisation code in it.
    """

    status: Status
    subject: Subject | None = None
    candidates: tuple[Candidate, ...] = ()
    how: How | None = None
    score: float = 0.0
    conflict: Conflict | None = None
    bearers: int = 0
    identities: tuple[Identity, ...] = ()
    claimants: tuple[Candidate, ...] = ()

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "status": str(self.status),
            "subject": self.subject.reference if self.subject else None,
            "candidates": [candidate.data for candidate in self.candidates],
            "how": str(self.how) if self.how else None,
            "score": self.score,
            "conflict": str(self.conflict) if self.conflict else None,
        }
