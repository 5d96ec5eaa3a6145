"""One call to another system: bounded in time and size, and never repeated in any log."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from ingest.verification.connections import Connection

if TYPE_CHECKING:
    import httpx2

LARGEST = 64 * 1024
"""Bytes that a reply may have; a word, a reference and an instant need a hundred."""

_OK = 200


class CallFailed(Exception):  # noqa: N818 (a call failed; the receipt says so)
    """A call without a reply that can be read; the code says why, and nothing else is told."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def call(connection: Connection, body: bytes, seconds: float) -> bytes:
    """Post a question and return the body of the reply.

    Args:
        connection: where.
        body: the question.
        seconds: how long it may take in all, whatever comes in between.

    Raises:
        CallFailed: ``timed_out``, ``unreachable``, ``status`` or ``too_large``.
    """
    import httpx2  # noqa: PLC0415 (slow to import, and few commands ask)

    for library in ("httpx2", "httpcore2"):  # they log addresses and headers
        logging.getLogger(library).setLevel(logging.WARNING)
    try:
        return asyncio.run(_within(connection, body, seconds))
    except TimeoutError:
        code = "timed_out"
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError):
        code = "unreachable"
    raise CallFailed(code)


async def _within(connection: Connection, body: bytes, seconds: float) -> bytes:
    async with asyncio.timeout(seconds):
        return await _post(connection, body)


async def _post(connection: Connection, body: bytes) -> bytes:
    import httpx2  # noqa: PLC0415 (as above)

    # No proxy, no netrc: the environment shall not redirect a question or add a credential.
    client = httpx2.AsyncClient(trust_env=False, timeout=None)
    headers = _headers(connection)
    url = connection.url.get_secret_value()
    async with client, client.stream("POST", url, content=body, headers=headers) as reply:
        if reply.status_code != _OK:
            raise CallFailed("status")
        return await _bounded(reply)


async def _bounded(reply: httpx2.Response) -> bytes:
    """Return a body that is not too large; raw, so that it cannot grow by being unpacked."""
    come = bytearray()
    async for part in reply.aiter_raw():
        come += part
        if len(come) > LARGEST:
            raise CallFailed("too_large")
    return bytes(come)


def _headers(connection: Connection) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    }
    if connection.credential is not None:
        headers["Authorization"] = f"Bearer {connection.credential.get_secret_value()}"
    return headers
