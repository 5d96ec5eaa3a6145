"""Search: subjects by any code or name, whole or in part, exact hits first.

The full-text index only proposes names; how well each fits is measured here, by the two names
alone. So scores do not change when the index grows, and one ``seen`` gives one order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model import Moment
from graph.model.contacts import contacts_in
from graph.model.names import name_key
from graph.resolution.codes import holds_citizen, is_code, read_code
from graph.resolution.identities import Identity, identities
from graph.resolution.known import ask, look_up
from graph.resolution.lookup import read_query
from graph.resolution.match import SCORES, How
from graph.store import Row, Store
from graph.subjects import Subject, describe
from messages import InputError, NotAllowedError

LONGEST_QUERY = 200
_MOST = 1_000
"""How many names of each kind of hit are looked at."""

_ROUNDS = (10, 2_000_000)
"""How many hits of the index a name looked at may stand for; names that are not visible are hits
too, and only where they fill the first round are all read, which takes long."""

_SPECIAL = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')
_NAMED = {How.NAME: 1.0, How.FORMER_NAME: 0.95}
_CONTAINED, _RESEMBLING, _LEAST_COVERED = 0.6, 0.6, 0.5
_LONGER = 0.3
_STATED_CONTACT = 0.8
"""An address, a phone or an e-mail is often shared, so a name goes before it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that fits a query.

    Attributes:
        field: what of it fits: an identifier's scheme, ``name``, ``former_name``, ``address``,
            ``phone`` or ``email``.
        value: the code, name or contact that fits, as it is stored.
        how: by what it was found; ``text`` for a name that only resembles.
        score: from 0 to 1.
    """

    entity: str
    field: str
    value: str
    how: str
    score: float


@dataclass(frozen=True, slots=True)
class Item:
    """A subject that a search found."""

    hit: Hit
    subject: Subject
    identities: tuple[Identity, ...]

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "id": self.subject.id,
            "kind": str(self.subject.kind),
            "name": self.subject.name,
            "identities": [identity.data for identity in self.identities],
            "matched": {"field": self.hit.field, "value": self.hit.value},
            "how": self.hit.how,
            "score": self.hit.score,
        }


@dataclass(frozen=True, slots=True)
class Page:
    """A part of what a search found, best first.

    Attributes:
        next: the cursor of what follows, or None at the end.
        truncated: whether more names fit than are looked at, so that a longer query is needed.
    """

    items: tuple[Item, ...]
    next: str | None
    truncated: bool

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {"items": [item.data for item in self.items]}


def search(
    store: Store, query: str, moment: Moment, limit: int = 20, cursor: str | None = None
) -> Page:
    """Return the subjects that a code, an id, a name or part of one, or a contact may mean.

    Args:
        store: the graph.
        query: as typed, at most ``LONGEST_QUERY`` characters.
        moment: the day and the commit from which to look.
        limit: how many at once.
        cursor: ``next`` of the page before, with the same query and moment.

    Raises:
        InputError: nothing or too much was asked, the code has a wrong check digit, or the cursor
            is not one of ours.
        NotAllowedError: a natural person's number stands in the query.
    """
    asked = read_query(query)
    if holds_citizen(asked):
        raise NotAllowedError("resolution.citizen_number")
    if len(asked) > LONGEST_QUERY:
        raise InputError("search.too_long", most=LONGEST_QUERY)
    start = _offset(cursor)
    found = [
        *_exact(store, asked, moment),
        *_reached(store, asked, moment),
        *_resembling(store, asked, moment),
    ]
    if not found and is_code(asked) and read_code(asked).how is How.STATED:
        raise InputError("resolution.bad_code", code=asked)
    hits = _ranked(found)
    end = start + limit
    return Page(
        items=_items(store, hits[start:end], moment),
        next=str(end) if len(hits) > end else None,
        truncated=len(found) >= _MOST,
    )


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit():
        raise InputError("search.bad_cursor", cursor=cursor)
    return int(cursor)


def _ranked(found: Iterable[Hit]) -> list[Hit]:
    """Return the best hit of each entity, best first."""
    best: dict[str, Hit] = {}
    for hit in sorted(found, key=_order):
        best.setdefault(hit.entity, hit)
    return list(best.values())


def _order(hit: Hit) -> tuple[float, bool, str]:
    return -hit.score, hit.entity.startswith("entity:row:"), hit.entity


def _exact(store: Store, asked: str, moment: Moment) -> Iterator[Hit]:
    question = ask(asked, asked)
    known = look_up(store, [question], moment, most=_MOST)
    if question.code:
        value = question.code.value
        for bearing in known.coded.get(value, ()):
            yield Hit(bearing.entity, bearing.how, value, bearing.how, SCORES[bearing.how])
    for bearing in known.named.get(question.key, ()):
        yield Hit(bearing.entity, bearing.how, bearing.name, bearing.how, _NAMED[bearing.how])


def _reached(store: Store, asked: str, moment: Moment) -> Iterator[Hit]:
    """Yield whom an address, a phone number or an e-mail address reaches."""
    contacts = [{"kind": str(kind), "key": key} for kind, key in contacts_in(asked).items()]
    if not contacts:
        return
    for row in store.read("search/contacts", contacts=contacts, most=_MOST, **moment.params):
        field = row["kind"].lower()
        yield Hit(row["entity"], field, row["value"], "contact", _STATED_CONTACT)


def _resembling(store: Store, asked: str, moment: Moment) -> Iterator[Hit]:
    key = name_key(asked)
    text = _text(key, asked)
    for row in _visible(store, text, moment) if text else ():
        score = resemblance(key, row["key"])
        if score:
            yield _hit(row, score)


def _visible(store: Store, text: str, moment: Moment) -> list[Row]:
    """Return the visible names that the index finds, at most ``_MOST``."""
    rows: list[Row] = []
    for hits in _ROUNDS:
        asked = {"text": text, "hits": hits * _MOST, "most": _MOST}
        rows = store.read("search/text", **asked, **moment.params)
        if len(rows) == _MOST:
            break
    return rows


def _hit(row: Row, score: float) -> Hit:
    field = How.FORMER_NAME if row["former"] else How.NAME
    return Hit(row["entity"], field, row["value"], "text", round(score * _NAMED[field], 4))


def _text(key: str, asked: str) -> str:
    """Return the query of the index: the whole phrase first, then any part of it."""
    words = unicodedata.normalize("NFKC", asked).casefold().split()
    parts = dict.fromkeys(_escape(part) for part in (key, *words))
    if len(key) == 1:
        return f"{_escape(key)}*"
    return " ".join([f'"{_escape(key)}"^4', *parts])


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def resemblance(asked: str, name: str) -> float:
    """Return from 0 to 1 how well a name key fits what was asked, also a name key.

    A name that contains it goes before one that shares pairs of characters, and a name with little
    beside it before a long one; less than half of the pairs is nothing.
    """
    if asked in name:
        return _CONTAINED + _LONGER * len(asked) / len(name)
    one, other = set(_pairs(asked)), set(_pairs(name))
    common = len(one & other)
    if not one or common < _LEAST_COVERED * len(one):
        return 0.0
    return _RESEMBLING * 2 * common / (len(one) + len(other))


def _pairs(text: str) -> Iterable[str]:
    return (text[place : place + 2] for place in range(len(text) - 1))


def _items(store: Store, hits: Iterable[Hit], moment: Moment) -> tuple[Item, ...]:
    chosen = list(hits)
    subjects = describe(store, (hit.entity for hit in chosen), moment)
    codes = identities(store, subjects.values(), moment)
    return tuple(Item(hit, subjects[hit.entity], codes[hit.entity]) for hit in chosen)
