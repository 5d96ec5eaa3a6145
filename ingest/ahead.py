"""Preparing a long file in a process of its own, ahead of the writing.

One process of Python uses one core, so preparing rows and sending them would take turns. The first
chunks are prepared where they are written, and most files have no others; a second process is
started meanwhile and, once it stands, takes the preparation over with all that it remembers.
"""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from graph.store.chunks import Chunk
from ingest.collecting import seldom_collected
from ingest.incoming import Incoming
from ingest.prepare import Preparation, Prepared, Stated
from ingest.reading import Sheet, open_sheet
from ingest.reading.sheet import Aside
from messages import CreditgraphError

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_ALONE = 2
"""So many chunks are prepared here in any case."""

NAME = "creditgraph-ahead"
"""How the second process is called in a list of processes."""

_GONE = (EOFError, BrokenPipeError, ConnectionResetError)
"""What a connection raises when the process at its other end has ended."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file on its way into chunks; another process can go on with it.

    Attributes:
        size: how many rows a chunk has.
        by: who loads it.
    """

    incoming: Incoming
    preparation: Preparation
    size: int
    by: str

    def chunks(self, sheet: Sheet) -> Iterator[Chunk]:
        """Yield the rows of a sheet as chunks."""
        for prepared in self.preparation.chunks(sheet, self.size):
            yield self._chunk(prepared)

    def rest(self) -> Sheet:
        """Return the file's sheet without the rows that are prepared."""
        sheet, done = open_sheet(self.incoming.path), self.preparation.stated.last_row
        rows = (row for row in sheet.rows if row.number > done)
        return Sheet(sheet.headings, rows, sheet.aside)

    def _chunk(self, prepared: Prepared) -> Chunk:
        empty = Chunk(
            file=self.incoming.id,
            by=self.by,
            row_from=prepared.row_from,
            row_to=prepared.row_to,
            read=prepared.read,
            dated=self.incoming.dated,
            refused=tuple(prepared.refused),
        )
        facts = prepared.facts
        snapshot = self.incoming.mode == "snapshot"
        return empty.stating(facts.subjects, facts.nodes, facts.relations, snapshot=snapshot)


class Ahead:
    """The chunks of a file, and what it stated when all of them are read.

    Args:
        reading: the file.
        sheet: its rows.
        reopens: whether the file holds the rows of the sheet, so that a long one can be read on
            by another process.
    """

    def __init__(self, reading: Reading, sheet: Sheet, *, reopens: bool) -> None:
        self._reading = reading
        self._sheet = sheet
        self._reopens = reopens
        self.stated = reading.preparation.stated
        self.aside = sheet.aside

    def chunks(self) -> Generator[Chunk]:
        """Yield the chunks in the order of the sheet; close it, lest the other process go on.

        Raises:
            InputError: the file cannot be read, whichever process reads it.
        """
        here = self._reading.chunks(self._sheet)
        for chunk in islice(here, _ALONE):
            yield chunk
            if not self._reopens or chunk.read < self._reading.size:
                yield from here
                return
        with _helper() as helper:
            for chunk in here:
                yield chunk
                if helper.done():
                    yield from self._rest(helper.result())
                    return

    def _rest(self, helper: Connection) -> Iterator[Chunk]:
        """Yield the chunks that the other process prepares, at most two ahead of their writing."""
        incoming = self._reading.incoming
        try:
            helper.send(self._reading)
        except _GONE as gone:
            raise CreditgraphError("ingest.preparing_stopped", file=incoming.name) from gone
        while True:
            match _received(helper, incoming):
                case Chunk() as chunk:
                    yield chunk
                case _Ended(stated, aside):
                    self.stated, self.aside = stated, aside
                    return
                case Exception() as error:
                    raise error


@dataclass(frozen=True)
class _Ended:
    """What is known when a file is read to its end."""

    stated: Stated
    aside: Aside


_Part = Chunk | _Ended | Exception


def _received(helper: Connection, incoming: Incoming) -> _Part:
    try:
        part: _Part = helper.recv()
    except _GONE as error:
        raise CreditgraphError("ingest.preparing_stopped", file=incoming.name) from error
    return part


@contextmanager
def _helper() -> Iterator[Future[Connection]]:
    """Start a process that prepares, without waiting for it, and end it."""
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True, name=NAME)
    with ThreadPoolExecutor(max_workers=1) as starter:
        started = starter.submit(_start, process, ours, theirs)
        try:
            yield started
        finally:
            started.result()
            ours.close()
            process.terminate()
            process.join()
            process.close()


def _context() -> ForkServerContext | SpawnContext:
    """Return how processes are started: never by a fork of this one, which has threads."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _start(process: BaseProcess, ours: Connection, theirs: Connection) -> Connection:
    """Start a process; only it holds its end, so that each side learns of the other's death."""
    process.start()
    theirs.close()
    return ours


def _serve(connection: Connection) -> None:
    """Prepare the file that comes through a connection, until nobody is there to take it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with connection, suppress(*_GONE), seldom_collected():
        for part in _parts(connection.recv()):
            connection.send(part)


def _parts(reading: Reading) -> Iterator[_Part]:
    try:
        sheet = reading.rest()
        yield from reading.chunks(sheet)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is raised again where the file is loaded)
        yield error
    else:
        yield _Ended(reading.preparation.stated, sheet.aside)
