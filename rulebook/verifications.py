"""核验: questions that another system answers with yes, no or unknown, and what it takes to ask."""

from __future__ import annotations

import string
from typing import Literal, Self

from pydantic import Field, model_validator

from rulebook.formats import Column
from rulebook.names import plain
from rulebook.schema import Bilingual, Entry, Part

SubjectForm = Literal["person", "organisation"]

_FORMS: dict[str, frozenset[SubjectForm]] = {
    "citizen_id": frozenset({"person"}),
    "uscc": frozenset({"organisation"}),
    "party_code": frozenset({"person", "organisation"}),
}
"""Whom a field can name, by its type."""


class Use(Part):
    """A purpose for which a verification may be asked.

    Attributes:
        code: as the question states it.
        consent_terms: further words by which a consent names this purpose.
    """

    code: str = Field(min_length=1)
    name_zh: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    consent_terms: tuple[str, ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """Every word by which a consent may name it, as words are compared."""
        return frozenset(map(plain, (self.code, self.name_zh, *self.consent_terms)))


class Breaker(Part):
    """When asking pauses.

    Attributes:
        failures: how many calls in a row have failed by then.
        open_seconds: how long nothing is asked; then one call tries whether it works again.
    """

    failures: int = Field(gt=0, le=1000)
    open_seconds: int = Field(gt=0)


class Verification(Entry):
    """One verification interface 核验接口.

    Attributes:
        question: a sentence with the answer yes, no or unknown; ``{code}`` stands for a field.
        subjects: who may be asked about.
        subject_field: code of the field that says who it is about.
        fields: the least that has to be sent, and what may be sent beside it; nothing else is.
        consent: whether the subject has to have consented.
        consent_kinds: words by which a consent names this kind of data.
        purposes: what it may be asked for.
        daily_quota: questions that an office may have answered on a day, in Shanghai.
        timeout_seconds: how long an answer may take in all.
        keep_days: how many days a receipt is kept.
    """

    question: Bilingual
    subjects: tuple[SubjectForm, ...] = Field(min_length=1)
    subject_field: str
    fields: tuple[Column, ...] = Field(min_length=1)
    consent: bool
    consent_kinds: tuple[str, ...] = ()
    purposes: tuple[Use, ...] = Field(min_length=1)
    daily_quota: int = Field(gt=0)
    timeout_seconds: int = Field(gt=0, le=60)
    breaker: Breaker
    keep_days: int = Field(gt=0)

    @property
    def minimum(self) -> tuple[Column, ...]:
        """The fields without which it cannot be asked."""
        return tuple(field for field in self.fields if field.mandatory)

    def use(self, code: str) -> Use | None:
        """Return the purpose of that code, or None if it may not be asked for it."""
        return next((use for use in self.purposes if use.code == code), None)

    @property
    def kinds(self) -> frozenset[str]:
        """Every word by which a consent may name this kind of data, as words are compared."""
        return frozenset(map(plain, (self.id, self.name_zh, *self.consent_kinds)))

    @model_validator(mode="after")
    def _fields_are_plain(self) -> Self:
        codes = [field.code for field in self.fields]
        if len(codes) != len(set(codes)):
            problem = "two fields of one code"
            raise ValueError(problem)
        if not all(isinstance(field.mandatory, bool) for field in self.fields):
            problem = "a field is mandatory or not; no conditions here"
            raise ValueError(problem)
        return self

    @model_validator(mode="after")
    def _subject_is_told(self) -> Self:
        told = next((field for field in self.minimum if field.code == self.subject_field), None)
        if told is None or not set(self.subjects) <= _FORMS.get(told.type, frozenset()):
            problem = "subject_field: no mandatory field that can name the subjects"
            raise ValueError(problem)
        return self

    @model_validator(mode="after")
    def _question_names_the_minimum(self) -> Self:
        shown = {field.code for field in self.minimum if field.type not in _FORMS}
        for sentence in (self.question.zh, self.question.en):
            named = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
            if not named <= shown:
                problem = f"question: {', '.join(sorted(named - shown))}"
                raise ValueError(problem)
        return self
