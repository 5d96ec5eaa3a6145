"""Files to rows: CSV, XLSX and JSONL, each row with its number as the sheet shows it."""

from ingest.reading.jsonl import unfold
from ingest.reading.sheet import RawRow, Sheet
from ingest.reading.tables import is_there, open_sheet

__all__ = ["RawRow", "Sheet", "is_there", "open_sheet", "unfold"]
