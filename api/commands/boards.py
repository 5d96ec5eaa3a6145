"""``contracts``, ``complaints``, ``repairs``: what is open until none is."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from api.commands.ask import word
from api.commands.options import AsOf, Json, KnownAt, Limit, Out, Seen, asked
from api.commands.written import exported, render_export
from api.console import emit, language, note, out, say, table
from api.desk import PAGE
from api.opening import open_desk
from api.settings import Settings
from messages import InputError


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (contracts, complaints, repairs):
        app.command()(command)


def contracts(
    overdue: Annotated[bool, typer.Option("--overdue", help="逾期的 · what is overdue.")] = False,
    kind: Annotated[str, typer.Option(help="payment 或 all · payment or all.")] = "payment",
    debtor: Annotated[str | None, typer.Option(help="agency | institution | enterprise")] = None,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    limit: Limit = PAGE,
    out_file: Out = None,
    as_json: Json = False,
) -> None:
    """政府合同：逾期未付 · Government contracts: overdue payments."""
    if not overdue:
        raise InputError("api.which_board", option="--overdue")
    with open_desk(Settings(), note) as desk:
        answer = desk.contracts(asked(as_of, seen, known_at), kind, debtor)
    if out_file:
        emit(exported(out_file, answer, "items"), _render_debtors, as_json=as_json)
        return
    emit(answer, partial(_render_contracts, limit=limit), as_json=as_json)


def _render_contracts(data: Any, limit: int) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(item["debtor"]["name"], item["creditor"]["name"], item["due"]),
            *(item["days_overdue"], item["outstanding"], item["interest"]["unpaid"]),
            item["contract"],
        )
        for item in data["items"][:limit]
    ]
    count = len(data["items"])
    table(say("api.overdue", count=count), say("api.overdue_headings").split("|"), rows)
    more(count - limit)
    _render_debtors(data, limit)


def _render_debtors(data: Any, limit: int = PAGE) -> None:  # noqa: ANN401 (the contract's JSON)
    render_export(data)
    totals = [(d["name"], d["count"], d["outstanding"]) for d in data["by_debtor"][:limit]]
    table(say("api.by_debtor"), say("api.debtor_headings").split("|"), totals)
    more(len(data["by_debtor"]) - limit)


def complaints(
    only_open: Annotated[bool, typer.Option("--open", help="未办结的 · the open ones.")] = False,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    limit: Limit = PAGE,
    out_file: Out = None,
    as_json: Json = False,
) -> None:
    """违约失信投诉：未办结 · Open complaints about default."""
    if not only_open:
        raise InputError("api.which_board", option="--open")
    with open_desk(Settings(), note) as desk:
        answer = desk.complaints(asked(as_of, seen, known_at))
    if out_file:
        emit(exported(out_file, answer, "items"), _render_agencies, as_json=as_json)
        return
    emit(answer, partial(_render_complaints, limit=limit), as_json=as_json)


def _render_complaints(data: Any, limit: int) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(item["against"]["name"], item["by"]["name"], word("procedure", item["procedure"])),
            *(item["received"], item["amount"], item["step_deadline"] or item["deadline"] or "—"),
            *(item["days_left"], "⚠" if item["overdue"] else ""),
        )
        for item in data["items"][:limit]
    ]
    count = len(data["items"])
    table(say("api.complaints", count=count), say("api.complaint_headings").split("|"), rows)
    more(count - limit)
    _render_agencies(data, limit)


def _render_agencies(data: Any, limit: int = PAGE) -> None:  # noqa: ANN401 (the contract's JSON)
    render_export(data)
    totals = [(a["name"], a["open"], a["overdue"]) for a in data["by_agency"][:limit]]
    table(say("api.by_agency"), say("api.agency_headings").split("|"), totals)
    more(len(data["by_agency"]) - limit)


def more(count: int) -> None:
    """Say how many rows a table left out."""
    if count > 0:
        out.print(say("api.more", count=count), style="dim")


def repairs(
    possible: Annotated[
        bool, typer.Option("--possible", help="现在可申请的 · what could be repaired now.")
    ] = False,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    limit: Limit = PAGE,
    out_file: Out = None,
    as_json: Json = False,
) -> None:
    """信用修复：待决申请，或现在可申请的记录 · Repair: open applications, or what could be."""
    with open_desk(Settings(), note) as desk:
        answer = desk.repairs(asked(as_of, seen, known_at), possible=possible)
    if out_file:
        emit(exported(out_file, answer, "items"), render_export, as_json=as_json)
        return
    render = _render_possible if possible else _render_applications
    emit(answer, partial(render, limit=limit), as_json=as_json)


def _render_applications(data: Any, limit: int) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(item["days_left"], item["subject"]["name"], _record(item["record"])),
            *(item["applied"] + (say("repair.too_early") if item["too_early"] else ""),),
            *(item["accepted"], item["step_deadline"], word("platform", item["platform"])),
        )
        for item in data["items"][:limit]
    ]
    title = say("repair.title_open", open=data["open"], overdue=data["overdue"])
    table(title, say("repair.headings_open").split("|"), rows)
    more(len(data["items"]) - limit)


def _render_possible(data: Any, limit: int) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(item["repairable_from"], item["subject"]["name"], _record(item["record"])),
            *(item["until"], "\n".join(t[f"text_{language()}"] for t in item["missing_texts"])),
        )
        for item in data["items"][:limit]
    ]
    count = len(data["items"])
    table(
        say("repair.title_possible", count=count), say("repair.headings_possible").split("|"), rows
    )
    more(count - limit)


def _record(record: Any) -> str:  # noqa: ANN401 (the contract's JSON)
    return f"{word('record', record['kind'])} {record['number'] or record['list_type'] or ''}"
