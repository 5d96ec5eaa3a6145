"""JSONL: one object a line, values as text, numbers or lists of them, or as lists of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from ingest.masking import shown
from ingest.problems import Problem
from ingest.reading.encoding import find_encoding
from ingest.reading.sheet import SAFE_NUMBER, RawRow, Sheet, check_cells, kept
from messages import InputError


def read_jsonl(path: Path) -> Sheet:
    """Return the table in a JSONL file; a line that is no object is a refused row.

    Raises:
        InputError: the encoding is neither UTF-8 nor GB 18030, or no line holds anything.
    """
    rows = _rows(path, find_encoding(path))
    first = next(rows, None)
    if first is None:
        raise InputError("ingest.empty_file", file=shown(path))
    return Sheet((), chain((first,), rows))


def _rows(path: Path, encoding: str) -> Iterator[RawRow]:
    with path.open(encoding=encoding) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _row(number, line.strip())


def _row(number: int, line: str) -> RawRow:
    try:
        content = _loaded(line)
    except _KeyTwiceError as error:
        return RawRow(number, {"": kept(line)}, (Problem(error.key, "key_twice"),))
    except (ValueError, RecursionError) as error:
        problem = Problem("", "json", {"cause": str(error)})
        return RawRow(number, {"": kept(line)}, (problem,))
    if not isinstance(content, dict):
        return RawRow(number, {"": kept(line)}, (Problem("", "json_object"),))
    return _row_of(number, content)


def unfold(row: RawRow, each: str | None) -> Iterator[RawRow]:
    """Yield a row once for every object of the list in its cell ``each``.

    The keys of an object are headings beside those of the row, as ``each.key``; an empty list, like
    no list, has nothing to add to the row.
    """
    if not each or each not in row.cells or row.problems:
        yield row
        return
    rest = {heading: cell for heading, cell in row.cells.items() if heading != each}
    try:
        objects = _objects(row.cells[each])
    except _KeyTwiceError as error:
        yield RawRow(row.number, rest, (Problem(f"{each}.{error.key}", "key_twice"),))
        return
    except (ValueError, RecursionError):
        yield RawRow(row.number, rest, (Problem(each, "list_of_objects"),))
        return
    for content in objects or ({},):
        part = _row_of(row.number, {f"{each}.{key}": value for key, value in content.items()})
        yield RawRow(
            row.number, rest | part.cells, part.problems, (row.nested | part.nested) - {each}
        )


def _objects(cell: str) -> Sequence[Mapping[str, object]]:
    found = _loaded(cell)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise ValueError(cell)
    return found


def _loaded(written: str) -> Any:  # noqa: ANN401 (whatever JSON holds)
    r"""Return what JSON says.

    Raises:
        ValueError: it is none, or has half a character (``\ud800``), which no text can hold.
    """
    found = json.loads(written, object_pairs_hook=_object, parse_constant=_refuse)
    if "\\u" in written:
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _row_of(number: int, content: Mapping[str, object]) -> RawRow:
    cells = {key: _text(value).strip() for key, value in content.items()}
    row = check_cells(number, {key: value for key, value in cells.items() if value})
    nested = frozenset(key for key, value in content.items() if _is_nested(value))
    return RawRow(number, row.cells, (*row.problems, *_lost_digits(content)), nested)


class _KeyTwiceError(Exception):
    """An object that says two things under one key; readers keep the last without a word."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _KeyTwiceError(next(key for key in keys if keys.count(key) > 1))
    return found


def _refuse(constant: str) -> None:
    """Refuse NaN and Infinity, which JSON has not."""
    raise ValueError(constant)


def _lost_digits(content: Mapping[str, object]) -> Iterator[Problem]:
    for key, value in content.items():
        if isinstance(value, float) and abs(value) >= SAFE_NUMBER:
            yield Problem(key, "digits_lost")


def _is_nested(value: object) -> bool:
    parts = value if isinstance(value, list) else [value]
    return any(isinstance(part, (dict, list)) for part in parts)


def _text(value: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    match value:
        case None:
            return ""
        case str():
            return value
        case list() if not _is_nested(value):
            return "、".join(_text(item) for item in value)
        case _:
            return json.dumps(value, ensure_ascii=False)
