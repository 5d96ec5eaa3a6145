"""``screen``: a list of bidders against the rules of a purpose."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.answers import Answer
from api.commands.ask import word
from api.commands.options import AsOf, Json, KnownAt, Out, Seen, asked
from api.console import emit, emit_json, language, note, out, say, table
from api.exports import write_table
from api.opening import open_desk
from api.settings import Settings
from graph.screening import read_lot
from ingest.bidders import read_bidders

Data = dict[str, Any]


def attach(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(screen)


def screen(
    file: Annotated[Path, typer.Argument(help="竞买人名单 · list of bidders.")],
    purpose: Annotated[str, typer.Option(help="用途 · purpose.")] = "land-auction",
    stage: Annotated[str | None, typer.Option(help="registration | deal | supply")] = None,
    lot: Annotated[Path | None, typer.Option(help="地块文件 · file of the lot.")] = None,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    out_file: Out = None,
    as_json: Json = False,
) -> None:
    """按用途审查名单 · Screen a list for a purpose."""
    the_lot = read_lot(lot) if lot else None
    with open_desk(Settings(), note) as desk:
        question = asked(as_of, seen, known_at)
        bidders = read_bidders(file, desk.person_keys())
        answer, _ = desk.screen(bidders, question, purpose, stage, the_lot)
    if out_file:
        _write(out_file, answer, as_json=as_json)
        return
    emit(answer, _render, as_json=as_json)


def _write(path: Path, answer: Answer, *, as_json: bool) -> None:
    data: Any = answer.data
    rows = data["rows"] if path.suffix == ".jsonl" else [_flat(row) for row in data["rows"]]
    written = write_table(path, rows)
    if as_json:
        short = {name: value for name, value in data.items() if name != "rows"}
        emit_json({**answer.document, "data": {**short, "out": str(path)}})
        return
    out.print(say("api.exported", count=written))
    _render_totals(data["totals"])


def _flat(row: Data) -> dict[str, object]:
    """Return a result row as cells that a reviewer reads."""
    spoken = language()
    return {
        "row": row["row"],
        "name": row["input"]["name"],
        "code": row["input"]["code"],
        "verdict": word("verdict", row["verdict"]),
        "subject": (row["match"]["subject"] or {}).get("name"),
        "reasons": "\n".join(reason[f"text_{spoken}"] for reason in row["reasons"]),
        "rules": "\n".join(r["rule"]["source"] for r in row["reasons"] if r["rule"]),
    }


def _render(data: Data) -> None:
    rows = [
        (flat["row"], flat["name"] or flat["code"], flat["verdict"], flat["reasons"])
        for flat in map(_flat, data["rows"])
    ]
    table(say("api.screened", case=data["case"]), say("api.screen_headings").split("|"), rows)
    _render_totals(data["totals"])


def _render_totals(totals: dict[str, int]) -> None:
    counts = ((word("verdict", verdict), count) for verdict, count in totals.items())
    out.print("  ".join(f"{verdict} {count}" for verdict, count in counts))
