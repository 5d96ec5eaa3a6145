"""``sample``, ``formats``, ``ingest``, ``quarantine``: files in."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from api.commands.options import Json, Out
from api.console import emit_json, err, language, note, out, say, table
from api.desk import Desk
from api.exports import write_table
from api.opening import open_desk, open_rulebook
from api.settings import Settings
from api.shapes import formats_data
from ingest import quarantine
from ingest.incoming import Incoming, find_files
from ingest.load import Loader, Outcome
from rulebook.formats import Column

if TYPE_CHECKING:
    from ingest.sample import Summary

_quarantine = typer.Typer(
    help="隔离区：被拒的行 · Quarantined rows.", no_args_is_help=True, add_completion=False
)
_TOTALS = ("read", "loaded", "unchanged", "quarantined")


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (sample, formats, ingest):
        app.command()(command)
    app.add_typer(_quarantine, name="quarantine")


def sample(
    out_dir: Annotated[Path, typer.Option("--out", help="写到哪个文件夹 · folder to write to.")],
    scale: Annotated[str, typer.Option(help="规模：hamlet 或 town · hamlet or town.")] = "town",
    seed: Annotated[int, typer.Option(help="随机种子 · random seed.")] = 1,
    as_json: Json = False,
) -> None:
    """写出一座虚构小城的数据文件 · Write the files of an invented town."""
    from ingest.sample import write_town  # noqa: PLC0415 (only this command needs it)

    summary = write_town(out_dir, seed, scale, note)
    if as_json:
        emit_json({"data": _written(summary)})
        return
    told = {"folder": out_dir, "files": len(summary.files), "rows": summary.rows}
    out.print(say("api.sample_written", **told))


def _written(summary: Summary) -> dict[str, object]:
    return {
        "scale": summary.scale,
        "seed": summary.seed,
        "today": summary.today.isoformat(),
        "files": [{"file": file.file, "rows": file.rows} for file in summary.files],
        "subjects": summary.subjects,
        "rows": summary.rows,
        "bidders": summary.bidders,
        "truth_sha256": summary.truth_sha256,
    }


def formats(as_json: Json = False) -> None:
    """列出可载入的格式及其栏目 · List the formats and their columns."""
    known = open_rulebook(Settings()).formats.values()
    if as_json:
        emit_json({"data": formats_data(known)})
        return
    for standard in known:
        title = f"{standard.id}  {standard.title_zh} · {standard.title_en} ({standard.mode})"
        rows = [_column_row(column) for column in standard.columns if column.field]
        table(title, say("api.format_headings").split("|"), rows)


def _column_row(column: Column) -> tuple[object, ...]:
    conditional = "" if column.mandatory is False else "○"
    mark = "●" if column.mandatory is True else conditional
    return (column.code, column.title_zh, column.field, mark, column.type, column.unit)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或含清单的文件夹 · files or folders.")],
    mapping: Annotated[Path | None, typer.Option(help="映射文件 · mapping file.")] = None,
    standard: Annotated[str | None, typer.Option("--format", help="格式 · format.")] = None,
    strict: Annotated[
        bool, typer.Option(help="有行被隔离即退出码 2 · exit 2 if rows are refused.")
    ] = False,
    as_json: Json = False,
) -> None:
    """载入文件 · Load files."""
    outcomes: list[Outcome] = []
    with open_desk(Settings(), note) as desk:
        files = find_files(paths, desk.rulebook, mapping, standard)
        loader = _loader(desk)
        try:
            for incoming in files:
                outcomes.append(_load(loader, incoming))  # noqa: PERF401 (kept when one fails)
        finally:
            if outcomes:
                _report(outcomes, as_json=as_json)
    if strict and any(outcome.quarantined for outcome in outcomes):
        raise typer.Exit(2)


def _loader(desk: Desk) -> Loader:
    return Loader(desk.store, desk.rulebook, desk.person_key, getpass.getuser())


def _load(loader: Loader, incoming: Incoming) -> Outcome:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(show_speed=True),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(incoming.name, total=None)
        return loader.load(incoming, lambda _, rows: progress.advance(task, rows))


def _report(outcomes: list[Outcome], *, as_json: bool) -> None:
    total = {name: sum(getattr(o, name) for o in outcomes) for name in _TOTALS}
    warnings = [text for outcome in outcomes for text in outcome.warnings]
    if as_json:
        data = {"files": [outcome.data for outcome in outcomes], "total": total}
        told = [{"code": "ingest.held", "text_zh": w.zh, "text_en": w.en} for w in warnings]
        emit_json({"data": data, "warnings": told})
        return
    rows = [
        (o.incoming.name, o.incoming.standard.title_zh, *(getattr(o, n) for n in _TOTALS))
        for o in outcomes
    ]
    rows.append((say("api.total"), "", *total.values()))
    table(say("api.ingested"), say("api.ingest_headings").split("|"), rows)
    if total["quarantined"]:
        note(say("api.look_at_quarantine", count=total["quarantined"]))
    for warning in warnings:
        note(getattr(warning, language()))


@_quarantine.command("list")
def quarantine_list(
    file: Annotated[str | None, typer.Option(help="文件名 · file name.")] = None,
    standard: Annotated[str | None, typer.Option("--format", help="格式 · format.")] = None,
    after: Annotated[str, typer.Option(help="从哪一编号之后 · after which id.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="最多几行 · at most.")] = quarantine.PAGE,
    as_json: Json = False,
) -> None:
    """列出被拒的行及全部原因 · List refused rows with every reason."""
    asked = {"file": file, "standard": standard, "after": after}
    with open_desk(Settings(), note) as desk:
        rows = quarantine.listed(desk.store, **asked, limit=limit + 1)  # type: ignore[arg-type]
    shown, more = rows[:limit], len(rows) > limit
    if as_json:
        following = shown[-1].id if more else None
        emit_json(
            {"data": {"items": [r.data for r in shown]}, "truncated": more, "next": following}
        )
        return
    cells = [(r.id, r.file, r.row, r.format, _reasons(r)) for r in shown]
    table(say("api.quarantined"), say("api.quarantine_headings").split("|"), cells)
    if more:
        note(say("api.more_after", id=shown[-1].id))


def _reasons(row: quarantine.Quarantined) -> str:
    key = "message" if language() == "zh" else "message_en"
    return "\n".join(reason[key] for reason in row.reasons)


@_quarantine.command("show")
def quarantine_show(row_id: str, as_json: Json = False) -> None:
    """看一行 · Show one row."""
    with open_desk(Settings(), note) as desk:
        row = quarantine.show(desk.store, row_id)
    if as_json:
        emit_json({"data": row.data})
        return
    table(f"{row.file} : {row.row}", say("api.cell_headings").split("|"), row.raw.items())
    out.print(_reasons(row), markup=False)


@_quarantine.command("export")
def quarantine_export(
    out_file: Out,
    file: Annotated[str | None, typer.Option(help="文件名 · file name.")] = None,
    standard: Annotated[str | None, typer.Option("--format", help="格式 · format.")] = None,
) -> None:
    """导出以便改正 · Export the rows for correction."""
    with open_desk(Settings(), note) as desk:
        rows = quarantine.exported(desk.store, file, standard)
    written = write_table(out_file or Path("quarantine.xlsx"), rows)
    out.print(say("api.exported", count=written))


@_quarantine.command("retry")
def quarantine_retry(path: Path, as_json: Json = False) -> None:
    """载入改正后的行 · Load the corrected rows."""
    with open_desk(Settings(), note) as desk:
        outcomes = quarantine.retry(desk.store, desk.rulebook, _loader(desk), path)
    _report(outcomes, as_json=as_json)
