"""How long a penalty is published: the term that its platform's regimes give it on a day.

A decision has parts (a warning and a fine); each has a term, and the longest is the decision's. A
later regime acts on earlier records as it says itself, and never on a day before its first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.deadlines import add_months, day_before
from graph.standing.records import RecordVersion
from rulebook import Degree, PublicityRegime, PublicityTerm, Rulebook, Sort

OWN_PLATFORM = "credit_china"
"""Where a credit office publishes: what a record has whose source names no platform."""

_DEGREES: Sequence[Degree] = ("minor", "general", "serious")
_SEPARATORS = re.compile(r"[、，；;,/\s]+")


@dataclass(frozen=True, slots=True)
class Publicity:
    """The term of a penalty under the regimes in force on a day.

    Attributes:
        regime: the one that decides.
        shown: whether it is published at all.
        shared: whether other agencies get it.
        special_report: whether a special report names it.
        first: the day from which it is published.
        minimum: the last day of the shortest publication, None without one.
        last: its last day, None without an end.
        months: how long it is published at most.
        repair: after the minimum, as soon as the duty is fulfilled, or never.
        degree: its class of dishonesty, if the regime knows classes.
    """

    regime: PublicityRegime
    shown: bool
    shared: bool
    special_report: bool
    first: date
    minimum: date | None
    last: date | None
    months: int | None
    repair: str
    degree: Degree | None


def regimes_of(record: RecordVersion, rulebook: Rulebook) -> tuple[PublicityRegime, ...]:
    """Return all regimes of a record's platform for its kind, the earliest first."""
    platform = record.platform or OWN_PLATFORM
    every = (version for of_id in rulebook.versions(PublicityRegime).values() for version in of_id)
    found = [each for each in every if each.platform == platform and record.kind in each.records]
    return tuple(sorted(found, key=lambda regime: regime.in_force_from))


def publicity_on(
    day: date, record: RecordVersion, start: date, regimes: Sequence[PublicityRegime]
) -> Publicity:
    """Return the term of a record on a day.

    Args:
        day: the day asked for.
        record: what is known of it.
        start: the day of its decision.
        regimes: those of its platform, at least one, the earliest first.
    """
    shown_on = record.published_on or start
    begun = [regime for regime in regimes if regime.in_force_from <= shown_on]
    first = len(begun) - 1 if begun else 0
    term = _under(record, start, regimes[first])
    for later in regimes[first + 1 :]:
        if later.in_force_from <= day:
            term = _passed_on(term, _under(record, start, later), later)
    return term


def _passed_on(term: Publicity, new: Publicity, later: PublicityRegime) -> Publicity:
    """Return what governs a record that ``later`` found published, from its first day on."""
    over = term.last is not None and term.last < later.in_force_from
    if later.earlier == "own" or over:
        return term
    eve = day_before(later.in_force_from)
    if later.earlier == "later":
        return replace(new, last=None if new.last is None else max(new.last, eve))
    last = min((day for day in (term.last, new.last) if day is not None), default=None)
    kept = new.repair in {term.repair, "never"}
    return replace(
        new,
        shown=term.shown and new.shown,
        shared=term.shared and new.shared,
        last=None if last is None else max(last, eve),
        repair=term.repair if kept else new.repair,
        minimum=_shorter_minimum(term, new),
    )


def _shorter_minimum(term: Publicity, new: Publicity) -> date | None:
    if term.repair == "never":
        return new.minimum
    days = [each.minimum for each in (term, new) if each.repair == "after_minimum"]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _under(record: RecordVersion, start: date, regime: PublicityRegime) -> Publicity:
    """Return the term of a record under one regime alone."""
    from_publication = regime.starts == "publication" and record.published_on is not None
    counted = record.published_on if from_publication and record.published_on else start
    parts = [
        (degree, _term(part, degree, record, regime)) for part, degree in _parts(record, regime)
    ]
    shown = [each for each in parts if each[1].shown] or parts
    terms = [term for _, term in shown]
    degrees = [degree for degree, _ in shown if degree is not None]
    return Publicity(
        regime=regime,
        shown=any(term.shown for term in terms),
        shared=any(term.shared for term in terms),
        special_report=any(term.special_report for term in terms),
        first=counted,
        minimum=_longest(counted, [term.min_months for term in terms if term.min_months]),
        last=_last(counted, terms, record),
        months=_months(terms),
        repair=_repair(terms),
        degree=max(degrees, key=_DEGREES.index, default=None),
    )


def _longest(start: date, months: Iterable[int]) -> date | None:
    return max((add_months(start, each) for each in months), default=None)


def _last(start: date, terms: Sequence[PublicityTerm], record: RecordVersion) -> date | None:
    months = _months(terms)
    if months is None:
        return record.valid_to
    last = add_months(start, months)
    restricted = record.restricted_until if any(t.to_restriction for t in terms) else None
    last = max(last, restricted) if restricted else last
    return min(last, record.valid_to) if record.valid_to else last


def _months(terms: Sequence[PublicityTerm]) -> int | None:
    longest = [term.max_months for term in terms if term.max_months is not None]
    return max(longest) if longest and len(longest) == len(terms) else None


def _repair(terms: Sequence[PublicityTerm]) -> str:
    ways = {term.repair for term in terms}
    if "never" in ways:
        return "never"
    return "after_minimum" if "after_minimum" in ways else "on_duty"


def _parts(record: RecordVersion, regime: PublicityRegime) -> Iterator[tuple[str, Degree | None]]:
    """Yield the kinds of penalty in a decision, each with its class of dishonesty."""
    words = [word for kind in record.penalty_kinds for word in _SEPARATORS.split(kind) if word]
    for word in words or [""]:
        yield word, _degree(word, record, regime)


def _degree(part: str, record: RecordVersion, regime: PublicityRegime) -> Degree | None:
    if not regime.degrees or record.severity is not None:
        return record.severity
    for degree, sorts in regime.degrees.items():
        if any(_is_of(sort, part, None, record) for sort in sorts):
            return degree
    return regime.otherwise


def _term(
    part: str, degree: Degree | None, record: RecordVersion, regime: PublicityRegime
) -> PublicityTerm:
    fitting = (term for term in regime.terms if _is_of(term.sort, part, degree, record))
    return next(fitting, regime.terms[-1])


def _is_of(sort: Sort, part: str, degree: Degree | None, record: RecordVersion) -> bool:
    return (
        (not sort.only or any(word in part for word in sort.only))
        and (not sort.degrees or degree in sort.degrees)
        and (not sort.domains or record.domain in sort.domains)
        and (not sort.procedures or record.procedure in sort.procedures)
        and (not sort.fine_scales or record.fine_scale in sort.fine_scales)
        and (sort.needed is None or sort.needed == record.publicity_needed)
    )
