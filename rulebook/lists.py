"""Lists of subjects, what a listing brings with it, and how long it lasts."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from rulebook.schema import Bilingual, Dated, Entry, Part, Rank

DEBTOR_LIST = "dishonest_judgment_debtor"
"""Id of the courts' list 失信被执行人名单, whose term follows the situation of each debtor."""

Platform = Literal["credit_china", "enterprise_system", "court", "authority"]
"""Where a listing is published: 信用中国, 企业信用信息公示系统, the court's site, its authority."""

Reach = Literal[
    "own",
    "legal_representative",
    "principal",
    "controlling_holder",
    "actual_controller",
    "directly_responsible",
    "controlled_company",
    "same_principal",
    "direct_holding",
    "management",
]
"""Whom a rule names besides the listed party itself (``own``)."""


Proof = Literal[
    "corrected", "no_new_violation", "commitment", "arrears_paid", "fine_paid", "tax_paid"
]
"""What an application for early removal has to prove."""


class ListType(Entry):
    """A list 名单 on which subjects are put.

    Attributes:
        record: the kind of record that a row of it is.
        serious: whether it is a list of seriously dishonest subjects 严重失信主体名单; only
            ``yes`` counts as one.
        ends: by itself at its maximum, only on application, or only by an event.
        min_months: shortest publication, months from the listing.
        max_months: term after which it ends by itself (``automatic``), or the longest end that a
            source may state.
        max_days: the same in calendar days, for lists whose term is set in days.
        early_after_months: months after which removal may be asked for.
        early_counts_from: what those months count from.
        conditions: what else early removal needs.
        ends_with_ban: whether an entry made for nothing but a ban ends with it.
        listed: which parties one decision lists.
        checked_on: the day on which the entry was last compared with its basis.
    """

    record: Literal["Listing", "Enforcement"] = "Listing"
    serious: Literal["yes", "no", "unverified"]
    ends: Literal["automatic", "on_application", "by_event"]
    min_months: int | None = Field(default=None, gt=0)
    max_months: int | None = Field(default=None, gt=0)
    max_days: int | None = Field(default=None, gt=0)
    early_after_months: int | None = Field(default=None, gt=0)
    early_counts_from: Literal["listing", "correction"] = "listing"
    conditions: tuple[Proof, ...] = ()
    ends_with_ban: bool = False
    scope: Bilingual
    listed: tuple[Literal["unit", "legal_representative", "responsible_person", "person"], ...] = (
        Field(min_length=1)
    )
    basis_rank: Rank
    platform: Platform
    aliases: tuple[str, ...] = ()
    checked_on: date

    @model_validator(mode="after")
    def _terms_fit(self) -> Self:
        if self.ends == "automatic" and self.max_months is None and self.max_days is None:
            problem = "automatic needs max_months or max_days"
            raise ValueError(problem)
        if self.max_months is not None and (self.min_months or 0) > self.max_months:
            problem = "min_months > max_months"
            raise ValueError(problem)
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which files call the list."""
        return (self.name_zh, self.name_en, self.id, *self.aliases)


class Situation(Part):
    """One of the situations in which a court puts a debtor on its list.

    Attributes:
        number: its number in this text; the texts number differently.
        phrases: words of a published row that tell it.
        term_months: months after which the listing ends by itself; None if it has no term.
        extension_months: longest extension that a court may decide for this situation alone.
    """

    id: str
    number: int
    text_zh: str
    phrases: tuple[str, ...] = Field(min_length=1)
    term_months: int | None = Field(default=None, gt=0)
    extension_months: int = Field(default=0, ge=0)


class DebtorRegime(Entry):
    """How long the courts' list of dishonest debtors lasts, by the text in force.

    Attributes:
        several_extension_months: longest extension when several situations come together.
        applies_to_earlier: whether its terms also end listings published before it, from its own
            first day on.
        performed: words of a published row that say the debt is wholly performed.
    """

    situations: tuple[Situation, ...] = Field(min_length=1)
    several_extension_months: int = Field(ge=0)
    applies_to_earlier: bool
    performed: tuple[str, ...] = Field(min_length=1)


class ClassTerm(Entry):
    """Publication terms of a class of dishonesty.

    Attributes:
        platforms: where publication follows these terms.
        caps: ranks of basis whose own, longer list terms this maximum cuts; laws and
            administrative regulations may depart from it.
    """

    degree: Literal["minor", "general", "serious"]
    platforms: tuple[Platform, ...] = Field(min_length=1)
    min_months: int | None
    max_months: int = Field(gt=0)
    caps: tuple[Rank, ...] = ()


class Measure(Entry):
    """A measure of the national list of measures 失信惩戒措施基础清单.

    Attributes:
        group: taken by public bodies against rights or by adding duties, by public bodies as
            management, or by others of their own will.
    """

    group: Literal["restricting", "managing", "by_others"]
    number: int = Field(gt=0)


class Imposition(Dated):
    """That a list brings a measure with it, whom it reaches, and the text that says so."""

    refers: ClassVar[dict[str, type[Dated]]] = {"list_type": ListType, "measure": Measure}

    list_type: str
    measure: str
    reach: tuple[Reach, ...] = Field(min_length=1)
    quote: str = Field(min_length=1)
    rank: Rank
