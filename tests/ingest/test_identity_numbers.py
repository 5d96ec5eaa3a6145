"""No citizen number stays anywhere: in the graph, the quarantine, a log, an output or a file."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.cli import main
from graph.store import Store
from graph.store.testing import empty
from tests.builders import uscc
from tests.ingest.intake import Folder, table
from tests.ingest.leaks import holds, in_files, in_graph
from tests.ingest.rows import (
    COMPANY,
    HOLDING,
    LISTED,
    OFFICE,
    PENALTY,
    citizen,
    full_width,
    old_form,
)

NUMBERS = [citizen(n, born=f"19{50 + n}0{1 + n % 9}11") for n in range(45)]
FORMS = [*NUMBERS, *map(old_form, NUMBERS)]
GAPPED = [f"{n[:6]} {n[6:14]}\u3000{n[14:]}" for n in NUMBERS]
PERSON = {**HOLDING, "股东名称": "甄虚构", "股东类型": "自然人"}

CONTRACT = {
    "合同编号": f"HT{NUMBERS[20]}",
    "合同名称": f"服务 {NUMBERS[21]}",
    "采购人名称": "澄州市财政局",
    "采购人统一社会信用代码": uscc(3, "11320500"),
    "供应商名称": "甄虚构",
    "供应商统一社会信用代码": NUMBERS[22],
    "供应商类型": "自然人",
    "合同金额（元）": "1000",
    "签订日期": "2025-01-01",
}
PAID = {
    "合同编号": f"HT{NUMBERS[20]}",
    "付款日期": "2025-02-01",
    "付款金额（元）": "10",
    "付款方名称": f"甄虚构{NUMBERS[23]}",
    "支付凭证号": NUMBERS[24],
}
SURETY = {
    "保证人": "甄虚构",
    "保证人证件号码": NUMBERS[25],
    "债务人": "澄州市乙贸易有限公司",
    "债务人证件号码": uscc(2),
    "担保合同编号": GAPPED[26],
}
LISTINGS = [
    {**LISTED, "主体名称": f"甄虚构（{NUMBERS[0]}）", "主体代码": NUMBERS[0]},
    {**LISTED, "主体名称": "甄虚构", "主体代码": "", "统一社会信用代码": NUMBERS[1]},
    {**LISTED, "主体名称": "甄虚构", "主体代码": "", "工商注册号": old_form(NUMBERS[2])},
    {**LISTED, "列入文书号": NUMBERS[3], "列入原因": f"当事人身份证{GAPPED[4]}拒不履行"},
    {**LISTED, "列入文书号": "5号", "法定代表人": f"甄虚构 {full_width(NUMBERS[5])}"},
    {**LISTED, "列入文书号": "6号", "列入日期": NUMBERS[6]},
    {**LISTED, "列入文书号": "7号", "名单名称": NUMBERS[7]},
    {**LISTED, "列入文书号": "8号", "主体代码": NUMBERS[8][:17] + "0123456789X"[-1]},
]
HOLDINGS = [
    {**PERSON, "股东证件号码": full_width(NUMBERS[9])},
    {**PERSON, "股东证件号码": GAPPED[10]},
    {**PERSON, "股东证件号码": old_form(NUMBERS[11])},
    {**PERSON, "股东证件号码": "", "认缴出资额（万元）": NUMBERS[12]},
    {**PERSON, "股东证件号码": "", "持股比例（%）": f"0.{NUMBERS[13]}"},
    {**PERSON, "股东名称": f"甄虚构{NUMBERS[14]}", "股东证件号码": ""},
    {**PERSON, "股东证件号码": NUMBERS[15], "入股日期": "2014年2月29日", "币种": GAPPED[15]},
]
COMPANIES = [
    {**COMPANY, "住所": f"澄州路1号{NUMBERS[16]}收", "曾用名": f"旧名{NUMBERS[17]}公司"},
    {**COMPANY, "统一社会信用代码": NUMBERS[18]},
]
OFFICES = [{**OFFICE, "公民身份号码": NUMBERS[19], "职务": f"董事{NUMBERS[19]}"}]
PENALTIES = [
    {**PENALTY, "违法事实": f"当事人{GAPPED[27]}", "法定代表人证件号码": NUMBERS[28]},
    {**PENALTY, "行政处罚决定书文号": f"{NUMBERS[29]}号", "法定代表人证件号码": NUMBERS[30]},
    {**PENALTY, "行政处罚决定书文号": "3号", "违法事实": "长" * 999_990 + NUMBERS[31] + "长" * 20},
]
MAPPING = f"""
format: lists
source: {{id: "{NUMBERS[32]}", name: "源{NUMBERS[33]}"}}
columns:
  名: party.name
  码: party.code
  "备注{NUMBERS[34]}": reason
  "身份证{NUMBERS[35]}": null
constants: {{list_type: 重大税收违法失信主体名单, authority: "局{NUMBERS[36]}"}}
"""
MAPPED = {
    "名": "甄虚构",
    "码": NUMBERS[37],
    f"备注{NUMBERS[34]}": f"见{NUMBERS[38]}",
    f"身份证{NUMBERS[35]}": NUMBERS[39],
}
LINES = f'{{"party_name": "甄虚构", "party_code": "{NUMBERS[40]}", "reason": {{"x": "{NUMBERS[41]}"'

Run = Callable[..., str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def run(
    server_environment: dict[str, str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Run:
    """Run a command as a user does and return all that it prints."""
    for name, value in {**server_environment, "CREDITGRAPH_HOME": str(home)}.items():
        monkeypatch.setenv(name, value)

    def command(*arguments: object) -> str:
        monkeypatch.setattr(sys, "argv", ["creditgraph", *map(str, arguments)])
        with pytest.raises(SystemExit):
            main()
        printed = capfd.readouterr()
        return printed.out + printed.err

    return command


def files(folder: Folder) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Write files with a number in every place, with how each is loaded."""
    yield folder.csv(LISTINGS, f"名单{NUMBERS[42]}.csv"), ("--format", "lists")
    yield folder.csv(HOLDINGS, "股东.csv", "gb18030"), ()
    yield folder.xlsx(table(HOLDINGS), "股东.xlsx"), ()
    lost = [*PERSON], ["甲公司", uscc(1), "甄虚构", int(NUMBERS[43][:17] + "0")]
    yield folder.xlsx(lost, "数.xlsx"), ()
    yield folder.csv(COMPANIES, "登记.csv"), ()
    yield folder.jsonl(OFFICES, "人员.jsonl"), ()
    yield folder.csv(PENALTIES, "处罚.csv"), ()
    sums = [{**CONTRACT, "合同编号": "2号", "合同金额（元）": old_form(NUMBERS[21])}]
    yield folder.csv([CONTRACT, *sums], "合同.csv"), ()
    yield folder.csv([PAID], "付款.csv"), ()
    yield folder.csv([SURETY], "担保.csv"), ()
    yield folder.text(LINES, "断.jsonl"), ("--format", "lists")
    yield folder.csv([{**LISTED, f"甄虚构{NUMBERS[44]}": "x"}], "表头.csv"), ("--format", "lists")
    mapping = folder.text(MAPPING, f"映射{NUMBERS[33]}.yaml")
    yield folder.csv([MAPPED, {**MAPPED, "码": "123"}], "映.csv"), ("--mapping", str(mapping))


def test_no_number_stays_anywhere(
    server: Store,
    run: Run,
    home: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    caplog: pytest.LogCaptureFixture,
) -> None:
    empty(server)
    caplog.set_level(logging.DEBUG)
    printed = [
        run("ingest", path, *how, *json)
        for path, how in files(_folder(tmp_path))
        for json in ((), ("--json",))
    ]
    printed += _looked_at(run, tmp_path / "出")
    assert _loaded(server) >= 20
    assert _refused(server) >= 10
    assert in_graph(server, FORMS) == []
    assert [text for text in printed if holds(text, FORMS)] == []
    assert [record for record in caplog.messages if holds(record, FORMS)] == []
    homes = [home, tmp_path / "出"]
    if "CREDITGRAPH_TEST_NEO4J_URI" not in os.environ:
        homes.append(request.getfixturevalue("test_home"))
    assert [found for each in homes for found in in_files(each, FORMS)] == []


def _folder(tmp_path: Path) -> Folder:
    path = tmp_path / "来件"
    path.mkdir()
    return Folder(path)


def _looked_at(run: Run, out: Path) -> list[str]:
    out.mkdir()
    listed = run("quarantine", "list", "--limit", 1000, "--json")
    exports = [
        run("quarantine", "export", "--out", out / f"x.{e}") for e in ("csv", "xlsx", "jsonl")
    ]
    retried = [run("quarantine", "retry", out / f"x.{ending}") for ending in ("csv", "jsonl")]
    asked = (("search", "甄虚构"), ("search", "甄虚构", "--json"), ("quarantine", "list"))
    return [listed, *exports, *retried, *(run(*line) for line in asked)]


def _loaded(store: Store) -> int:
    return sum(1 for _ in store.stream("testing/facts_all"))


def _refused(store: Store) -> int:
    rows = store.read("testing/others_all")
    return sum("QuarantinedRow" in row["labels"] for row in rows)


PLANTED = (NUMBERS[0], old_form(NUMBERS[0]), GAPPED[0], full_width(NUMBERS[0]))


@pytest.mark.parametrize("form", PLANTED)
@pytest.mark.parametrize(
    "plant",
    [
        "CREATE (:Planted {text: '说' + $value + '号'})",
        "CREATE (:Planted {texts: ['a', $value]})",
        "CREATE (:Planted)-[:PLANTED {text: $value}]->(:Planted)",
    ],
)
def test_a_planted_number_is_found_in_the_graph(store: Store, plant: str, form: str) -> None:
    assert in_graph(store, FORMS) == []
    store._driver.execute_query(f"CYPHER 25 {plant}", value=form)
    assert len(in_graph(store, FORMS)) == 1


def test_a_number_planted_as_an_integer_is_found(store: Store) -> None:
    digits = int(old_form(NUMBERS[0]))
    store._driver.execute_query("CYPHER 25 CREATE (:Planted {number: $value * 100})", value=digits)
    assert len(in_graph(store, FORMS)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("form", PLANTED)
def test_a_planted_number_is_found_in_a_file(tmp_path: Path, form: str, encoding: str) -> None:
    (tmp_path / "logs").mkdir()
    path = tmp_path / "logs" / "any.log"
    path.write_bytes(f"行 {form} 尾".encode(encoding))
    assert in_files(tmp_path, FORMS) == [str(path)]
    path.write_bytes("行".encode(encoding))
    assert in_files(tmp_path, FORMS) == []
    path.rename(path.with_name(f"{form}.log"))
    assert len(in_files(tmp_path, FORMS)) == 1
