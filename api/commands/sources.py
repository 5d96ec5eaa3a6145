"""``sources``: who sends what, how often, and what is overdue."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

import typer

from api.commands.options import AsOf, Json, KnownAt, Seen, asked
from api.console import emit, language, note, out, say, table
from api.opening import open_desk
from api.settings import Settings
from graph.feeds import Terms
from messages import InputError

_sources = typer.Typer(help="数据来源：谁报、何时报、是否逾期 · Sources.", add_completion=False)
Overdue = Annotated[bool, typer.Option("--overdue", help="只列逾期的 · only what is overdue.")]
Schedule = Annotated[int | None, typer.Option(min=1, help="几日一报 · days between two files.")]
Officer = Annotated[str | None, typer.Option(help="责任人 · who is in charge.")]
Region = Annotated[str | None, typer.Option(help="所报地区 · region covered.")]
Formats = Annotated[
    list[str] | None, typer.Option("--format", help="哪类数据，可重复 · of which formats.")
]


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.add_typer(_sources, name="sources")


@_sources.callback(invoke_without_command=True)
def list_sources(
    context: typer.Context,
    overdue: Overdue = False,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """列出来源：所报数据、频率、最近接收、逾期 · List sources: what, how often, last, overdue."""
    if context.invoked_subcommand:
        return
    with open_desk(Settings(), note) as desk:
        answer = desk.sources(asked(as_of, seen, known_at), overdue=overdue)
    emit(answer, _render, as_json=as_json)


def _render(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [_row(source, feed) for source in data["items"] for feed in source["feeds"]]
    title = say("sources.title", **data["totals"])
    table(title, say("sources.headings").split("|"), rows)


def _row(source: Any, feed: Any) -> tuple[object, ...]:  # noqa: ANN401 (the contract's JSON)
    late = say("sources.days", days=feed["days_overdue"]) if feed["overdue"] else ""
    who = " ".join(said for said in (feed["region"], feed["officer"]) if said)
    return (
        *(f"{source['name']}\n{source['id']}", feed[f"title_{language()}"], who),
        *(feed["schedule_days"], feed["last_received"][:10], feed["next_due"], late),
        f"{feed['file']['read']} / {feed['file']['refused']}",
    )


@_sources.command("set")
def set_terms(
    source: Annotated[str, typer.Argument(help="来源编号 · id of the source.")],
    schedule_days: Schedule = None,
    officer: Officer = None,
    region: Region = None,
    formats: Formats = None,
    as_json: Json = False,
) -> None:
    """写明一个来源的频率、责任人、地区 · State how often a source sends, who, for which region."""
    terms = Terms(schedule_days, region or None, officer or None)
    if terms == Terms():
        raise InputError("sources.nothing_said")
    with open_desk(Settings(), note) as desk:
        answer = desk.agree(source, formats or (), terms, getpass.getuser())
    emit(answer, _render_set, as_json=as_json)


def _render_set(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    key = "sources.agreed" if data["formats"] else "sources.no_news"
    out.print(say(key, source=data["source"], formats=" ".join(data["formats"])))
