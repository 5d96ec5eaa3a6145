"""What formats declare of the facts that their rows become."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.model import ContactKind, EventKind, RecordKind, RelationType
from ingest.sources import BUILDERS
from rulebook import Rulebook
from rulebook.formats import Format, KeyOf, RecordOf

FORMATS = Rulebook.load().formats


def stated(standard: Format) -> Iterator[str]:
    """Yield every field that a format's declaration names."""
    makes = standard.makes
    for made in (makes.record, makes.event) if makes else ():
        if made is not None:
            keyed = (choice for choice in made.about if choice not in made.constants)
            yield from (field for choice in keyed for field in choice.split("|"))
            yield from filter(None, (made.date, made.valid_from, made.valid_to, made.ended))
            yield from (*made.renamed, *made.dropped, *made.roles.values())
    if makes and makes.relation:
        yield from (*makes.relation.properties, *filter(None, [makes.relation.distinction]))
    if makes and makes.contacts:
        yield from makes.contacts.fields.values()


def named(standard: Format) -> Iterator[KeyOf]:
    """Yield the other records that a format's rows name."""
    makes = standard.makes
    for made in (makes.record, makes.event) if makes else ():
        if made is not None:
            yield from made.names.values()
    if makes and makes.event:
        acted_on = makes.event.record
        yield from [acted_on] if isinstance(acted_on, KeyOf) else acted_on.of.values()


def parties(standard: Format) -> Iterator[str]:
    """Yield the prefixes of the parties that a format's declaration names."""
    makes = standard.makes
    for made in (makes.record, makes.event) if makes else ():
        if made is not None:
            yield from (*made.parties, *made.roles, *made.optional, *filter(None, [made.party]))
    if makes and makes.relation:
        yield from (makes.relation.start, makes.relation.end)
    if makes and makes.contacts:
        yield makes.contacts.party


def record_of(name: str) -> RecordOf:
    """Return the record that a format declares."""
    makes = FORMATS[name].makes
    assert makes, name
    assert makes.record, name
    return makes.record


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_says_what_its_rows_become_or_a_module_does(name: str) -> None:
    makes = FORMATS[name].makes
    declared = makes and (makes.record or makes.event or makes.relation or makes.contacts)
    assert bool(declared) != (name in BUILDERS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_declaration_names_fields_and_parties_of_its_format(name: str) -> None:
    standard = FORMATS[name]
    assert set(stated(standard)) <= set(standard.types)
    assert all(f"{prefix}.name" in standard.types for prefix in parties(standard))


@pytest.mark.parametrize("name", FORMATS)
def test_a_declaration_names_kinds_of_the_model(name: str) -> None:
    makes = FORMATS[name].makes
    assert not (makes and makes.record) or makes.record.kind in set(RecordKind)
    assert not (makes and makes.event) or makes.event.kind in set(EventKind)
    assert not (makes and makes.relation) or makes.relation.type in set(RelationType)
    assert not (makes and makes.contacts) or makes.contacts.fields.keys() <= set(ContactKind)


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_has_what_keys_the_records_that_it_names(name: str) -> None:
    standard = FORMATS[name]
    for of in named(standard):
        other = record_of(of.format)
        keyed = [choice.split("|") for choice in other.about if choice not in other.constants]
        has = {*standard.types} | set(of.renamed)
        assert all(has & set(choices) for choices in keyed), (of.format, keyed)
        assert not other.party or f"{other.party}.name" in standard.types
