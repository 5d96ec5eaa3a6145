"""What the command line prints: answers on stdout, everything else on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from getpass import getpass
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from api.answers import Answer
from api.problems import of_error, shown_text
from messages import LANGUAGES, AmbiguousError, CreditgraphError, text

Render = Callable[[Any], None]

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False)


def language() -> str:
    """Return the user's language; Chinese where the setting is none."""
    stated = os.environ.get("CREDITGRAPH_LANGUAGE", "")
    return stated if stated in LANGUAGES else LANGUAGES[0]


def say(key: str, /, **params: object) -> str:
    """Return a sentence in the user's language."""
    return text(key, language(), **params)


def note(message: str) -> None:
    """Say something that is no answer (progress, a hint)."""
    err.print(message, markup=False, soft_wrap=True)


def ask_in_private() -> str:
    """Return a line of standard input; a terminal asks for it and does not show it."""
    if sys.stdin.isatty():
        return getpass(say("api.ask_query"), stream=sys.stderr)
    return sys.stdin.readline()


def emit(answer: Answer, render: Render, *, as_json: bool) -> None:
    """Print an answer: one JSON object, or what ``render`` makes of its data."""
    if as_json:
        emit_json(answer.document)
        return
    render(answer.data)
    for warning in answer.warnings:
        note(warning[f"text_{language()}"])


def emit_json(document: object) -> None:
    """Print one JSON object on stdout."""
    sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n")
    sys.stdout.buffer.flush()


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table, or that there is nothing to list."""
    lines = list(rows)
    if not lines:
        out.print(f"{title}: —", markup=False)
        return
    sheet = Table(title=title, title_justify="left", header_style="bold")
    for heading in headings:
        sheet.add_column(heading, overflow="fold")
    for row in lines:
        sheet.add_row(*("" if cell is None else str(cell) for cell in row))
    out.print(sheet)


def report(error: CreditgraphError) -> int:
    """Print what went wrong and return the exit code; to a program, as one problem document."""
    if "--json" in sys.argv:
        emit_json(of_error(error))
    note(getattr(shown_text(error), language()))
    if isinstance(error, AmbiguousError):
        for candidate in error.params["candidates"]:  # type: ignore[attr-defined]
            note(f"  {candidate['id']}  {candidate['name']}")
    return error.exit_code
