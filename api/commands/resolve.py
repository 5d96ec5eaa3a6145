"""``resolve``: who is who, decided by hand, and undone."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

import typer

from api.commands.options import AsOf, Json, KnownAt, Seen, asked
from api.console import emit, note, out, say, table
from api.opening import open_desk
from api.settings import Settings

_resolve = typer.Typer(
    help="主体归并：解释、决定、撤销 · Who is who: explain, decide, undo.",
    no_args_is_help=True,
    add_completion=False,
)
Reason = Annotated[str, typer.Option(help="理由 · reason.")]


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.add_typer(_resolve, name="resolve")


@_resolve.command()
def explain(
    first: str,
    second: str,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """两者是否同一主体，依据何在 · Are two one, and what speaks for it."""
    with open_desk(Settings(), note) as desk:
        answer = desk.explain(first, second, asked(as_of, seen, known_at))
    emit(answer, _render_explanation, as_json=as_json)


def _render_explanation(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    out.print(say("api.explained", decision=data["decision"], score=data["score"]))
    rows = [(f["name"], f["value"], f["weight"]) for f in data["features"]]
    table(say("api.features"), say("api.feature_headings").split("|"), rows)
    for contradiction in data["contradictions"]:
        out.print(f"  ✗ {contradiction['feature']}: {contradiction['a']} ≠ {contradiction['b']}")


@_resolve.command()
def decide(
    first: str,
    second: str,
    verdict: Annotated[str, typer.Argument(help="match | no_match")],
    reason: Reason,
    member: Annotated[
        list[str] | None, typer.Option(help="拆分时离开的主体编号 · who leaves a larger group.")
    ] = None,
    as_json: Json = False,
) -> None:
    """决定两者是否同一主体 · Decide whether two are one."""
    with open_desk(Settings(), note) as desk:
        answer = desk.decide(first, second, verdict, getpass.getuser(), reason, member)
    emit(answer, _render_decision, as_json=as_json)


@_resolve.command()
def undo(
    decision: str,
    reason: Reason,
    as_json: Json = False,
) -> None:
    """撤销一项决定 · Undo a decision."""
    with open_desk(Settings(), note) as desk:
        answer = desk.undo(decision, getpass.getuser(), reason)
    emit(answer, _render_decision, as_json=as_json)


def _render_decision(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    out.print(say("api.decided", decision=data["id"], verdict=data["verdict"]))
