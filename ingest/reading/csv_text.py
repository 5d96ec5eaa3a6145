"""CSV as bureaus export it: comma, tab or semicolon, any of the encodings, quoted line breaks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from ingest.masking import shown
from ingest.problems import Problem
from ingest.reading.encoding import find_encoding
from ingest.reading.sheet import RawRow, Sheet, cells_of, check_cells, headings_of
from messages import InputError

_FIELD_LIMIT = 1 << 28
_SEPARATORS = ",\t;"


def read_csv(path: Path) -> Sheet:
    """Return the table in a CSV file.

    Raises:
        InputError: the encoding is neither UTF-8 nor GB 18030, or the headings are none.
    """
    encoding = find_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
    separator = max(_SEPARATORS, key=first.count)
    records = _records(path, encoding, separator)
    _, heading = next(records, (0, []))
    headings = headings_of(heading, path)
    return Sheet(headings, _rows(headings, records))


def _records(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_FIELD_LIMIT)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        number = 0
        while True:
            number += 1
            try:
                yield number, next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                place = {"file": shown(path), "row": number, "cause": str(error)}
                raise InputError("ingest.damaged_csv", **place) from error


def _rows(headings: tuple[str, ...], records: Iterator[tuple[int, list[str]]]) -> Iterator[RawRow]:
    for number, values in records:
        if not any(value.strip() for value in values):
            continue
        row = check_cells(number, cells_of(headings, values))
        if len(values) != len(headings):
            counts = {"found": len(values), "expected": len(headings)}
            problem = Problem("", "cell_count", counts)
            row = RawRow(number, row.cells, (*row.problems, problem))
        yield row
