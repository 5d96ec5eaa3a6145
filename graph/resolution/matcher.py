"""The one matcher: a name and a code as written to the subject that they mean.

A code decides, and the name has to agree with it; a name alone gives candidates and never a match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from graph.model import Moment, SubjectKind
from graph.resolution.identities import Identity, contradicts, identities
from graph.resolution.known import Bearing, Known, Question, ask, look_up
from graph.resolution.match import SCORES, Candidate, Conflict, How, Match, Status
from graph.store import Store
from graph.subjects import Subject, describe

BATCH = 2_000


def find(store: Store, name: str | None, code: str | None, moment: Moment) -> Match:
    """Return whom a name, a code or both mean at ``moment``.

    The code is a uscc, organisation code, registration number or subject id as written. A natural
    person's number is not looked up here: give the person's id.
    """
    return next(find_many(store, [(name, code)], moment))


def find_many(
    store: Store, pairs: Iterable[tuple[str | None, str | None]], moment: Moment
) -> Iterator[Match]:
    """Yield what ``find`` returns for each ``(name, code)``, in order, few queries for many."""
    rest = iter(pairs)
    while batch := list(islice(rest, BATCH)):
        yield from _answer(store, [ask(*pair) for pair in batch], moment)


@dataclass(frozen=True, slots=True)
class _Hit:
    """What fits a question, likeliest first; ``certain`` if the first one is meant.

    Attributes:
        claimants: who else bears the code of the one that is meant.
    """

    fitting: Sequence[Bearing] = ()
    certain: bool = False
    claimants: Sequence[Bearing] = ()
    conflict: Conflict | None = None
    bearers: int = 0


@dataclass(frozen=True, slots=True)
class _Shown:
    """The fitting entities of a batch, as answers show them."""

    subjects: Mapping[str, Subject]
    identities: Mapping[str, tuple[Identity, ...]]

    def candidates(self, bearings: Iterable[Bearing]) -> tuple[Candidate, ...]:
        """Return those that fit as they are shown."""
        return tuple(
            Candidate(self.subjects[b.entity], self.identities[b.entity], b.how) for b in bearings
        )


def _answer(store: Store, questions: Sequence[Question], moment: Moment) -> Iterator[Match]:
    known = look_up(store, questions, moment)
    hits = [_hit(question, known) for question in questions]
    entities = {b.entity for hit in hits for b in (*hit.fitting, *hit.claimants)}
    subjects = describe(store, entities, moment)
    shown = _Shown(subjects, identities(store, subjects.values(), moment))
    for question, hit in zip(questions, hits, strict=True):
        yield _match(question, hit, shown)


def _hit(question: Question, known: Known) -> _Hit:
    coded_as = question.code.value if question.code else ""
    coded = known.coded.get(coded_as, ())
    if not coded:
        return _by_name(question, known)
    if _is_other_code(question, coded):
        return _Hit(coded, conflict=Conflict.IDENTIFIER, bearers=len(coded))
    agreeing = [bearing for bearing in coded if _agrees(question.key, bearing, known)]
    if len(agreeing) == 1:
        others = [bearing for bearing in coded if bearing not in agreeing]
        claimants = [*others, *known.claimed.get(coded_as, ())]
        return _Hit(agreeing, certain=True, claimants=claimants, bearers=1)
    if agreeing:
        return _Hit(agreeing, bearers=len(agreeing))
    others = [b for b in known.named.get(question.key, ()) if b.entity not in _entities(coded)]
    fitting = [*coded, *others]
    return _Hit(fitting, conflict=Conflict.IDENTIFIER, bearers=len(fitting))


def _entities(bearings: Iterable[Bearing]) -> set[str]:
    return {bearing.entity for bearing in bearings}


def _is_other_code(question: Question, coded: Sequence[Bearing]) -> bool:
    """Tell whether only another unified code with the same organisation code is known."""
    asked = question.code
    return bool(asked and asked.how == How.USCC) and all(
        bearing.how == How.ORG_CODE and bearing.subject.startswith("uscc:") for bearing in coded
    )


def _agrees(key: str, bearing: Bearing, known: Known) -> bool:
    """Tell whether a name does not speak against a code: none was given, none is known, or one."""
    names = known.names.get(bearing.entity)
    return not key or not names or key in names


def _by_name(question: Question, known: Known) -> _Hit:
    invalid = question.refused or (question.code is not None and question.code.how == How.STATED)
    return _Hit(
        known.named.get(question.key, ()),
        conflict=Conflict.INVALID_CODE if invalid else None,
        bearers=known.bearers.get(question.key, 0),
    )


def _match(question: Question, hit: _Hit, shown: _Shown) -> Match:
    if not hit.fitting:
        return Match(_nothing(question), conflict=hit.conflict)
    first = hit.fitting[0]
    if hit.certain:
        return _matched(hit, shown)
    candidates = shown.candidates(hit.fitting)
    return Match(
        status=Status.CANDIDATES,
        candidates=candidates,
        how=first.how,
        score=min(SCORES[first.how], SCORES[How.NAME]),
        conflict=hit.conflict or _unknown_code(question, candidates),
        bearers=hit.bearers,
    )


def _matched(hit: _Hit, shown: _Shown) -> Match:
    meant = hit.fitting[0]
    claimants = shown.candidates(hit.claimants)
    return Match(
        status=Status.MATCHED,
        subject=shown.subjects[meant.entity],
        how=meant.how,
        score=SCORES[meant.how],
        bearers=1,
        identities=shown.identities[meant.entity],
        claimants=tuple(c for c in claimants if c.subject.kind != SubjectKind.PERSON),
    )


def _nothing(question: Question) -> Status:
    """Return what a pair is that fits nobody: invalid if there was nothing to match."""
    valid = question.code is not None and question.code.how != How.STATED
    return Status.NOT_FOUND if valid or question.key else Status.INVALID


def _unknown_code(question: Question, candidates: Iterable[Candidate]) -> Conflict | None:
    """Return the conflict of a name with a valid code that none of its bearers can have."""
    if question.code is None or question.code.id is None:
        return None
    scheme, _, value = question.code.id.partition(":")
    named = [one for one in candidates if one.why in (How.NAME, How.FORMER_NAME)]
    against = [
        any(contradicts((scheme, value), (i.scheme, i.value)) for i in one.identities)
        for one in named
    ]
    return Conflict.IDENTIFIER if named and all(against) else None
