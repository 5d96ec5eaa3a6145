"""A lot 地块 and what its announcement says: which rules it quotes, and what else it demands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from graph.model.names import name_key
from graph.resolution.codes import holds_citizen
from messages import InputError
from rulebook.screening import BarRule

_MARKS = re.compile(r"[\W_]+")
_LEAST = 8


class Quote(BaseModel):
    """A sentence of the announcement: a rule that it quotes, or its words, or both.

    A bare string is the id of a rule if it is a word of code, else the announcement's words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str | None = None
    text: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return {"rule" if value.isascii() and value.isidentifier() else "text": value}

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.rule or self.text):
            problem = "rule or text"
            raise ValueError(problem)
        return self


class Lot(BaseModel):
    """A lot as its file states it.

    Attributes:
        id: the lot's number.
        announcement: the announcement's number.
        quotes: the sentences of the announcement that concern credit or eligibility.
        closes_on: last day of the bidding; bidders are secret to each other until it is over.
        deal_on: day of the deal; a listing after it does not undo it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    announcement: str | None = None
    quotes: tuple[Quote, ...] = ()
    closes_on: date | None = None
    deal_on: date | None = None

    @model_validator(mode="after")
    def _names_no_person_by_number(self) -> Self:
        """Refuse a citizen number anywhere: the case keeps the lot as it was stated."""
        if holds_citizen(self.model_dump_json(exclude_none=True)):
            problem = "citizen number 公民身份号码"
            raise ValueError(problem)
        return self


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a lot's announcement means for the rules of a purpose.

    Attributes:
        quoted: ids of the rules that it quotes.
        manual: sentences that name no rule; no register can prove them.
    """

    quoted: frozenset[str]
    manual: tuple[str, ...]


def read_lot(path: Path) -> Lot:
    """Return the lot that a YAML or JSON file states.

    Raises:
        InputError: the file cannot be read or says something that a lot has not.
    """
    try:
        return Lot.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "-"
        raise InputError(
            "screening.bad_lot", file=path.name, field=where, problem=first["msg"]
        ) from error
    except (OSError, RecursionError, ValueError, yaml.YAMLError) as error:
        raise InputError("screening.unreadable_lot", file=path.name, problem=str(error)) from error


def conditions(lot: Lot | None, rules: Iterable[BarRule]) -> Conditions:
    """Return which of ``rules`` the lot quotes and which of its sentences name none of them.

    Raises:
        InputError: the lot names a rule that is not in force for the purpose on the day.
    """
    known = {rule.id: rule for rule in rules}
    quoted: set[str] = set()
    manual: list[str] = []
    for quote in lot.quotes if lot else ():
        found = _named(quote, known)
        quoted.update(found)
        if not found and quote.text:
            manual.append(quote.text)
    return Conditions(frozenset(quoted), tuple(manual))


def _named(quote: Quote, known: dict[str, BarRule]) -> set[str]:
    if quote.rule is not None:
        if quote.rule not in known:
            raise InputError("screening.unknown_rule", rule=quote.rule, known=", ".join(known))
        return {quote.rule}
    return {rule.id for rule in known.values() if _same_words(quote.text or "", rule.quote)}


def _same_words(said: str, rule: str) -> bool:
    """Tell whether one text holds the other, marks and spaces aside; a few words are no quote."""
    one, other = (_MARKS.sub("", name_key(text)) for text in (said, rule))
    return min(len(one), len(other)) >= _LEAST and (one in other or other in one)
