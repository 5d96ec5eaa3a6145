"""Persons are known by their number, whatever its spelling, and never by a name."""

from __future__ import annotations

import pytest

from graph.model import NameFact
from graph.model.identifiers import is_reg_no
from tests.builders import uscc
from tests.ingest.intake import Folder, Listed, Reader, identifiers, subjects
from tests.ingest.rows import HOLDING, LISTED, OFFICE, citizen, full_width, old_form

NUMBER = citizen(123)
BOTH = next(o for n in range(999) if is_reg_no(o := old_form(citizen(n))))
"""15 digits that are a person's number and a registration number at once."""


def test_two_spellings_of_a_number_are_one_person(listed: Listed) -> None:
    x = next(number for n in range(999) if (number := citizen(n)).endswith("X"))
    spellings = (
        x,
        x.lower(),
        full_width(x),
        " ".join(x),
        f"{x[:6]}-{x[6:14]}-{x[14:]}",
        old_form(x),
    )
    found = listed(
        *(
            {"主体名称": "甄虚构", "主体代码": text, "列入文书号": f"{n}号"}
            for n, text in enumerate(spellings)
        )
    )
    assert len(set(subjects(found))) == 1
    ((person, kind),) = set(subjects(found))
    assert person.startswith("person:k1:")
    assert kind == "Person"


def test_two_numbers_are_two_persons_of_one_name(listed: Listed) -> None:
    rows = [{"主体名称": "甄虚构", "主体代码": citizen(n), "列入文书号": f"{n}号"} for n in (1, 2)]
    assert len(set(subjects(listed(*rows)))) == 2


def test_the_key_hides_the_number_and_depends_on_the_secret(folder: Folder, reader: Reader) -> None:
    path = folder.csv([{**LISTED, "主体名称": "甄虚构", "主体代码": NUMBER}])
    ((person, _),) = subjects(reader.read(path))
    other = Reader(reader.rulebook, type(reader.keys)(b"another secret"))
    ((elsewhere, _),) = subjects(other.read(path))
    assert person != elsewhere
    assert NUMBER not in person


@pytest.mark.parametrize("place", ["主体代码", "统一社会信用代码", "组织机构代码", "工商注册号"])
def test_a_number_makes_its_person_in_whatever_code_column_it_stands(
    listed: Listed, place: str
) -> None:
    code = {"主体代码": "", place: NUMBER}
    ((person, _),) = subjects(listed({"主体名称": "甄虚构", **code}))
    assert person.startswith("person:")


@pytest.mark.parametrize(
    ("name", "kind", "person"),
    [
        ("甄虚构", "", True),
        ("甄虚构", "自然人", True),
        ("澄州市丙贸易有限公司", "自然人", True),
        ("澄州市丙贸易有限公司", "", False),
        ("澄州市丙贸易有限公司", "企业", False),
        ("甄虚构", "企业", False),
    ],
)
@pytest.mark.parametrize("place", ["主体代码", "工商注册号"])
def test_fifteen_digits_that_can_be_both_are_what_the_row_says(
    listed: Listed, place: str, name: str, kind: str, *, person: bool
) -> None:
    row = {"主体名称": name, "主体类别": kind, "主体代码": "", place: BOTH}
    ((subject, _),) = subjects(listed(row))
    assert subject == f"reg:{BOTH}" if not person else subject.startswith("person:")


def test_the_number_of_whoever_runs_a_firm_is_not_the_firms(listed: Listed) -> None:
    row = {"主体名称": "澄州老面馆", "主体类别": "个体工商户", "主体代码": NUMBER}
    found = listed(row)
    ((subject, kind),) = subjects(found)
    assert subject.startswith("row:")
    assert kind == "IndividualBusiness"
    assert identifiers(found) == set()


def test_a_number_with_a_wrong_check_digit_is_refused_and_not_shown(listed: Listed) -> None:
    wrong = NUMBER[:17] + ("1" if NUMBER[17] == "0" else "0")
    found = listed({"主体名称": "甄虚构", "主体代码": wrong})
    assert found.codes(2) == {("party.code", "party_code")}
    assert wrong not in str(found.refused) + str(found.raw)


def test_a_number_beside_a_name_is_taken_off_it(listed: Listed) -> None:
    found = listed({"主体名称": f"甄虚构（{NUMBER}）", "主体代码": ""})
    names = [fact.value for fact in found.facts.nodes if isinstance(fact, NameFact)]
    assert names == ["甄虚构"]
    nobody = listed({"主体名称": NUMBER, "主体代码": ""})
    assert nobody.codes(2) == {("party", "no_party")}


def test_persons_known_by_name_are_subjects_of_one_record_each(
    folder: Folder, reader: Reader, listed: Listed
) -> None:
    name = {"主体名称": "甄虚构", "主体代码": ""}
    found = listed(name, {**name, "列入文书号": "2号"}, {**name, "认定单位": "别处税务局"})
    assert len(set(subjects(found))) == 3
    offices = [OFFICE, {**OFFICE, "企业统一社会信用代码": uscc(3)}, {**OFFICE, "职务": "监事"}]
    people = [s for s in subjects(reader.read(folder.csv(offices))) if s[1] == "Person"]
    assert len(set(people)) == 3


def test_persons_of_one_name_with_other_masked_codes_are_two(listed: Listed) -> None:
    rows = [{"主体名称": "甄虚构", "主体代码": f"3205**********{n}"} for n in (1234, 5678)]
    found = listed(*rows)
    assert not found.refused
    assert len(set(subjects(found))) == 2
    same = listed(rows[0], rows[0])
    assert len(set(subjects(same))) == 1


def test_persons_for_whom_two_firms_stand_surety_are_not_one(
    folder: Folder, reader: Reader
) -> None:
    row = {"保证人": "澄州市甲贸易有限公司", "保证人证件号码": uscc(1), "债务人": "甄虚构"}
    rows = [row, {**row, "保证人证件号码": uscc(2)}]
    found = reader.read(folder.csv(rows))
    people = {subject for subject, kind in subjects(found) if kind == "Person"}
    assert len(people) == 2


def test_a_person_has_no_unified_code(folder: Folder, reader: Reader) -> None:
    found = reader.read(folder.csv([{**HOLDING, "股东类型": "自然人"}]))
    assert found.codes(2) == {("holder.code", "person_has_no_uscc")}
