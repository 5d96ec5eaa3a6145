"""What a screening takes and gives: bidders in, a verdict with its reasons for each out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from graph.model.identifiers import is_citizen_number, normalize_code
from graph.resolution import Match
from messages import Text
from rulebook import BarRule

MASK = "*" * 18
"""What stands where a citizen number would."""


class Verdict(StrEnum):
    """What a screening says of a bidder; never more than what the sources named show."""

    BARRED = "barred"
    REVIEW = "review"
    CLEAR = "clear"
    UNDETERMINED = "undetermined"
    INVALID = "invalid"


class Effect(StrEnum):
    """What follows from a reason."""

    BARS = "bars"
    INELIGIBLE = "ineligible"
    REVIEW = "review"
    NOTE = "note"

    @property
    def bars(self) -> bool:
        """Whether it keeps the bidder out."""
        return self in {Effect.BARS, Effect.INELIGIBLE}


class Reach(StrEnum):
    """How the bidder is concerned: itself, by a relation that a rule names, or as a lead."""

    OWN = "own"
    NAMED_RELATION = "named_relation"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Bidder:
    """A row of the bidders' list.

    Attributes:
        row: its row as the sheet shows it.
        name: the name as written, or None.
        code: a unified code, organisation code, registration number or subject id, or None.
        shown: what an answer repeats instead of the code, where that is made from a secret.
    """

    row: int
    name: str | None
    code: str | None
    shown: str | None = None

    @property
    def data(self) -> dict[str, str | None]:
        """The input as an answer repeats it; a citizen number is never shown."""
        secret = self.code is not None and is_citizen_number(normalize_code(self.code))
        return {"name": self.name, "code": MASK if secret else self.shown or self.code}


@dataclass(frozen=True, slots=True)
class RuleText:
    """The rule behind a reason: its id, its words and where they are written."""

    id: str
    quote: str
    source: str

    @classmethod
    def of(cls, rule: BarRule) -> Self:
        """Return the words of a rule of the rulebook."""
        return cls(rule.id, rule.quote, rule.source)

    @property
    def data(self) -> dict[str, str]:
        """As the contract writes it."""
        return {"id": self.id, "quote": self.quote, "source": self.source}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a verdict is what it is.

    Attributes:
        code: what was found (``own_debtor``, ``officer_adverse`` …).
        text: the finding in both languages, with list, basis, measure and end.
        rule: the rule that names the finding for the purpose, or None for a lead or a note.
        records: the records it rests on.
        basis: their legal basis.
        until: the last day on which it holds, None while no end is known.
        paths: how another subject is related, as ``path`` gives it.
    """

    code: str
    effect: Effect
    reach: Reach
    text: Text
    rule: RuleText | None = None
    records: tuple[Mapping[str, Any], ...] = ()
    basis: tuple[Mapping[str, Any], ...] = ()
    until: date | None = None
    paths: tuple[Mapping[str, Any], ...] = ()

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it; nobody confirms yet and no base rate is known."""
        return {
            "code": self.code,
            "effect": str(self.effect),
            "reach": str(self.reach),
            "rule": self.rule.data if self.rule else None,
            "text_zh": self.text.zh,
            "text_en": self.text.en,
            "records": list(self.records),
            "basis": list(self.basis),
            "until": self.until.isoformat() if self.until else None,
            "paths": list(self.paths),
            "base_rate": None,
            "confirmed_by": None,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """The outcome for one bidder.

    Attributes:
        match: who the bidder is.
        text: the verdict in a sentence.
        sources: the sources that bear on it; one list shared by all rows.
    """

    bidder: Bidder
    match: Match
    verdict: Verdict
    reasons: tuple[Reason, ...]
    text: Text
    sources: tuple[Mapping[str, object], ...] = field(repr=False)

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it, with the verdict's sentence."""
        return {
            "row": self.bidder.row,
            "input": self.bidder.data,
            "match": self.match.data,
            "verdict": str(self.verdict),
            "text_zh": self.text.zh,
            "text_en": self.text.en,
            "reasons": [reason.data for reason in self.reasons],
            "sources": list(self.sources),
        }
