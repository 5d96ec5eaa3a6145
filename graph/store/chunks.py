"""What one transaction of an ingest carries, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Self

from graph.model import RelationFact, SubjectNode
from graph.model.facts import NodeFact, digest
from graph.store.rows import fact_row, relation_row
from graph.store.store import Row


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was refused.

    Attributes:
        row: its number as the sheet shows it.
        reasons: each with ``field``, ``code`` and the sentence in both languages.
        raw: the row as it came, citizen numbers masked.
    """

    file: str
    row: int
    format: str
    reasons: tuple[Mapping[str, str], ...]
    raw: Mapping[str, str]

    @property
    def id(self) -> str:
        """The id under which the quarantine keeps it."""
        return digest(self.file, self.row)[:16]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows of one file that are written in one transaction, in the order of the sheet.

    Attributes:
        file: id of the file.
        by: who loads it.
        row_from: first row.
        row_to: last row.
        read: how many rows it holds, refused ones included.
        dated: the day that the file shows.
        subjects: whom its rows name, as the parameters of the query that writes them.
        nodes: names, identifiers, contacts, records and events, as ``fact_row`` gives them.
        relations: as ``relation_row`` gives them.
    """

    file: str
    by: str
    row_from: int
    row_to: int
    read: int
    dated: date
    subjects: tuple[Row, ...] = ()
    nodes: tuple[Row, ...] = ()
    relations: tuple[Row, ...] = ()
    refused: tuple[Refused, ...] = ()

    def stating(
        self,
        subjects: Iterable[SubjectNode],
        nodes: Iterable[NodeFact],
        relations: Iterable[RelationFact],
        *,
        snapshot: bool,
    ) -> Self:
        """Return the chunk with the facts that its rows state.

        Args:
            subjects: whom they name.
            nodes: names, identifiers, contacts, records and events.
            relations: relations between subjects.
            snapshot: whether the file lists all there is in its scopes.
        """
        listed = self.dated if snapshot else None
        return replace(
            self,
            subjects=tuple(subject.row for subject in subjects),
            nodes=tuple(fact_row(fact, self.file, listed) for fact in nodes),
            relations=tuple(relation_row(fact, self.file, listed) for fact in relations),
        )

    @property
    def listings(self) -> set[bytes]:
        """The marks of the lists and the things that its rows report on."""
        facts = (*self.nodes, *self.relations)
        return {fact["listing"] for fact in facts if fact["listing"]}

    def halves(self) -> tuple[Chunk, Chunk]:
        """Return the chunk in two, the rows of each together; a single row cannot be halved."""
        facts = (*self.nodes, *self.relations)
        rows = sorted({row_of(fact) for fact in facts} | {refused.row for refused in self.refused})
        middle = rows[len(rows) // 2]
        before = sum(row < middle for row in rows)
        first = self._part(lambda row: row < middle, self.row_from, middle - 1, before)
        rest = self.read - before
        return first, self._part(lambda row: row >= middle, middle, self.row_to, rest)

    def _part(self, holds: Callable[[int], bool], first: int, last: int, read: int) -> Chunk:
        nodes = tuple(fact for fact in self.nodes if holds(row_of(fact)))
        relations = tuple(fact for fact in self.relations if holds(row_of(fact)))
        named = {link["subject"] for fact in nodes for link in fact["links"]}
        named |= {subject for fact in relations for subject in (fact["start"], fact["end"])}
        return replace(
            self,
            row_from=first,
            row_to=last,
            read=read,
            subjects=tuple(subject for subject in self.subjects if subject["id"] in named),
            nodes=nodes,
            relations=relations,
            refused=tuple(refused for refused in self.refused if holds(refused.row)),
        )


def row_of(fact: Row) -> int:
    """Return the row of the sheet that states a fact."""
    row: int = fact["properties"]["row"]
    return row


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a chunk became.

    Attributes:
        seq: the commit's number.
        loaded: rows with at least one new fact.
        unchanged: rows that brought nothing new.
        quarantined: rows that were refused.
        subjects: ids of subjects that nobody had named before.
        commits: into how many transactions it went.
    """

    seq: int
    loaded: int
    unchanged: int
    quarantined: int
    subjects: tuple[str, ...]
    commits: int = 1

    def __add__(self, later: Recorded) -> Recorded:
        """Return what two parts of one chunk became together."""
        return Recorded(
            seq=later.seq,
            loaded=self.loaded + later.loaded,
            unchanged=self.unchanged + later.unchanged,
            quarantined=self.quarantined + later.quarantined,
            subjects=self.subjects + later.subjects,
            commits=self.commits + later.commits,
        )


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a refused row may have listed.

    Attributes:
        start: whom it names where a relation starts, or as the party of a record: ids of subjects
            and keys of names, of which one is enough; empty if it may be anybody.
        end: the same where a relation ends, or the scope of a record.
    """

    start: frozenset[str]
    end: frozenset[str]

    def covers(self, start: AbstractSet[str], end: AbstractSet[str]) -> bool:
        """Tell whether a fact with these at its ends may be what the row listed."""
        fits_start = not self.start or bool(self.start & start)
        return fits_start and (not self.end or bool(self.end & end))


@dataclass(frozen=True, slots=True)
class Ends:
    """What a snapshot's silence came to.

    Attributes:
        ended: facts that it no longer lists.
        held: facts that it does not list, but that a refused row of it may have listed.
    """

    ended: int
    held: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a snapshot file lists, to end what it no longer does.

    Attributes:
        file: id of the file.
        dated: the day that it shows.
        row: the last row, as provenance of the ends.
        keys: the keys of all facts that it lists.
        fact_scopes: scopes of records.
        relation_scopes: scope of relations → the subject that they hang on.
        relation_types: the types that the format writes.
        doubts: what its refused rows may have listed.
        name: of the file.
        most_ended: the share of what is in force that it may end unasked; None if it may end all.
    """

    file: str
    by: str
    dated: date
    row: int
    keys: frozenset[str]
    fact_scopes: tuple[str, ...] = ()
    relation_scopes: Mapping[str, str] = field(default_factory=dict)
    relation_types: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    most_ended: Decimal | None = None
    name: str = ""
