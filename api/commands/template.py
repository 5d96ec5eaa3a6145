"""``template``: a workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import Json
from api.console import emit_json, out, say
from api.opening import open_rulebook
from api.settings import Settings
from ingest.masking import mask
from ingest.prepare import values_of
from ingest.templates import write_template
from messages import InputError


def attach(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(template)


def template(
    name: Annotated[str, typer.Argument(help="格式名，见 formats · a format, see formats.")],
    out_file: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx · workbook to write.")],
    as_json: Json = False,
) -> None:
    """写出一个格式的填报模板 · Write a format as a workbook to fill in."""
    rulebook = open_rulebook(Settings())
    standard = rulebook.formats.get(name)
    if standard is None:
        known = " ".join(sorted(rulebook.formats))
        raise InputError("api.no_such_format", format=mask(name), known=known)
    write_template(out_file, standard, values_of(standard, rulebook))
    if as_json:
        emit_json({"data": {"format": name, "out": str(out_file)}})
        return
    out.print(say("api.template_written", format=standard.title_zh, file=out_file))
