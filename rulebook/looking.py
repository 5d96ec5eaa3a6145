"""Looking through a rulebook: what it says on a day, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from messages import InputError, NotFoundError
from rulebook.book import KINDS, Rulebook
from rulebook.schema import Dated

Change = Literal["added", "ended", "replaced"]


@dataclass(frozen=True, slots=True)
class Told:
    """One version of one entry.

    Attributes:
        kind: the stem of the file that it stands in (``lists``, ``publicity`` …).
    """

    kind: str
    entry: Dated

    @property
    def name(self) -> str:
        """By what it is asked for: ``lists/wage_arrears``."""
        return f"{self.kind}/{self.entry.id}"

    @property
    def head(self) -> dict[str, object]:
        """What a list says of it."""
        entry = self.entry
        titles = {
            "title_zh": getattr(entry, "name_zh", None) or getattr(entry, "title_zh", None),
            "title_en": getattr(entry, "name_en", None) or getattr(entry, "title_en", None),
        }
        return {
            "name": self.name,
            "version": entry.version,
            **titles,
            "authority": entry.authority,
            "in_force_from": entry.in_force_from.isoformat(),
            "in_force_to": entry.in_force_to.isoformat() if entry.in_force_to else None,
            "verified": entry.verified,
            "note": entry.note,
        }

    @property
    def whole(self) -> dict[str, object]:
        """All that it says, in the form of its file."""
        return {**self.head, "entry": self.entry.model_dump(mode="json", by_alias=True)}


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed of one entry between two days.

    Attributes:
        fields: of a replaced entry, field → what it said and what it says.
    """

    change: Change
    told: Told
    fields: Mapping[str, tuple[object, object]]

    @property
    def data(self) -> dict[str, object]:
        """As an answer gives it."""
        fields = {name: {"before": a, "after": b} for name, (a, b) in self.fields.items()}
        return {"change": self.change, **self.told.head, "fields": fields}


def entries(book: Rulebook, kind: str | None = None, on: date | None = None) -> tuple[Told, ...]:
    """Return the versions of all entries, of one kind or in force on a day if that is asked.

    Raises:
        InputError: there is no such kind.
    """
    return tuple(
        Told(name, version)
        for name in _kinds(kind)
        for of_id in book.versions(KINDS[name]).values()
        for version in of_id
        if on is None or version.holds_on(on)
    )


def entry(book: Rulebook, name: str, on: date | None = None) -> tuple[Told, ...]:
    """Return the versions of the entry ``kind/id``, or the one in force on a day.

    Raises:
        InputError: there is no such kind.
        NotFoundError: there is no such entry, or none in force on that day.
    """
    kind, _, entry_id = name.partition("/")
    found = tuple(each for each in entries(book, kind, on) if each.entry.id == entry_id)
    if not found:
        raise NotFoundError("rulebook.no_entry", name=name, day=on or "—")
    return found


def differences(book: Rulebook, first: date, second: date) -> tuple[Difference, ...]:
    """Return what is in force on one of two days and not, or otherwise, on the other."""
    before = {told.name: told for told in entries(book, on=first)}
    after = {told.name: told for told in entries(book, on=second)}
    return tuple(_differences(before, after))


def _differences(before: Mapping[str, Told], after: Mapping[str, Told]) -> Iterator[Difference]:
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            yield Difference("added", new, {})
        elif new is None and old is not None:
            yield Difference("ended", old, {})
        elif old is not None and new is not None and old.entry.version != new.entry.version:
            yield Difference("replaced", new, _fields(old.entry, new.entry))


def _fields(old: Dated, new: Dated) -> dict[str, tuple[object, object]]:
    one, other = _said(old), _said(new)
    names = sorted({*one, *other})
    return {n: (one.get(n), other.get(n)) for n in names if one.get(n) != other.get(n)}


def _said(version: Dated) -> dict[str, Any]:
    return version.model_dump(mode="json", exclude={"id"})


def _kinds(kind: str | None) -> tuple[str, ...]:
    if kind is None:
        return tuple(KINDS)
    if kind not in KINDS:
        raise InputError("rulebook.no_kind", kind=kind, known="、".join(KINDS))
    return (kind,)
