"""``rulebook``: what the law says on a day, and what changed between two."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import orjson
import typer

from api import lawbook
from api.answers import Answer
from api.commands.options import Json, parse_day
from api.console import emit, language, out, say, table
from api.opening import open_rulebook
from api.settings import Settings

_rulebook = typer.Typer(
    help="规则库：法规即数据 · The rulebook: law as data.", no_args_is_help=True
)
Kind = Annotated[str | None, typer.Option("--kind", help="哪一类，如 lists · of which kind.")]
On = Annotated[
    str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="哪一天有效 · in force on a day.")
]


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.add_typer(_rulebook, name="rulebook")


@_rulebook.command("list")
def list_entries(kind: Kind = None, on: On = None, as_json: Json = False) -> None:
    """列出条目及其版本 · List the entries with their versions."""
    answer = lawbook.listed(open_rulebook(Settings()), kind, _day(on, "--on"))
    emit(answer, _render_list, as_json=as_json)


@_rulebook.command("show")
def show(
    name: Annotated[str, typer.Argument(help="类别/编号，如 lists/wage_arrears · kind/id.")],
    on: On = None,
    as_json: Json = False,
) -> None:
    """显示一个条目的全文 · Show an entry in full."""
    answer = lawbook.shown(open_rulebook(Settings()), name, _day(on, "--on"))
    emit(answer, _render_entry, as_json=as_json)


@_rulebook.command("validate")
def validate(as_json: Json = False) -> None:
    """逐条校验各层规则库 · Check every entry of every layer."""
    emit(lawbook.validated(open_rulebook(Settings())), _render_counts, as_json=as_json)


@_rulebook.command("diff")
def diff(
    first: Annotated[str, typer.Argument(metavar="DATE1", help="先一天 · the earlier day.")],
    second: Annotated[str, typer.Argument(metavar="DATE2", help="后一天 · the later day.")],
    as_json: Json = False,
) -> None:
    """两天之间哪些规定变了 · What changed between two days."""
    answer = _compared(parse_day(first, "DATE1"), parse_day(second, "DATE2"))
    emit(answer, _render_diff, as_json=as_json)


def _compared(first: date, second: date) -> Answer:
    return lawbook.compared(open_rulebook(Settings()), first, second)


def _day(written: str | None, option: str) -> date | None:
    return parse_day(written, option) if written else None


def _render_list(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(item["name"], item[f"title_{language()}"], item["in_force_from"]),
            *(item["in_force_to"] or "—", say(f"rulebook.verified_{item['verified']}")),
        )
        for item in data["items"]
    ]
    table(say("rulebook.entries", count=len(rows)), say("rulebook.headings").split("|"), rows)


def _render_entry(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    for version in data["versions"]:
        out.print(f"[bold]{version['name']}[/bold]  {version['version']}")
        text = orjson.dumps(version["entry"], option=orjson.OPT_INDENT_2).decode()
        out.print(text, markup=False, highlight=False)


def _render_counts(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = list(data["kinds"].items())
    table(say("rulebook.valid", **data), say("rulebook.count_headings").split("|"), rows)


def _render_diff(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(say(f"rulebook.change_{item['change']}"), item["name"]),
            *(item[f"title_{language()}"], "\n".join(map(_field, item["fields"].items()))),
        )
        for item in data["items"]
    ]
    title = say("rulebook.changes", first=data["from"], second=data["to"], count=len(rows))
    table(title, say("rulebook.change_headings").split("|"), rows)


def _field(field: tuple[str, Any]) -> str:
    name, said = field
    before, after = (orjson.dumps(said[side]).decode()[:_SHOWN] for side in ("before", "after"))
    return f"{name}: {before} → {after}"


_SHOWN = 60
"""Characters of a changed field that a table shows; ``--json`` gives all."""
