"""``search``, ``profile``, ``trace``, ``path``: questions about subjects."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.commands.options import AsOf, Json, KnownAt, Seen, asked, parse_period
from api.console import ask_in_private, emit, language, note, out, say, table
from api.desk import Desk
from api.opening import open_desk
from api.settings import Settings
from messages import text

REGISTRATION = "Registration"
Depth = Annotated[
    int | None, typer.Option(min=1, help="层数，缺省从规则 · hops, by default the policy's.")
]
Query = Annotated[
    str,
    typer.Argument(
        help="信用代码、名称或编号；- 从标准输入读一行 · code, name or id; - reads it from stdin."
    ),
]
Purpose = Annotated[
    str | None,
    typer.Option(
        help="用途，按公民身份号码查询时必填 · what for; needed to look a person up by number."
    ),
]
STDIN = "-"


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (search, profile, trace, path):
        app.command()(command)


def _query(desk: Desk, given: str, purpose: str | None) -> str:
    """Return what to look up: as given, or what standard input says where a - is given."""
    return desk.private(ask_in_private(), purpose) if given == STDIN else given


def search(
    query: Query,
    purpose: Purpose = None,
    limit: Annotated[int, typer.Option(min=1, help="最多几个 · at most.")] = 20,
    cursor: Annotated[str | None, typer.Option(help="下一页 · next page.")] = None,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """查找主体 · Find subjects."""
    with open_desk(Settings(), note) as desk:
        answer = desk.search(
            _query(desk, query, purpose), asked(as_of, seen, known_at), limit, cursor
        )
    emit(answer, _render_search, as_json=as_json)


def _render_search(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(item["name"], word("kind", item["kind"]), item["id"]),
            *(item["matched"]["value"], word("how", item["how"])),
        )
        for item in data["items"]
    ]
    table(say("api.found", count=len(rows)), say("api.search_headings").split("|"), rows)


def profile(
    query: Query,
    purpose: Purpose = None,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """主体画像 · The profile of a subject."""
    with open_desk(Settings(), note) as desk:
        answer = desk.profile(_query(desk, query, purpose), asked(as_of, seen, known_at))
    emit(answer, _render_profile, as_json=as_json)


def _render_profile(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    subject = data["subject"]
    out.print(f"[bold]{subject['name']}[/bold]  {word('kind', subject['kind'])}  {subject['id']}")
    state = subject["status"]
    out.print(
        say("api.status_line", state=word("state", state["state"]), since=state["since"] or "—")
    )
    codes = ((i["scheme"], i["value"], "⚠" if i["conflict"] else "") for i in subject["identities"])
    table(say("api.identities"), say("api.identity_headings").split("|"), codes)
    former = [(n["name"], n["valid_from"], n["valid_to"]) for n in subject["former_names"]]
    if former:
        table(say("api.former_names"), say("api.period_headings").split("|"), former)
    _render_contacts(data["contacts"])
    _render_relations(data["relations"])
    _render_records(data["records"])


def _render_contacts(contacts: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(word("contact", kind), item["value"], item["valid_from"], item["shared"] or ""),
            origin(item["source"]),
        )
        for kind, found in contacts.items()
        for item in found
    ]
    if rows:
        table(say("api.contacts"), say("api.contact_headings").split("|"), rows)


def _render_relations(relations: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(word("relation", kind), "→" if item["direction"] == "out" else "←", item["name"]),
            *(item.get("position") or item.get("share"), item["valid_from"], item["valid_to"]),
            origin(item["source"]),
        )
        for kind, found in relations.items()
        for item in found["items"][:10]
    ]
    table(say("api.relations"), say("api.relation_headings").split("|"), rows)


def _render_records(records: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    rows = [
        (
            *(word("record", kind), item["date"], item["title"], word("role", item["role"])),
            *(word("state", item["standing"]["state"]), item["standing"]["until"]),
            origin(item["source"]),
        )
        for kind, found in records.items()
        if kind != REGISTRATION
        for item in found["items"]
    ]
    table(say("api.records"), say("api.record_headings").split("|"), rows)
    hidden = sum(found["hidden"] for found in records.values())
    if hidden:
        out.print(say("api.hidden", count=hidden))


def trace(
    query: Query,
    purpose: Purpose = None,
    depth: Depth = None,
    during: Annotated[
        tuple[str, str] | None, typer.Option(help="某段期间 · within two days.", metavar="A B")
    ] = None,
    include: Annotated[list[str] | None, typer.Option(help="另加：penalties · also.")] = None,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """追踪失信关联方 · Trace related dishonest parties."""
    span = parse_period(during, "--during") if during else None
    with open_desk(Settings(), note) as desk:
        question = asked(as_of, seen, known_at)
        asked_for = _query(desk, query, purpose)
        answer = desk.trace(asked_for, question, depth, span, tuple(include or ()))
    emit(answer, _render_trace, as_json=as_json)


def _render_trace(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    out.print(say("api.traced", name=data["start"]["name"], count=len(data["targets"])))
    for target in data["targets"]:
        out.print(f"[bold]{target['name']}[/bold]  {target['id']}  ({target['hops']})")
        _render_paths(target["paths"])
    _render_stops(data["stopped_at"])


def path(
    first: Query,
    second: Query,
    purpose: Purpose = None,
    depth: Depth = None,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """两个主体如何关联 · How two subjects are related."""
    with open_desk(Settings(), note) as desk:
        one, other = (_query(desk, given, purpose) for given in (first, second))
        answer = desk.path(one, other, asked(as_of, seen, known_at), depth)
    emit(answer, _render_path, as_json=as_json)


def _render_path(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    if not data["paths"]:
        out.print(say("api.no_path", depth=data["depth"]))
    _render_paths(data["paths"])
    _render_stops(data["stopped_at"])


def _render_paths(paths: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    for found in paths:
        out.print("  " + found[f"sentence_{language()}"], markup=False)


def _render_stops(stops: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    for stop in stops:
        degree = f"{stop['degree']}+" if stop.get("at_least") else stop["degree"]
        out.print(say("api.stopped", name=stop["name"], degree=degree), style="dim")


def word(kind: str, value: str) -> str:
    """Return what a code of the contract is called in the user's language."""
    try:
        return text(f"terms.{kind}_{value}", language())
    except KeyError:
        return value


def origin(source: Any) -> str:  # noqa: ANN401 (the contract's JSON)
    """Return where a fact comes from, on one line."""
    return f"{source['source']} {source['file']}:{source['row']}"
