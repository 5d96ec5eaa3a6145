"""Files as somebody sends them, and what the product makes of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from graph.model import IdentifierFact
from graph.store import Store
from ingest.incoming import Incoming, describe
from ingest.load import Loader, Outcome
from ingest.manifest import Stated
from ingest.mapping import Mapping as TableMapping
from ingest.mapping import load_mapping
from ingest.prepare import Preparation
from ingest.privacy import PersonKeys
from ingest.problems import RefusedValue
from ingest.reading import RawRow, open_sheet
from ingest.sources import Facts
from messages import InputError
from rulebook import Rulebook

Row = Mapping[str, Any]


def refusal(parse: Callable[[], object]) -> str:
    """Return the code with which a value is refused."""
    with pytest.raises(RefusedValue) as caught:
        parse()
    return caught.value.code


def table(rows: Sequence[Row]) -> list[list[str]]:
    """Return rows as a table with its headings."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [headings, *([str(row.get(h, "")) for h in headings] for row in rows)]


def csv_text(rows: Sequence[Row]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(table(rows))
    return text.getvalue()


def codes(row: RawRow) -> set[tuple[str, str]]:
    """Return heading and code of what a reader found wrong with a row."""
    return {(problem.field, problem.code) for problem in row.problems}


def unreadable(path: Path) -> InputError:
    """Read a whole file that cannot be read, and see that both sentences name it."""
    with pytest.raises(InputError) as caught:
        list(open_sheet(path).rows)
    for sentence in caught.value.text:
        assert path.name in sentence
    return caught.value


@dataclass(frozen=True)
class Folder:
    """Where files of a test stand."""

    path: Path

    def csv(self, rows: Sequence[Row], name: str = "表.csv", encoding: str = "utf-8") -> Path:
        """Write rows as a CSV file."""
        return self.bytes(csv_text(rows).encode(encoding), name)

    def jsonl(self, rows: Iterable[object], name: str = "表.jsonl") -> Path:
        """Write one JSON value a line."""
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return self.text("".join(lines), name)

    def xlsx(self, cells: Sequence[Sequence[object]], name: str = "表.xlsx") -> Path:
        """Write cells as they are: text as text, numbers as numbers, formulas as formulas."""
        path = self.path / name
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)
        return path

    def text(self, content: str, name: str) -> Path:
        """Write a text file."""
        return self.bytes(content.encode(), name)

    def bytes(self, content: bytes, name: str) -> Path:
        """Write a file."""
        path = self.path / name
        path.write_bytes(content)
        return path

    def mapping(self, text: str) -> TableMapping:
        """Write and read a mapping file."""
        return load_mapping(self.text(text, "映射.yaml"))


@dataclass(frozen=True)
class Prepared:
    """A file as facts and refusals, without a graph."""

    facts: Facts
    refused: dict[int, list[dict[str, str]]]
    raw: dict[int, Mapping[str, str]]

    def codes(self, row: int) -> set[tuple[str, str]]:
        """Return field and code of every reason for which a row was refused."""
        return {(reason["field"], reason["code"]) for reason in self.refused[row]}

    def properties(self, name: str) -> list[Any]:
        """Return a property of every record and relation."""
        found = [*self.facts.nodes, *self.facts.relations]
        return [fact.properties[name] for fact in found if name in fact.properties]


def subjects(prepared: Prepared) -> list[tuple[str, str]]:
    """Return the subjects with their kinds."""
    return [(subject.id, str(subject.kind)) for subject in prepared.facts.subjects]


def identifiers(prepared: Prepared) -> set[tuple[str, str]]:
    """Return the identifiers that are stated beside the subjects' ids."""
    stated = [fact for fact in prepared.facts.nodes if isinstance(fact, IdentifierFact)]
    return {(fact.scheme, fact.value) for fact in stated}


Listed = Callable[..., Prepared]
"""Reads list rows, each with its changes."""

Mapped = Callable[[str, Sequence[Row]], Prepared]
"""Reads rows through a mapping file."""


@dataclass(frozen=True)
class Reader:
    """Prepares files as the loader does, without a graph."""

    rulebook: Rulebook
    keys: PersonKeys

    def read(self, path: Path, mapping: TableMapping | None = None, **stated: Any) -> Prepared:
        """Return what a file says."""
        incoming = describe(path, self.rulebook, mapping, Stated(**stated))
        chunks = Preparation(incoming, self.rulebook, self.keys).chunks(open_sheet(path), 1_000)
        facts = Facts()
        refused: dict[int, list[dict[str, str]]] = {}
        raw: dict[int, Mapping[str, str]] = {}
        for chunk in chunks:
            facts.subjects += chunk.facts.subjects
            facts.nodes += chunk.facts.nodes
            facts.relations += chunk.facts.relations
            refused |= {row.row: [dict(reason) for reason in row.reasons] for row in chunk.refused}
            raw |= {row.row: row.raw for row in chunk.refused}
        return Prepared(facts, refused, raw)


@dataclass(frozen=True)
class Intake:
    """Loads files into a graph."""

    store: Store
    rulebook: Rulebook
    home: Path

    @property
    def loader(self) -> Loader:
        """A loader, as a command builds it."""
        return Loader(self.store, self.rulebook, self.home / "person.key", "test")

    def incoming(self, path: Path, mapping: TableMapping | None = None, **stated: Any) -> Incoming:
        """Describe a file."""
        return describe(path, self.rulebook, mapping, Stated(**stated))

    def load(self, path: Path, mapping: TableMapping | None = None, **stated: Any) -> Outcome:
        """Load a file and see that its counts add up."""
        outcome = self.loader.load(self.incoming(path, mapping, **stated))
        assert outcome.read == outcome.loaded + outcome.unchanged + outcome.quarantined
        return outcome
