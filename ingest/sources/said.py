"""What a row says of the parts of a fact: its key, its days, its parties and their roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from graph.model import OPEN_END, UNKNOWN_START
from graph.model.names import name_key
from ingest.codes import document_key
from ingest.sources.base import day, text
from ingest.tables import TypedRow
from rulebook.formats import Format, RecordOf

_COMPARED: Mapping[str, Callable[[str], str]] = {"name": name_key, "enum": str}


def period_of(row: TypedRow, made: RecordOf) -> tuple[date, date]:
    """Return the first and last day on which a record holds, at least its first day."""
    stated = day(row, made.valid_from or "") or day(row, made.date or "")
    first = stated or UNKNOWN_START
    last = day(row, made.valid_to or "") or OPEN_END
    ended = day(row, made.ended or "")
    return first, last if ended is None else max(first, min(last, ended - timedelta(days=1)))


def role_of(row: TypedRow, made: RecordOf, prefix: str) -> str:
    """Return the role of a party: what the row says, else what the format does."""
    return text(row, made.roles.get(prefix, "")) or made.parties[prefix]


def part_of(standard: Format, choice: str, row: TypedRow) -> str:
    """Return one part of a key: the first of its fields that the row has, as it is compared."""
    for field in choice.split("|"):
        value = row.values.get(field)
        if value is None:
            continue
        if not isinstance(value, str):
            return str(value)
        return _COMPARED.get(standard.types.get(field, "text"), document_key)(value)
    return ""


def names_party(row: TypedRow, prefix: str) -> bool:
    """Tell whether the row names anybody under a prefix; its kind alone is nobody."""
    start = f"{prefix}."
    return any(f.startswith(start) and f != f"{prefix}.kind" for f in row.values)


def renamed_row(row: TypedRow, renamed: Mapping[str, str]) -> TypedRow:
    """Return the row with the fields of another format, each holding what one of its own says."""
    if not renamed:
        return row
    values = dict(row.values)
    for theirs, ours in renamed.items():
        values.pop(theirs, None)
        if (value := row.values.get(ours)) is not None:
            values[theirs] = value
    return TypedRow(row.number, values, row.written, row.raw)
