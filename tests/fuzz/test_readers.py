"""Damaged files: each is rows, or an error that names the file in both languages; nothing else."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.asked import WAYS, Said
from tests.fuzz.conftest import Originals
from tests.fuzz.damage import Damage, damaged, damages
from tests.fuzz.watched import Watched

EXAMPLES = 60
AT_LENGTH = 400
SECONDS = 480.0
"""How long all ways in are proved together."""

ENDINGS = (".csv", ".txt", ".jsonl", ".xlsx", ".yaml")


def check_said(said: Said) -> None:
    """See that an error says, in Chinese and in English, which file it is about."""
    if not said.key:
        return
    chinese, english = said.sentences
    assert said.file, f"{said.key} names no file"
    assert said.file in chinese, chinese
    assert said.file in english, english
    assert any("一" <= char <= "鿿" for char in chinese), chinese
    assert max(len(chinese), len(english)) < 2_000, said.key


def fuzz(
    way: str, originals: Originals, watched: Watched, folder: Path, number: int, examples: int
) -> None:
    """Damage the files of a way in, and see what it makes of them.

    Args:
        way: the way in.
        originals: whole files.
        watched: what reads.
        folder: where damaged files are written.
        number: the seed; the same one damages the same files in the same ways.
        examples: how many.
    """
    files = originals.of(way)
    originals.put_beside(folder)

    @seed(number)
    @settings(max_examples=examples, database=None, phases=(Phase.generate, Phase.shrink))
    @given(case=st.sampled_from(sorted(files)).flatmap(_case))
    def check(case: tuple[str, Damage]) -> None:
        name, damage = case
        path = folder / name
        content = damaged(files[name], damage)
        path.write_bytes(content)
        said = watched.ask(way, path)
        path.unlink()
        check_said(said)
        assert said.key or way != "log" or content == files[name], "an altered log was taken"

    check()


def _case(name: str) -> st.SearchStrategy[tuple[str, Damage]]:
    return st.tuples(st.just(name), damages(Path(name).suffix))


@pytest.mark.parametrize("way", WAYS)
def test_a_whole_file_is_read_in_every_way(
    way: str, originals: Originals, watched: Watched, tmp_path: Path
) -> None:
    originals.put_beside(tmp_path)
    read = 0
    for name, content in originals.of(way).items():
        path = tmp_path / name
        path.write_bytes(content)
        read += watched.ask(way, path).rows
    assert read > 0


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_file_is_rows_or_a_clear_error(
    way: str, originals: Originals, watched: Watched, tmp_path: Path
) -> None:
    fuzz(way, originals, watched, tmp_path, 0, EXAMPLES)


@pytest.mark.prove
@pytest.mark.parametrize("way", WAYS)
def test_files_damaged_for_minutes_are_rows_or_clear_errors(
    way: str, originals: Originals, watched: Watched, tmp_path: Path
) -> None:
    ends = time.monotonic() + SECONDS / len(WAYS)
    first = time.time_ns()
    for number in count(first):
        fuzz(way, originals, watched, tmp_path, number, AT_LENGTH)
        if time.monotonic() > ends:
            return


@pytest.mark.parametrize("ending", ENDINGS)
def test_bytes_of_any_kind_are_rows_or_a_clear_error(
    ending: str, watched: Watched, tmp_path: Path
) -> None:
    way = "lot" if ending == ".yaml" else "table"

    @seed(0)
    @settings(max_examples=EXAMPLES, database=None)
    @given(content=st.binary(max_size=400))
    def check(content: bytes) -> None:
        path = tmp_path / f"bytes{ending}"
        path.write_bytes(content)
        check_said(watched.ask(way, path))

    check()
