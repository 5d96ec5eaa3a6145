"""``screen``: a list of bidders against the rules of a purpose."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from api.answers import Answer
from api.commands.ask import word
from api.commands.options import AsOf, Json, KnownAt, Out, Seen, asked
from api.commands.written import exported
from api.console import emit, language, note, out, say, table
from api.opening import open_desk
from api.settings import Settings
from graph.model.moment import SHANGHAI
from graph.screening import Lot, read_lot
from ingest.bidders import read_bidders

Data = dict[str, Any]
_LOT_FILES = frozenset({".yaml", ".yml", ".json"})


def attach(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command()(screen)


def screen(
    file: Annotated[
        Path | None,
        typer.Argument(help="竞买人名单，省略则用已入库的 · bidders, or those recorded."),
    ] = None,
    purpose: Annotated[str, typer.Option(help="用途 · purpose.")] = "land-auction",
    stage: Annotated[str | None, typer.Option(help="registration | deal | supply")] = None,
    lot: Annotated[
        str | None,
        typer.Option(help="地块文件，或已入库的地块编号 · file or recorded number of the lot."),
    ] = None,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    out_file: Out = None,
    as_json: Json = False,
) -> None:
    """按用途审查名单 · Screen a list for a purpose."""
    the_lot = _lot(lot)
    with open_desk(Settings(), note) as desk:
        question = asked(as_of, seen, known_at)
        bidders = read_bidders(file, desk.person_keys()) if file else None
        answer, _ = desk.screen(bidders, question, purpose, stage, the_lot)
    if out_file:
        written = exported(out_file, answer, "rows", sheet_of(answer))
        emit(written, _render_written, as_json=as_json)
        return
    emit(answer, partial(_render, answer), as_json=as_json)


def _lot(stated: str | None) -> Lot | str | None:
    """Return the lot that a file states; what names no file is the number of a recorded one."""
    if stated is None:
        return None
    is_file = Path(stated).suffix.lower() in _LOT_FILES or Path(stated).exists()
    return read_lot(Path(stated)) if is_file else stated


def sheet_of(answer: Answer) -> list[Data]:
    """Return the result as the sheet that a reviewer signs: each row says what it rests on."""
    data: Any = answer.data
    context = {
        "as_of": answer.as_of.isoformat(),
        **{name: data[name] for name in ("purpose", "stage", "lot", "case")},
        "seen": answer.seen,
        "rulebook": answer.rulebook,
    }
    return [{**_flat(row), **context} for row in data["rows"]]


def _flat(row: Data) -> Data:
    """Return a result row as cells that a reviewer reads."""
    spoken = language()
    return {
        "row": row["row"],
        "name": row["input"]["name"],
        "code": row["input"]["code"],
        "verdict": word("verdict", row["verdict"]),
        "meaning": row[f"text_{spoken}"],
        "subject": (row["match"]["subject"] or {}).get("name"),
        "reasons": "\n".join(reason[f"text_{spoken}"] for reason in row["reasons"]),
        "rules": "\n".join(r["rule"]["source"] for r in row["reasons"] if r["rule"]),
        "sources": "\n".join(map(_source, row["sources"])),
    }


def _source(source: Data) -> str:
    key = "api.source_overdue" if source["overdue"] else "api.source_received"
    received = datetime.fromisoformat(source["last_received"]).astimezone(SHANGHAI)
    return say(key, source=source["source"], last=received.date())


def _render(answer: Answer, data: Data) -> None:
    rows = [
        (flat["row"], flat["name"] or flat["code"], flat["verdict"], flat["reasons"])
        for flat in map(_flat, data["rows"])
    ]
    table(say("api.screened", case=data["case"]), say("api.screen_headings").split("|"), rows)
    _render_totals(data["totals"])
    _render_ground(answer, data)


def _render_written(data: Data) -> None:
    out.print(say("api.exported", count=sum(data["totals"].values())))
    _render_totals(data["totals"])


def _render_totals(totals: dict[str, int]) -> None:
    counts = ((word("verdict", verdict), count) for verdict, count in totals.items())
    out.print("  ".join(f"{verdict} {count}" for verdict, count in counts))


def _render_ground(answer: Answer, data: Data) -> None:
    """Say for what and from which sources the verdicts are."""
    asked_for = {name: data[name] or "—" for name in ("purpose", "stage", "lot", "case")}
    out.print(say("api.screened_for", as_of=answer.as_of, **asked_for), markup=False)
    needed = data["rows"][0]["sources"] if data["rows"] else ()
    lines = map(_source, needed)
    out.print("\n".join([say("api.screened_from"), *(f"  {line}" for line in lines)]), markup=False)
    if data["totals"]["clear"]:
        out.print(say("screening.verdict_clear"), markup=False)
