"""``backup`` and ``restore``: the local server's graph in one file, and out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.options import Json
from api.console import emit_json, note, out, say
from api.opening import connect
from api.settings import Settings
from graph.store.local import Endpoint, LocalServer
from ingest.privacy import PersonKeys
from messages import InputError, NotAllowedError, StoreError


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command()(backup)
    app.command()(restore)


def backup(
    out_file: Annotated[Path, typer.Option("--out", help="写到哪个文件 · file to write.")],
    as_json: Json = False,
) -> None:
    """停库、转储、再启动 · Stop the local Neo4j, dump its graph to a file, start it."""
    settings = Settings()
    server = _local(settings)
    if out_file.exists():
        raise InputError("backup.exists", file=out_file)
    server.backup(out_file.resolve(), note)
    told = {"file": str(out_file), "bytes": out_file.stat().st_size}
    if as_json:
        emit_json({"data": {**told, "person_key": _key(settings)}})
        return
    out.print(say("backup.written", **told))
    if settings.person_key.exists():
        note(say("backup.keep_key", key=settings.person_key))


def restore(
    path: Annotated[Path, typer.Argument(help="backup 写出的文件 · a file that backup wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="替换现有数据 · replace what is there.")
    ] = False,
    as_json: Json = False,
) -> None:
    """停库、载入转储、再启动 · Stop the local Neo4j, load a backup, start it."""
    settings = Settings()
    server = _local(settings)
    if not path.is_file():
        raise InputError("backup.no_file", file=path)
    if not replace:
        _require_empty(server.ensure_running(note))
    server.restore(path.resolve(), _check, note)
    seen = _seen_with_key(server.ensure_running(note), settings)
    if as_json:
        emit_json({"data": {"seen": seen, "person_key": _key(settings)}})
        return
    out.print(say("backup.restored", seen=seen))


def _local(settings: Settings) -> LocalServer:
    """Return the local server.

    Raises:
        InputError: an own server is set, whose backup is its keeper's.
    """
    if settings.neo4j_uri:
        raise InputError("backup.own_server", uri=settings.neo4j_uri)
    return LocalServer(settings.home)


def _require_empty(endpoint: Endpoint) -> None:
    with connect(endpoint) as store:
        clock = store.read("replay/clock")[0]
    if clock["seq"] or not clock["empty"]:
        raise NotAllowedError("backup.not_empty", seen=clock["seq"])


def _check(endpoint: Endpoint) -> None:
    """Refuse a graph that this version cannot read."""
    connect(endpoint).close()


def _seen_with_key(endpoint: Endpoint, settings: Settings) -> int:
    """Return the newest commit, and say if the person key beside it is not the graph's."""
    with connect(endpoint) as store:
        try:
            PersonKeys.open(settings.person_key, store)
        except StoreError:
            note(say("backup.other_key", key=settings.person_key))
        return store.seen()


def _key(settings: Settings) -> str | None:
    """Return the file of the person key, which no backup holds; None if there is none."""
    return str(settings.person_key) if settings.person_key.exists() else None
