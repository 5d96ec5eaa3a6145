"""Who a subject is at a moment: its entity, and how an answer names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.model import Moment, SubjectKind
from graph.store import Store

_STRENGTH = {"uscc": 0, "org": 1, "reg": 2, "person": 3, "row": 4}
_BASIS = {"registered": 0, "written": 1, "former": 2}


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject 主体 as answers show it.

    Attributes:
        entity: the entity's own id, the node that traces walk on.
        id: the id of its strongest member; any member's id finds it.
        kind: its kind.
        name: the name it bears on the day.
        members: the ids of all subjects that it is, strongest first.
    """

    entity: str
    id: str
    kind: SubjectKind
    name: str
    members: tuple[str, ...]

    @property
    def reference(self) -> dict[str, str]:
        """Its ``{id, name}``."""
        return {"id": self.id, "name": self.name}


def strength(subject_id: str) -> tuple[int, str]:
    """Order subject ids: codes before provisional ones, then by the id."""
    return _STRENGTH[subject_id.partition(":")[0]], subject_id


def entities_of(store: Store, ids: Iterable[str], seen: int) -> dict[str, str]:
    """Return the entity of each subject id that was known at ``seen``."""
    rows = store.read("subjects/entities", ids=sorted(set(ids)), seen=seen)
    return {row["id"]: row["entity"] for row in rows}


def describe(store: Store, entities: Iterable[str], moment: Moment) -> dict[str, Subject]:
    """Return each entity as answers show it at ``moment``."""
    rows = store.read("subjects/members", entities=sorted(set(entities)), seen=moment.seen)
    return {row["entity"]: _subject(row, moment.as_of) for row in rows}


def _subject(row: Mapping[str, Any], as_of: date) -> Subject:
    members = sorted(row["members"], key=lambda member: strength(member["id"]))
    names = [name for member in members for name in member["names"]]
    head = members[0]
    return Subject(
        entity=row["entity"],
        id=head["id"],
        kind=SubjectKind(head["kind"]),
        name=present_name(names, as_of) or head["id"],
        members=tuple(member["id"] for member in members),
    )


def present_name(names: Sequence[Mapping[str, Any]], as_of: date) -> str | None:
    """Return the name borne on a day: the registered one, else as last written, else a former."""
    held = [name for name in names if name["valid_from"] <= as_of <= name["valid_to"]]
    ranked = sorted(held or names, key=_rank)
    return ranked[0]["value"] if ranked else None


def _rank(name: Mapping[str, Any]) -> tuple[int, int, str]:
    return _BASIS[name["basis"]], -name["since"], name["value"]
