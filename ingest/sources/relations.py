"""Relations between two parties: holdings, offices, control, branches, guarantees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.model import RelationFact, RelationType, SubjectKind
from graph.model.names import name_key
from graph.resolution.anonymous import is_anonymous
from ingest.masking import mask
from ingest.sources.base import Context, Facts, days, name, party_of, properties, relations_of, text
from ingest.tables import TypedRow

LEGAL_REPRESENTATIVE = ("法定代表人", "法人代表", "法人")


@dataclass(frozen=True, slots=True)
class Pattern:
    """How rows of a format become one relation, read ``start TYPE end``.

    Attributes:
        start: the role at its start.
        end: the role at its end.
        properties: property → field.
        distinction: the field that tells two relations of one pair apart.
        lists_start: whether a snapshot lists all relations of the ``start``, not of the ``end``.
    """

    type: RelationType
    start: str
    end: str
    properties: Mapping[str, str] = field(default_factory=dict)
    distinction: str = ""
    lists_start: bool = False


PATTERNS: Mapping[str, Pattern] = {
    "shareholders": Pattern(
        RelationType.SHAREHOLDER_OF,
        "holder",
        "company",
        {"share_ppm": "share", "amount_fen": "amount", "currency": "currency"},
    ),
    "officers": Pattern(
        RelationType.OFFICER_OF, "person", "company", {"position": "position"}, "position"
    ),
    "controllers": Pattern(
        RelationType.CONTROLLER_OF, "controller", "company", {"basis": "basis"}, "basis"
    ),
    "branches": Pattern(RelationType.BRANCH_OF, "branch", "company"),
    "guarantees": Pattern(
        RelationType.GUARANTOR_OF,
        "guarantor",
        "debtor",
        {"amount_fen": "amount", "document_number": "document_number"},
        "document_number",
        lists_start=True,
    ),
}


def facts_of(row: TypedRow, context: Context) -> Facts:
    """Return the two subjects and the relation of a row."""
    pattern = PATTERNS[context.format]
    end_party = party_of(row, pattern.end, context)
    start_party = party_of(row, pattern.start, context)
    facts = Facts()
    distinction = text(row, pattern.distinction) if pattern.distinction else ""
    # A person known only by name is a subject of one record, and so is whoever is called 某公司;
    # the company of many rows is one.
    apart = end_party.kind is SubjectKind.PERSON or is_anonymous(name_key(end_party.name or ""))
    record = (start_party.key, distinction) if apart else ()
    end = name(facts, end_party, row, context, *record, role=pattern.end)
    start = name(facts, start_party, row, context, end, distinction, role=pattern.start)
    own = dict(properties(row, **pattern.properties))
    if "share" in row.written:
        own["share_text"] = mask(row.written["share"])
    first, last = days(row)
    facts.relations.append(
        RelationFact(
            source=context.source,
            row=row.number,
            valid_from=first,
            valid_to=last,
            scope=relations_of(facts, context, start if pattern.lists_start else end),
            type=_type(pattern, distinction),
            start=start,
            end=end,
            observed=context.observed,
            distinction=distinction,
            own=own,
        )
    )
    return facts


def _type(pattern: Pattern, distinction: str) -> RelationType:
    officer = pattern.type is RelationType.OFFICER_OF
    if officer and distinction.startswith(LEGAL_REPRESENTATIVE):
        return RelationType.LEGAL_REPRESENTATIVE_OF
    return pattern.type
