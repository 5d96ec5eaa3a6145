"""The mapping files that ship read tables of the shape they were written for; all rows invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from graph.model import RecordFact
from ingest.mapping import load_mapping
from ingest.privacy import PersonKeys
from rulebook import Rulebook
from tests.builders import firm, uscc
from tests.ingest.intake import Folder, Prepared, Reader, Row, identifiers, subjects

MAPPINGS = Path(__file__).resolve().parents[2] / "examples" / "mappings"
COMPANY = {
    "gpdm": "999001.SZ",
    "gpjc": "虚构股份",
    "gpywjc": "INVENTED",
    "gsmc": "澄州虚构股份有限公司",
    "gssx": "民营企业",
    "clrq": "1999-05-04",
    "zczb": "305398662.0",
    "fddbr": "甄虚构",
    "sf": "江苏省",
    "cs": "苏州市",
    "zcdz": "澄州市临水路1号",
    "xydm": uscc(1),
    "hymc": "制造业-纺织业",
    "hydm": "C-C17--",
}
LISTED = {
    "企业名称": "澄州虚构电子商务有限公司",
    "工商注册号": "",
    "组织机构代码": "",
    "统一社会信用代码": uscc(1),
    "失信领域": "失信被执行人名单、工商吊销企业名单",
    "uscc_valid": "True",
    "org_valid": "False",
}
SCANNED = {
    "序号": "1",
    "省份": "安徹",
    "企业名称": "澄州虚构机械有眼公司",
    "统一社会信用代码": uscc(1),
    "组织机构代码": uscc(1)[8:17],
    "案号": "02015〕澄执字第00396号",
    "执行法院": "澄州市人民法唉",
    "法定代表人": "甄某",
    "uscc_valid": "True",
    "org_valid": "True",
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Where the tables stand."""
    return Folder(tmp_path)


def read(folder: Folder, mapping: str, rows: Sequence[Row]) -> Prepared:
    """Read rows through a mapping that ships, beside the table of companies."""
    folder.csv([COMPANY], "company_basic_info.csv")
    reader = Reader(Rulebook.load(), PersonKeys(b"only for tests"))
    return reader.read(folder.csv(rows), load_mapping(MAPPINGS / f"{mapping}.yaml"))


def test_every_mapping_that_ships_is_shown_here() -> None:
    shown = {"a_share_companies", "a_share_holders", "a_share_directors"}
    shown |= {"ecommerce_list", "ocr_debtors"}
    assert {path.stem for path in MAPPINGS.glob("*.yaml")} == shown


def test_companies_are_registrations_with_capital_in_yuan(folder: Folder) -> None:
    found = read(folder, "a_share_companies", [COMPANY])
    assert (subjects(found), found.refused) == ([(firm(1), "Enterprise")], {})
    assert found.properties("capital_fen") == [30_539_866_200]
    assert found.properties("established") == [date(1999, 5, 4)]


def test_holders_get_their_company_from_the_other_table(folder: Folder) -> None:
    row = {"id": "0", "gpdm": "999001.SZ", "order": "0", "name": "澄州虚构投资有限公司"}
    found = read(folder, "a_share_holders", [{**row, "gdcg": "23876848.0", "gdcgbl": "14.47"}])
    (holding,) = found.facts.relations
    assert (holding.end, holding.own["share_ppm"]) == (firm(1), 144_700)
    assert holding.start.startswith("row:")


def test_a_director_who_had_left_has_an_end(folder: Folder) -> None:
    row = {"id": "0", "gpdm": "999001.SZ", "name": "甄虚构"}
    duties = [{**row, "zwdm": "gsds"}, {**row, "zwdm": "dldslr"}]
    found = read(folder, "a_share_directors", duties)
    held, left = found.facts.relations
    assert held.own["position"] == "董事"
    assert (left.own["position"], left.valid_to) == ("独立董事（已离任）", date(2020, 10, 14))


def test_a_firm_on_two_lists_has_two_records(folder: Folder) -> None:
    found = read(folder, "ecommerce_list", [LISTED])
    records = [fact for fact in found.facts.nodes if isinstance(fact, RecordFact)]
    assert [record.own["list_name"] for record in records] == [
        "失信被执行人名单",
        "工商吊销企业名单",
    ]
    assert {record.own["shown_on"] for record in records} == {date(2018, 10, 30)}


def test_a_scanned_row_needs_one_code_that_is_whole(folder: Folder) -> None:
    damaged = uscc(1)[:-1] + ("0" if uscc(1)[-1] != "0" else "1")
    rows = [
        {**SCANNED, "统一社会信用代码": damaged},
        {**SCANNED, "统一社会信用代码": damaged, "组织机构代码": "98765432X"},
    ]
    found = read(folder, "ocr_debtors", rows)
    assert subjects(found) == [(f"org:{uscc(1)[8:17]}", "Enterprise")]
    assert identifiers(found) == {("uscc", damaged)}
    assert {code for _, code in found.codes(3)} == {"party_code"}
