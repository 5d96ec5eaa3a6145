"""Rows to facts: validation, refusals, and what a snapshot lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from graph.model import SubjectNode
from graph.model.facts import EventFact, Fact, IdentifierFact, NameFact, NodeFact, RecordFact
from graph.model.moment import SHANGHAI
from graph.store.chunks import Doubt, Refused
from ingest.doubts import doubt_of
from ingest.headings import OURS, Binder
from ingest.incoming import Incoming
from ingest.masking import mask
from ingest.privacy import PersonKeys
from ingest.problems import Problem
from ingest.reading import Sheet
from ingest.reading.sheet import kept
from ingest.rules import check
from ingest.sources import Context, Facts, RowRefusedError, builder_of
from ingest.tables import Table, TypedRow
from ingest.templates import is_example
from rulebook import Rulebook
from rulebook.formats import Format
from rulebook.lists import ListType


@dataclass(slots=True)
class Stated:
    """What a file has said so far, besides its facts.

    Attributes:
        keys: keys of the facts that tell a thing, for a snapshot's ends; empty for other files.
        fact_scopes: scopes of records that a snapshot lists.
        relation_scopes: scope → subject that a snapshot lists relations of.
        relation_types: types of relation that it states.
        last_row: the last row read.
        described: subjects of which it says more than that they are named.
        refused: the rows refused so far.
        doubts: what those of a snapshot may have listed.
    """

    keys: set[str] = field(default_factory=set)
    fact_scopes: set[str] = field(default_factory=set)
    relation_scopes: dict[str, str] = field(default_factory=dict)
    relation_types: set[str] = field(default_factory=set)
    last_row: int = 0
    described: set[str] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    doubts: set[Doubt] = field(default_factory=set)


@dataclass(slots=True)
class Prepared:
    """The rows of one chunk as facts and refusals."""

    row_from: int
    row_to: int
    read: int
    facts: Facts = field(default_factory=Facts)
    refused: list[Refused] = field(default_factory=list)


class Preparation:
    """Turns the rows of one file into facts, remembering what the file has said so far.

    Attributes:
        stated: what that is, besides its facts.
    """

    def __init__(self, incoming: Incoming, rulebook: Rulebook, keys: PersonKeys) -> None:
        self._incoming = incoming
        self._build = builder_of(incoming.standard, rulebook.formats)
        self._today = incoming.received_at.astimezone(SHANGHAI).date()
        self._context = Context(
            source=incoming.source,
            format=incoming.standard.id,
            observed=incoming.dated,
            snapshot=incoming.mode == "snapshot",
            keys=keys,
        )
        self._table = Table(
            Binder(
                format=incoming.standard,
                enums=values_of(incoming.standard, rulebook),
                mapping=incoming.mapping,
                file=incoming.name,
                tag=keys.tag,
                second=incoming.second,
            )
        )
        self._said: dict[str, tuple[str, int]] = {}
        self._subjects: set[str] = set()
        self._mentions: set[tuple[object, ...]] = set()
        self.stated = Stated()

    def rows(self, sheet: Sheet) -> Iterator[TypedRow]:
        """Yield the typed rows of a sheet."""
        return self._table.rows(sheet)

    def chunks(self, sheet: Sheet, size: int) -> Iterator[Prepared]:
        """Yield the rows of a sheet as facts and refusals, ``size`` rows at a time.

        A row that the mapping splits is loaded or refused as a whole.
        """
        rows = (list(parts) for _, parts in groupby(self.rows(sheet), lambda row: row.number))
        while batch := list(islice(rows, size)):
            first, last = batch[0][0].number, batch[-1][0].number
            prepared = Prepared(first, last, len(batch))
            for parts in batch:
                self._prepare(parts, prepared)
            self.stated.last_row = last
            yield prepared

    def _prepare(self, parts: Sequence[TypedRow], prepared: Prepared) -> None:
        try:
            found = [self._facts(part) for part in parts]
        except RowRefusedError as refusal:
            prepared.refused.append(self._refuse(parts[0], refusal.problems))
            self.stated.refused.add(parts[0].number)
            if self._context.snapshot:
                self.stated.doubts |= {
                    doubt_of(part, self._incoming.standard, self._context) for part in parts
                }
            return
        for facts in found:
            self._keep(facts, prepared.facts)

    def _facts(self, row: TypedRow) -> Facts:
        if is_example(row, self._incoming.standard):
            raise RowRefusedError(Problem("", "example_row"))
        problems = row.problems or check(row, self._incoming.standard, self._today)
        if problems:
            raise RowRefusedError(*problems)
        facts = self._build(row, self._context)
        repeated = self._repeats(facts)
        if repeated:
            raise RowRefusedError(repeated)
        return facts

    def _repeats(self, facts: Facts) -> Problem | None:
        """Return the problem of a row that says of one thing what an earlier row says otherwise."""
        stated: list[Fact] = [*facts.nodes, *facts.relations]
        for fact in stated:
            if isinstance(fact, (NameFact, IdentifierFact)):
                continue
            sid, earlier = self._said.setdefault(fact.key, (fact.sid, fact.row))
            if sid != fact.sid:
                return Problem("", "repeated", {"earlier": earlier})
            if self._context.snapshot:
                self.stated.keys.add(fact.key)
        return None

    def _keep(self, facts: Facts, kept: Facts) -> None:
        kept.subjects += [subject for subject in facts.subjects if self._is_new(subject)]
        kept.nodes += [fact for fact in facts.nodes if not self._is_mentioned(fact)]
        kept.relations += facts.relations
        self._context.said.update(facts.namings)
        self.stated.described |= {
            fact.links[0].subject
            for fact in facts.nodes
            if fact.base is not None or isinstance(fact, IdentifierFact)
        }
        self.stated.fact_scopes |= facts.fact_scopes
        self.stated.relation_scopes |= facts.relation_scopes
        self.stated.relation_types |= {str(relation.type) for relation in facts.relations}

    def _is_new(self, subject: SubjectNode) -> bool:
        """Tell whether no earlier row of the file named a subject; it is written once a file."""
        if subject.id in self._subjects:
            return False
        self._subjects.add(subject.id)
        return True

    def _is_mentioned(self, fact: NodeFact) -> bool:
        """Tell whether an earlier row of the file stated the same name or identifier."""
        if fact.base is not None or isinstance(fact, (RecordFact, EventFact)):
            return False
        if fact.content in self._mentions:
            return True
        self._mentions.add(fact.content)
        return False

    def _refuse(self, row: TypedRow, problems: Sequence[Problem]) -> Refused:
        raw = {mask(h): kept(cell) for h, cell in row.raw.items() if h not in OURS}
        return Refused(
            file=self._incoming.id,
            row=row.number,
            format=self._incoming.standard.id,
            reasons=tuple(problem.reason for problem in problems),
            raw=raw,
        )


def values_of(standard: Format, rulebook: Rulebook) -> dict[str, dict[str, str]]:
    """Return written value → value of the enums; lists by every name that they ever had."""
    values = {c.field: dict(c.values) for c in standard.columns if c.field and c.values}
    versions = rulebook.versions(ListType)
    names = {
        name: list_id
        for list_id, of_id in versions.items()
        for version in of_id
        for name in version.names
    }
    return {**values, "list_type": names}
