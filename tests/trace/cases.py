"""Small random graphs as plain data: what the oracle reads, and what is written to the store.

Each has its own subjects (their ids begin with its number), so that thousands share a database.
Facts come in four phases: what was first said, corrections of it, merges, undone merges.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graph.model import OPEN_END, UNKNOWN_START
from tests.trace.hubs import ALIAS, CONTACT, NAMED

FIRST_DAY = date(2024, 2, 25)
DAYS = 10
WALKED = ("LEGAL_REPRESENTATIVE_OF", "OFFICER_OF", "SHAREHOLDER_OF", "GUARANTOR_OF", "BRANCH_OF")
TYPES = (*WALKED, *WALKED, "CONTACT_OF", "SUPERVISES")


@dataclass(frozen=True)
class Relation:
    """A relation as stated; ``number`` tells it from others, so that a correction shares it."""

    number: int
    start: str
    type: str
    end: str
    valid_from: date | None
    valid_to: date | None
    position: str | None

    @property
    def first(self) -> date:
        return self.valid_from or UNKNOWN_START

    @property
    def last(self) -> date:
        return self.valid_to or OPEN_END


@dataclass(frozen=True)
class Record:
    """A record against a subject."""

    number: int
    subject: str
    kind: str
    day: date
    removed_on: date | None


@dataclass
class Case:
    """One graph with the question that is asked of it.

    Attributes:
        names: of those that bear one, all of them names of a hub.
        corrections: replace relations of the same number from the second phase on.
        merges: member → the subject whose entity it becomes, from the third phase on.
        undone: members that are on their own again from the fourth phase on.
        phase: 1 to 4, what is known when it is asked.
    """

    number: int
    subjects: list[str]
    names: dict[str, str]
    relations: list[Relation]
    corrections: list[Relation]
    records: list[Record]
    later_records: list[Record]
    merges: dict[str, str]
    undone: list[str]
    start: str
    other: str
    as_of: date
    during: tuple[date, date] | None
    depth: int
    phase: int
    seen: int = 0


def day(chance: random.Random) -> date:
    return FIRST_DAY + timedelta(days=chance.randrange(DAYS))


def maybe_day(chance: random.Random) -> date | None:
    return day(chance) if chance.random() < 0.25 else None


def make_case(number: int, seed: int) -> Case:
    """Return the graph with that number; the same each time."""
    chance = random.Random(f"{seed}-{number}")  # noqa: S311 (no secret is made of it)
    subjects = [f"row:g{number}n{i}" for i in range(chance.randint(4, 12))]
    relations = [
        make_relation(chance, subjects, i)
        for i in range(len(subjects) + chance.randint(0, len(subjects) // 2))
    ]
    as_of, during = day(chance), None
    if chance.random() < 0.4:
        first, last = sorted((day(chance), day(chance)))
        during = first, last
    merged = chance.sample(subjects, chance.choice((1, 1, 2, 3)))  # one alone is no merge
    start, other = chance.sample(subjects, 2)
    return Case(
        number=number,
        subjects=subjects,
        names={s: chance.choice((NAMED, ALIAS)) for s in subjects if chance.random() < 0.04},
        relations=relations,
        corrections=[corrected(chance, r) for r in relations if chance.random() < 0.2],
        records=[make_record(chance, subjects, i) for i in range(chance.randint(2, 5))],
        later_records=[make_record(chance, subjects, 9)] if chance.random() < 0.2 else [],
        merges=dict.fromkeys(merged[1:], merged[0]),
        undone=merged[1:2] if chance.random() < 0.5 else [],
        start=start,
        other=other,
        as_of=as_of,
        during=during,
        depth=chance.choice((1, 2, 3, 3, 4, 4, 5)),
        phase=chance.randint(1, 4),
    )


def make_relation(chance: random.Random, subjects: list[str], number: int) -> Relation:
    kind = chance.choice(TYPES)
    contact = kind == "OFFICER_OF" and chance.random() < 0.3
    first, last = maybe_day(chance), maybe_day(chance)
    if first and last and last < first:
        first, last = last, first
    return Relation(
        number=number,
        start=chance.choice(subjects),
        type=kind,
        end=chance.choice(subjects),  # its own start, at times
        valid_from=first,
        valid_to=last,
        position=CONTACT if contact else ("董事" if kind == "OFFICER_OF" else None),
    )


def corrected(chance: random.Random, relation: Relation) -> Relation:
    """Return another end of the same relation: the key, which has the start day, stays."""
    ends = [relation.first + timedelta(days=n) for n in range(3)] if relation.valid_from else []
    choices = [None, FIRST_DAY + timedelta(days=DAYS), *ends]
    last = chance.choice([end for end in choices if end != relation.valid_to])
    return replace(relation, valid_to=last)


def make_record(chance: random.Random, subjects: list[str], number: int) -> Record:
    return Record(
        number=number,
        subject=chance.choice(subjects),
        kind=chance.choice(("Enforcement", "Enforcement", "Listing", "Listing", "Penalty")),
        day=day(chance) - timedelta(days=chance.choice((0, 3, 6))),
        removed_on=day(chance) if chance.random() < 0.2 else None,
    )
