"""What is turned away before any route sees it: foreign hosts and bodies that are too large."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem
from api.refusals import response
from messages import both

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class HostCheck:
    """Answers only requests for our own names, so that no page of another site can reach us.

    Starlette's own middleware refuses in plain text; ours are problem documents.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on or refuse it."""
        if scope["type"] == "http" and self._foreign(Headers(scope=scope).get("host", "")):
            refused = problem("api.foreign_host", 400, both("api.foreign_host"))
            await response(refused, scope["path"])(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _foreign(self, stated: str) -> bool:
        name, _, port = stated.lower().rpartition(":")
        return (name if name and port.isdigit() else stated.lower()) not in self._hosts


class BodyLimit:
    """Refuses a body above a size, by what its header says and by what really comes."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what it brings."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        stated = Headers(scope=scope).get("content-length", "")
        if stated.isdigit() and int(stated) > self._most:
            refused = problem("api.body_too_large", 413, both("api.body_too_large"))
            await response(refused, scope["path"])(scope, receive, send)
            return
        await self._app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        come = 0

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > self._most:
                raise HTTPException(413)
            return message

        return counted
