"""What damaged files have found: each was a crash, a hang or a silent loss before."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
import xlsxwriter

from tests.fuzz.conftest import TABLE
from tests.fuzz.damage import Part, damaged
from tests.fuzz.test_readers import check_said
from tests.fuzz.watched import Watched

NAMES = "abcdefghijk"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise(NAMES)
)
"""A few lines of YAML that stand for ten thousand million words."""


def entry(**said: object) -> bytes:
    """Return a line of a manifest."""
    return json.dumps({"file": "table.csv", "format": "registry", **said}).encode()


TEXTS = {
    "an instant before all": ("manifest", entry(received_at="0001-01-01T00:00:00+14:00")),
    "an instant after all": ("manifest", entry(received_at="9999-12-31T23:59:59-12:00")),
    "a day before all": ("manifest", entry(dated="0001-01-01")),
    "a name too long for a file": ("manifest", entry(file="x" * 300)),
    "a name as long as a book": ("manifest", entry(file="x" * 1_000_000)),
    "a period beyond counting": ("manifest", entry(schedule_days=10**30)),
    "a mapping nested too deep": ("mapping", b"a: " + b"[" * 1_200),
    "a mapping that stands for too much": ("mapping", f"{BOMB}columns: *k\n".encode()),
    "a pattern that repeats too often": (
        "mapping",
        b'format: registry\ncolumns: {a: {field: b, pattern: "a{99999999999}(b)"}}',
    ),
    "a pattern nested too deep": (
        "mapping",
        b"format: registry\ncolumns: {a: {field: b, pattern: '%s'}}"
        % (b"(" * 2_000 + b")" * 2_000),
    ),
    "half a character in a mapping": ("mapping", b'format: registry\nname: "\\ud800"\n'),
    "a version beyond counting": ("mapping", b"format: registry\nversion: 1" + b"0" * 40),
    "a lot nested too deep": ("lot", b"id: " + b"[" * 1_200),
    "a lot of an impossible day": ("lot", b"id: 1\ndeal_on: 2026-13-45\n"),
    "a lot with a number too long": ("lot", b"id: " + b"9" * 5_000),
    "a lot that stands for too much": ("lot", f"{BOMB}quotes: *k\n".encode()),
    "a log that is a number": ("log", b"1\n"),
    "a log without its first line": ("log", b'{"end": 0, "log": 1}\n'),
}
FILES = {"manifest": "manifest.jsonl", "mapping": "mapping.yaml", "lot": "lot.yaml"}
FAR = {
    "a cell in the last corner": (rb' r="A2"', b' r="XFD1048576"'),
    "a row far below": (rb'<row r="2"', b'<row r="1048576"'),
    "a cell beyond the last": (rb' r="A2"', b' r="ZZZZZZZZ99999999999999999999"'),
}


@pytest.mark.parametrize(("way", "content"), TEXTS.values(), ids=TEXTS)
def test_a_text_file_is_refused_by_name(
    way: str, content: bytes, watched: Watched, tmp_path: Path
) -> None:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    path = tmp_path / FILES.get(way, "log.jsonl")
    path.write_bytes(content)
    said = watched.ask(way, path)
    assert said.key
    check_said(said)


@pytest.mark.parametrize(
    "line", ['{"名称": "\\ud800"}', '{"parties": "[{\\"a\\": \\"\\\\ud800\\"}]"}']
)
def test_half_a_character_refuses_its_row_alone(
    line: str, watched: Watched, tmp_path: Path
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{line}\n{{"名称": "甲"}}\n', encoding="utf-8")
    assert watched.ask("table", path).rows == 2


def workbook() -> bytes:
    """Return a small workbook; 40 columns make its last row lie far from the others."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet()
        for row in range(3):
            sheet.write_row(row, 0, [f"{row}-{column}" for column in range(40)])
    return written.getvalue()


@pytest.mark.parametrize(("pattern", "said"), FAR.values(), ids=FAR)
def test_a_sheet_that_would_not_fit_into_memory_is_refused(
    pattern: bytes, said: bytes, watched: Watched, tmp_path: Path
) -> None:
    path = tmp_path / "far.xlsx"
    path.write_bytes(replaced(workbook(), pattern, said))
    answer = watched.ask("table", path)
    assert answer.key in ("ingest.far_cells", "ingest.damaged_xlsx")
    check_said(answer)


def test_a_sheet_of_tags_that_never_end_is_looked_through_once(
    watched: Watched, tmp_path: Path
) -> None:
    path = tmp_path / "tags.xlsx"
    for tags in (b"<c <row <sheet " * 60_000, b"<c " + b'r="A1" ' * 100_000):
        path.write_bytes(replaced(workbook(), rb"<sheetData", tags + b"<sheetData"))
        check_said(watched.ask("table", path))


def test_what_is_written_in_single_quotes_is_seen_as_well(watched: Watched, tmp_path: Path) -> None:
    path = tmp_path / "quotes.xlsx"
    path.write_bytes(replaced(workbook(), rb' r="A2"', b" r='XFD1048576'"))
    assert watched.ask("table", path).key == "ingest.far_cells"


def replaced(content: bytes, pattern: bytes, said: bytes) -> bytes:
    """Return a workbook whose first sheet says something else in one place."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        nth = sorted(package.namelist()).index("xl/worksheets/sheet1.xml")
    changed = damaged(content, [Part(nth, said=(pattern, said))])
    assert changed != content
    return changed
