"""What formats keep apart, and what they hold together: states of a debtor, parties, periods."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model import RecordFact
from graph.profile import profile
from graph.resolution import lookup
from graph.screening import Bidder, screen
from graph.trace import trace
from rulebook import Rulebook
from tests.builders import World, firm, uscc
from tests.ingest.intake import Folder, Intake, Prepared, Reader, Row

COURT, CASE = "澄州市虚构人民法院", "（2026）苏0599执7号"
TODAY = date(2026, 11, 20)
DISHONEST = {
    "iname": "澄州市虚构贸易有限公司",
    "uscc": uscc(1),
    "caseCode": CASE,
    "courtName": COURT,
    "publishDate": "2026-06-01",
    "disruptTypeName": "有履行能力而拒不履行生效法律文书确定义务",
}
EXECUTED = {
    "pname": "澄州市虚构贸易有限公司",
    "uscc": uscc(1),
    "caseCode": CASE,
    "execCourtName": COURT,
    "caseCreateTime": "2026-03-01",
    "execMoney": "5000",
}
RESTRICTED = {
    "限制消费对象名称": "澄州市虚构贸易有限公司",
    "统一社会信用代码": uscc(1),
    "案号": CASE,
    "执行法院": COURT,
    "限制消费发布日期": "2026-04-01",
}
FREEZE = {
    "股权被冻结人": "澄州市虚构控股有限公司",
    "被冻结人代码": uscc(2),
    "冻结股权标的企业": "澄州市虚构贸易有限公司",
    "标的企业统一社会信用代码": uscc(1),
    "执行法院": COURT,
    "协助执行通知书文号": "（2026）苏0599执7号之一",
    "公示日期": "2026-05-01",
    "冻结期限至": "2029-04-30",
}
PRACTICE = {
    "姓名": "虚构己",
    "执业机构名称": "澄州市虚构医院",
    "执业领域": "医疗卫生",
    "执业类别": "医师",
    "执业证号": "虚构110320500000001",
    "发证机关": "澄州市虚构卫生健康委员会",
    "发证日期": "2020-01-01",
}


def records(intake: Intake, asked: str, as_of: date = TODAY) -> dict[str, Any]:
    """Return the records of a profile."""
    moment = World(intake.store).moment(as_of)
    found = lookup(intake.store, asked, moment)
    data: Any = profile(intake.store, intake.rulebook, found, moment).data
    return dict(data["records"])


def states(intake: Intake) -> set[str]:
    """Return the states of enforcement that the firm's profile shows."""
    items = records(intake, uscc(1)).get("Enforcement", {"items": []})["items"]
    return {item["details"]["debtor_state"] for item in items}


def judged(intake: Intake, folder: Folder) -> tuple[list[str], str]:
    """Return whom a trace finds from the firm's owner, and what screening says of the firm."""
    relation = {"股东名称": "澄州市虚构控股有限公司", "股东证件号码": uscc(2)}
    company = {"企业名称": "澄州市虚构贸易有限公司", "企业统一社会信用代码": uscc(1)}
    intake.load(folder.csv([{**relation, **company}], "股东.csv"), format="shareholders")
    moment = World(intake.store).moment(TODAY)
    traced = trace(intake.store, intake.rulebook, firm(2), moment, 2)
    bidders = (Bidder(2, None, uscc(1)),)
    rulebook = Rulebook.load(city="suzhou")
    screened = screen(intake.store, rulebook, bidders, "land-auction", None, None, moment)
    return [target.subject.id for target in traced.targets], str(screened.rows[0].data["verdict"])


@pytest.mark.parametrize("row", [EXECUTED, RESTRICTED], ids=["executed", "restricted"])
def test_who_is_under_enforcement_or_restricted_is_no_target_and_not_barred(
    intake: Intake, folder: Folder, row: Row
) -> None:
    intake.load(folder.csv([row]))
    assert len(states(intake)) == 1
    targets, verdict = judged(intake, folder)
    assert targets == []
    assert verdict != "barred"


def test_who_is_dishonest_is_a_target_and_barred(intake: Intake, folder: Folder) -> None:
    intake.load(folder.csv([DISHONEST]))
    assert judged(intake, folder) == ([firm(1)], "barred")


def test_three_states_of_one_case_are_three_records(intake: Intake, folder: Folder) -> None:
    for number, row in enumerate((DISHONEST, EXECUTED, RESTRICTED)):
        intake.load(folder.csv([row], f"{number}.csv"))
    assert states(intake) == {"dishonest", "executed", "restricted"}
    lifted = {**RESTRICTED, "解除限制消费日期": "2026-09-01"}
    closed = {**EXECUTED, "结案日期": "2026-09-01"}
    intake.load(folder.csv([lifted], "解除.csv"))
    intake.load(folder.csv([closed], "结案.csv"))
    assert states(intake) == {"dishonest"}
    assert judged(intake, folder) == ([firm(1)], "barred")


def test_a_freeze_holds_until_the_day_on_which_it_is_lifted(intake: Intake, folder: Folder) -> None:
    intake.load(folder.csv([FREEZE]))
    assert records(intake, uscc(2))["EquityFreeze"]["shown"] == 1
    intake.load(folder.csv([{**FREEZE, "解除冻结日期": "2026-08-01"}], "解除.csv"))
    on = {
        day: records(intake, uscc(2), date(2026, *day))["EquityFreeze"] for day in ((7, 31), (8, 1))
    }
    assert on[7, 31]["items"][0]["details"]["stated_end"] == "2029-04-30"
    assert (on[8, 1]["shown"], on[8, 1]["hidden"]) == (0, 1)


def test_a_practitioner_known_by_name_is_one_subject_in_record_and_relation(
    reader: Reader, folder: Folder
) -> None:
    facts = reader.read(folder.csv([PRACTICE])).facts
    (relation,) = facts.relations
    parties = {link.properties["role"]: link.subject for link in record_of(facts.nodes).links}
    assert (relation.start, relation.end) == (parties["practitioner"], parties["institution"])
    assert {subject.id for subject in facts.subjects} == set(parties.values())


def test_a_party_has_the_role_that_its_row_says(reader: Reader, folder: Folder) -> None:
    row = {
        "当事人": "澄州市虚构贸易有限公司",
        "诉讼地位": "上诉人（原审被告）",
        "法院": COURT,
        "案号": CASE,
        "裁判日期": "2026-05-01",
        "判决结果": "驳回上诉",
    }
    (link,) = record_of(reader.read(folder.csv([row])).facts.nodes).links
    assert link.properties["role"] == "appellant"


def test_a_relation_beside_a_record_ends_with_it(reader: Reader, folder: Folder) -> None:
    ended: Prepared = reader.read(folder.csv([{**PRACTICE, "注销日期": "2026-02-01"}]))
    (relation,) = ended.facts.relations
    record = record_of(ended.facts.nodes)
    assert relation.valid_from == record.valid_from == date(2020, 1, 1)
    assert relation.valid_to == record.valid_to == date(2026, 1, 31)


def record_of(nodes: list[Any]) -> RecordFact:
    """Return the only record among facts."""
    (record,) = (node for node in nodes if isinstance(node, RecordFact))
    return record
