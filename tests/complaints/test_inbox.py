"""The board of open complaints on the real server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.boards import Board
from graph.complaints import open_complaints
from graph.model import Moment
from graph.store import Store
from messages import warning
from rulebook import Rulebook
from tests.builders import World, firm

FIRM = firm(1)
BUREAU = firm(2, "11320500")
HEIR = firm(3, "11320500")
LAST_HEIR = firm(4, "11320500")
AS_OF = date(2025, 11, 20)
RECEIVED = date(2025, 9, 22)


class Inbox(World):
    """A world that speaks of complaints."""

    def complaint(self, number: str, against: str = BUREAU, **own: Any) -> str:
        received = own.pop("received_on", RECEIVED)
        own = {"procedure": "sme_payment", "received_on": received, **own}
        parties = {FIRM: "complainant", against: "complained"}
        return self.record("Complaint", parties, received, number, complaint_number=number, **own)


@pytest.fixture
def inbox(store: Store) -> Inbox:
    inbox = Inbox(store)
    inbox.subject(FIRM, "澄州市柏禾材料有限公司")
    inbox.subject(BUREAU, "澄州市城市管理局")
    inbox.subject(HEIR, "澄州市综合执法局")
    inbox.subject(LAST_HEIR, "澄州市综合行政执法局")
    return inbox


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.load()


def items(board: Board) -> list[dict[str, Any]]:
    found = board.data["items"]
    assert isinstance(found, list)
    return found


def test_an_open_complaint_in_the_shape_of_the_contract(inbox: Inbox, rulebook: Rulebook) -> None:
    key = inbox.complaint(
        "TS-1",
        contract_number="HT-1",
        amount_fen=1_234_500,
        handler_received_on=date(2025, 10, 27),
        state="办理中",
    )
    inbox.send(name="complaints.csv")
    board = open_complaints(inbox.store, rulebook, inbox.moment(AS_OF))
    [item] = items(board)
    assert item.pop("source")["file"] == "complaints.csv"
    days = {"acceptance": (10, "working"), "answer": (30, "calendar")}
    dates = {
        "acceptance": ("2025-09-22", "2025-10-11"),
        "answer": ("2025-10-27", "2025-11-26"),
    }
    assert item == {
        "id": key,
        "number": "TS-1",
        "procedure": "sme_payment",
        "state": "handling",
        "reported_state": "办理中",
        "against": {"id": BUREAU, "name": "澄州市城市管理局", "successor": None},
        "by": {"id": FIRM, "name": "澄州市柏禾材料有限公司"},
        "contract": "HT-1",
        "amount": "12345.00",
        "disputed": None,
        "received": "2025-09-22",
        "clock": [
            {
                "step": step,
                "from": dates[step][0],
                "due": dates[step][1],
                "days": days[step][0],
                "unit": days[step][1],
            }
            for step in ("acceptance", "answer")
        ],
        "step_deadline": "2025-11-26",
        "deadline": "2025-11-26",
        "overdue": False,
        "days_left": 6,
        "notes": [],
    }
    assert board.data["by_agency"] == [
        {"id": BUREAU, "name": "澄州市城市管理局", "open": 1, "overdue": 0}
    ]
    assert board.warnings == ()


def test_the_most_overdue_first_and_counts_by_agency(inbox: Inbox, rulebook: Rulebook) -> None:
    inbox.complaint("TS-1", handler_received_on=date(2025, 11, 3))  # in time
    inbox.complaint("TS-2", handler_received_on=date(2025, 10, 13))  # Nov 12, late
    inbox.complaint("TS-3", HEIR, received_on=date(2025, 9, 1))  # Sep 15, later still
    inbox.complaint("TS-4", HEIR, answered_on=date(2025, 11, 1))  # no clock
    inbox.complaint("TS-5", HEIR, withdrawn_on=AS_OF)
    inbox.send()
    board = open_complaints(inbox.store, rulebook, inbox.moment(AS_OF))
    assert [item["number"] for item in items(board)] == ["TS-3", "TS-2", "TS-1", "TS-4"]
    by_agency: Any = board.data["by_agency"]
    assert {body["id"]: (body["open"], body["overdue"]) for body in by_agency} == {
        BUREAU: (2, 1),
        HEIR: (2, 1),
    }


def test_two_procedures_never_mix(inbox: Inbox, rulebook: Rulebook) -> None:
    inbox.complaint("TS-1", procedure="government_default", forwarded_on=date(2025, 9, 22))
    inbox.complaint("TS-2", forwarded_on=date(2025, 10, 9))
    inbox.send()
    board = open_complaints(inbox.store, rulebook, inbox.moment(AS_OF))
    by_number = {item["number"]: item for item in items(board)}
    assert by_number["TS-1"]["deadline"] is None
    assert [clock["step"] for clock in by_number["TS-1"]["clock"]] == ["forwarding", "verification"]
    assert by_number["TS-2"]["notes"] == ["receipt_unknown"]
    assert [each["code"] for each in board.warnings] == ["no_set_days", "receipt_unknown"]


def test_a_city_may_set_days(inbox: Inbox, tmp_path: Path) -> None:
    (tmp_path / "procedures.yaml").write_text(
        """
entries:
  - id: government_default
    overlay: replace
    name_zh: 政府违约失信投诉
    name_en: Complaint about a default of a public body
    authority: 澄州市人民政府
    legal_basis: {title: 澄州市政府违约失信投诉处理办法（试行）}
    in_force_from: 2023-08-05
    verified: configurable
    note: 测试用
    steps:
      - {step: forwarding, starts: received_on, ends: [forwarded_on], days: 2, unit: working}
      - {step: verification, starts: forwarded_on, ends: [untrue_on], days: 15, unit: working}
""",
        encoding="utf-8",
    )
    inbox.complaint("TS-1", procedure="government_default", received_on=date(2025, 11, 17))
    inbox.send()
    book = Rulebook.load(extra=tmp_path)
    board = open_complaints(inbox.store, book, inbox.moment(AS_OF))
    [item] = items(board)
    assert (item["step_deadline"], item["deadline"], item["overdue"]) == ("2025-11-19", None, True)
    assert board.warnings == ()


def test_a_correction_and_a_late_report_keep_what_was_seen(
    inbox: Inbox, rulebook: Rulebook
) -> None:
    inbox.complaint("TS-1")
    first = inbox.send().seq
    inbox.complaint("TS-1", accepted_on=date(2025, 9, 30), rectified_on=date(2025, 11, 1))
    second = inbox.send().seq

    def states(as_of: date, seen: int) -> list[str]:
        board = open_complaints(inbox.store, rulebook, Moment(as_of, seen))
        return [item["state"] for item in items(board)]

    assert states(AS_OF, first) == ["received"]
    assert states(AS_OF, second) == []
    assert states(date(2025, 10, 31), second) == ["accepted"]
    assert states(date(2025, 9, 29), second) == ["received"]
    assert states(date(2025, 9, 21), second) == []
    assert states(AS_OF, first - 1) == []


def test_a_reformed_body_is_answered_for_by_its_last_successor(
    inbox: Inbox, rulebook: Rulebook
) -> None:
    inbox.complaint("TS-1")
    inbox.complaint("TS-2", LAST_HEIR)
    inbox.relate(HEIR, "SUCCESSOR_OF", BUREAU, date(2025, 10, 1), succession="reform")
    inbox.relate(LAST_HEIR, "SUCCESSOR_OF", HEIR, date(2025, 11, 1), succession="reform")
    inbox.send()

    def against(as_of: date) -> Any:
        board = open_complaints(inbox.store, rulebook, inbox.moment(as_of))
        by_number = {item["number"]: item["against"] for item in items(board)}
        by_agency: Any = board.data["by_agency"]
        return by_number["TS-1"], {body["id"]: body["open"] for body in by_agency}

    body, counts = against(AS_OF)
    assert body["id"] == BUREAU
    assert body["successor"] == {"id": LAST_HEIR, "name": "澄州市综合行政执法局"}
    assert counts == {LAST_HEIR: 2}
    body, counts = against(date(2025, 10, 31))
    assert body["successor"]["id"] == HEIR
    body, counts = against(date(2025, 9, 30))
    assert body["successor"] is None
    assert counts == {BUREAU: 1, LAST_HEIR: 1}


def test_a_circle_of_successors_ends(inbox: Inbox, rulebook: Rulebook) -> None:
    inbox.complaint("TS-1")
    inbox.relate(HEIR, "SUCCESSOR_OF", BUREAU, date(2025, 1, 1))
    inbox.relate(BUREAU, "SUCCESSOR_OF", HEIR, date(2025, 1, 1))
    inbox.send()
    [item] = items(open_complaints(inbox.store, rulebook, inbox.moment(AS_OF)))
    assert item["against"]["successor"]["id"] == HEIR


def test_of_two_successors_the_one_that_took_the_debts_answers(
    inbox: Inbox, rulebook: Rulebook
) -> None:
    inbox.complaint("TS-1")
    inbox.relate(HEIR, "SUCCESSOR_OF", BUREAU, date(2025, 1, 1), succession="division")
    inbox.relate(LAST_HEIR, "SUCCESSOR_OF", BUREAU, date(2025, 2, 1), debts=True)
    inbox.send()
    [item] = items(open_complaints(inbox.store, rulebook, inbox.moment(AS_OF)))
    assert item["against"]["successor"]["id"] == LAST_HEIR


@pytest.mark.parametrize("note", ["calendar_unknown", "no_set_days", "receipt_unknown"])
def test_each_note_has_its_sentence(note: str) -> None:
    said = warning(f"complaints.{note}", count=3)
    assert said["code"] == note
    assert "3" in said["text_zh"]
    assert "3" in said["text_en"]
