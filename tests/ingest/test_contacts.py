"""联系方式: read, stored as facts, shown and searched; a shared one is a lead and no relation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model import ContactKind, Moment
from graph.model.contacts import contact_key, contacts_in, read_email, read_phone
from graph.profile import profile
from graph.resolution.lookup import lookup
from graph.search import search
from graph.trace import paths
from tests.builders import firm, uscc
from tests.ingest.intake import Folder, Intake, Row

DAY = date(2026, 11, 20)
FIRST = {
    "主体名称": "澄州市甲实业有限公司",
    "主体代码": uscc(1),
    "通信地址": "澄州市虚构路8号",
    "联系电话": "0512-65220001",
    "电子邮箱": "office@chengzhou-jia.com",
}
SECOND = {"主体名称": "澄州市乙实业有限公司", "主体代码": uscc(2), "联系电话": "(0512) 65220001"}
REGISTERED = {"主体名称": "澄州市丙实业有限公司", "统一社会信用代码": uscc(3), "登记状态": "存续"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0512-65220001", "0512 6522 0001"),
        ("(0512)6522 0001", "0512 6522 0001"),
        ("０５１２－６５２２０００１", "0512 6522 0001"),
        ("+86 512 65220001", "0512 6522 0001"),
        ("0086-512-65220001", "0512 6522 0001"),
        ("13800001234", "138 0000 1234"),
        ("400-820-8820", "400 820 8820"),
        ("0512-65220001转801", "0512 6522 0001转801"),
        ("0512-65220001-801", "0512 6522 0001转801"),
        ("65220001", None),
        ("12345", None),
        ("0512-652200", None),
        ("91320500000007069E", None),
        ("无", None),
    ],
)
def test_a_phone_number_is_read_as_it_is_dialled(written: str, read: str | None) -> None:
    assert read_phone(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Office@Chengzhou-Jia.COM", "Office@chengzhou-jia.com"),
        ("ｏｆｆｉｃｅ@chengzhou-jia.com", "office@chengzhou-jia.com"),
        ("office@", None),
        ("chengzhou-jia.com", None),
        ("a@b@c.com", None),
    ],
)
def test_an_email_address_is_read_without_asking_anybody(written: str, read: str | None) -> None:
    assert read_email(written) == read


def test_contacts_are_compared_whatever_separates_them() -> None:
    assert contact_key(ContactKind.ADDRESS, "澄州市 虚構路8號，2幢") == "澄州市虚构路8号2幢"
    assert contact_key(ContactKind.EMAIL, "Office@a.com") == contact_key(
        ContactKind.EMAIL, "office@A.com"
    )
    assert contacts_in("0512 6522-0001") == {ContactKind.PHONE: "051265220001"}
    assert contacts_in("澄州市虚构路8号") == {ContactKind.ADDRESS: "澄州市虚构路8号"}
    assert contacts_in("澄州市") == {}


def shown(intake: Intake, number: int, day: date = DAY) -> dict[str, list[tuple[Any, ...]]]:
    """Return kind → value, first day and how many others state it."""
    moment = Moment(day, intake.store.seen())
    found = lookup(intake.store, uscc(number), moment)
    data: Any = profile(intake.store, intake.rulebook, found, moment).data["contacts"]
    return {
        kind: [(item["value"], item["valid_from"], item["shared"]) for item in items]
        for kind, items in data.items()
    }


def load(intake: Intake, folder: Folder, rows: list[Row], day: str, **stated: Any) -> Any:
    path = folder.csv(rows, f"{day}.csv")
    said = {"format": "contacts", "mode": "delta", "dated": day, "source": "s", **stated}
    return intake.load(path, **said)


def test_what_two_firms_share_is_a_lead_and_no_relation(intake: Intake, folder: Folder) -> None:
    outcome = load(intake, folder, [FIRST, SECOND], "2026-06-30")
    assert (outcome.loaded, outcome.quarantined) == (2, 0)
    assert shown(intake, 1) == {
        "Address": [("澄州市虚构路8号", None, 0)],
        "Phone": [("0512 6522 0001", None, 1)],
        "Email": [("office@chengzhou-jia.com", None, 0)],
    }
    moment = Moment(DAY, intake.store.seen())
    found = search(intake.store, "0512 65220001", moment)
    assert [item.subject.id for item in found.items] == [firm(1), firm(2)]
    assert found.items[0].data["matched"] == {"field": "phone", "value": "0512 6522 0001"}
    housed = search(intake.store, "澄州市 虚构路8号", moment).items
    assert [item.subject.id for item in housed] == [firm(1)]
    assert paths(intake.store, intake.rulebook, (firm(1), firm(2)), moment).paths == ()
    assert load(intake, folder, [FIRST, SECOND], "2026-07-31").unchanged == 2


def test_another_spelling_of_a_number_is_the_same_contact(intake: Intake, folder: Folder) -> None:
    load(intake, folder, [FIRST], "2026-06-30")
    again = {**FIRST, "联系电话": "+86-512-6522-0001、0512-65220002"}
    assert load(intake, folder, [again], "2026-07-31").loaded == 1
    values = [value for value, *_ in shown(intake, 1)["Phone"]]
    assert sorted(values) == ["0512 6522 0001", "0512 6522 0002"]


def test_a_snapshot_ends_what_it_no_longer_lists(intake: Intake, folder: Folder) -> None:
    load(intake, folder, [FIRST], "2026-06-30", mode="snapshot")
    moved = {**FIRST, "联系电话": "0512-65220009"}
    outcome = load(intake, folder, [moved], "2026-08-31", mode="snapshot")
    assert outcome.ended == 1
    assert [value for value, *_ in shown(intake, 1)["Phone"]] == ["0512 6522 0009"]
    before = shown(intake, 1, date(2026, 8, 30))["Phone"]
    assert [value for value, *_ in before] == ["0512 6522 0001"]


def test_a_registered_address_follows_the_one_before(intake: Intake, folder: Folder) -> None:
    for day, address in (("2026-01-31", "澄州市虚构路8号"), ("2026-03-31", "澄州市虚构路9号")):
        path = folder.csv([{**REGISTERED, "住所": address}], f"{day}.csv")
        intake.load(path, format="registry", mode="delta", dated=day, source="r")
    assert [value for value, *_ in shown(intake, 3)["Address"]] == ["澄州市虚构路9号"]
    earlier = shown(intake, 3, date(2026, 2, 15))["Address"]
    assert [value for value, *_ in earlier] == ["澄州市虚构路8号"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"联系电话": "65220001"}, ("phone", "phone_form")),
        ({"电子邮箱": "office#a.com"}, ("email", "email_form")),
        ({"通信地址": "", "联系电话": "", "电子邮箱": ""}, ("address", "one_of")),
        ({"主体类型": "自然人", "主体代码": ""}, ("subject.kind", "not_a_person")),
        ({"通信地址": "澄州市 11010519491231002X"}, ("address", "no_citizen_number_in_text")),
    ],
)
def test_a_contact_that_cannot_be_one_is_refused(
    reader: Any, folder: Folder, changes: Row, reason: tuple[str, str]
) -> None:
    path = folder.csv([{**FIRST, "主体类型": "企业", **changes}])
    prepared = reader.read(path, format="contacts", mode="delta")
    assert reason in prepared.codes(2)
