"""Check the Cypher files as text: header, parameters, language version, and that code uses them.

What only a server can say (unknown names, Cartesian products, columns) is asked by ``EXPLAIN`` in
``tests/guards``.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.guard import ROOT, Literals, literals, modules, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = "schema"
_PARAMETER = re.compile(r"\$(?!(?:any|all)\()(\w+)")  # not a dynamic label
_NOTES = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")


@dataclass(frozen=True, slots=True)
class Header:
    """What the first lines of a Cypher file promise.

    Attributes:
        question: what it answers or does.
        parameters: the names after ``Parameters:``, or None if the line is missing.
        columns: the names after ``Columns:``, in order, or None if the line is missing.
    """

    question: str
    parameters: frozenset[str] | None
    columns: tuple[str, ...] | None


def header(text: str) -> Header:
    """Read the comment lines that ``text`` begins with."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        lines.append(line[2:].strip())
    question, _, rest = " ".join(lines).partition("Parameters:")
    parameters, found, columns = rest.partition("Columns:")
    return Header(
        question.strip(),
        frozenset(_PARAMETER.findall(_NOTES.sub("", parameters))) if rest else None,
        _names(columns) if found else None,
    )


def _names(listing: str) -> tuple[str, ...]:
    words = [word.strip() for word in _NOTES.sub("", listing).split(",")]
    return () if words == ["none"] else tuple(words)


def body(text: str) -> str:
    """Return ``text`` without its comment lines."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//"))


def findings(name: str, text: str, used: Literals) -> Iterator[str]:
    """Yield what is wrong with the file ``name`` (``folder/file`` without its ending)."""
    top, query = header(text), body(text)
    if not re.search(r"[\w)][?.]", top.question):
        yield f"{name}: the first line is no sentence that says what it answers"
    if top.parameters is None or top.columns is None:
        yield f"{name}: the header lacks `Parameters:` or `Columns:`"
    elif top.parameters != (needed := frozenset(_PARAMETER.findall(query))):
        differing = ", ".join(sorted(top.parameters ^ needed))
        yield f"{name}: header and query differ in parameters: {differing}"
    if name.partition("/")[0] == SCHEMA:
        return
    if not query.lstrip().startswith("CYPHER 25"):
        yield f"{name}: does not begin with CYPHER 25"
    if not used.mention(name):
        yield f"{name}: no code uses it"


def problems(folder: Path, used: Literals) -> list[str]:
    """Return the findings in all Cypher files below ``folder``."""
    files = sorted(folder.rglob("*.cypher"))
    named = [(path.relative_to(folder).with_suffix("").as_posix(), path) for path in files]
    return [
        problem for name, path in named for problem in findings(name, path.read_text("utf-8"), used)
    ]


if __name__ == "__main__":
    code = [*modules(), *(ROOT / "tests").rglob("*.py")]  # which ask cypher/testing
    sys.exit(report("cypher", problems(ROOT / "cypher", literals(code))))
