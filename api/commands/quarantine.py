"""``quarantine``: the rows that were refused, out for correction and in again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.commands.data import loader_of, report_outcomes
from api.commands.options import Json
from api.console import emit, language, note, out, say, table
from api.exports import write_table
from api.opening import open_desk
from api.settings import Settings
from ingest import quarantine

_quarantine = typer.Typer(
    help="隔离区：被拒的行 · Quarantined rows.", no_args_is_help=True, add_completion=False
)
File = Annotated[str | None, typer.Option(help="文件名 · file name.")]
Standard = Annotated[str | None, typer.Option("--format", help="格式 · format.")]
Corrected = Annotated[Path, typer.Option("--out", help="写入 .jsonl .xlsx .csv 文件 · to a file.")]


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.add_typer(_quarantine, name="quarantine")


@_quarantine.command("list")
def list_rows(
    file: File = None,
    standard: Standard = None,
    after: Annotated[str, typer.Option(help="从哪一编号之后 · after which id.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="最多几行 · at most.")] = quarantine.PAGE,
    as_json: Json = False,
) -> None:
    """列出被拒的行及全部原因 · List refused rows with every reason."""
    with open_desk(Settings(), note) as desk:
        answer = desk.quarantined(file, standard, after, limit)
    emit(answer, _render_rows, as_json=as_json)
    if answer.next and not as_json:
        note(say("api.more_after", id=answer.next))


def _render_rows(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [(r["id"], r["file"], r["row"], r["format"], _reasons(r)) for r in data["items"]]
    table(say("api.quarantined"), say("api.quarantine_headings").split("|"), rows)


def _reasons(row: Any) -> str:  # noqa: ANN401 (the contract's JSON)
    key = "message" if language() == "zh" else "message_en"
    return "\n".join(reason[key] for reason in row["reasons"])


@_quarantine.command()
def show(row_id: str, as_json: Json = False) -> None:
    """看一行 · Show one row."""
    with open_desk(Settings(), note) as desk:
        answer = desk.quarantined_row(row_id)
    emit(answer, _render_row, as_json=as_json)


def _render_row(row: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    headings = say("api.cell_headings").split("|")
    table(f"{row['file']} : {row['row']}", headings, row["raw"].items())
    out.print(_reasons(row), markup=False)


@_quarantine.command()
def export(
    out_file: Corrected = Path("quarantine.xlsx"),
    file: File = None,
    standard: Standard = None,
    as_json: Json = False,
) -> None:
    """导出以便改正 · Export the rows for correction."""
    with open_desk(Settings(), note) as desk:
        rows = quarantine.exported(desk.store, file, standard)
        written = str(out_file) if rows else None
        answer = desk.now({"totals": {"rows": len(rows)}, "out": written})
    if rows:
        write_table(out_file, rows)
    emit(answer, _render_export, as_json=as_json)


def _render_export(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    """Say what was written; a file without rows, which nothing could correct, never is."""
    key = "api.exported" if data["out"] else "api.nothing_quarantined"
    out.print(say(key, count=data["totals"]["rows"]))


@_quarantine.command()
def retry(path: Path, as_json: Json = False) -> None:
    """载入改正后的行 · Load the corrected rows."""
    with open_desk(Settings(), note) as desk:
        outcomes = quarantine.retry(desk.store, desk.rulebook, loader_of(desk), path)
        report_outcomes(desk, outcomes, as_json=as_json)
