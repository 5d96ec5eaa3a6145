"""查找: subjects by a code, a name, or a part of one; what is exact comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model import Moment
from graph.model.names import name_key
from graph.resolution import Identity, find, identities
from graph.resolution.codes import is_code
from graph.resolution.lookup import read_query
from graph.resolution.match import SCORES, How
from graph.store import Store
from graph.subjects import Subject, describe
from messages import InputError

MOST = 1_000
"""Names that one search looks at; a query that fits more has to be narrowed."""

_SPECIAL = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
_BELOW_EXACT = 0.49
_BELOW_PHRASE = 0.24
_TEXT_FIELD = "name"


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject that fits.

    Attributes:
        matched: what fits: the field and its value.
        how: by what it was found.
        score: from 0 to 1, falling; it orders one answer and says nothing across answers.
    """

    entity: str
    field: str
    value: str
    how: str
    score: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page of hits, as data of the contract; ``next`` is where the next one starts."""

    data: dict[str, object]
    next: str | None
    truncated: bool


def search(store: Store, query: str, moment: Moment, limit: int, cursor: str | None = None) -> Page:
    """Return the subjects that fit ``query``, exact ones first.

    Args:
        store: the graph.
        query: a code, a subject id, a name or a part of one.
        moment: the day and what was known.
        limit: subjects on a page.
        cursor: ``next`` of the page before.

    Raises:
        InputError: nothing was asked, or the cursor is none of ours.
        NotAllowedError: the query is a natural person's number.
    """
    asked = read_query(query)
    start = _offset(cursor)
    hits = list(_ranked(store, asked, moment))
    shown = hits[start : start + limit]
    subjects = describe(store, [hit.entity for hit in shown], moment)
    codes = identities(store, subjects.values(), moment)
    more = start + limit < len(hits)
    items = [_item(hit, subjects[hit.entity], codes[hit.entity]) for hit in shown]
    return Page({"items": items}, str(start + limit) if more else None, len(hits) >= MOST)


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit():
        raise InputError("search.bad_cursor", cursor=cursor)
    return int(cursor)


def _ranked(store: Store, query: str, moment: Moment) -> Iterator[Hit]:
    """Yield each subject once: by code or exact name, as a phrase, by words in any order."""
    seen: set[str] = set()
    for found in _steps(store, query, moment):
        for hit in found:
            if hit.entity not in seen:
                seen.add(hit.entity)
                yield hit


def _steps(store: Store, query: str, moment: Moment) -> Iterator[Sequence[Hit]]:
    yield _exact(store, query, moment)
    if is_code(query):
        return
    words = _SPECIAL.sub(r"\\\1", name_key(query))
    phrase = _text(store, f'"{words}"', "phrase", _BELOW_EXACT, moment)
    yield phrase
    if not phrase:
        yield _text(store, words, "words", _BELOW_PHRASE, moment)


def _exact(store: Store, query: str, moment: Moment) -> list[Hit]:
    match = find(store, None, query, moment) if is_code(query) else find(store, query, None, moment)
    if match.subject and match.how:
        return [_by(match.subject, match.how, query)]
    return [_by(candidate.subject, candidate.why, query) for candidate in match.candidates]


def _by(subject: Subject, how: How, query: str) -> Hit:
    named = how in (How.NAME, How.FORMER_NAME)
    field = _TEXT_FIELD if named else "identifier"
    return Hit(subject.entity, field, query, str(how), SCORES[how])


def _text(store: Store, words: str, how: str, below: float, moment: Moment) -> list[Hit]:
    rows = store.read("search/names", words=words, most=MOST, **moment.params)
    best = rows[0]["score"] if rows else 1.0
    return [
        Hit(row["entity"], _TEXT_FIELD, row["value"], how, round(below * row["score"] / best, 4))
        for row in rows
    ]


def _item(hit: Hit, subject: Subject, codes: Sequence[Identity]) -> dict[str, object]:
    return {
        **subject.reference,
        "kind": str(subject.kind),
        "identities": [identity.data for identity in codes],
        "matched": {"field": hit.field, "value": hit.value},
        "how": hit.how,
        "score": hit.score,
    }
