"""Refuse what must not stand in a tracked file: machine paths, registry hosts, unfinished parts.

The patterns are written with a one-letter class each, so that this file does not find itself.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from scripts.guard import ROOT, report, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]/[a-z]|User[s]/[a-z]|tm[p])/",
    "a registry's host": (
        r"pyp[i]\.org|pythonhoste[d]\.org|repo1?\.mave[n]\.|npmj[s]\.org|crate[s]\.io|deb\.debia[n]"
    ),
    "an unfinished part": r"\b(?:TOD[O]|FIXM[E]|XX[X]|NotImplementedErro[r])\b|\bassert Tru[e]\b",
    "a word that no answer uses": r"黑名[单]",
}
PATTERNS = {what: re.compile(pattern) for what, pattern in FORBIDDEN.items()}
# Legal texts are quoted as they are.
QUOTED = {"a word that no answer uses": ("rulebook/", "docs/", "tests/")}


def findings(name: str, text: str) -> Iterator[str]:
    """Yield each forbidden thing in ``text``, the content of the file ``name``."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in PATTERNS.items():
            if pattern.search(line) and not name.startswith(QUOTED.get(what, ())):
                yield f"{name}:{number}: {what}"


def problems(root: Path) -> list[str]:
    """Return the findings in all tracked text files below ``root``."""
    found: list[str] = []
    for path in tracked(root):
        content = path.read_bytes()
        if b"\0" not in content:
            text = content.decode("utf-8", errors="replace")
            found += findings(path.relative_to(root).as_posix(), text)
    return found


if __name__ == "__main__":
    sys.exit(report("text", problems(ROOT)))
