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
    return read_file(folder.csv(rows), mapping)


def read_file(path: Path, mapping: str) -> Prepared:
    """Read a file through a mapping that ships."""
    reader = Reader(Rulebook.load(), PersonKeys(b"only for tests"))
    return reader.read(path, load_mapping(MAPPINGS / f"{mapping}.yaml"))


def test_every_mapping_that_ships_is_shown_here() -> None:
    shown = {"a_share_companies", "a_share_holders", "a_share_directors"}
    shown |= {"ecommerce_list", "ocr_debtors", "land_deals"}
    shown |= {"consumption_restrictions", "civil_plaintiffs", "civil_defendants"}
    shown |= {"court_cases", "csrc_penalties", "company_register"}
    shown |= {"top_ten_holders", "listed_boards", "procurement_intentions"}
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


def test_the_parties_of_a_case_are_records_with_its_days_in_shanghai(folder: Folder) -> None:
    parties = [
        {"name": "甄某ce77", "role": "原告", "is_person": True},
        {"name": "澄州虚构建设有限公司", "role": "被告", "is_person": False},
    ]
    case = {"caseNumber": "（2026）苏0599民初1号", "court": "澄州市人民法院", "parties": parties}
    rows = [
        {**case, "caseType": 1, "gmtRegister": 1_507_593_600},
        {**case, "caseNumber": "（2026）苏0599民初2号", "gmtTrial": 1_568_251_800},
    ]
    found = read_file(folder.jsonl(rows), "court_cases")
    assert found.refused == {}
    kinds = sorted(str(subject.kind) for subject in found.facts.subjects)
    assert kinds == ["Enterprise", "Enterprise", "Person", "Person"]
    assert found.properties("filed_on") == [date(2017, 10, 10)] * 2
    assert len({subject.id for subject in found.facts.subjects}) == 4


ANNOUNCED = {
    "event_id": "40199999",
    "title": "关于收到《行政处罚决定书》的公告",
    "pub_date": "2026-01-05",
    "vtype": "推迟披露",
    "facts": "经查明,虚构股份存在以下违法事实:一、未按期披露…",
    "ptype": "罚款、警告",
    "basis": "违反了《证券法》第七十八条的规定。",
}


def test_only_a_decision_on_one_firm_is_a_penalty(folder: Folder) -> None:
    changes: list[dict[str, str]] = [
        {},
        {"title": "关于收到《行政处罚事先告知书》的公告"},
        {"facts": "经查明,甄虚构存在以下违法事实:…"},
        {"facts": "经查明,当事人存在以下违法事实:…"},
        {"facts": "经查明,虚构股份、甲乙丙丁存在以下违法事实:…"},
        {"facts": "经查明,虚构股份涉嫌存在以下违法事实:…"},
    ]
    rows = [{**ANNOUNCED, **change, "event_id": str(n)} for n, change in enumerate(changes)]
    found = read_file(folder.jsonl(rows), "csrc_penalties")
    assert found.codes(2) == {("document_kind", "unknown_value")}
    assert [found.codes(row) for row in (3, 4, 5)] == [{("party.name", "mandatory")}] * 3
    records = [fact for fact in found.facts.nodes if isinstance(fact, RecordFact)]
    names = [link.properties["name_as_written"] for record in records for link in record.links]
    assert names == ["虚构股份", "虚构股份"]
    assert len({subject.id for subject in found.facts.subjects}) == 2


def test_a_register_has_capital_in_wan_and_former_names(folder: Folder) -> None:
    row = {
        "公司名称": "澄州虚构股份有限公司",
        "登记状态": "存续",
        "统一社会信用代码": uscc(1),
        "注册资本": "97210",
        "成立日期": "2003-03-13",
        "参保人数": "709",
        "曾用名": "澄州旧名有限公司,\n澄州更旧名有限公司",
    }
    later = {**row, "统一社会信用代码": uscc(2), "曾用名": "-"}
    found = read_file(folder.jsonl([row, later]), "company_register")
    assert found.refused == {}
    assert found.properties("capital_fen") == [97_210_000_000] * 2
    assert found.properties("value") == [
        "澄州虚构股份有限公司",
        "澄州旧名有限公司",
        "澄州更旧名有限公司",
        "澄州虚构股份有限公司",
    ]


def test_a_holder_of_a_stock_code_holds_in_the_company_of_the_other_table(folder: Folder) -> None:
    row = {"ts_code": "999001.SZ", "ann_date": "20261031", "end_date": "20260930"}
    row |= {"holder_name": "甄虚构", "hold_amount": "18364944.0", "hold_ratio": "1.35"}
    known, unknown = read(
        folder, "top_ten_holders", [row, {**row, "ts_code": "999002.SZ"}]
    ).facts.relations
    assert (known.end, known.own["share_ppm"]) == (firm(1), 13_500)
    assert known.valid_from == date(2026, 9, 30)
    assert unknown.end.startswith("row:")


def test_one_person_on_two_boards_is_one_in_the_source(folder: Folder) -> None:
    people = {"a1": "甄虚构", "b2": "甄虚构"}
    heading = "person_id:ID(Executive)"
    folder.csv([{heading: n, "name": name} for n, name in people.items()], "executive.csv")
    stocks = {"1": "虚构股份", "2": "澄州股份"}
    folder.csv([{"stock_id:ID(Stock)": n, "name": name} for n, name in stocks.items()], "stock.csv")
    seats = [("a1", "1"), ("a1", "2"), ("b2", "2")]
    rows = [
        {":START_ID(Executive)": a, "jobs": "董事", ":END_ID(Stock)": b, ":TYPE": "employ_of"}
        for a, b in seats
    ]
    first, second, other = read(folder, "listed_boards", rows).facts.relations
    assert first.start == second.start != other.start
    assert first.end != second.end == other.end


def test_an_intention_without_a_sum_is_refused(folder: Folder) -> None:
    row = {"序号": "1", "分类2": "政采意向", "地市": "澄州市", "客户名称": "澄州大学"}
    row |= {
        "项目名称": "教材",
        "金额": "8.400000",
        "预计时间": "2026年05月",
        "link": "http://a.example/1",
    }
    found = read(folder, "procurement_intentions", [row, {**row, "金额": "否", "预计时间": ""}])
    assert found.codes(3) == {("budget", "money_form")}
    assert found.properties("budget_fen") == [8_400_000]
    assert subjects(found)[0][1] != "Person"
