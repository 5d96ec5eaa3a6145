"""Files as somebody sends them, and what the product makes of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from graph.store import Store
from ingest.incoming import Incoming, describe
from ingest.load import Loader, Outcome
from ingest.manifest import Stated
from ingest.mapping import Mapping as TableMapping
from ingest.mapping import load_mapping
from ingest.prepare import Preparation
from ingest.privacy import PersonKeys
from ingest.problems import RefusedValue
from ingest.reading import RawRow, open_sheet
from ingest.sources import Facts
from messages import InputError
from rulebook import Rulebook
from tests.builders import uscc

Row = Mapping[str, Any]

AGENCY = uscc(7, "11320500")
PENALTY = {
    "行政相对人名称": "澄州市甲贸易有限公司",
    "行政相对人类别": "法人及非法人组织",
    "行政相对人代码_1（统一社会信用代码）": uscc(1),
    "法定代表人": "甄虚构",
    "行政处罚决定书文号": "澄市监处〔2025〕1号",
    "违法行为类型": "虚假宣传",
    "违法事实": "对商品作虚假的商业宣传",
    "处罚依据": "《中华人民共和国反不正当竞争法》第二十条",
    "处罚类别": "罚款",
    "处罚内容": "罚款1.5万元",
    "罚款金额（万元）": "1.5",
    "处罚决定日期": "2025-03-01",
    "处罚有效期": "2026-03-01",
    "处罚机关": "澄州市市场监督管理局",
    "处罚机关统一社会信用代码": AGENCY,
    "数据来源单位": "澄州市市场监督管理局",
    "数据来源单位统一社会信用代码": AGENCY,
}
HOLDING = {
    "企业名称": "澄州市甲贸易有限公司",
    "企业统一社会信用代码": uscc(1),
    "股东名称": "澄州市乙投资有限公司",
    "股东证件号码": uscc(2),
    "股东类型": "企业法人",
    "持股比例（%）": "60",
    "认缴出资额（万元）": "600",
    "入股日期": "2020-01-01",
}
LISTED = {
    "主体名称": "澄州市甲贸易有限公司",
    "主体代码": uscc(1),
    "名单名称": "重大税收违法失信主体名单",
    "认定单位": "澄州市税务局",
    "列入文书号": "澄税信〔2025〕1号",
    "列入日期": "2025-02-01",
}
OFFICE = {
    "企业名称": "澄州市甲贸易有限公司",
    "企业统一社会信用代码": uscc(1),
    "姓名": "甄虚构",
    "公民身份号码": "",
    "职务": "董事",
    "任职起始日期": "2020-01-01",
}
COMPANY = {
    "主体名称": "澄州市甲贸易有限公司",
    "统一社会信用代码": uscc(1),
    "登记状态": "存续",
    "成立日期": "2010-05-01",
    "注册资本（万元）": "1000",
}


def citizen(number: int, born: str = "19900101", region: str = "320502") -> str:
    """Return an invented citizen number with a valid check digit."""
    body = f"{region}{born}{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(c) for w, c in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]


def old_form(number: str) -> str:
    """Return the 15-digit form of a citizen number."""
    return number[:6] + number[8:17]


def full_width(text: str) -> str:
    """Return text with its ASCII characters in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def refusal(parse: Callable[[], object]) -> str:
    """Return the code with which a value is refused."""
    with pytest.raises(RefusedValue) as caught:
        parse()
    return caught.value.code


def table(rows: Sequence[Row]) -> list[list[str]]:
    """Return rows as a table with its headings."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [headings, *([str(row.get(h, "")) for h in headings] for row in rows)]


def csv_text(rows: Sequence[Row]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(table(rows))
    return text.getvalue()


def codes(row: RawRow) -> set[tuple[str, str]]:
    """Return heading and code of what a reader found wrong with a row."""
    return {(problem.field, problem.code) for problem in row.problems}


def unreadable(path: Path) -> InputError:
    """Read a whole file that cannot be read, and see that both sentences name it."""
    with pytest.raises(InputError) as caught:
        list(open_sheet(path).rows)
    for sentence in caught.value.text:
        assert path.name in sentence
    return caught.value


@dataclass(frozen=True)
class Folder:
    """Where files of a test stand."""

    path: Path

    def csv(self, rows: Sequence[Row], name: str = "表.csv", encoding: str = "utf-8") -> Path:
        """Write rows as a CSV file."""
        return self.bytes(csv_text(rows).encode(encoding), name)

    def jsonl(self, rows: Iterable[object], name: str = "表.jsonl") -> Path:
        """Write one JSON value a line."""
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return self.text("".join(lines), name)

    def xlsx(self, cells: Sequence[Sequence[object]], name: str = "表.xlsx") -> Path:
        """Write cells as they are: text as text, numbers as numbers, formulas as formulas."""
        path = self.path / name
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)
        return path

    def text(self, content: str, name: str) -> Path:
        """Write a text file."""
        return self.bytes(content.encode(), name)

    def bytes(self, content: bytes, name: str) -> Path:
        """Write a file."""
        path = self.path / name
        path.write_bytes(content)
        return path

    def mapping(self, text: str) -> TableMapping:
        """Write and read a mapping file."""
        return load_mapping(self.text(text, "映射.yaml"))


@dataclass(frozen=True)
class Prepared:
    """A file as facts and refusals, without a graph."""

    facts: Facts
    refused: dict[int, list[dict[str, str]]]
    raw: dict[int, Mapping[str, str]]

    def codes(self, row: int) -> set[tuple[str, str]]:
        """Return field and code of every reason for which a row was refused."""
        return {(reason["field"], reason["code"]) for reason in self.refused[row]}

    def properties(self, name: str) -> list[Any]:
        """Return a property of every record and relation."""
        found = [*self.facts.nodes, *self.facts.relations]
        return [fact.properties[name] for fact in found if name in fact.properties]


@dataclass(frozen=True)
class Reader:
    """Prepares files as the loader does, without a graph."""

    rulebook: Rulebook
    keys: PersonKeys

    def read(self, path: Path, mapping: TableMapping | None = None, **stated: Any) -> Prepared:
        """Return what a file says."""
        incoming = describe(path, self.rulebook, mapping, Stated(**stated))
        chunks = Preparation(incoming, self.rulebook, self.keys).chunks(open_sheet(path), 1_000)
        facts = Facts()
        refused: dict[int, list[dict[str, str]]] = {}
        raw: dict[int, Mapping[str, str]] = {}
        for chunk in chunks:
            facts.subjects += chunk.facts.subjects
            facts.nodes += chunk.facts.nodes
            facts.relations += chunk.facts.relations
            refused |= {row.row: [dict(reason) for reason in row.reasons] for row in chunk.refused}
            raw |= {row.row: row.raw for row in chunk.refused}
        return Prepared(facts, refused, raw)


@dataclass(frozen=True)
class Intake:
    """Loads files into a graph."""

    store: Store
    rulebook: Rulebook
    home: Path

    @property
    def loader(self) -> Loader:
        """A loader, as a command builds it."""
        return Loader(self.store, self.rulebook, self.home / "person.key", "test")

    def incoming(self, path: Path, mapping: TableMapping | None = None, **stated: Any) -> Incoming:
        """Describe a file."""
        return describe(path, self.rulebook, mapping, Stated(**stated))

    def load(self, path: Path, mapping: TableMapping | None = None, **stated: Any) -> Outcome:
        """Load a file and see that its counts add up."""
        outcome = self.loader.load(self.incoming(path, mapping, **stated))
        assert outcome.read == outcome.loaded + outcome.unchanged + outcome.quarantined
        return outcome
