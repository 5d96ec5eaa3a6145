"""Check that every relative link and anchor of the tracked Markdown files leads somewhere."""

from __future__ import annotations

import re
import sys
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

from scripts.guard import ROOT, report, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.token import Token


def _tokens(path: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8"))


def slug(heading: str) -> str:
    """Return the anchor that code hosts give ``heading``."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@cache
def anchors(path: Path) -> frozenset[str]:
    """Return the anchors of a Markdown file: of its headings, repeated ones numbered."""
    tokens = _tokens(path)
    titles = [
        slug("".join(child.content for child in after.children or ()))
        for token, after in pairwise(tokens)
        if token.type == "heading_open"
    ]
    seen: Counter[str] = Counter()
    found = set()
    for title in titles:
        found.add(f"{title}-{seen[title]}" if seen[title] else title)
        seen[title] += 1
    return frozenset(found)


def links(path: Path) -> Iterator[str]:
    """Yield the targets of the links and images of a Markdown file."""
    for token in _tokens(path):
        for child in token.children or ():
            target = child.attrGet("href") or child.attrGet("src")
            if isinstance(target, str):
                yield target


def problem(path: Path, link: str) -> str | None:
    """Say what is wrong with ``link`` in the file ``path``; None for other hosts' pages."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.exists():
        return "there is no such file"
    fragment = unquote(parts.fragment)
    if fragment and target.suffix == ".md" and fragment not in anchors(target):
        return "there is no such heading"
    return None


def problems(root: Path) -> list[str]:
    """Return the broken links of the tracked Markdown files below ``root``."""
    return [
        f"{path.relative_to(root)}: {link}: {wrong}"
        for path in tracked(root, "*.md")
        for link in links(path)
        if (wrong := problem(path, link))
    ]


if __name__ == "__main__":
    sys.exit(report("links", problems(ROOT)))
