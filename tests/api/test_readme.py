"""What the README shows can be typed: its commands and their options exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
import typer
from markdown_it import MarkdownIt

from api.cli import app
from tests.conftest import ROOT

_LINE = re.compile(r"^(?:\$ )?creditgraph (.*)$")


def shown() -> Iterator[tuple[str, ...]]:
    """Yield every command line of both READMEs."""
    for name in ("README.md", "README.en.md"):
        tokens = MarkdownIt().parse((ROOT / name).read_text("utf-8"))
        blocks = (token.content for token in tokens if token.type == "fence")
        for part in re.split(r"\n|&&", "\n".join(blocks)):
            if found := _LINE.match(part.strip()):
                yield tuple(shlex.split(re.split(r"[|<]", found[1])[0], comments=True))


def read(words: tuple[str, ...]) -> None:
    """Read a command line without running it."""
    command, context = typer.main.get_command(app), None
    name, rest = "creditgraph", list(words)
    while True:
        context = command.make_context(name, rest, parent=context)
        if not hasattr(command, "resolve_command"):
            return
        given = [*context._protected_args, *context.args]
        name, command, rest = command.resolve_command(context, given)


def test_there_is_something_to_read() -> None:
    assert len({words[0] for words in shown()}) > 6
    with pytest.raises(typer.TyperException):
        read(("profile", "x", "--nothing"))
    with pytest.raises(typer.TyperException):
        read(("nothing",))


@pytest.mark.parametrize("words", sorted(set(shown())), ids=" ".join)
def test_a_shown_command_exists(words: tuple[str, ...]) -> None:
    read(words)
