"""JSONL: one object a line, values as text, numbers or lists of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from ingest.problems import Problem
from ingest.reading.encoding import find_encoding
from ingest.reading.sheet import RawRow, Sheet, check_cells


def read_jsonl(path: Path) -> Sheet:
    """Return the table in a JSONL file; a line that is no object is a refused row."""
    return Sheet((), _rows(path, find_encoding(path)))


def _rows(path: Path, encoding: str) -> Iterator[RawRow]:
    with path.open(encoding=encoding) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _row(number, line)


def _row(number: int, line: str) -> RawRow:
    try:
        content = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        problem = Problem("", "json", {"cause": str(error)})
        return RawRow(number, {"": line.strip()[:1000]}, (problem,))
    if not isinstance(content, dict):
        return RawRow(number, {"": line.strip()[:1000]}, (Problem("", "json_object"),))
    cells = {str(key): _text(value).strip() for key, value in content.items()}
    return check_cells(number, {key: value for key, value in cells.items() if value})


def _text(value: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    match value:
        case None:
            return ""
        case str():
            return value
        case list():
            return "、".join(_text(item) for item in value)
        case _:
            return orjson.dumps(value).decode()
