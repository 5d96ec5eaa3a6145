"""Files of every kind that are whole, to be damaged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.replay.log import sealed
from ingest.prepare import values_of
from ingest.sample import write_town
from ingest.sample.write import MANIFEST
from ingest.templates import write_template
from rulebook import Rulebook
from tests.builders import uscc
from tests.conftest import SHARED_DATA
from tests.fuzz.watched import Watched

ROWS = 12
"""Rows that are kept of a file: what is damaged has to be read in no time."""

LISTED = ("registry_20260630.csv", "shareholders_20261115.jsonl", "debtors_scan.csv")
"""Files of the hamlet that a manifest lists."""

MAPPINGS = Path(__file__).resolve().parents[2] / "examples" / "mappings"
LOT = """\
id: 苏地2026-G-01
announcement: 苏自然资告〔2026〕1号
quotes:
  - dishonest_debtor
  - {text: 竞买人不得存在欠缴土地出让价款的情形}
closes_on: 2026-11-30
deal_on: 2026-12-05
"""
MAPPING = """\
name: 竞买人表
version: 2
format: registry
source: {id: bureau, name: 某局, schedule_days: 30, region: "320500", officer: 某科}
dated: 2026-06-30
mode: delta
columns:
  企业名称: company.name
  代码: {field: company.uscc, pattern: "([0-9A-Z]{18})"}
  状态: {field: status, values: {在业: 存续}, others: keep}
  成立日期: {field: established, date_formats: ["%d.%m.%Y", unix]}
  注册资本: {field: capital, unit: 万元, values: {"-": ""}}
  备注: null
constants: {company.kind: enterprise}
"""
TABLE = f"""\
企业名称,代码,状态,成立日期,注册资本,备注
甲公司,{uscc(1)},在业,01.02.2020,100,无
乙公司,,,,,
"""
NESTED: list[dict[str, Any]] = [
    {
        "案号": "（2026）苏05民初1号",
        "parties": [{"name": "甲公司", "role": "原告"}, {"name": "乙"}],
    },
    {"案号": "（2026）苏05民初2号", "parties": [], "金额": 12.5, "页": [1, 2], "注": None},
]
LOG: list[dict[str, Any]] = [
    {"log": 1, "schema": 1, "after": 0, "seen": 2},
    {"labels": ["Clock"], "properties": {"seq": 2, "at": {"at": "2026-01-05T09:00:00+00:00"}}},
    {"labels": ["Subject", "Enterprise"], "properties": {"id": "uscc:1", "x": {"bytes": "AAEC"}}},
    {
        "labels": ["Fact"],
        "properties": {"sid": "f", "valid_from": {"day": "2020-01-01"}, "l": ["a"]},
    },
    *(
        {"type": kind, "start": "f", "end": "uscc:1", "properties": {"since": 1, "until": 2}}
        for kind in ("CONCERNS", "OF", "IS", "DECIDES", "OFFICER_OF")
    ),
]


@dataclass(frozen=True)
class Originals:
    """Whole files.

    Attributes:
        files: way in that reads them → name → bytes.
        beside: files that a manifest or a mapping names, by name.
    """

    files: Mapping[str, Mapping[str, bytes]]
    beside: Mapping[str, bytes]

    def of(self, way: str) -> Mapping[str, bytes]:
        """Return the whole files that a way in reads."""
        return self.files[way]

    def put_beside(self, folder: Path) -> None:
        """Write the files that others name."""
        for name, content in self.beside.items():
            (folder / name).write_bytes(content)


def _lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _log() -> bytes:
    """Return a log as ``export`` writes it."""
    lines = _lines(LOG)
    end = {"end": len(LOG) - 1, "at": LOG[1]["properties"]["at"]}
    return lines + sealed(end, hashlib.sha256(lines))


def _start(path: Path) -> bytes:
    """Return the first rows of a text file, and a workbook whole."""
    if path.suffix == ".xlsx":
        return path.read_bytes()
    with path.open("rb") as file:
        return b"".join(line for line, _ in zip(file, range(ROWS), strict=False))


def _real() -> dict[str, bytes]:
    """Return the first rows of the real files; nothing where they are not beside the checkout."""
    found = sorted(path for path in SHARED_DATA.rglob("*") if path.suffix in (".csv", ".jsonl"))
    return {path.name: _start(path) for path in found}


def _templates(folder: Path) -> dict[str, bytes]:
    rulebook = Rulebook.load()
    paths = {}
    for standard in list(rulebook.formats.values())[::8]:
        path = folder / f"{standard.id}.xlsx"
        write_template(path, standard, values_of(standard, rulebook))
        paths[path.name] = path.read_bytes()
    return paths


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    """The files of a hamlet, templates, the real files, and one of every other kind."""
    folder = tmp_path_factory.mktemp("fuzz")
    write_town(folder / "hamlet", 3, "hamlet")
    sent = [path for path in sorted((folder / "hamlet").iterdir()) if path.name != MANIFEST]
    tables = {
        path.name: _start(path) for path in sent if path.suffix in (".csv", ".xlsx", ".jsonl")
    }
    templates = _templates(folder)
    nested = {"nested.jsonl": _lines(NESTED)}
    bidders = {name: content for name, content in tables.items() if "bidders" in name}
    mappings = {path.name: path.read_bytes() for path in sorted(MAPPINGS.iterdir())}
    small = {name: text for name, text in tables.items() if not name.endswith(".xlsx")}
    lines = (folder / "hamlet" / MANIFEST).read_bytes().splitlines(keepends=True)
    listed = b"".join(line for line in lines if json.loads(line)["file"] in LISTED)
    return Originals(
        {
            "table": tables | templates | nested | _real(),
            "prepared": tables,
            "manifest": {MANIFEST: listed},
            "mapping": {"mapping.yaml": MAPPING.encode()},
            "mapping kept": mappings | {"mapping.yaml": MAPPING.encode()},
            "bidders": bidders | small,
            "lot": {"lot.yaml": LOT.encode()},
            "log": {"log.jsonl": _log()},
            "suggested": small | _real(),
        },
        beside={name: tables[name] for name in LISTED} | {"table.csv": TABLE.encode()},
    )


@pytest.fixture(scope="session")
def watched() -> Iterator[Watched]:
    """A reader within bounds."""
    with Watched() as reader:
        yield reader
