"""What is asked of every way in that reads a file: all of it read, up to where the graph begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.replay.replay import _batches, _ends
from graph.screening import read_lot
from graph.store.rows import fact_row, packed, relation_row
from ingest.bidders import read_bidders
from ingest.incoming import Incoming, describe, find_files
from ingest.manifest import Stated
from ingest.mapping import Mapping as TableMapping
from ingest.mapping import load_mapping
from ingest.prepare import Preparation, values_of
from ingest.privacy import PersonKeys
from ingest.reading import open_sheet, unfold
from ingest.suggesting import suggest
from messages import CreditgraphError
from rulebook import Rulebook

EACH = "parties"
"""The heading whose lists of objects are unfolded."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a file: how many rows, or an error in both languages.

    Attributes:
        file: which file the error names.
    """

    rows: int = 0
    key: str = ""
    sentences: tuple[str, ...] = ()
    file: str = ""


def ask(way: str, path: Path) -> Said:
    """Read a file in a way; every error of our family becomes its sentences."""
    try:
        return Said(rows=WAYS[way](path))
    except CreditgraphError as error:
        return Said(0, error.key, tuple(error.text), str(error.params.get("file", "")))


@cache
def _rulebook() -> Rulebook:
    return Rulebook.load()


@cache
def _keys() -> PersonKeys:
    return PersonKeys(b"only for tests")


def _table(path: Path) -> int:
    rows = 0
    for row in open_sheet(path).rows:
        for part in unfold(row, EACH):
            _check([part.cells, *(problem.reason for problem in part.problems)])
        rows += 1
    return rows


def _prepared(path: Path) -> int:
    return _facts(describe(path, _rulebook(), None, Stated()))


def _facts(incoming: Incoming) -> int:
    """Return how many rows become facts or refusals, as they would be sent to the graph."""
    _check(incoming.properties)
    _check([incoming.terms.schedule_days, incoming.source, incoming.source_name])
    preparation = Preparation(incoming, _rulebook(), _keys())
    rows = 0
    for each in preparation.chunks(open_sheet(incoming.path), 1_000):
        _check([subject.row for subject in each.facts.subjects])
        _check([fact_row(fact, incoming.id, None) for fact in each.facts.nodes])
        _check([relation_row(fact, incoming.id, None) for fact in each.facts.relations])
        for refused in each.refused:
            packed(refused.raw)
            for reason in refused.reasons:
                packed(reason)
        rows += each.read
    return rows


def _listed(path: Path) -> int:
    """Read a manifest as ``ingest FOLDER`` does, and what it names."""
    return sum(_facts(incoming) for incoming in find_files([path.parent], _rulebook(), None))


def _mapped(path: Path) -> int:
    """Read a mapping, and through it the table that stands beside it."""
    mapping = load_mapping(path)
    table = next(each for each in path.parent.iterdir() if each.stem == "table")
    return _facts(describe(table, _rulebook(), mapping, Stated()))


def _remembered(path: Path) -> int:
    """Read a mapping as quarantine keeps it."""
    kept = load_mapping(path).model_dump_json()
    return len(TableMapping.model_validate_json(kept).columns)


def _bidders(path: Path) -> int:
    return len(list(read_bidders(path, _keys())))


def _lot(path: Path) -> int:
    return len(read_lot(path).quotes)


def _log(path: Path) -> int:
    _ends(path)
    return sum(len(rows) for _, rows in _batches(path))


def _suggested(path: Path) -> int:
    rulebook = _rulebook()
    formats = list(rulebook.formats.values())
    enums = {each.id: values_of(each, rulebook) for each in formats}
    return len(suggest(open_sheet(path), formats[:3], enums, path.name).guesses)


WAYS: Mapping[str, Callable[[Path], int]] = {
    "table": _table,
    "prepared": _prepared,
    "manifest": _listed,
    "mapping": _mapped,
    "mapping kept": _remembered,
    "bidders": _bidders,
    "lot": _lot,
    "log": _log,
    "suggested": _suggested,
}


def _check(value: Any) -> None:
    """See that a value can be sent: half a character cannot, nor can a number beyond 64 bits."""
    match value:
        case str():
            value.encode()
        case int():
            assert -(2**63) <= value < 2**63, value
        case dict():
            _check([*value, *value.values()])
        case list() | tuple():
            for item in value:
                _check(item)
