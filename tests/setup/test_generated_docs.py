"""Generated documents follow their sources, and drift is seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph.model import EventKind, NameFact, RecordKind, RelationType, SubjectKind
from graph.store.migrations import known_migrations
from scripts import docs_model, generate_docs
from scripts.guard import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_the_documents_of_this_checkout_are_in_step() -> None:
    assert not generate_docs.problems(ROOT / "docs")


def test_what_was_written_has_not_drifted_and_a_change_has(tmp_path: Path) -> None:
    assert len(generate_docs.problems(tmp_path)) == len(generate_docs.DOCUMENTS)
    generate_docs.write(tmp_path)
    assert not generate_docs.problems(tmp_path)
    (tmp_path / "model.md").write_text("changed by hand", "utf-8")
    assert len(generate_docs.problems(tmp_path)) == 1


def test_every_kind_is_explained() -> None:
    for kinds in (SubjectKind, RelationType, RecordKind, EventKind):
        assert {value for value, _ in docs_model.members(kinds.__name__)} == set(kinds)


def test_every_property_of_a_fact_is_explained() -> None:
    day = date(2026, 1, 1)
    fact = NameFact(
        source="s",
        row=1,
        subject="row:1",
        value="a",
        name_key="a",
        basis="written",
        scope="holdings",
        base="registration",
        observed=day,
    )
    written_by_the_store = {"since", "until", "file", "content", "stated_to", "start", "end"}
    assert set(docs_model.FACT) == set(fact.common) | written_by_the_store


def test_the_picture_shows_labels_that_the_schema_knows() -> None:
    schema = " ".join(part for each in known_migrations() for part in each.statements)
    ends = {end for start, _, stop in docs_model.EDGES for end in (start, stop)}
    facts = {"Record", "Identifier"}  # found by the label Fact, which they all bear
    assert all(f":{label})" in schema for label in ends - facts)
