"""Chooses the reader of a file by its ending."""

from __future__ import annotations

from pathlib import Path

from ingest.masking import mask, shown
from ingest.reading.csv_text import read_csv
from ingest.reading.jsonl import read_jsonl
from ingest.reading.sheet import Sheet
from ingest.reading.xlsx import read_xlsx
from messages import InputError

READERS = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_xlsx,
    ".jsonl": read_jsonl,
}


def is_there(path: Path) -> bool:
    """Tell whether there is such a file; a name that is too long for one is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def open_sheet(path: Path) -> Sheet:
    """Return the table in a file.

    Raises:
        InputError: no such file, an ending that is not read, an empty or damaged file.
    """
    if not is_there(path):
        raise InputError("ingest.no_file", file=mask(str(path)))
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError("ingest.unknown_ending", file=shown(path), endings=" ".join(READERS))
    if path.stat().st_size == 0:
        raise InputError("ingest.empty_file", file=shown(path))
    return reader(path)
