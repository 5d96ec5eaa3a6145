"""Looks for citizen numbers wherever the product leaves text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import decimal, normalize

from graph.store import Store

_EVERYTHING = """
MATCH (node) RETURN labels(node) AS what, properties(node) AS properties
UNION ALL
MATCH ()-[edge]->() RETURN [type(edge)] AS what, properties(edge) AS properties
"""
_PACKED = "neo4j/data"
"""The store packs strings of digits, so its files prove nothing: the driver reads them back."""


def in_graph(store: Store, numbers: Iterable[str]) -> list[str]:
    """Return where a property of any node or relation holds one of the numbers."""
    wanted = tuple(numbers)
    found = []
    with store._driver.session() as session:
        for record in session.run(_EVERYTHING):
            for name, value in record["properties"].items():
                if any(holds(text, wanted) for text in _texts(value)):
                    found.append(f"{record['what']}.{name}")
    return found


def in_files(home: Path, numbers: Iterable[str]) -> list[str]:
    """Return which files below a home hold one of the numbers, the packed store aside."""
    wanted = tuple(numbers)
    return [f"{path}" for path in _files(home) if _file_holds(path, wanted)]


def holds(text: str, numbers: Iterable[str]) -> bool:
    """Tell whether text holds one of the numbers, in any digits and with anything between them."""
    plain = "".join(_plain(char) for char in normalize("NFKC", text))
    return any(number in plain for number in numbers)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    else:
        yield str(value)


def _plain(char: str) -> str:
    digit = decimal(char, None)
    if digit is not None:
        return str(digit)
    return char.upper() if char.isalnum() else ""


def _files(home: Path) -> Iterator[Path]:
    for path in sorted(home.rglob("*")):
        if path.is_file() and not path.relative_to(home).as_posix().startswith(_PACKED):
            yield path


def _file_holds(path: Path, numbers: tuple[str, ...]) -> bool:
    content = path.read_bytes()
    texts = (content.decode("utf-8", "replace"), content.decode("utf-16-le", "replace"))
    return holds(path.name, numbers) or any(holds(text, numbers) for text in texts)
