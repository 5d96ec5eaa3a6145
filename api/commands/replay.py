"""``export`` and ``replay``: the graph as a log of its facts, and out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import Json
from api.console import emit_json, note, out, say
from api.opening import open_desk
from api.settings import Settings
from graph.replay import export as export_log
from graph.replay import replay as replay_log


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command()(export)
    app.command()(replay)


def export(
    out_file: Annotated[Path, typer.Option("--out", help="写到哪个 .jsonl · file to write.")],
    after: Annotated[
        int, typer.Option(min=0, help="只写此提交号之后的变化 · only changes after this commit.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """按提交导出全部事实 · Export the facts by commit."""
    with open_desk(Settings(), note) as desk:
        done = export_log(desk.store, out_file, after)
    told = {"seen": done.seen, "nodes": done.nodes, "edges": done.edges, "out": str(out_file)}
    if as_json:
        emit_json({"data": told})
        return
    out.print(say("replay.exported", **told))


def replay(
    log: Annotated[Path, typer.Argument(help="export 写出的文件 · a file that export wrote.")],
    as_json: Json = False,
) -> None:
    """把导出的事实载入空库 · Make the same graph in an empty database."""
    with open_desk(Settings(), note) as desk:
        done = replay_log(desk.store, log)
    told = {"seen": done.seen, "nodes": done.nodes, "edges": done.edges}
    if as_json:
        emit_json({"data": told})
        return
    out.print(say("replay.replayed", **told))
