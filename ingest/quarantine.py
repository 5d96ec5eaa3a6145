"""Rows that were refused: look at them, take them out, correct them, send them again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from graph.store import Row, Store
from ingest.headings import REASONS_HEADING, ROW_HEADING
from ingest.incoming import Incoming, describe
from ingest.load import Loader, Outcome
from ingest.manifest import Stated
from ingest.mapping import Mapping as TableMapping
from ingest.masking import HIDDEN, MASK, shown
from ingest.reading import RawRow, Sheet, open_sheet
from ingest.reading.sheet import check_cells
from messages import InputError, NotFoundError
from rulebook import Rulebook

PAGE = 100
_EVERYTHING = 1_000_000
_TEXT_MARK = re.compile(r"^'(?=[=+\-@])")
_IN_LIST = f'"{MASK}"'
_READ_ALIKE = ("format", "source", "dated", "mapping")


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A refused row as answers give it.

    Attributes:
        reasons: each with ``field``, ``code``, ``message``, ``message_en``.
        raw: heading → cell, citizen numbers masked.
    """

    id: str
    file: str
    row: int
    format: str
    reasons: tuple[Mapping[str, str], ...]
    raw: Mapping[str, str]

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "id": self.id,
            "file": self.file,
            "row": self.row,
            "format": self.format,
            "reasons": list(self.reasons),
            "raw": dict(self.raw),
        }


def listed(
    store: Store,
    *,
    file: str | None = None,
    standard: str | None = None,
    after: str = "",
    limit: int = PAGE,
) -> list[Quarantined]:
    """Return the rows that wait for correction, in the order of their ids.

    A row that was refused again is one of the file that it came in first, too.
    """
    asked = {"file": file, "format": standard, "after": after, "limit": limit}
    return [_quarantined(row) for row in store.read("ingest/quarantined", state="open", **asked)]


def show(store: Store, row_id: str) -> Quarantined:
    """Return one row.

    Raises:
        NotFoundError: there is none with that id.
    """
    found = store.read("ingest/quarantined_rows", ids=[row_id])
    if not found:
        raise NotFoundError("ingest.no_such_row", id=row_id)
    return _quarantined(found[0])


def exported(store: Store, file: str | None, standard: str | None) -> list[dict[str, str]]:
    """Return the rows as a table to correct: their cells, their id, and what is wrong."""
    rows = listed(store, file=file, standard=standard, limit=_EVERYTHING)
    return [
        {
            ROW_HEADING: row.id,
            **row.raw,
            REASONS_HEADING: "\n".join(f"{r['message']} {r['message_en']}" for r in row.reasons),
        }
        for row in rows
    ]


def retry(store: Store, rulebook: Rulebook, loader: Loader, path: Path) -> list[Outcome]:
    """Load corrected rows from an exported file, each as its own source and format's.

    Raises:
        InputError: the file has no rows, or no column that names them.
        NotFoundError: a row is not in quarantine.
    """
    written = list(open_sheet(path).rows)
    kept = _kept(store, path, written)
    rows = [_as_corrected(row, kept[row.cells[ROW_HEADING]]) for row in written]
    alike: defaultdict[tuple[Any, ...], list[RawRow]] = defaultdict(list)
    for row in rows:
        of_file = kept[row.cells[ROW_HEADING]]
        alike[tuple(of_file[name] for name in _READ_ALIKE)].append(row)
    outcomes = []
    for group in alike.values():
        incoming = _incoming(path, rulebook, kept[group[0].cells[ROW_HEADING]])
        outcomes.append(loader.load_rows(incoming, _sheet(group)))
        _release(store, incoming.id, group)
    return outcomes


def _quarantined(row: Row) -> Quarantined:
    return Quarantined(
        id=row["id"],
        file=row["file"],
        row=row["row"],
        format=row["format"],
        reasons=tuple(orjson.loads(reason) for reason in row["reasons"]),
        raw=orjson.loads(row["raw"]),
    )


def _kept(store: Store, path: Path, rows: Iterable[RawRow]) -> dict[str, dict[str, Any]]:
    ids = [row.cells.get(ROW_HEADING) for row in rows]
    if not ids:
        raise InputError("ingest.retry_no_rows", file=shown(path))
    if None in ids:
        raise InputError("ingest.retry_columns", file=shown(path), column=ROW_HEADING)
    kept = _newest(store, [row_id for row_id in ids if row_id is not None])
    return kept | {row["id"]: row for row in kept.values()}


def _newest(store: Store, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return id → what is kept of the row, as it was refused last.

    Raises:
        NotFoundError: there is none with an id.
    """
    newest: dict[str, dict[str, Any]] = {}
    asked = {row_id: row_id for row_id in ids}
    while asked:
        found = store.read("ingest/quarantined_rows", ids=sorted(set(asked.values())))
        rows = {row["id"]: row for row in found}
        for row_id in asked.values():
            if row_id not in rows:
                raise NotFoundError("ingest.no_such_row", id=row_id)
        newest |= {first: rows[now] for first, now in asked.items()}
        asked = {first: rows[now]["again"] for first, now in asked.items() if rows[now]["again"]}
    return newest


def _as_corrected(row: RawRow, kept: Mapping[str, Any]) -> RawRow:
    """Return a row as whoever corrected it means it.

    A CSV has a mark before what a spreadsheet would take for a formula; a number that only the
    quarantine had masked cannot be read from it.
    """
    raw = orjson.loads(kept["raw"])
    cells = {name: _TEXT_MARK.sub("", cell) for name, cell in row.cells.items()}
    cells[ROW_HEADING] = kept["id"]
    cells |= {n: HIDDEN for n, cell in cells.items() if cell == MASK == raw.get(n)}
    listed = (n for n in cells if _IN_LIST in raw.get(n, ""))
    cells |= {n: cells[n].replace(_IN_LIST, f'"{HIDDEN}"') for n in listed}
    again = check_cells(row.number, cells)
    more = (problem for problem in again.problems if problem not in row.problems)
    return RawRow(row.number, again.cells, (*row.problems, *more))


def _incoming(path: Path, rulebook: Rulebook, kept: Mapping[str, Any]) -> Incoming:
    mapping = TableMapping.model_validate_json(kept["mapping"]) if kept["mapping"] else None
    stated = Stated(
        format=kept["format"],
        source=kept["source"],
        source_name=kept["source_name"],
        dated=kept["dated"],
        mode="delta",
    )
    return describe(path, rulebook, mapping, stated)


def _sheet(rows: list[RawRow]) -> Sheet:
    """Return rows as a sheet in which each brings its own headings, as JSONL rows do."""
    return Sheet((), iter(rows))


def _release(store: Store, file: str, rows: Iterable[RawRow]) -> None:
    again = {row["row"]: row["id"] for row in store.read("ingest/refused_rows", file=file)}
    states = [
        {
            "id": row.cells[ROW_HEADING],
            "state": "resubmitted" if row.number in again else "resolved",
            "again": again.get(row.number),
        }
        for row in rows
    ]
    store.write_unclocked("ingest/release", rows=states, by_file=file)
