"""What the graph knows about the names and codes of a batch, in three queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import Moment
from graph.model.names import name_key
from graph.resolution.codes import Code, is_citizen, read_code
from graph.resolution.match import How
from graph.store import Row, Store

LISTED = 20
"""How many bearers of one name are listed; the others are counted."""

_TIERS: Mapping[How, tuple[tuple[int, ...], ...]] = {
    How.ID: ((0,),),
    How.USCC: ((0,), (1,), (2,)),
    How.ORG_CODE: ((0, 1), (2,)),
    How.REG_NO: ((0, 2),),
    How.STATED: ((2,),),
}
"""Which ranks of ``coded.cypher`` name a subject equally well; a later tier only if none does."""

_HOW_BY_USCC = (How.USCC, How.ORG_CODE, How.STATED, How.STATED)


@dataclass(frozen=True, slots=True)
class Question:
    """A name and a code, read.

    Attributes:
        key: the name's key, empty without a name.
        code: the code, or None without one or for a natural person's number.
        refused: whether a natural person's number stood in its place.
    """

    key: str
    code: Code | None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Bearing:
    """An entity that fits a name or a code.

    Attributes:
        subject: the subject with the code; empty for a name.
        name: the name as a source writes it; empty for a code.
    """

    entity: str
    how: How
    subject: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What fits the codes and names of a batch.

    Attributes:
        coded: code → the entities that it names best, none twice.
        claimed: code → the entities that bear it less well, none of the best among them.
        named: name key → who bears it, present bearers first, at most as many as asked.
        bearers: name key → how many bear it or did.
        names: entity → the keys of all names under which it was ever known.
    """

    coded: Mapping[str, tuple[Bearing, ...]]
    claimed: Mapping[str, tuple[Bearing, ...]]
    named: Mapping[str, tuple[Bearing, ...]]
    bearers: Mapping[str, int]
    names: Mapping[str, frozenset[str]]


def ask(name: str | None, code: str | None) -> Question:
    """Read a name and a code as written."""
    key = name_key(name or "")
    if not code or not code.strip():
        return Question(key, None)
    if is_citizen(code):
        return Question(key, None, refused=True)
    return Question(key, read_code(code))


def look_up(
    store: Store, questions: Iterable[Question], moment: Moment, most: int = LISTED
) -> Known:
    """Return what the graph knows at ``moment`` about all the questions, ``most`` a name."""
    asked = list(questions)
    codes = {question.code.value: question.code for question in asked if question.code}
    rows = _coded(store, list(codes.values()), moment)
    coded = {value: _best(codes[value], some) for value, some in rows.items()}
    named = _read(store, "named", moment, keys=sorted({q.key for q in asked if q.key}), most=most)
    entities = sorted({bearing.entity for found in coded.values() for bearing in found})
    names = _read(store, "names", moment, entities=entities)
    return Known(
        coded=coded,
        claimed={value: _others(codes[value], some, coded[value]) for value, some in rows.items()},
        named={row["key"]: _bearings(row["entities"]) for row in named},
        bearers={row["key"]: row["bearers"] for row in named},
        names={row["entity"]: frozenset(row["keys"]) for row in names},
    )


def _read(store: Store, name: str, moment: Moment, **params: Any) -> list[Row]:  # noqa: ANN401
    if not all(params.values()):
        return []
    return store.read(f"resolution/{name}", **params, **moment.params)


def _bearings(rows: Iterable[Row]) -> tuple[Bearing, ...]:
    return tuple(
        Bearing(row["entity"], How.NAME if row["present"] else How.FORMER_NAME, name=row["value"])
        for row in rows
    )


def _coded(store: Store, codes: Sequence[Code], moment: Moment) -> dict[str, list[Row]]:
    hits: dict[str, list[Row]] = {}
    for row in _read(store, "coded", moment, codes=[code.params for code in codes]):
        hits.setdefault(row["code"], []).append(row)
    return hits


def _best(code: Code, rows: Sequence[Row]) -> tuple[Bearing, ...]:
    for tier in _TIERS[code.how]:
        found = [row for row in rows if row["rank"] in tier]
        if found:
            return _once(Bearing(row["entity"], _how(code, row), row["subject"]) for row in found)
    return ()


def _others(code: Code, rows: Sequence[Row], best: Sequence[Bearing]) -> tuple[Bearing, ...]:
    named = {bearing.entity for bearing in best}
    return _once(
        Bearing(row["entity"], _how(code, row), row["subject"])
        for row in rows
        if row["entity"] not in named
    )


def _how(code: Code, row: Row) -> How:
    return _HOW_BY_USCC[row["rank"]] if code.how == How.USCC else code.how


def _once(found: Iterable[Bearing]) -> tuple[Bearing, ...]:
    return tuple({bearing.entity: bearing for bearing in reversed(list(found))}.values())[::-1]
