"""What every source module does: collect the facts of one row, with its parties named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from graph.model import (
    OPEN_END,
    UNKNOWN_START,
    IdentifierFact,
    Link,
    NameFact,
    RelationFact,
    SubjectNode,
)
from graph.model.facts import NodeFact, Properties, Value
from graph.model.names import name_key
from ingest.masking import MASK
from ingest.parties import Party, implied_codes, read_party
from ingest.privacy import PersonKeys
from ingest.problems import Problem
from ingest.tables import TypedRow


class RowRefusedError(Exception):
    """A row whose facts cannot be made; ``problems`` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.code for problem in problems))
        self.problems = problems


Naming = tuple[str, Party]


@dataclass(frozen=True, slots=True)
class Context:
    """What a source module knows besides the row.

    Attributes:
        source: id of the source.
        format: id of the format; a part of scopes.
        observed: the day that the file shows.
        snapshot: whether the file lists all there is in its scope.
        keys: makes person ids.
        said: subject and party of all namings that the file's facts hold already.
    """

    source: str
    format: str
    observed: date
    snapshot: bool
    keys: PersonKeys
    said: set[Naming] = field(default_factory=set)


@dataclass(slots=True)
class Facts:
    """The facts of rows, collected; scopes are what a snapshot file lists completely.

    Attributes:
        namings: subject and party of those whom the rows name.
        fact_scopes: scopes of records.
        relation_scopes: scope of relations → the subject that they hang on.
    """

    subjects: list[SubjectNode] = field(default_factory=list)
    nodes: list[NodeFact] = field(default_factory=list)
    relations: list[RelationFact] = field(default_factory=list)
    fact_scopes: set[str] = field(default_factory=set)
    relation_scopes: dict[str, str] = field(default_factory=dict)
    namings: list[Naming] = field(default_factory=list)


def party_of(row: TypedRow, role: str, context: Context) -> Party:
    """Return the party in a role.

    Raises:
        RowRefusedError: the row names nobody in it, or only by a code that is none.
    """
    party = read_party(row, role, context.keys)
    if party is None:
        raise RowRefusedError(Problem(role, "no_party"))
    if party.name is None and f"{role}.name" in row.values:
        raise RowRefusedError(Problem(f"{role}.name", "number_for_name"))
    if party.damaged and party.id is None:
        place, code = party.damaged[0]
        raise RowRefusedError(Problem(f"{role}.{place}", "party_code", {"value": code}))
    return party


def name(
    facts: Facts, party: Party, row: TypedRow, context: Context, *about: str, role: str
) -> str:
    """Add the subject that a party is, its name as a mention, its further codes; return its id.

    What the file has said of it before is left out.
    """
    subject = party.subject(context.source, context.format, *about, role)
    if (subject.id, party) in context.said:
        return subject.id
    facts.namings.append((subject.id, party))
    facts.subjects.append(subject)
    facts.nodes.extend(codes(party, subject.id, row, context))
    if party.name:
        facts.nodes.append(
            NameFact(
                source=context.source,
                row=row.number,
                subject=subject.id,
                value=party.name,
                name_key=name_key(party.name),
                basis="written",
            )
        )
    return subject.id


def codes(party: Party, subject: str, row: TypedRow, context: Context) -> Iterable[IdentifierFact]:
    """Yield the codes of a party that its id does not say; damaged ones as they were written.

    What is masked is no code.
    """
    implied = implied_codes(subject)
    stated = [(str(code.scheme), code.value) for code in party.codes]
    stated += [(_SCHEMES.get(place, place), code) for place, code in party.damaged]
    stated += party.others
    for scheme, value in dict.fromkeys(stated):
        if (scheme, value) not in implied and MASK not in value:
            yield IdentifierFact(
                source=context.source,
                row=row.number,
                subject=subject,
                scheme=scheme,
                value=value,
            )


_SCHEMES = {"uscc": "uscc", "org_code": "org", "reg_no": "reg", "code": "uscc"}


def relations_of(facts: Facts, context: Context, subject: str) -> str:
    """Return the scope of a subject's relations in a file; a snapshot lists all of them."""
    scope = f"{context.format}|{subject}|{context.source}"
    if context.snapshot:
        facts.relation_scopes[scope] = subject
    return scope


def concerns(subject: str, role: str, party: Party) -> Link:
    """Return the link from a record to a party, with what was written."""
    written = {"name_as_written": party.name, "identifier_as_written": party.as_written}
    return Link(subject, "CONCERNS", {"role": role} | {k: v for k, v in written.items() if v})


def days(row: TypedRow, start: str = "valid_from", end: str = "valid_to") -> tuple[date, date]:
    """Return the first and last day that a row states, in their stored forms."""
    first, last = row.values.get(start), row.values.get(end)
    return (
        first if isinstance(first, date) else UNKNOWN_START,
        last if isinstance(last, date) else OPEN_END,
    )


def day(row: TypedRow, name_of_field: str) -> date | None:
    """Return the day in a field, if the row has one."""
    value = row.values.get(name_of_field)
    return value if isinstance(value, date) else None


def text(row: TypedRow, name_of_field: str) -> str:
    """Return the text in a field, empty if the row has none."""
    value = row.values.get(name_of_field)
    return value if isinstance(value, str) else ""


def properties(row: TypedRow, **fields: str) -> Properties:
    """Return ``property=field`` pairs as the values that the row has."""
    found: dict[str, Value] = {}
    for prop, name_of_field in fields.items():
        value = row.values.get(name_of_field)
        if value is not None:
            found[prop] = value
    return found
