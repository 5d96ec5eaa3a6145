"""Rows of a format that says itself what they become: a record, an event, a relation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from graph.model import (
    OPEN_END,
    UNKNOWN_START,
    EventFact,
    EventKind,
    Link,
    RecordFact,
    RecordKind,
    RelationFact,
    RelationType,
)
from graph.model.facts import Properties, Value
from graph.model.names import name_key
from ingest.codes import document_key
from ingest.problems import Problem
from ingest.sources.base import (
    Context,
    Facts,
    RowRefusedError,
    concerns,
    days,
    name,
    party_of,
    text,
)
from ingest.tables import TypedRow
from rulebook.formats import EventOf, Format, KeyOf, RecordOf, RelationOf

More = Callable[[TypedRow, Context], Mapping[str, Value]]

_SUFFIX = {"money": "_fen", "ratio": "_ppm"}
_COMPARED: Mapping[str, Callable[[str], str]] = {"name": name_key, "enum": str}


class Declared:
    """Builds the facts of rows as their format declares them.

    Args:
        standard: the format.
        formats: all of them; a row may name records of others.
        more: what a record of it says besides.
    """

    def __init__(self, standard: Format, formats: Mapping[str, Format], more: More) -> None:
        self._standard = standard
        self._formats = formats
        self._more = more

    def __call__(self, row: TypedRow, context: Context) -> Facts:
        """Return the facts of a row.

        Raises:
            RowRefusedError: the row does not name a party that it has to.
        """
        makes = self._standard.makes
        facts = Facts()
        if makes and makes.record:
            facts.nodes.append(self._record(row, context, makes.record, facts))
        if makes and makes.event:
            facts.nodes.append(self._event(row, context, makes.event, facts))
        if makes and makes.relation:
            self._relation(row, context, makes.relation, facts)
        return facts

    def _record(self, row: TypedRow, context: Context, made: RecordOf, facts: Facts) -> RecordFact:
        about = self._about(self._standard, made, row, context)
        first, last = _period(row, made)
        scope = scope_of(self._standard, row, context)
        if scope and context.snapshot:
            facts.fact_scopes.add(scope)
        return RecordFact(
            source=context.source,
            row=row.number,
            valid_from=first,
            valid_to=last,
            scope=scope,
            kind=RecordKind(made.kind),
            about=about,
            date=_day(row, made.date),
            own=self._own(row, context, made),
            links=tuple(_links(row, context, made, about, facts)),
        )

    def _event(self, row: TypedRow, context: Context, made: EventOf, facts: Facts) -> EventFact:
        about = self._about(self._standard, made, row, context)
        return EventFact(
            source=context.source,
            row=row.number,
            kind=EventKind(made.kind),
            record=self._key(made.record, row, context),
            about=about,
            date=_day(row, made.date),
            own=self._own(row, context, made),
            links=tuple(_links(row, context, made, about, facts)),
        )

    def _relation(self, row: TypedRow, context: Context, made: RelationOf, facts: Facts) -> None:
        distinction = text(row, made.distinction) if made.distinction else ""
        end_party = party_of(row, made.end, context)
        start_party = party_of(row, made.start, context)
        end = name(facts, end_party, row, context, start_party.key, distinction, role=made.end)
        start = name(facts, start_party, row, context, end, distinction, role=made.start)
        listed = start if made.lists_start else end
        scope = f"{context.format}|{listed}|{context.source}"
        if context.snapshot:
            facts.relation_scopes[scope] = listed
        first, last = days(row)
        facts.relations.append(
            RelationFact(
                source=context.source,
                row=row.number,
                valid_from=first,
                valid_to=last,
                scope=scope,
                type=RelationType(made.type),
                start=start,
                end=end,
                observed=context.observed,
                distinction=distinction,
                own={**self._properties(row, made.properties, {}), **made.constants},
            )
        )

    def _own(self, row: TypedRow, context: Context, made: RecordOf) -> Properties:
        named = {
            prop: key
            for prop, of in made.names.items()
            if (key := self._key(of, row, context, partial=True))
        }
        prefixes = tuple(f"{prefix}." for prefix in made.parties)
        fields = (
            field
            for field in self._standard.types
            if not field.startswith(prefixes) and field not in made.dropped
        )
        said = self._properties(row, fields, made.renamed)
        return {**said, **made.constants, **named, **self._more(row, context)}

    def _properties(
        self, row: TypedRow, fields: Iterable[str], renamed: Mapping[str, str]
    ) -> dict[str, Value]:
        types = self._standard.types
        return {
            renamed.get(field) or field + _SUFFIX.get(types[field], ""): value
            for field in fields
            if (value := row.values.get(field)) is not None
        }

    def _about(
        self, standard: Format, made: RecordOf, row: TypedRow, context: Context
    ) -> tuple[str, ...]:
        parts = tuple(_part(standard, choice, row) for choice in made.about)
        numbered = (context.source, *parts) if made.numbered_by_source else parts
        return (*numbered, party_of(row, made.party, context).key) if made.party else numbered

    def _key(self, of: KeyOf, row: TypedRow, context: Context, *, partial: bool = False) -> str:
        """Return the key of another record that the row names.

        Args:
            of: which.
            row: the row.
            context: its file.
            partial: whether the row may name none; then the key is empty.
        """
        other = self._formats[of.format]
        made = other.makes.record if other.makes else None
        if made is None:
            problem = f"format {of.format} declares no record"
            raise ValueError(problem)
        seen = _renamed(row, of.renamed)
        if partial and not all(_part(other, choice, seen) for choice in made.about):
            return ""
        return "|".join((made.kind, *self._about(other, made, seen, context)))


def scope_of(standard: Format, row: TypedRow, context: Context) -> str | None:
    """Return what a snapshot lists completely, as a row names it; None if it names none."""
    named = tuple(_part(standard, field, row) for field in standard.scope)
    if not named or not all(named):
        return None
    return "|".join((context.format, *named, context.source))


def _period(row: TypedRow, made: RecordOf) -> tuple[date, date]:
    first = _day(row, made.valid_from or made.date)
    last = _day(row, made.valid_to)
    return first or UNKNOWN_START, last or OPEN_END


def _day(row: TypedRow, field: str | None) -> date | None:
    value = row.values.get(field) if field else None
    return value if isinstance(value, date) else None


def _part(standard: Format, choice: str, row: TypedRow) -> str:
    """Return one part of a key: the first of its fields that the row has, as it is compared."""
    for field in choice.split("|"):
        value = row.values.get(field)
        if value is None:
            continue
        if not isinstance(value, str):
            return str(value)
        return _COMPARED.get(standard.types.get(field, "text"), document_key)(value)
    return ""


def _links(
    row: TypedRow, context: Context, made: RecordOf, about: tuple[str, ...], facts: Facts
) -> Iterator[Link]:
    found = 0
    for prefix, role in made.parties.items():
        if not _names(row, prefix):
            if prefix in made.optional:
                continue
            raise RowRefusedError(Problem(prefix, "no_party"))
        found += 1
        party = party_of(row, prefix, context)
        subject = name(facts, party, row, context, *about, role=role)
        yield concerns(subject, role, party)
    if made.parties and not found:
        raise RowRefusedError(Problem(next(iter(made.parties)), "no_party"))


def _names(row: TypedRow, prefix: str) -> bool:
    """Tell whether the row names anybody under a prefix; its kind alone is nobody."""
    start = f"{prefix}."
    return any(f.startswith(start) and f != f"{prefix}.kind" for f in row.values)


def _renamed(row: TypedRow, renamed: Mapping[str, str]) -> TypedRow:
    if not renamed:
        return row
    values = dict(row.values)
    for theirs, ours in renamed.items():
        values.pop(theirs, None)
        if (value := row.values.get(ours)) is not None:
            values[theirs] = value
    return TypedRow(row.number, values, row.written, row.raw)
