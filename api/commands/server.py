"""``up``, ``down``, ``status``, ``serve``: the local server, and ours."""

from __future__ import annotations

import ipaddress
import socket
from typing import Annotated

import typer

from api.commands.options import Json
from api.console import emit_json, note, out, say
from api.settings import Settings
from graph.store.local import LocalServer
from messages import InputError, StoreError


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (up, down, status, serve):
        app.command()(command)


def up() -> None:
    """启动本地数据库（首次会下载） · Start the local Neo4j, fetched at the first start."""
    endpoint = _local("up").ensure_running(note)
    out.print(say("api.up", uri=endpoint.uri))


def down() -> None:
    """停止本地数据库 · Stop the local Neo4j."""
    stopped = _local("down").stop()
    out.print(say("api.down" if stopped else "api.not_running"))


def _local(command: str) -> LocalServer:
    """Return the local server, unless another one is used that these commands do not touch.

    Raises:
        InputError: an own server is set.
    """
    settings = Settings()
    if settings.neo4j_uri:
        raise InputError("api.own_server", command=command, uri=settings.neo4j_uri)
    return LocalServer(settings.home)


def status(as_json: Json = False) -> None:
    """本地数据库的状态 · State of the local Neo4j."""
    settings = Settings()
    if settings.neo4j_uri:
        note(say("api.status_of_local", uri=settings.neo4j_uri))
    state = LocalServer(settings.home).status()
    if as_json:
        emit_json(
            {
                "data": {
                    "running": state.running,
                    "pid": state.pid,
                    "uri": state.uri,
                    "version": state.version,
                    "home": str(state.home),
                    "since": state.since.isoformat() if state.since else None,
                }
            }
        )
        return
    key = "api.running" if state.running else "api.not_running"
    out.print(say(key, uri=state.uri, version=state.version, pid=state.pid))


def serve(
    host: Annotated[str, typer.Option(help="只接受本机地址 · loopback only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口 · port.")] = 8600,
) -> None:
    """启动 HTTP 服务 · Serve HTTP on this machine."""
    import uvicorn  # noqa: PLC0415 (only this command needs it)

    from api.app import create_app  # noqa: PLC0415

    check_loopback(host)
    # No access log: the addresses of requests hold what was asked for.
    with _listening(host, port) as address:
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(), host=host), access_log=False))
        try:
            server.run([address])
        except SystemExit as error:
            raise StoreError("api.cannot_serve", host=host, port=port) from error


def _listening(host: str, port: int) -> socket.socket:
    """Return an open address; that it is taken is found before anything else starts.

    Raises:
        InputError: it is taken or not ours to use.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InputError("api.port_taken", host=host, port=port) from error


def check_loopback(host: str) -> None:
    """Refuse to listen where others could reach us: there are no accounts yet.

    Raises:
        InputError: the address is not this machine's own.
    """
    if host == "localhost":
        return
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise InputError("api.not_loopback", host=host)
