"""How long a listing lasts: the term that its list, or a debtor's situation, gives it.

A stated end goes before a derived term unless the law's maximum is shorter. A later law never
ends a listing on a day before its own first day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from graph.deadlines import add_days, add_months, day_after, day_before
from graph.standing.records import RecordVersion
from rulebook import (
    DEBTOR_LIST,
    ClassTerm,
    Dated,
    DebtorRegime,
    ListType,
    Rulebook,
    Situation,
)
from rulebook.names import plain

_BAN = "ban_only"
E = TypeVar("E", bound=Dated)


@dataclass(frozen=True, slots=True)
class Term:
    """When a listing ends by itself.

    Attributes:
        last: its last day, inclusive; None if it does not end by itself.
        unsure_from: the first day on which it may be over, where what decides is missing.
        missing: what is missing then; codes.
        entries: the rulebook's entries that decide, the deciding one first.
        warnings: codes of what a reader has to know.
    """

    last: date | None
    entries: tuple[Dated, ...]
    unsure_from: date | None = None
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def list_type_of(record: RecordVersion, rulebook: Rulebook) -> ListType | None:
    """Return the version of the record's list that was in force when it was listed."""
    versions = rulebook.versions(ListType).get(record.list_type or "", ())
    day = record.start or record.shown_on
    return _version_for(versions, day) if versions else None


def term_of(record: RecordVersion, listed_by: ListType, rulebook: Rulebook) -> Term:
    """Return the term of a listing."""
    if record.start is None:
        return _undated(record, listed_by)
    if listed_by.id == DEBTOR_LIST:
        return _debtor_term(record, record.start, listed_by, rulebook)
    return _list_term(record, record.start, listed_by, rulebook)


def _undated(record: RecordVersion, listed_by: ListType) -> Term:
    if record.valid_to is not None:
        return Term(record.valid_to, (listed_by,), warnings=("listed_on_unknown",))
    unsure_from = day_after(record.shown_on) if record.shown_on else date.min
    return Term(None, (listed_by,), unsure_from, ("listed_on",), ("listed_on_unknown",))


def _list_term(record: RecordVersion, start: date, listed_by: ListType, rulebook: Rulebook) -> Term:
    if listed_by.ends_with_ban and record.sanction == _BAN and record.banned_until is not None:
        return Term(record.banned_until, (listed_by,))
    longest = _longest(start, listed_by)
    own = Term(longest if listed_by.ends == "automatic" else None, (listed_by,))
    derived = _cut_by_class(own, start, listed_by, rulebook)
    limit = longest if derived.last is None else derived.last
    return _with_stated_end(derived, record.valid_to, limit)


def _longest(start: date, listed_by: ListType) -> date | None:
    if listed_by.max_days is not None:
        return add_days(start, listed_by.max_days)
    return None if listed_by.max_months is None else add_months(start, listed_by.max_months)


def _cut_by_class(term: Term, start: date, listed_by: ListType, rulebook: Rulebook) -> Term:
    """Cut a list's own term to the maximum of the serious class, from the day of that law on."""
    if listed_by.serious != "yes" or term.last is None:
        return term
    for versions in rulebook.versions(ClassTerm).values():
        for law in versions:
            if _caps(law, listed_by):
                term = _ended_by(term, Term(add_months(start, law.max_months), (law,)), law)
    return term


def _caps(law: ClassTerm, listed_by: ListType) -> bool:
    return (
        law.degree == "serious"
        and listed_by.platform in law.platforms
        and listed_by.basis_rank in law.caps
    )


def _ended_by(term: Term, later: Term, law: Dated) -> Term:
    """Return ``term`` as a later law shortens it, never on a day before that law's first."""
    eve = day_before(law.in_force_from)
    if later.last is not None:
        last = max(later.last, eve)
        lapsed = law.in_force_to is not None and last > law.in_force_to
        if lapsed or (term.last is not None and term.last <= last):
            return term
        warnings = (*term.warnings, *later.warnings, "later_law")
        return Term(last, (*later.entries, *term.entries), warnings=warnings)
    if later.unsure_from is not None and term.last is None:
        unsure_from = max(later.unsure_from, law.in_force_from)
        entries = (*later.entries, *term.entries)
        return replace(later, unsure_from=unsure_from, entries=entries)
    return term


def _with_stated_end(term: Term, stated: date | None, limit: date | None) -> Term:
    if stated is None:
        return term
    if limit is not None and stated > limit:
        return replace(term, last=limit, warnings=(*term.warnings, "stated_end_beyond_law"))
    return replace(term, last=stated, unsure_from=None, missing=())


def _debtor_term(
    record: RecordVersion, start: date, listed_by: ListType, rulebook: Rulebook
) -> Term:
    regimes = rulebook.versions(DebtorRegime)[DEBTOR_LIST]
    term = _regime_term(record, start, _version_for(regimes, start))
    for later in regimes:
        if later.applies_to_earlier and later.in_force_from > start:
            term = _ended_by(term, _regime_term(record, start, later), later)
    return replace(term, entries=(*term.entries, listed_by))


def _regime_term(record: RecordVersion, start: date, regime: DebtorRegime) -> Term:
    found = situations_in(record.situations, regime)
    terms = [situation.term_months for situation in found or regime.situations]
    set_terms = [months for months in terms if months is not None]
    if not found and set_terms:
        unsure_from = day_after(add_months(start, min(set_terms)))
        unsure = Term(None, (regime,), unsure_from, ("situations",), ("situations_unknown",))
        return _with_stated_end(unsure, record.valid_to, None)
    if not found or len(set_terms) < len(terms):
        return _with_stated_end(Term(None, (regime,)), record.valid_to, None)
    longest = max(set_terms)
    term = Term(add_months(start, longest), (regime,))
    limit = add_months(start, longest + _extension(found, regime))
    return _with_stated_end(term, record.valid_to, limit)


def situations_in(texts: Sequence[str], regime: DebtorRegime) -> tuple[Situation, ...]:
    """Return the situations of a regime that a row's words name."""
    words = plain("".join(texts))
    return tuple(
        situation
        for situation in regime.situations
        if any(plain(phrase) in words for phrase in situation.phrases)
    )


def _extension(found: Sequence[Situation], regime: DebtorRegime) -> int:
    several = regime.several_extension_months if len(found) > 1 else 0
    return max(several, *(situation.extension_months for situation in found))


def _version_for(versions: Sequence[E], day: date | None) -> E:
    """Return the version in force on ``day``; before the first the first, else the newest."""
    if day is None:
        return versions[-1]
    started = [version for version in versions if version.in_force_from <= day]
    return started[-1] if started else versions[0]
