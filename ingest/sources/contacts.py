"""联系方式: addresses, phone numbers and e-mail addresses that a source states of a subject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.model import ContactFact, ContactKind
from graph.model.contacts import contact_key, names_a_house
from ingest.sources.base import Context, Facts, days, name, party_of, text
from ingest.tables import TypedRow
from rulebook.formats import ContactsOf


def add_contacts(facts: Facts, row: TypedRow, context: Context, made: ContactsOf) -> None:
    """Add a party and a fact for each of its contacts; it may have several at a time."""
    subject = name(facts, party_of(row, made.party, context), row, context, role=made.party)
    scope = f"{context.format}|{subject}|{context.source}"
    if context.snapshot:
        facts.fact_scopes.add(scope)
    first, last = days(row)
    for kind, value in _stated(row, made):
        contact = _contact(kind, value, subject, row, context)
        base = f"contact|{kind}|{subject}|{contact.contact_key}|{context.source}"
        facts.nodes.append(
            replace(contact, base=base, scope=scope, valid_from=first, valid_to=last)
        )


def registered_address(subject: str, row: TypedRow, context: Context) -> Iterator[ContactFact]:
    """Yield the address at which a subject is registered, if the row states one that is exact."""
    value = text(row, "address")
    if value and names_a_house(value):
        base = f"registered address|{subject}|{context.source}"
        yield replace(_contact(ContactKind.ADDRESS, value, subject, row, context), base=base)


def _stated(row: TypedRow, made: ContactsOf) -> Iterator[tuple[ContactKind, str]]:
    for kind, field in made.fields.items():
        value = row.values.get(field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str):
                yield ContactKind(kind), each


def _contact(
    kind: ContactKind, value: str, subject: str, row: TypedRow, context: Context
) -> ContactFact:
    return ContactFact(
        source=context.source,
        row=row.number,
        observed=context.observed,
        kind=kind,
        subject=subject,
        value=value,
        contact_key=contact_key(kind, value),
    )
