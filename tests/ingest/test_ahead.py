"""A long file prepared by a second process: the same chunks, the same errors, and no orphans."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil
import pytest

from graph.store.chunks import Chunk
from ingest.ahead import NAME, Ahead, Reading
from ingest.incoming import Incoming, describe
from ingest.manifest import Stated
from ingest.prepare import Preparation
from ingest.reading import open_sheet
from messages import CreditgraphError, InputError
from tests.builders import uscc
from tests.ingest.intake import Folder, Intake, Reader, csv_text
from tests.ingest.rows import HOLDING

ROOT = Path(__file__).resolve().parents[2]
SIZE = 5
ROWS = 200
SECONDS = 60.0

Opened = Callable[[Path], Ahead]


def helpers() -> list[BaseProcess]:
    """Return the second processes that there are; other tests have processes of their own."""
    return [child for child in active_children() if child.name == NAME]


def rows(count: int = ROWS) -> str:
    """Return holdings, the same one twice now and then, and a row that is refused."""
    stated = [{**HOLDING, "股东证件号码": uscc(n // 2 + 2)} for n in range(count)]
    stated[count - 3]["持股比例（%）"] = "很多"
    return csv_text(stated)


@pytest.fixture
def opened(reader: Reader) -> Opened:
    """Opens a snapshot that is read in chunks of ``SIZE``."""

    def open_(path: Path) -> Ahead:
        incoming = _incoming(path, reader)
        preparation = Preparation(incoming, reader.rulebook, reader.keys)
        reading = Reading(incoming, preparation, SIZE, "test")
        return Ahead(reading, open_sheet(path), reopens=True)

    return open_


def _incoming(path: Path, reader: Reader) -> Incoming:
    return describe(path, reader.rulebook, None, Stated(format="shareholders", mode="snapshot"))


def _when_stood(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Yield chunks, slowly until the second process stands, so that it has a share in them."""
    deadline = time.monotonic() + SECONDS
    for number, chunk in enumerate(chunks):
        yield chunk
        while number == 2 and not helpers():
            assert time.monotonic() < deadline, "no second process"
            time.sleep(0.01)
        time.sleep(0.05 if number < 10 else 0)


def test_two_processes_prepare_what_one_does(
    folder: Folder, reader: Reader, opened: Opened
) -> None:
    path = folder.text(rows(), "表.csv")
    alone = Preparation(_incoming(path, reader), reader.rulebook, reader.keys)
    reading = Reading(_incoming(path, reader), alone, SIZE, "test")
    ahead = opened(path)
    here = ahead.stated
    with closing(ahead.chunks()) as chunks:
        assert list(_when_stood(chunks)) == list(reading.chunks(open_sheet(path)))
    assert ahead.stated is not here, "the second process had no share"
    assert ahead.stated == alone.stated
    assert ahead.stated.keys
    assert ahead.stated.refused
    assert not helpers()


def test_a_short_file_starts_no_process(
    folder: Folder, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.ahead._helper", pytest.fail)
    with closing(opened(folder.text(rows(2 * SIZE - 1), "表.csv")).chunks()) as chunks:
        assert len(list(chunks)) == 2


def test_an_error_in_the_second_process_is_the_same_error(folder: Folder, opened: Opened) -> None:
    damaged = folder.text(rows() + '"', "表.csv")
    with pytest.raises(InputError) as alone:
        list(open_sheet(damaged).rows)
    with pytest.raises(InputError) as caught, closing(opened(damaged).chunks()) as chunks:
        list(_when_stood(chunks))
    assert (caught.value.key, caught.value.params) == (alone.value.key, alone.value.params)
    assert not helpers()


def test_a_second_process_that_is_killed_stops_the_load_and_the_next_goes_on(
    intake: Intake, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.load.CHUNK_ROWS", SIZE)
    path = folder.text(rows(), "表.csv")
    killed: list[int] = []

    def kill(*_: object) -> None:
        time.sleep(0 if killed else 0.2)  # until it stands there are still rows to prepare
        for child in () if killed else helpers():
            killed.append(child.pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    incoming = intake.incoming(path, format="shareholders")
    with pytest.raises(CreditgraphError) as caught:
        intake.loader.load(incoming, kill)
    assert caught.value.key == "ingest.preparing_stopped"
    assert path.name in caught.value.text.zh
    outcome = intake.loader.load(incoming)
    assert (outcome.read, outcome.quarantined) == (ROWS, 1)
    assert 0 < outcome.loaded < ROWS


LOADED_AND_WAITING = """
import sys, time
from multiprocessing import active_children
from pathlib import Path
from ingest.ahead import Ahead, Reading
from ingest.incoming import describe
from ingest.manifest import Stated
from ingest.prepare import Preparation
from ingest.privacy import PersonKeys
from ingest.reading import open_sheet
from rulebook import Rulebook

path, rulebook = Path(sys.argv[1]), Rulebook.load()
incoming = describe(path, rulebook, None, Stated(format="shareholders"))
preparation = Preparation(incoming, rulebook, PersonKeys(b"only for tests"))
chunks = Ahead(Reading(incoming, preparation, 5, "test"), open_sheet(path), reopens=True).chunks()
for _ in range(3):
    next(chunks)
while not active_children():
    time.sleep(0.01)
print(active_children()[0].pid, flush=True)
time.sleep(600)
"""


def test_a_second_process_ends_with_the_first_even_if_that_is_killed(folder: Folder) -> None:
    path = folder.text(rows(), "表.csv")
    command = [sys.executable, "-c", LOADED_AND_WAITING, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        second = psutil.Process(int(first.stdout.readline()))
        first.kill()
    deadline = time.monotonic() + SECONDS
    while second.is_running() and second.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, "the second process goes on"
        time.sleep(0.05)
