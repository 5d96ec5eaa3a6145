"""One thing said in any encoding, form or layout is one set of facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from graph.model import Moment, RecordFact
from graph.profile import profile
from graph.resolution import lookup
from rulebook import Rulebook
from tests.ingest.intake import Folder, Intake, Prepared, Reader, table
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

ROWS: Mapping[str, Mapping[str, str]] = {
    "registry": {**COMPANY, "曾用名": "澄州市旧名有限公司（2005-01-01至2009-12-31）"},
    "shareholders": HOLDING,
    "officers": OFFICE,
    "lists": LISTED,
    "penalties": PENALTY,
}
OLD_HEADINGS = {
    "行政相对人代码_1（统一社会信用代码）": "行政相对人代码_1",
    "法定代表人": "CF_FR",
    "违法行为类型": "CF_CFMC",
    "处罚类别": "CF_CFLB1",
    "处罚内容": "CF_JG",
    "处罚有效期": "CF_JZRQ",
    "处罚机关": "CF_XZJG",
}

OLD_PENALTY = {
    "CF_WSH": "澄市监处〔2016〕1号",
    "CF_CFMC": "虚假宣传",
    "CF_CFLB1": "1",
    "CF_SY": "虚假宣传",
    "CF_YJ": "依据",
    "CF_XDR_MC": "澄州市甲贸易有限公司",
    "CF_XDR_SHXYM": PENALTY["行政相对人代码_1（统一社会信用代码）"],
    "CF_JG": "罚款1万元",
    "CF_JDRQ": "20160301",
    "CF_XZJG": "澄州市市场监督管理局",
    "CF_ZT": "1",
}


def said(prepared: Prepared) -> list[str]:
    """Return what a file states, without where it states it."""
    assert not prepared.refused
    return sorted(fact.sid for fact in [*prepared.facts.nodes, *prepared.facts.relations])


def by_code(rulebook: Rulebook, standard: str, row: Mapping[str, str]) -> dict[str, str]:
    """Return a row under the codes of its columns."""
    titles = {column.title_zh: column.code for column in rulebook.formats[standard].columns}
    return {titles[heading]: cell for heading, cell in row.items()}


@pytest.mark.parametrize("standard", ROWS)
def test_encodings_and_kinds_of_file(folder: Folder, reader: Reader, standard: str) -> None:
    row = ROWS[standard]
    expected = said(reader.read(folder.csv([row])))
    assert expected
    files = [folder.csv([row], encoding=encoding) for encoding in ("utf-8-sig", "gb18030")]
    files += [folder.xlsx(table([row])), folder.jsonl([row])]
    for path in files:
        assert said(reader.read(path)) == expected


@pytest.mark.parametrize("standard", ROWS)
def test_codes_titles_and_full_width(folder: Folder, reader: Reader, standard: str) -> None:
    row = ROWS[standard]
    expected = said(reader.read(folder.csv([row])))
    coded = by_code(reader.rulebook, standard, row)
    shouted = {full_width(code.lower()): cell for code, cell in coded.items()}
    for headings in (coded, shouted, dict(sorted(row.items(), reverse=True))):
        assert said(reader.read(folder.csv([headings]), format=standard)) == expected


def test_every_alias_of_a_heading_is_known(folder: Folder, reader: Reader) -> None:
    for standard, row in ROWS.items():
        expected = said(reader.read(folder.csv([row])))
        for column in reader.rulebook.formats[standard].columns:
            for alias in column.aliases:
                if column.title_zh not in row:
                    continue
                renamed = {alias if h == column.title_zh else h: c for h, c in row.items()}
                assert said(reader.read(folder.csv([renamed]), format=standard)) == expected


def test_the_columns_of_2015_mean_what_those_of_2018_do(folder: Folder, reader: Reader) -> None:
    expected = said(reader.read(folder.csv([PENALTY])))
    old = {OLD_HEADINGS.get(heading, heading): cell for heading, cell in PENALTY.items()}
    old |= {"DFBM": "320500", "SJC": "2025-03-02 10:00:00"}
    assert said(reader.read(folder.csv([old]))) == expected


def test_a_whole_file_of_2015_is_recognised(folder: Folder, reader: Reader) -> None:
    found = reader.read(folder.csv([OLD_PENALTY]))
    assert found.properties("penalty_kind") == ["罚款"]
    assert found.properties("state") == ["withdrawn"]


@pytest.mark.parametrize("first", ["2015", "2018"])
def test_a_decision_in_both_layouts_is_one_record_whichever_came_first(
    folder: Folder, intake: Intake, rulebook: Rulebook, first: str
) -> None:
    old = {**OLD_PENALTY, "CF_WSH": "澄市监处（2025）1号", "CF_JDRQ": PENALTY["处罚决定日期"]}
    files = [folder.csv([old], "2015.csv"), folder.csv([PENALTY], "2018.csv")]
    for path in sorted(files, reverse=first == "2018"):
        assert intake.load(path).loaded == 1
    moment = Moment(date(2026, 1, 1), intake.store.seen())
    found = lookup(intake.store, PENALTY["行政相对人代码_1（统一社会信用代码）"], moment)
    records = profile(intake.store, rulebook, found, moment).data["records"]
    assert records["Penalty"]["shown"] == 1  # type: ignore[index]


def test_a_number_of_two_authorities_is_two_decisions(folder: Folder, reader: Reader) -> None:
    other = {**PENALTY, "处罚机关": "澄州市应急管理局"}
    assert len({fact.key for fact in _records(reader.read(folder.csv([PENALTY, other])))}) == 2


def _records(prepared: Prepared) -> list[RecordFact]:
    return [fact for fact in prepared.facts.nodes if isinstance(fact, RecordFact)]


def test_cells_in_any_form_are_one_value(folder: Folder, reader: Reader) -> None:
    expected = said(reader.read(folder.csv([HOLDING])))
    written = {
        **HOLDING,
        "企业统一社会信用代码": full_width(HOLDING["企业统一社会信用代码"]),
        "股东证件号码": f" {HOLDING['股东证件号码'].lower()} ",
        "认缴出资额（万元）": "６００．００万元",
        "入股日期": "2020年1月1日",
        "持股比例（%）": "60",
    }
    assert said(reader.read(folder.csv([written]))) == expected


def test_a_person_by_either_form_of_the_number_is_the_same_fact(
    folder: Folder, reader: Reader
) -> None:
    number = citizen(5)
    written = [{**OFFICE, "公民身份号码": form} for form in (number, old_form(number))]
    one, other = (said(reader.read(folder.csv([row]))) for row in written)
    assert one == other
