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

DEAL = {
    "header": "供地结果信息",
    "district": "澄州市",
    "idnumber": "3205002018B00017",
    "name": "澄州市虚构路住宅项目",
    "location": "澄州市虚构路西侧",
    "area": "5.292804",
    "source": "现有建设用地",
    "use": "其他普通商品住房用地",
    "supply": "挂牌出让",
    "duration": "70",
    "price": "10484.0000",
    "holder": "澄州市丙置业有限公司",
    "time4handover_plan": "2018年12月31日",
    "approvedby": "澄州市人民政府",
    "date4sign": "2018年12月31日",
}
RESTRICTED = {
    "限制高消费企业名称": "澄州虚构贸易有限公司",
    "案号": "（2023）苏0599执恢130号",
    "法定代表人": "甄虚构",
    "申请人": "澄州虚构建设有限公司",
    "涉案金额": "-",
    "执行法院": "澄州市人民法院",
    "立案日期": "2023-08-04 00:00:00",
    "限高发布日期": "2023-11-09 00:00:00",
}
DECIDED = {
    "标题": "澄州虚构贸易有限公司与澄州虚构建设有限公司合同纠纷一审民事判决书",
    "案号": "（2023）苏0599民初130号",
    "文书类型": "民事判决书",
    "原告": "澄州虚构贸易有限公司",
    "被告": "澄州虚构建设有限公司、甄虚构",
    "案由": "合同纠纷",
    "涉案金额": "1254802.58",
    "判决结果": "驳回原告的诉讼请求",
    "审理日期": "2023-12-09 00:00:00",
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
    shown |= {"ecommerce_list", "ocr_debtors", "land_deals"}
    shown |= {"consumption_restrictions", "civil_plaintiffs", "civil_defendants"}
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


def test_land_deals_have_exact_areas_and_prices_in_yuan(folder: Folder) -> None:
    allotted = {**DEAL, "idnumber": "3205002018A00018", "supply": "划拨", "price": "", "holder": ""}
    found = read(folder, "land_deals", [DEAL, allotted])
    assert found.refused == {}
    assert found.properties("area_hectares") == ["5.292804"] * 2
    assert found.properties("price_fen") == [10_484_000_000]
    deals = [fact for fact in found.facts.nodes if isinstance(fact, RecordFact)]
    assert [len(deal.links) for deal in deals] == [1, 0]


def test_a_restriction_whose_sum_is_not_known_has_none(folder: Folder) -> None:
    other = {"案号": "（2023）苏0599执恢131号", "涉案金额": "12"}
    found = read(folder, "consumption_restrictions", [RESTRICTED, RESTRICTED | other])
    assert found.refused == {}
    assert found.properties("debtor_state") == ["restricted", "restricted"]
    assert found.properties("amount_fen") == [1_200]


def test_both_sides_of_a_case_are_parties_in_their_roles(folder: Folder) -> None:
    sides = [
        read(folder, mapping, [DECIDED]) for mapping in ("civil_plaintiffs", "civil_defendants")
    ]
    nodes = [node for side in sides for node in side.facts.nodes]
    links = [link for node in nodes if isinstance(node, RecordFact) for link in node.links]
    roles = [(link.properties["name_as_written"], link.properties["role"]) for link in links]
    assert roles == [
        ("澄州虚构贸易有限公司", "plaintiff"),
        ("澄州虚构建设有限公司", "defendant"),
        ("甄虚构", "defendant"),
    ]
