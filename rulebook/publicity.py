"""How long penalties are published, and from when they can be repaired, by platform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from rulebook.lists import Platform
from rulebook.schema import Entry, Part, Rank

Degree = Literal["minor", "general", "serious"]
"""Class of dishonesty, the least first."""

Earlier = Literal["own", "shorter", "later"]
"""What governs a record that an earlier regime saw published: that regime, this one, or of both
whatever is shorter."""


class Sort(Part):
    """A sort of penalty, or of one part of a decision; what is not said does not matter.

    Attributes:
        only: the part is of a kind with one of these words in it.
        degrees: its class of dishonesty is one of these.
        domains: the field of supervision (food, drug …) is one of these.
        procedures: it was decided in one of these (``summary`` 简易程序).
        fine_scales: its fine is called ``lower`` 较低, ``large`` 较大 or ``huge`` 巨额.
        needed: whether the authority says that it has to be published nevertheless.
    """

    only: tuple[str, ...] = ()
    degrees: tuple[Degree, ...] = ()
    domains: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    fine_scales: tuple[str, ...] = ()
    needed: bool | None = None


class PublicityTerm(Part):
    """The term of one sort of penalty; of several that a decision has, the longest.

    Attributes:
        shown: whether it is published at all.
        shared: whether other agencies get it.
        special_report: whether a special report names it.
        min_months: how long it is published at least, before it can be repaired.
        max_months: how long at most; None without an end.
        to_restriction: whether it is published as long as a longer restriction lasts.
        repair: after the minimum, as soon as the duty is fulfilled, or never.
    """

    sort: Sort = Sort()
    shown: bool = True
    shared: bool = True
    special_report: bool = True
    min_months: int | None = Field(default=None, gt=0)
    max_months: int | None = Field(default=None, gt=0)
    to_restriction: bool = False
    repair: Literal["after_minimum", "on_duty", "never"] = "after_minimum"


class PublicityRegime(Entry):
    """The rules of a platform on publication and repair of penalties.

    Attributes:
        platform: whose rules they are.
        records: the kinds of record that they govern.
        starts: what the terms count from, the decision or the publication; a decision that is not
            published yet is pending then.
        earlier: what governs the records that were published before its first day.
        degrees: the default class of a part of which nobody stated one: class → its sorts, the
            most serious first; what is none of them is ``otherwise``.
        otherwise: see ``degrees``.
        terms: the first that fits a part of a decision is its term.
        revoked: whether the term runs on, or anew, when a repair is revoked.
        uncorrected: whether publication goes on at the maximum while the duty is not fulfilled;
            sectors in ``uncorrected_sectors`` do the other.
        excluded_by: ranks of texts that may forbid a repair.
        repaired_in_report: whether a special report still names a repaired record.
    """

    platform: Platform
    records: tuple[str, ...] = ("Penalty",)
    starts: Literal["decision", "publication"] = "decision"
    earlier: Earlier = "own"
    degrees: Mapping[Degree, tuple[Sort, ...]] = Field(default_factory=dict)
    otherwise: Degree | None = None
    terms: tuple[PublicityTerm, ...] = Field(min_length=1)
    revoked: Literal["runs_on", "anew"] = "runs_on"
    uncorrected: Literal["stops", "continues"] = "stops"
    uncorrected_sectors: tuple[str, ...] = ()
    excluded_by: tuple[Rank, ...] = ("law", "admin_regulation")
    repaired_in_report: bool = False
