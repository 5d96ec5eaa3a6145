"""Who a row names: kinds, and codes valid, damaged, masked or without a check digit."""

from __future__ import annotations

import pytest

from graph.model import RecordFact, SubjectKind
from graph.model.identifiers import is_reg_no
from ingest.masking import MASK
from tests.builders import org_code, uscc
from tests.ingest.intake import Folder, Listed, Reader, identifiers, subjects
from tests.ingest.rows import PENALTY, citizen, old_form

NUMBER = citizen(123)
BOTH = next(o for n in range(999) if is_reg_no(o := old_form(citizen(n))))
"""15 digits that are a person's number and a registration number at once."""


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("91320500", "Enterprise"),
        ("92320500", "IndividualBusiness"),
        ("93320500", "Cooperative"),
        ("12320500", "Institution"),
        ("52320500", "SocialOrganization"),
        ("11320500", "Agency"),
    ],
)
def test_a_unified_code_tells_the_kind(listed: Listed, prefix: str, kind: str) -> None:
    code = uscc(5, prefix)
    assert subjects(listed({"主体名称": "甄虚构", "主体代码": code})) == [(f"uscc:{code}", kind)]


@pytest.mark.parametrize(
    ("name", "stated", "kind"),
    [
        ("澄州市丙贸易有限公司", "", SubjectKind.ENTERPRISE),
        ("澄州市财政局", "", SubjectKind.AGENCY),
        ("甄虚构", "", SubjectKind.PERSON),
        ("阿不都·虚构", "", SubjectKind.PERSON),
        ("澄州老面馆", "", SubjectKind.ORGANIZATION),
        ("澄州面店", "", SubjectKind.ORGANIZATION),
        ("甄虚构", "个体工商户", SubjectKind.INDIVIDUAL_BUSINESS),
        ("澄州市第一小学", "事业单位", SubjectKind.INSTITUTION),
        ("甄虚构面店", "自然人", SubjectKind.PERSON),
    ],
)
def test_without_a_code_the_row_or_the_name_tells_the_kind(
    listed: Listed, name: str, stated: str, kind: SubjectKind
) -> None:
    ((subject, found),) = subjects(listed({"主体名称": name, "主体代码": "", "主体类别": stated}))
    assert subject.startswith("row:")
    assert found == kind


def test_the_strongest_code_makes_the_id_and_the_others_are_kept(listed: Listed) -> None:
    found = listed(
        {"主体代码": "330103000217276", "组织机构代码": org_code(9), "统一社会信用代码": uscc(1)}
    )
    assert subjects(found) == [(f"uscc:{uscc(1)}", "Enterprise")]
    assert identifiers(found) == {("org", org_code(9)), ("reg", "330103000217276")}
    implied = listed({"主体代码": uscc(1), "组织机构代码": org_code(1)})
    assert identifiers(implied) == set()


def test_a_damaged_code_beside_a_valid_one_is_kept_as_written(listed: Listed) -> None:
    damaged = uscc(1)[:17] + ("1" if uscc(1)[17] == "0" else "0")
    found = listed({"主体代码": "", "统一社会信用代码": damaged, "组织机构代码": org_code(1)})
    assert subjects(found) == [(f"org:{org_code(1)}", "Enterprise")]
    assert identifiers(found) == {("uscc", damaged)}


def test_a_damaged_code_alone_refuses_the_row(listed: Listed) -> None:
    found = listed({"主体代码": "9132050000000000XX"})
    assert found.codes(2) == {("party.code", "party_code")}
    assert found.facts.nodes == []


@pytest.mark.parametrize(
    "code", ["3205**********1234", "91**************", "×××", "/", "无", "暂无"]
)
def test_a_masked_or_missing_code_is_no_code(listed: Listed, code: str) -> None:
    ((subject, _),) = subjects(listed({"主体名称": "甄虚构", "主体代码": code}))
    assert subject.startswith("row:")


def test_firms_without_codes_and_of_one_name_are_told_apart_by_their_founding(
    folder: Folder, reader: Reader
) -> None:
    row = {"主体名称": "虚构面店", "登记状态": "存续", "主体类型": "个体工商户"}
    rows = [{**row, "成立日期": day} for day in ("2015-01-01", "2016-01-01")]
    assert len(set(subjects(reader.read(folder.csv(rows))))) == 2


def test_codes_without_check_digit_are_kept(folder: Folder, reader: Reader) -> None:
    tax = {
        "行政相对人代码_4（税务登记号）": "320500123456789",
        "行政相对人代码_5（事业单位证书号）": "132050000001",
    }
    found = reader.read(folder.csv([{**PENALTY, **tax}]))
    assert identifiers(found) == {("tax", "320500123456789"), ("institution", "132050000001")}
    hidden = reader.read(
        folder.csv([{**PENALTY, "行政相对人代码_4（税务登记号）": old_form(NUMBER)}])
    )
    assert identifiers(hidden) == set()


@pytest.mark.parametrize(
    ("name", "code", "written"),
    [
        ("澄州市甲贸易有限公司", uscc(1), uscc(1)),
        ("澄州市甲贸易有限公司", "330103000217276", "330103000217276"),
        ("甄虚构", "3205**********1234", "3205**********1234"),
        ("甄虚构", NUMBER, MASK),
    ],
)
def test_what_was_written_is_kept_beside_the_record(
    listed: Listed, name: str, code: str, written: str
) -> None:
    (record,) = [
        fact
        for fact in listed({"主体名称": name, "主体代码": code}).facts.nodes
        if isinstance(fact, RecordFact)
    ]
    assert record.links[0].properties["name_as_written"] == name
    assert record.links[0].properties["identifier_as_written"] == written
