"""Rows of a format that says itself what they become: record, event, relation, contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from graph.model import (
    EventFact,
    EventKind,
    Link,
    RecordFact,
    RecordKind,
    RelationFact,
    RelationType,
)
from graph.model.facts import Properties, Value
from ingest.problems import Problem
from ingest.sources.base import (
    Context,
    Facts,
    RowRefusedError,
    concerns,
    day,
    days,
    name,
    party_of,
    relations_of,
    text,
)
from ingest.sources.contacts import add_contacts
from ingest.sources.said import names_party, part_of, period_of, renamed_row, role_of
from ingest.tables import TypedRow
from rulebook.formats import EventOf, Format, KeyOf, RecordOf, RelationOf

More = Callable[[TypedRow, Context], Mapping[str, Value]]

_SUFFIX = {"money": "_fen", "ratio": "_ppm"}
_OWN = {"content": "content_text", "valid_from": "stated_start", "valid_to": "stated_end"}
"""Fields whose names the graph needs for what every fact has → what a fact's own is called."""


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
        makes = standard.makes
        made = (makes.record or makes.event) if makes else None
        self._kept = _kept(standard, made) if made else ()

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
        if makes and makes.contacts:
            add_contacts(facts, row, context, makes.contacts)
        return facts

    def _record(self, row: TypedRow, context: Context, made: RecordOf, facts: Facts) -> RecordFact:
        about = self._about(self._standard, made, row, context)
        first, last = period_of(row, made)
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
            date=day(row, made.date or ""),
            own=self._own(row, context, made),
            links=tuple(_links(row, context, made, about, facts)),
        )

    def _event(self, row: TypedRow, context: Context, made: EventOf, facts: Facts) -> EventFact:
        about = self._about(self._standard, made, row, context)
        return EventFact(
            source=context.source,
            row=row.number,
            kind=EventKind(made.kind),
            record=self._key(_acted_on(made, row), row, context),
            about=about,
            date=day(row, made.date or ""),
            own=self._own(row, context, made),
            links=tuple(_links(row, context, made, about, facts)),
        )

    def _relation(self, row: TypedRow, context: Context, made: RelationOf, facts: Facts) -> None:
        distinction = text(row, made.distinction) if made.distinction else ""
        record = self._standard.makes.record if self._standard.makes else None
        start, end = self._ends(row, context, made, facts, record, distinction)
        first, last = period_of(row, record) if record else days(row)
        facts.relations.append(
            RelationFact(
                source=context.source,
                row=row.number,
                valid_from=first,
                valid_to=last,
                scope=relations_of(facts, context, start if made.lists_start else end),
                type=RelationType(made.type),
                start=start,
                end=end,
                observed=context.observed,
                distinction=distinction,
                own={**self._properties(row, made.properties, {}), **made.constants},
            )
        )

    def _ends(
        self,
        row: TypedRow,
        context: Context,
        made: RelationOf,
        facts: Facts,
        record: RecordOf | None,
        distinction: str,
    ) -> tuple[str, str]:
        """Return the subjects at both ends; beside a record they are its parties."""
        start, end = party_of(row, made.start, context), party_of(row, made.end, context)
        if record:
            about = self._about(self._standard, record, row, context)
            start_role, end_role = (role_of(row, record, side) for side in (made.start, made.end))
            ended = name(facts, end, row, context, *about, role=end_role)
            return name(facts, start, row, context, *about, role=start_role), ended
        ended = name(facts, end, row, context, start.key, distinction, role=made.end)
        return name(facts, start, row, context, ended, distinction, role=made.start), ended

    def _own(self, row: TypedRow, context: Context, made: RecordOf) -> Properties:
        named = {
            prop: key
            for prop, of in made.names.items()
            if (key := self._key(of, row, context, partial=True))
        }
        said = self._properties(row, self._kept, made.renamed)
        return {**said, **made.constants, **named, **self._more(row, context)}

    def _properties(
        self, row: TypedRow, fields: Iterable[str], renamed: Mapping[str, str]
    ) -> dict[str, Value]:
        types = self._standard.types
        return {
            renamed.get(field) or _OWN.get(field) or field + _SUFFIX.get(types[field], ""): value
            for field in fields
            if (value := row.values.get(field)) is not None
        }

    def _about(
        self, standard: Format, made: RecordOf, row: TypedRow, context: Context
    ) -> tuple[str, ...]:
        parts = tuple(
            made.constants.get(choice) or part_of(standard, choice, row) for choice in made.about
        )
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
        seen = renamed_row(row, of.renamed)
        named = (choice for choice in made.about if choice not in made.constants)
        if partial and not all(part_of(other, choice, seen) for choice in named):
            return ""
        return "|".join((made.kind, *self._about(other, made, seen, context)))


def nothing_more(_: TypedRow, __: Context) -> Mapping[str, Value]:
    """Say nothing besides, as for most records."""
    return {}


def scope_of(standard: Format, row: TypedRow, context: Context) -> str | None:
    """Return what a snapshot lists completely, as a row names it; None if it names none."""
    named = tuple(part_of(standard, field, row) for field in standard.scope)
    if not named or not all(named):
        return None
    return "|".join((context.format, *named, context.source))


def _kept(standard: Format, made: RecordOf) -> tuple[str, ...]:
    """Return the fields that a record keeps; those of its parties stand on its links."""
    prefixes = tuple(f"{prefix}." for prefix in made.parties)
    dropped = made.dropped
    return tuple(f for f in standard.types if not f.startswith(prefixes) and f not in dropped)


def _links(
    row: TypedRow, context: Context, made: RecordOf, about: tuple[str, ...], facts: Facts
) -> Iterator[Link]:
    for prefix in made.parties:
        role = role_of(row, made, prefix)
        if not names_party(row, prefix):
            if prefix in made.optional:
                continue
            raise RowRefusedError(Problem(prefix, "no_party"))
        party = party_of(row, prefix, context)
        subject = name(facts, party, row, context, *about, role=role)
        yield concerns(subject, role, party)


def _acted_on(made: EventOf, row: TypedRow) -> KeyOf:
    if isinstance(made.record, KeyOf):
        return made.record
    return made.record.of[text(row, made.record.by)]
