"""What debtors and listings say besides what their formats declare."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model.facts import Value
from ingest.sources.base import Context, day, text
from ingest.tables import TypedRow


def debtor(row: TypedRow, _: Context) -> Mapping[str, Value]:
    """Return the situations of a judgment debtor, each by itself."""
    situations = text(row, "situations").replace("；", ";").replace("，", ";").replace(",", ";")
    parts = tuple(part.strip() for part in situations.split(";") if part.strip())
    return {"situations": parts} if parts else {}


def listing(row: TypedRow, context: Context) -> Mapping[str, Value]:
    """Return the list's name as written, and the day of the file where no day is given."""
    shown: dict[str, Value] = {"list_name": row.written.get("list_type", "")}
    if day(row, "listed_on") is None:
        shown["shown_on"] = context.observed
    return shown
