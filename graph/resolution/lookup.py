"""A single query, as a person types it, to the one subject that it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Moment, SubjectKind
from graph.resolution.codes import is_citizen, is_code, read_code
from graph.resolution.match import Candidate, How, Match, Status
from graph.resolution.matcher import find
from graph.store import Store
from graph.subjects import Subject, entities_of
from messages import AmbiguousError, InputError, NotAllowedError, NotFoundError, warning


@dataclass(frozen=True, slots=True)
class Found:
    """The subject that a query means.

    Attributes:
        how: by what it was found.
        warnings: who else bears or bore the name, or that the name is a former one.
    """

    subject: Subject
    how: How
    warnings: tuple[dict[str, str], ...] = ()


def lookup(store: Store, query: str, moment: Moment) -> Found:
    """Return the subject that a uscc, organisation code, name, former name or id means.

    The present bearer of a name goes before a former one, and a subject with a code before those
    that are known by that name only; what was passed over is named in the warnings.

    Raises:
        InputError: nothing was asked, or the code has a wrong check digit.
        NotAllowedError: the query is a natural person's number.
        AmbiguousError: several subjects fit; ``params["candidates"]`` lists them.
        NotFoundError: none does.
    """
    asked = read_query(query)
    if not is_code(asked):
        return _named(store, asked, moment)
    match = find(store, None, asked, moment)
    if match.status == Status.INVALID:
        raise InputError("resolution.bad_code", code=asked)
    return _one(match, asked)


def subject_named(store: Store, query: str, moment: Moment) -> str:
    """Return the id of the one subject that is named, not of what it is one with.

    An id or a code names the subject that bears it; anything else the subject that a look-up shows.

    Raises:
        InputError, NotAllowedError, AmbiguousError, NotFoundError: as ``lookup`` does.
    """
    named = read_code(read_query(query)).id
    if named and entities_of(store, [named], moment.seen):
        return named
    return lookup(store, query, moment).subject.id


def read_query(query: str) -> str:
    """Return a query without surrounding space.

    Raises:
        InputError: nothing was asked.
        NotAllowedError: it is a natural person's number.
    """
    asked = query.strip()
    if not asked:
        raise InputError("resolution.empty")
    if is_citizen(asked):
        raise NotAllowedError("resolution.citizen_number")
    return asked


def _one(match: Match, query: str) -> Found:
    if match.subject and match.how:
        return Found(match.subject, match.how)
    if match.status == Status.CANDIDATES:
        raise _ambiguous(query, match.candidates, match.bearers)
    raise NotFoundError("resolution.not_found", query=query)


def _ambiguous(query: str, candidates: Sequence[Candidate], bearers: int) -> AmbiguousError:
    listed = [candidate.data for candidate in candidates]
    return AmbiguousError("resolution.ambiguous", query=query, count=bearers, candidates=listed)


def _named(store: Store, name: str, moment: Moment) -> Found:
    match = find(store, name, None, moment)
    if match.status != Status.CANDIDATES:
        return _one(find(store, None, name, moment), name)
    meant = _meant(match.candidates)
    if len(meant) != 1:
        raise _ambiguous(name, match.candidates, match.bearers)
    others = [candidate for candidate in match.candidates if candidate is not meant[0]]
    warnings = _warnings(name, meant[0], others, match.bearers)
    return Found(meant[0].subject, meant[0].why, tuple(warnings))


def _meant(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return whom a name can mean: present bearers if any; of these the coded organisation."""
    present = [candidate for candidate in candidates if candidate.why == How.NAME]
    meant = present or list(candidates)
    if any(candidate.subject.kind == SubjectKind.PERSON for candidate in meant):
        return meant
    coded = [candidate for candidate in meant if not _is_mention(candidate)]
    return coded or meant


def _is_mention(candidate: Candidate) -> bool:
    """Tell whether a subject is known from mentions without any code."""
    return candidate.subject.id.startswith("row:")


def _warnings(
    name: str, meant: Candidate, others: Sequence[Candidate], bearers: int
) -> list[dict[str, str]]:
    told = []
    if meant.why == How.FORMER_NAME:
        told.append(warning("resolution.former_name", name=name, now=meant.subject.name))
    told += [
        warning(
            "resolution.former_bearer", name=name, other=other.subject.name, id=other.subject.id
        )
        for other in others
        if other.why == How.FORMER_NAME and not _is_mention(other)
    ]
    mentions = bearers - 1 - len(told) + (meant.why == How.FORMER_NAME)
    if mentions:
        told.append(warning("resolution.mentions", name=name, count=mentions))
    return told
