"""Facts: what a source said, immutable, identified by its content.

``sid`` is a digest of all content with its source, so that loading twice adds nothing. ``key`` is
what the fact is about without the content; versions of one fact share it, and a new version
closes the one before.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import ClassVar

import orjson

from graph.model.identifiers import org_code_of
from graph.model.kinds import (
    ADVERSE_KINDS,
    ContactKind,
    EventKind,
    RecordKind,
    RelationType,
    SubjectKind,
)
from graph.model.moment import OPEN_END, UNKNOWN_START

Value = str | int | bool | date | tuple[str, ...]
Properties = Mapping[str, Value]


def digest(*content: object) -> str:
    """Return 160 bits of the SHA-256 of ``content``, in hexadecimal."""
    packed = orjson.dumps(content, option=orjson.OPT_SORT_KEYS, default=str)
    return hashlib.sha256(packed).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class SubjectNode:
    """A subject as a source named it.

    Attributes:
        id: computed from the strongest identifier, never looked up: ``uscc:…``, ``org:…``,
            ``reg:…``, ``person:k1:…``, else ``row:…`` (provisional).
        kind: what kind of subject the code or the source says it is.
    """

    id: str
    kind: SubjectKind

    @property
    def row(self) -> dict[str, object]:
        """The parameters of the query that writes it."""
        return {"id": self.id, "kind": str(self.kind), "org_code": org_code_of(self.id)}


@dataclass(frozen=True, slots=True)
class Link:
    """One edge from a node fact to a subject: ``OF`` a subject, or ``CONCERNS`` it in a role."""

    subject: str
    type: str
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Fact(ABC):
    """What every fact has.

    Attributes:
        source: id of the source that said it.
        row: the row of the file as the sheet shows it.
        key: what the fact is about; empty until the subclass has computed it.
        valid_from: first day on which it holds; ``UNKNOWN_START`` if no source gave one.
        valid_to: last day on which it holds, inclusive; ``OPEN_END`` if it has not ended.
        scope: the snapshot that can end it (``holdings of X by source S``), or None.
        base: what it succeeds in (``registration of X by source S``), or None. Facts of one base
            follow each other in time; so do relations of one key.
        observed: the day on which the source saw it, for facts that follow each other.
        inferred_end: whether ``valid_to`` is only inferred from the day of the file; then it is no
            content, and a later file that says the same changes nothing.
    """

    source: str
    row: int
    valid_from: date = UNKNOWN_START
    valid_to: date = OPEN_END
    scope: str | None = None
    base: str | None = None
    observed: date | None = None
    inferred_end: bool = False

    @property
    @abstractmethod
    def key(self) -> str:
        """What the fact is about; its versions share it."""

    @property
    @abstractmethod
    def content(self) -> tuple[object, ...]:
        """All that the source said; with the source it makes the ``sid``."""

    def listing(self, *, snapshot: bool) -> str | None:
        """Return on what its report reports: a whole list, or it alone; None without states."""
        return (self.scope if snapshot else None) or self.base

    @cached_property
    def sid(self) -> str:
        """The digest that makes loading idempotent."""
        return digest(self.source, *self.content)

    @property
    def common(self) -> dict[str, object]:
        """The properties that every stored fact has."""
        shared: dict[str, object] = {
            "sid": self.sid,
            "key": self.key,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "row": self.row,
        }
        optional = {"scope": self.scope, "base": self.base, "observed": self.observed}
        return shared | {name: value for name, value in optional.items() if value is not None}

    @property
    def dates(self) -> tuple[date, date | None] | None:
        """The stated dates, as content; a fact with a base gets its dates from its succession."""
        if self.base:
            return None
        return (self.valid_from, None if self.inferred_end else self.valid_to)


@dataclass(frozen=True, kw_only=True)
class NameFact(Fact):
    """A name that a source uses for a subject.

    Attributes:
        basis: ``registered`` (the register's own), ``former`` (曾用名), ``written`` (a mention).
    """

    labels: ClassVar[tuple[str, ...]] = ("Name",)
    subject: str
    value: str
    name_key: str
    basis: str

    @property
    def key(self) -> str:
        """Who is called what, by whom, on what basis."""
        if self.base:
            return f"{self.base}|{self.name_key}"
        return f"name|{self.basis}|{self.subject}|{self.name_key}|{self.source}"

    @property
    def content(self) -> tuple[object, ...]:
        """The name, on its basis."""
        return ("name", self.basis, self.subject, self.value, self.dates)

    @property
    def properties(self) -> dict[str, object]:
        """What is stored on the node."""
        own = {"value": self.value, "name_key": self.name_key, "basis": self.basis}
        return self.common | own

    @property
    def links(self) -> tuple[Link, ...]:
        """The subject that bears it."""
        return (Link(self.subject, "OF"),)


@dataclass(frozen=True, kw_only=True)
class IdentifierFact(Fact):
    """An identifier that a source states beside the one that makes the subject's id."""

    labels: ClassVar[tuple[str, ...]] = ("Identifier",)
    subject: str
    scheme: str
    value: str

    @property
    def key(self) -> str:
        """Which identifier of whom, by whom."""
        return f"identifier|{self.subject}|{self.scheme}|{self.value}|{self.source}"

    @property
    def content(self) -> tuple[object, ...]:
        """The identifier."""
        return ("identifier", self.subject, self.scheme, self.value)

    @property
    def properties(self) -> dict[str, object]:
        """What is stored on the node."""
        return self.common | {"scheme": self.scheme, "value": self.value}

    @property
    def links(self) -> tuple[Link, ...]:
        """The subject that it names."""
        return (Link(self.subject, "OF"),)


@dataclass(frozen=True, kw_only=True)
class ContactFact(Fact):
    """An address, phone number or e-mail address that a source states of a subject.

    It has a base: what it is reported again under (``registered address of X by source S``), or
    itself, for one of several that a subject may have at a time.

    Attributes:
        contact_key: what it is compared by.
    """

    kind: ContactKind
    subject: str
    value: str
    contact_key: str

    @property
    def labels(self) -> tuple[str, ...]:
        """Its labels in the graph."""
        return ("Contact", str(self.kind))

    @property
    def key(self) -> str:
        """Whose contact it is, by whom."""
        return f"{self.base}|{self.contact_key}"

    @property
    def content(self) -> tuple[object, ...]:
        """The contact, however it is written."""
        return ("contact", self.base, self.kind, self.subject, self.contact_key)

    @property
    def properties(self) -> dict[str, object]:
        """What is stored on the node."""
        own = {"kind": str(self.kind), "value": self.value, "contact_key": self.contact_key}
        return self.common | own

    @property
    def links(self) -> tuple[Link, ...]:
        """The subject that is reached by it."""
        return (Link(self.subject, "OF"),)


@dataclass(frozen=True, kw_only=True)
class RecordFact(Fact):
    """A record 信息记录 about one or several subjects in roles.

    Attributes:
        about: what makes the record's key: authority, document number, party (design §2).
        date: the record's own day (decision, publication, signature), or None.
    """

    kind: RecordKind
    about: tuple[str, ...]
    date: date | None
    own: Properties
    links: tuple[Link, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Its labels in the graph."""
        return ("Record", str(self.kind))

    @property
    def key(self) -> str:
        """The record's key, also what events about it name."""
        return "|".join((self.kind, *self.about))

    @property
    def adverse(self) -> bool:
        """Whether its kind could count against a subject."""
        return self.kind in ADVERSE_KINDS

    @property
    def content(self) -> tuple[object, ...]:
        """All properties and parties."""
        parties = [(link.subject, link.type, dict(link.properties)) for link in self.links]
        return ("record", self.kind, self.about, self.date, self.dates, dict(self.own), parties)

    @property
    def properties(self) -> dict[str, object]:
        """What is stored on the node."""
        dated = {} if self.date is None else {"date": self.date}
        return self.common | dated | dict(self.own) | {"kind": str(self.kind)}


@dataclass(frozen=True, kw_only=True)
class EventFact(Fact):
    """What was done to a record (repair, objection, amendment), whatever corrects the record.

    Attributes:
        record: key of the record that it acts on, whether or not that is known yet.
        about: what tells it from other events of the record.
        date: its day, or None.
    """

    kind: EventKind
    record: str
    about: tuple[str, ...]
    date: date | None
    own: Properties
    links: tuple[Link, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Its labels in the graph."""
        return ("Event", str(self.kind))

    @property
    def key(self) -> str:
        """What was done to which record."""
        return "|".join((self.kind, self.record, *self.about))

    @property
    def content(self) -> tuple[object, ...]:
        """All properties and parties."""
        parties = [(link.subject, link.type, dict(link.properties)) for link in self.links]
        ends = (self.kind, self.record, self.about, self.date)
        return ("event", *ends, self.dates, dict(self.own), parties)

    @property
    def properties(self) -> dict[str, object]:
        """What is stored on the node."""
        dated = {} if self.date is None else {"date": self.date}
        own = {"kind": str(self.kind), "record": self.record}
        return self.common | dated | dict(self.own) | own


@dataclass(frozen=True, kw_only=True)
class RelationFact(Fact):
    """A relation between two subjects, read ``start TYPE end``, as a source reports it on a day.

    Attributes:
        distinction: what tells two relations of one pair apart (a position, a document).
    """

    type: RelationType
    start: str
    end: str
    observed: date
    distinction: str = ""
    own: Properties = field(default_factory=dict)

    @property
    def key(self) -> str:
        """From, type, to, what tells it apart (a position), start, source (design §2)."""
        start = "" if self.valid_from == UNKNOWN_START else self.valid_from.isoformat()
        parts = (self.start, self.type, self.end, self.distinction, start, self.source)
        return "|".join(parts)

    @property
    def content(self) -> tuple[object, ...]:
        """Ends, dates and properties."""
        ends = (self.type, self.start, self.end, self.distinction)
        return ("relation", *ends, self.dates, dict(self.own))

    @property
    def state(self) -> str:
        """The digest of what it is without its last day: that is the same relation, ended."""
        if self.valid_to == OPEN_END:
            return self.sid
        return replace(self, valid_to=OPEN_END).sid

    def listing(self, *, snapshot: bool) -> str | None:
        """Return on what its report reports: all of its kind of a subject, or it alone."""
        return (self.scope if snapshot else None) or self.key

    @property
    def properties(self) -> dict[str, object]:
        """What is stored on the relation."""
        return self.common | dict(self.own)


NodeFact = NameFact | IdentifierFact | ContactFact | RecordFact | EventFact
