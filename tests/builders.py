"""Short ways to write facts in a test; ``World`` is one source that reports to the graph."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from graph.feeds import Terms, agree
from graph.model import (
    OPEN_END,
    UNKNOWN_START,
    ContactFact,
    ContactKind,
    EventFact,
    EventKind,
    IdentifierFact,
    Link,
    Moment,
    NameFact,
    RecordFact,
    RecordKind,
    RelationFact,
    RelationType,
    SubjectKind,
    SubjectNode,
)
from graph.model.contacts import contact_key
from graph.model.identifiers import kind_of_uscc
from graph.model.names import name_key
from graph.store import Store
from graph.store.chunks import Chunk, Recorded, Snapshot
from graph.store.recording import record
from graph.store.snapshots import end_unlisted

DATED = date(2026, 1, 5)
"""The day that a file shows unless a test says otherwise."""
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def org_code(number: int) -> str:
    """Return a valid organisation code made from a number."""
    body = f"{number:08d}"
    total = sum(w * int(c) for w, c in zip(ORG_WEIGHTS, body, strict=True))
    return body + "0123456789X0"[11 - total % 11]


def uscc(number: int, prefix: str = "91320500") -> str:
    """Return a valid unified code made from a number."""
    body = prefix + org_code(number)
    total = sum(w * USCC_ALPHABET.index(c) for w, c in zip(USCC_WEIGHTS, body, strict=True))
    return body + USCC_ALPHABET[(31 - total % 31) % 31]


def firm(number: int, prefix: str = "91320500") -> str:
    """Return the subject id of a firm with a unified code."""
    return f"uscc:{uscc(number, prefix)}"


@dataclass
class World:
    """A source whose files hold what a test states; each ``send`` is one file, one commit.

    Everything takes plain values; subjects are named by id and written as they are mentioned.
    """

    store: Store
    source: str = "test-source"
    schedule_days: int | None = None
    format: str = "test"
    received_at: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)
    _rows: Iterable[int] = field(default_factory=lambda: itertools.count(2))
    _files: Iterable[int] = field(default_factory=lambda: itertools.count(1))
    _subjects: dict[str, SubjectNode] = field(default_factory=dict)
    _nodes: list[Any] = field(default_factory=list)
    _relations: list[RelationFact] = field(default_factory=list)

    def _fact(self, start: date | None, end: date | None) -> dict[str, Any]:
        return {
            "source": self.source,
            "row": next(iter(self._rows)),
            "valid_from": start or UNKNOWN_START,
            "valid_to": end or OPEN_END,
        }

    def subject(self, id: str, name: str | None = None, kind: SubjectKind | None = None) -> str:  # noqa: A002
        """Name a subject (a mention, unless ``register`` is used) and return its id."""
        guessed = kind_of_uscc(id[5:]) if id.startswith("uscc:") else SubjectKind.ENTERPRISE
        if id.startswith("person:"):
            guessed = SubjectKind.PERSON
        self._subjects.setdefault(id, SubjectNode(id, kind or guessed))
        if name:
            self._nodes.append(
                NameFact(
                    **self._fact(None, None),
                    subject=id,
                    value=name,
                    name_key=name_key(name),
                    basis="written",
                )
            )
        return id

    def person(self, number: int, name: str | None = None) -> str:
        """Name a person known by a key."""
        return self.subject(f"person:k1:{number:032x}", name)

    def former_name(self, id: str, name: str, start: date | None, end: date | None) -> None:  # noqa: A002
        """State a former name."""
        self.subject(id)
        self._nodes.append(
            NameFact(
                **self._fact(start, end),
                subject=id,
                value=name,
                name_key=name_key(name),
                basis="former",
            )
        )

    def identifier(self, id: str, scheme: str, value: str) -> None:  # noqa: A002
        """State an identifier beside the one in the id."""
        self.subject(id)
        self._nodes.append(
            IdentifierFact(**self._fact(None, None), subject=id, scheme=scheme, value=value)
        )

    def contact(self, id: str, kind: ContactKind, value: str) -> None:  # noqa: A002
        """State how a subject is reached."""
        key = contact_key(kind, value)
        said: dict[str, Any] = {"subject": id, "value": value, "contact_key": key}
        said |= {"base": f"contact|{kind}|{id}|{key}|{self.source}", "observed": DATED}
        self.subject(id)
        self._nodes.append(ContactFact(**said, **self._fact(None, None), kind=kind))

    def register(
        self,
        id: str,  # noqa: A002
        name: str,
        observed: date,
        start: date | None = None,
        **own: Any,
    ) -> None:
        """State a registration and the registered name, as the register does on a day."""
        self.subject(id)
        base = {"observed": observed, **self._fact(start, None)}
        own = {"status": "registered", **own}
        self._nodes.append(
            NameFact(
                **base,
                base=f"registered name|{id}|{self.source}",
                subject=id,
                value=name,
                name_key=name_key(name),
                basis="registered",
            )
        )
        self._nodes.append(
            RecordFact(
                **base,
                base=f"registration|{id}|{self.source}",
                kind=RecordKind.REGISTRATION,
                about=(id,),
                date=None,
                own=own,
                links=(Link(id, "CONCERNS", {"role": "registered", "name_as_written": name}),),
            )
        )

    def relate(
        self,
        start: str,
        type: RelationType | str,  # noqa: A002
        end: str,
        valid_from: date | None = None,
        valid_to: date | None = None,
        *,
        distinction: str = "",
        scope: str | None = None,
        **own: Any,
    ) -> None:
        """State a relation ``start TYPE end``."""
        self.subject(start)
        self.subject(end)
        self._relations.append(
            RelationFact(
                **self._fact(valid_from, valid_to),
                scope=scope,
                type=RelationType(type),
                start=start,
                end=end,
                observed=DATED,
                distinction=distinction,
                own=own,
            )
        )

    def record(
        self,
        kind: RecordKind | str,
        parties: dict[str, str],
        day: date | None,
        *about: str,
        scope: str | None = None,
        last: date | None = None,
        **own: Any,
    ) -> str:
        """State a record with ``{subject id: role}`` and its last day; returns its key."""
        for party in parties:
            self.subject(party)
        fact = RecordFact(
            **self._fact(day, last),
            scope=scope,
            kind=RecordKind(kind),
            about=about,
            date=day,
            own=own,
            links=tuple(Link(who, "CONCERNS", {"role": role}) for who, role in parties.items()),
        )
        self._nodes.append(fact)
        return fact.key

    def event(
        self, kind: EventKind | str, record: str, day: date | None, *about: str, **own: Any
    ) -> None:
        """State what was done to the record with a key."""
        self._nodes.append(
            EventFact(
                **self._fact(None, None),
                kind=EventKind(kind),
                record=record,
                about=about,
                date=day,
                own=own,
            )
        )

    def send(self, *, snapshot: date | None = None, name: str | None = None) -> Recorded:
        """Write what was stated since the last call as one file."""
        number = next(iter(self._files))
        file = f"{self.source}-{number}"
        mode = "snapshot" if snapshot else "delta"
        properties = {
            "name": name or f"{file}.csv",
            "source": self.source,
            "format": self.format,
            "mode": mode,
            "received_at": self.received_at,
            "dated": snapshot or DATED,
        }
        self.store.write_unclocked(
            "store/file",
            id=file,
            properties=properties,
            source=self.source,
            source_properties={"name": f"来源{self.source}"},
        )
        terms = Terms(schedule_days=self.schedule_days)
        agree(self.store, self.source, [self.format], terms, "test", self.received_at)
        self._relations = [replace(r, observed=snapshot or DATED) for r in self._relations]
        rows = [fact.row for fact in [*self._nodes, *self._relations]] or [2]
        chunk = Chunk(
            file=file,
            by="test",
            row_from=min(rows),
            row_to=max(rows),
            read=len(set(rows)),
            dated=snapshot or DATED,
        )
        stated = self._subjects.values(), self._nodes, self._relations
        done = record(self.store, chunk.stating(*stated, snapshot=snapshot is not None))
        if snapshot:
            self._end(file, snapshot, max(rows))
        self._subjects, self._nodes, self._relations = {}, [], []
        return done

    def _end(self, file: str, day: date, row: int) -> None:
        scopes = {fact.scope: fact.end for fact in self._relations if fact.scope}
        end_unlisted(
            self.store,
            Snapshot(
                file=file,
                by="test",
                dated=day,
                row=row,
                keys=frozenset(fact.key for fact in [*self._nodes, *self._relations]),
                fact_scopes=tuple({f.scope for f in self._nodes if f.scope}),
                relation_scopes=scopes,
                relation_types=tuple({str(f.type) for f in self._relations}),
            ),
        )

    def moment(self, as_of: date = date(2026, 11, 20), seen: int | None = None) -> Moment:
        """Return the moment ``as_of``, as known now or at ``seen``."""
        return Moment(as_of, self.store.seen() if seen is None else seen)
