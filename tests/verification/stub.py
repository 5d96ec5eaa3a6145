"""Another system, on this machine: a real HTTP server that answers as it is told, or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PERSONAL = {"name": "甄隐私", "phone": "13900008888", "note": "SECRETMARRIAGEHISTORY"}
"""What the other side says unasked."""

Reply = dict[str, Any] | bytes


class Stub:
    """What the server does, and what it was asked.

    Attributes:
        behaviour: name of one of the methods below that begin with ``do_``.
        asked: the bodies of the questions, as they came.
        headers: the headers of the questions.
    """

    def __init__(self, port: int) -> None:
        self.behaviour = "yes"
        self.url = f"http://127.0.0.1:{port}/verify"
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.slow_seconds = 3.0
        self._lock = threading.Lock()

    def take(self, body: bytes, headers: dict[str, str]) -> int:
        """Note a question and return its number."""
        with self._lock:
            self.asked.append(json.loads(body))
            self.headers.append(headers)
            return len(self.asked)

    def reply(self, number: int) -> tuple[int, Reply]:
        """Return status and body for a question."""
        own: Callable[[dict[str, Any]], tuple[int, Reply]] = getattr(self, f"do_{self.behaviour}")
        now = datetime.now(UTC).isoformat()
        return own({"answer": "yes", "reference": f"REF-{number}", "at": now})

    def do_yes(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Answer yes."""
        return 200, said

    def do_no(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Answer no."""
        return 200, {**said, "answer": "no"}

    def do_unknown(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Answer that it does not know."""
        return 200, {**said, "answer": "unknown"}

    def do_slow(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Answer too late."""
        time.sleep(self.slow_seconds)
        return 200, said

    def do_broken(self, _: dict[str, Any]) -> tuple[int, Reply]:
        """Fail, and say something of a person."""
        return 500, PERSONAL

    def do_redirect(self, _: dict[str, Any]) -> tuple[int, Reply]:
        """Send the question elsewhere."""
        return 307, {}

    def do_garbage(self, _: dict[str, Any]) -> tuple[int, Reply]:
        """Answer with no JSON."""
        return 200, b"\xff\xfe<html>" + json.dumps(PERSONAL).encode()

    def do_word(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Answer with a word that is none of the three."""
        return 200, {**said, "answer": PERSONAL["note"]}

    def do_partial(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Leave the reference out."""
        return 200, {"answer": said["answer"], "at": said["at"]}

    def do_personal(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Answer, and say more than was asked."""
        return 200, {**said, **PERSONAL, "spouse": dict(PERSONAL)}

    def do_number_as_reference(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Give a citizen number as its reference."""
        return 200, {**said, "reference": "110105194912310021"}

    def do_sentence_as_reference(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Give a person's name as its reference."""
        return 200, {**said, "reference": PERSONAL["name"]}

    def do_same_reference(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Give every question the same reference."""
        return 200, {**said, "reference": "REF-SAME"}

    def do_yesterday(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Give an instant long before the question."""
        return 200, {**said, "at": (datetime.now(UTC) - timedelta(days=1)).isoformat()}

    def do_no_zone(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Give an instant without a zone."""
        return 200, {**said, "at": "2026-11-24T10:00:00"}

    def do_huge(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Say more than anybody reads."""
        return 200, {**said, "padding": "x" * 1_000_000}

    def do_drip(self, said: dict[str, Any]) -> tuple[int, Reply]:
        """Answer a byte at a time, so that no single read is slow (see the handler)."""
        return 200, json.dumps(said).encode()


class _Handler(BaseHTTPRequestHandler):
    stub: Stub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, said = self.stub.reply(self.stub.take(body, dict(self.headers)))
        content = said if isinstance(said, bytes) else json.dumps(said).encode()
        with suppress(BrokenPipeError, ConnectionResetError):  # the one who asked may have gone
            self._send(status, content)

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        if status == 307:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Person", PERSONAL["note"])
        self.end_headers()
        if self.stub.behaviour != "drip":
            self.wfile.write(content)
            return
        for byte in content:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.2)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Stub]:
    """Serve on a free port of this machine until the end."""
    handler = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        stub = Stub(server.server_address[1])
        handler.stub = stub  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield stub
        server.shutdown()
        thread.join()
