"""Check that code and catalogues agree: each key is there, in both languages, whole and used.

A key that code asks for must be in the Chinese and the English catalogue, both with the same
placeholders, which the caller fills; a key that nothing asks for is refused as well.
"""

from __future__ import annotations

import ast
import re
import string
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from scripts.guard import ROOT, literals, modules, report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

LANGUAGES = ("zh", "en")
LOCALE = ROOT / "messages" / "locale"
Sentences = dict[str, str]


@dataclass(frozen=True, slots=True)
class Call:
    """A place that asks for a sentence: ``params`` is None where they are not spelt out."""

    place: str
    key: str
    params: frozenset[str] | None


def sentences(locale: Path, language: str) -> tuple[Sentences, list[str]]:
    """Read one language's catalogues; also return what is wrong with their keys."""
    found: Sentences = {}
    wrong = []
    for path in sorted((locale / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as lines:
            entries = [entry for entry in read_po(lines, abort_invalid=True) if entry.id]
        for entry in entries:
            key, text = str(entry.id), str(entry.string)
            if key.partition(".")[0] != path.stem:
                wrong.append(f"{path.name} ({language}): {key} belongs in another catalogue")
            if not text or entry.fuzzy:
                wrong.append(f"{path.name} ({language}): {key} has no finished sentence")
            found[key] = text
    return found, wrong


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names that ``sentence`` wants filled in."""
    fields = (field for _, field, _, _ in string.Formatter().parse(sentence) if field)
    return frozenset(field.partition(".")[0].partition("[")[0] for field in fields)


def calls(files: Iterable[Path]) -> Iterator[Call]:
    """Find the calls of ``text``, ``both`` and the errors whose key is spelt out."""
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _asks(node):
                yield from _call(path, node)


def _asks(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in {"text", "both"} or name.endswith("Error")


def _call(path: Path, node: ast.Call) -> Iterator[Call]:
    first = node.args[0]
    if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
        return
    if " " in first.value or "." not in first.value:
        return
    names = [keyword.arg for keyword in node.keywords]
    spelt = None if None in names else frozenset(name for name in names if name)
    yield Call(f"{path.relative_to(path.parents[1])}:{node.lineno}", first.value, spelt)


def _compare(zh: Sentences, en: Sentences) -> Iterator[str]:
    for key in sorted(zh.keys() ^ en.keys()):
        yield f"{key}: only in {'Chinese' if key in zh else 'English'}"
    for key in sorted(zh.keys() & en.keys()):
        if _shared(zh[key]) != _shared(en[key]):
            yield f"{key}: Chinese and English have different placeholders"


def _shared(sentence: str) -> frozenset[str]:
    """Return the placeholders, ``cause_zh`` and ``cause_en`` (a text of each language) as one."""
    return frozenset(re.sub(r"_(zh|en)$", "", name) for name in placeholders(sentence))


def _answer(call: Call, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    if call.key not in known:
        yield f"{call.place}: {call.key} is in no catalogue"
    elif call.params is not None and (missing := known[call.key] - call.params):
        yield f"{call.place}: {call.key} lacks {', '.join(sorted(missing))}"


def problems(locale: Path, files: list[Path]) -> list[str]:
    """Return all disagreements between the catalogues below ``locale`` and the code ``files``."""
    (zh, zh_wrong), (en, en_wrong) = (sentences(locale, language) for language in LANGUAGES)
    known = {key: placeholders(zh.get(key, "")) | placeholders(en.get(key, "")) for key in en | zh}
    used = literals(files)
    found = [*zh_wrong, *en_wrong, *_compare(zh, en)]
    found += [problem for call in calls(files) for problem in _answer(call, known)]
    unused = sorted(key for key in known if not used.mention(key))
    return found + [f"{key}: nothing asks for it" for key in unused]


if __name__ == "__main__":
    code = [*modules(), *(ROOT / "scripts").glob("*.py")]
    sys.exit(report("messages", problems(LOCALE, code)))
