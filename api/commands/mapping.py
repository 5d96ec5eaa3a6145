"""``mapping suggest``: a first draft of a mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import Json
from api.console import emit_json, language, note, out, say, table
from api.opening import open_rulebook
from api.settings import Settings
from graph.files import whole_file
from ingest.drafting import as_data, as_yaml
from ingest.masking import mask, shown
from ingest.prepare import values_of
from ingest.reading import open_sheet
from ingest.suggesting import Draft, suggest
from messages import InputError
from rulebook import Rulebook
from rulebook.formats import Format

mapping = typer.Typer(
    name="mapping", help="映射文件 · Mapping files.", no_args_is_help=True, add_completion=False
)


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.add_typer(mapping)


@mapping.callback()
def _group() -> None:
    """Keep ``suggest`` a command of its own: a single command would take its group's name."""


@mapping.command("suggest")
def suggest_mapping(
    file: Annotated[Path, typer.Argument(help="要载入的表 · the table to load.")],
    standard: Annotated[str | None, typer.Option("--format", help="格式 · format.")] = None,
    out_file: Annotated[
        Path | None, typer.Option("--out", help="写到哪个 .yaml · file to write.")
    ] = None,
    as_json: Json = False,
) -> None:
    """依表头与内容草拟映射文件 · Draft a mapping from headings and cells."""
    rulebook = open_rulebook(Settings())
    formats = _formats(rulebook, standard)
    enums = {each.id: values_of(each, rulebook) for each in formats}
    draft = suggest(open_sheet(file), formats, enums, shown(file))
    written = as_yaml(draft, shown(file))
    if out_file:
        with whole_file(out_file) as partial:
            partial.write_text(written, encoding="utf-8")
    if as_json:
        emit_json({"data": {**as_data(draft), "out": str(out_file) if out_file else None}})
    elif out_file:
        _show(draft)
        note(say("api.suggest_written", file=out_file))
    else:
        out.print(written, markup=False, end="")


def _formats(rulebook: Rulebook, name: str | None) -> list[Format]:
    if name is None:
        return list(rulebook.formats.values())
    standard = rulebook.formats.get(name)
    if standard is None:
        known = " ".join(sorted(rulebook.formats))
        raise InputError("api.no_such_format", format=mask(name), known=known)
    return [standard]


def _show(draft: Draft) -> None:
    rows = [
        (
            mask(guess.heading),
            guess.field or "—",
            f"{guess.certainty:.0%}",
            getattr(guess.why, language()),
        )
        for guess in draft.guesses
    ]
    table(
        say("api.suggested", format=draft.standard.title_zh),
        say("api.suggest_headings").split("|"),
        rows,
    )
