"""``sample``, ``formats``, ``ingest``: files in."""

from __future__ import annotations

import getpass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from api.answers import Answer
from api.commands.options import Json
from api.console import emit, emit_json, err, note, out, say, table
from api.desk import Desk
from api.opening import open_desk, open_rulebook
from api.problems import of_disk
from api.settings import Settings
from api.shapes import formats_answer
from ingest.incoming import Incoming, find_files
from ingest.load import Loader, Outcome
from messages import CreditgraphError
from rulebook.formats import Column

if TYPE_CHECKING:
    from ingest.sample import Summary

_TOTALS = ("read", "loaded", "unchanged", "quarantined")


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (sample, formats, ingest):
        app.command()(command)


def sample(
    out_dir: Annotated[Path, typer.Option("--out", help="写到哪个文件夹 · folder to write to.")],
    scale: Annotated[
        str, typer.Option(help="规模：hamlet、town 或 city · hamlet, town or city.")
    ] = "town",
    seed: Annotated[int, typer.Option(help="随机种子 · random seed.")] = 1,
    as_json: Json = False,
) -> None:
    """写出一座虚构小城的数据文件 · Write the files of an invented town."""
    from ingest.sample import write_sample  # noqa: PLC0415 (only this command needs it)

    summary = write_sample(out_dir, seed, scale, note)
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
    rulebook = open_rulebook(Settings())
    if as_json:
        emit_json(formats_answer(rulebook).document)
        return
    for standard in rulebook.formats.values():
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
    allow_ending: Annotated[
        bool,
        typer.Option(
            help="允许快照终止大量在效事实 · let a snapshot end a large share of what is in force."
        ),
    ] = False,
    strict: Annotated[
        bool, typer.Option(help="有行被隔离即退出码 2 · exit 2 if rows are refused.")
    ] = False,
    as_json: Json = False,
) -> None:
    """载入文件 · Load files."""
    outcomes: list[Outcome] = []
    with open_desk(Settings(), note) as desk:
        files = find_files(paths, desk.rulebook, mapping, standard)
        loader = loader_of(desk, allow_ending=allow_ending)
        try:
            for incoming in files:
                outcomes.append(_load(loader, incoming))  # noqa: PERF401 (kept when one fails)
        except CreditgraphError as error:
            _report_before(error, desk, outcomes, as_json=as_json)
            raise
        except OSError as error:
            failed = of_disk(error)
            _report_before(failed, desk, outcomes, as_json=as_json)
            raise failed from error
        report_outcomes(desk, outcomes, as_json=as_json)
    if strict and any(outcome.quarantined for outcome in outcomes):
        raise typer.Exit(2)


def _report_before(
    error: CreditgraphError, desk: Desk, outcomes: list[Outcome], *, as_json: bool
) -> None:
    """Say what was loaded before it went wrong; a program reads it beside the problem."""
    if as_json and outcomes:
        error.answer = _loaded(desk, outcomes).document
    elif outcomes:
        report_outcomes(desk, outcomes, as_json=False)


def loader_of(desk: Desk, *, allow_ending: bool = False) -> Loader:
    """Return what loads files in the name of whoever runs the command."""
    by = getpass.getuser()
    return Loader(desk.store, desk.rulebook, desk.person_key, by, allow_ending=allow_ending)


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


def _loaded(desk: Desk, outcomes: list[Outcome]) -> Answer:
    """Return the outcomes as the contract writes them."""
    data = {"files": [outcome.data for outcome in outcomes], "total": _total(outcomes)}
    told = [text for outcome in outcomes for text in outcome.warnings]
    return desk.now(
        data,
        formats={outcome.incoming.standard.id for outcome in outcomes},
        warnings=[{"code": "held", "text_zh": each.zh, "text_en": each.en} for each in told],
    )


def _total(outcomes: list[Outcome]) -> dict[str, int]:
    return {name: sum(getattr(o, name) for o in outcomes) for name in _TOTALS}


def report_outcomes(desk: Desk, outcomes: list[Outcome], *, as_json: bool) -> None:
    """Print what became of files."""
    emit(_loaded(desk, outcomes), partial(_render_outcomes, outcomes), as_json=as_json)


def _render_outcomes(outcomes: list[Outcome], data: Any) -> None:  # noqa: ANN401 (the contract's)
    total = data["total"]
    rows = [
        (o.incoming.name, o.incoming.standard.title_zh, *(getattr(o, n) for n in _TOTALS))
        for o in outcomes
    ]
    rows.append((say("api.total"), "", *total.values()))
    table(say("api.ingested"), say("api.ingest_headings").split("|"), rows)
    if total["quarantined"]:
        note(say("api.look_at_quarantine", count=total["quarantined"]))
