"""Records about one party each: penalties, debtors, listings (design §2 rule 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.model import UNKNOWN_START, RecordFact, RecordKind
from graph.model.facts import Value
from graph.model.names import name_key
from ingest.codes import document_key
from ingest.sources.base import Context, Facts, concerns, day, name, party_of, properties, text
from ingest.tables import TypedRow


@dataclass(frozen=True, slots=True)
class Pattern:
    """How rows of a format become one record.

    Attributes:
        role: the party's role in the record.
        date: the field that dates it.
        about: what tells it from others besides the party.
        properties: property → field.
        more: further properties.
    """

    kind: RecordKind
    role: str
    date: str
    about: Callable[[TypedRow], tuple[str, ...]]
    properties: Mapping[str, str]
    more: Callable[[TypedRow, Context], Mapping[str, Value]] = field(default=lambda *_: {})


def _same(*names: str, **renamed: str) -> dict[str, str]:
    return {name: name for name in names} | renamed


def _about_penalty(row: TypedRow) -> tuple[str, ...]:
    """Return the authority by its name, which both layouts carry, so that a decision is one."""
    authority = name_key(text(row, "authority")) or text(row, "authority_uscc")
    return (authority, document_key(text(row, "document_number")))


def _about_debtor(row: TypedRow) -> tuple[str, ...]:
    return (name_key(text(row, "court")), document_key(text(row, "case_number")))


def _about_listing(row: TypedRow) -> tuple[str, ...]:
    number = text(row, "document_number")
    listed = day(row, "listed_on")
    which = document_key(number) if number else (listed.isoformat() if listed else "")
    return (text(row, "list_type"), name_key(text(row, "authority")), which)


def _debtor(row: TypedRow, _: Context) -> Mapping[str, Value]:
    situations = text(row, "situations").replace("；", ";").replace("，", ";").replace(",", ";")
    parts = tuple(part.strip() for part in situations.split(";") if part.strip())
    return {"debtor_state": "dishonest"} | ({"situations": parts} if parts else {})


def _listing(row: TypedRow, context: Context) -> Mapping[str, Value]:
    shown: dict[str, Value] = {"list_name": row.written.get("list_type", "")}
    if day(row, "listed_on") is None:
        shown["shown_on"] = context.observed
    return shown


PENALTY = Pattern(
    RecordKind.PENALTY,
    "punished",
    "decision_date",
    _about_penalty,
    _same(
        *("document_number", "violation", "facts", "basis", "penalty_kind", "content"),
        *("licence_withdrawn", "valid_until", "publish_until", "authority", "authority_uscc"),
        *("legal_representative", "penalty_kind_2", "state", "region", "remark"),
        fine_fen="fine",
        confiscated_fen="confiscated",
    ),
)
DEBTOR = Pattern(
    RecordKind.ENFORCEMENT,
    "debtor",
    "published_on",
    _about_debtor,
    _same(
        *("case_number", "court", "region", "basis_document", "basis_authority", "duty"),
        *("performance", "performed_part", "unperformed_part", "filed_on", "published_on"),
        "legal_representative",
    ),
    _debtor,
)
LISTING = Pattern(
    RecordKind.LISTING,
    "listed",
    "listed_on",
    _about_listing,
    _same(
        *("list_type", "authority", "document_number", "reason", "listed_on", "removed_on"),
        *("removal_reason", "region", "legal_representative"),
        stated_end="valid_to",
    ),
    _listing,
)


def facts_of(row: TypedRow, context: Context, pattern: Pattern) -> Facts:
    """Return the party and its record."""
    party = party_of(row, "party", context)
    about = pattern.about(row)
    facts = Facts()
    subject = name(facts, party, row, context, *about, role=pattern.role)
    dated: date | None = day(row, pattern.date)
    scope = listing_scope(row, context) if pattern.kind is RecordKind.LISTING else None
    if scope and context.snapshot:
        facts.fact_scopes.add(scope)
    facts.nodes.append(
        RecordFact(
            source=context.source,
            row=row.number,
            valid_from=dated or UNKNOWN_START,
            scope=scope,
            kind=pattern.kind,
            about=(*about, party.key),
            date=dated,
            own={**properties(row, **pattern.properties), **pattern.more(row, context)},
            links=(concerns(subject, pattern.role, party),),
        )
    )
    return facts


def listing_scope(row: TypedRow, context: Context) -> str | None:
    """Return the scope of a listing: one list as one source sends it; None if no list is named."""
    list_type = text(row, "list_type")
    return f"{context.format}|{list_type}|{context.source}" if list_type else None
