"""What every entry of the rulebook has: a name, a legal basis, and the days it is in force."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Rank = Literal[
    "law",
    "admin_regulation",
    "central_document",
    "local_regulation",
    "ministry_rule",
    "notice",
]
"""Rank of a legal basis, highest first; a ``notice`` bars only where an announcement quotes it."""

Overlay = Literal["replace", "version"]
"""What an entry of an upper layer does to the entry of the same id below it."""


class Part(BaseModel):
    """A frozen piece of an entry; an unknown key is an error, so that a typing slip is seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(Part):
    """A text in Chinese and English."""

    zh: str
    en: str


class LegalBasis(Part):
    """Where a rule is written: ``title`` (document), ``article``, and ``item`` below it."""

    title: str = Field(min_length=1)
    article: str | None = None
    item: str | None = None


class Dated(Part):
    """Something that the law says from one day to another, both inclusive.

    Attributes:
        in_force_to: the last day, or None while no end is known.
        verified: ``source`` if the text was read; ``configurable`` if a city has to confirm it, and
            then ``note`` says what.
        overlay: only in an upper layer, see ``rulebook.layers``.
        refers: fields that hold ids of entries of another kind; each has to exist.
    """

    refers: ClassVar[dict[str, type[Dated]]] = {}

    id: str = Field(min_length=1)
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    authority: str = Field(min_length=1)
    in_force_from: date
    in_force_to: date | None = None
    verified: Literal["source", "configurable"]
    note: str | None = None
    overlay: Overlay | None = None

    @field_validator("legal_basis", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.in_force_to is not None and self.in_force_to < self.in_force_from:
            problem = "in_force_to < in_force_from"
            raise ValueError(problem)
        if self.verified == "configurable" and not self.note:
            problem = "configurable needs a note"
            raise ValueError(problem)
        return self

    def holds_on(self, day: date) -> bool:
        """Tell whether this version is in force on ``day``."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    @property
    def version(self) -> str:
        """The first day in force: what tells the versions of one id apart."""
        return self.in_force_from.isoformat()


class Entry(Dated):
    """A dated entry with a name in both languages."""

    name_zh: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
