"""The board of overdue obligations on the real server."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from graph.boards import Board
from graph.contracts import overdue
from graph.model import Moment
from graph.store import Store
from messages import InputError, warning
from rulebook import Rulebook
from tests.builders import World, firm

AGENCY = firm(1, "11320500")
SCHOOL = firm(2, "12320500")
SUPPLIER = firm(3)
LARGE = firm(4)


class Town(World):
    """A world that speaks of contracts."""

    def contract(self, number: str, buyer: str = AGENCY, **own: Any) -> None:
        signed = own.pop("signed_on", date(2025, 6, 1))
        own = {"supplier_size": "small", "signed_on": signed, "contract_number": number, **own}
        parties = {buyer: "buyer", own.pop("supplier", SUPPLIER): "supplier"}
        self.record("Contract", parties, signed, number, **own)

    def obligation(self, contract: str, number: str = "1", **own: Any) -> str:
        own = {"obligation_kind": "payment", **own}
        fixed: dict[str, Any] = {"contract_number": contract, "obligation_number": number}
        return self.record(
            "Obligation",
            {},
            None,
            contract,
            number,
            contract=f"Contract|{contract}",
            **fixed,
            **own,
        )

    def payment(self, contract: str, day: date, fen: int, number: str | None = None) -> None:
        own: dict[str, Any] = {} if number is None else {"obligation_number": number}
        self.record(
            "Payment",
            {},
            day,
            contract,
            number or "",
            day.isoformat(),
            contract=f"Contract|{contract}",
            contract_number=contract,
            paid_on=day,
            amount_fen=fen,
            **own,
        )


@pytest.fixture
def town(store: Store) -> Town:
    town = Town(store)
    town.subject(AGENCY, "澄州市水务局")
    town.subject(SCHOOL, "澄州市第一中学")
    town.subject(SUPPLIER, "澄州市柏禾材料有限公司")
    town.subject(LARGE, "澄州市岚川建设集团有限公司")
    return town


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.load()


def late_payment(town: Town, number: str = "HT-1", **own: Any) -> str:
    town.contract(number, **own)
    return town.obligation(
        number, trigger="delivery", trigger_on=date(2025, 6, 10), amount_fen=100_000_000
    )


def items(board: Board) -> list[dict[str, Any]]:
    found = board.data["items"]
    assert isinstance(found, list)
    return found


def codes(board: Board) -> list[str]:
    return [warning["code"] for warning in board.warnings]


def test_an_overdue_payment_in_the_shape_of_the_contract(town: Town, rulebook: Rulebook) -> None:
    key = late_payment(town)
    town.send(name="obligations.csv")
    board = overdue(town.store, rulebook, town.moment(date(2025, 7, 30)))
    [item] = items(board)
    source = item.pop("source")
    assert source["file"] == "obligations.csv"
    assert item == {
        "obligation": key,
        "obligation_number": "1",
        "contract": "HT-1",
        "title": None,
        "kind": "payment",
        "regime": "802",
        "debtor": {"id": AGENCY, "name": "澄州市水务局"},
        "creditor": {"id": SUPPLIER, "name": "澄州市柏禾材料有限公司"},
        "due": "2025-07-10",
        "basis": [
            {
                "item": "sme_payment",
                "title": "保障中小企业款项支付条例（国务院令第802号）",
                "article": article,
                "version": "2025-06-01",
            }
            for article in ("第九条第一款", "第十七条")
        ],
        "amount": "1000000.00",
        "outstanding": "1000000.00",
        "disputed": "0.00",
        "costs": "0.00",
        "days_overdue": 20,
        "interest": {"accrued": "10000.00", "unpaid": "10000.00"},
        "notes": [],
    }
    assert board.data["by_debtor"] == [
        {"id": AGENCY, "name": "澄州市水务局", "count": 1, "outstanding": "1000000.00"}
    ]
    assert board.warnings == ()


def test_the_due_day_is_still_in_time(town: Town, rulebook: Rulebook) -> None:
    late_payment(town)
    town.send()
    assert not items(overdue(town.store, rulebook, town.moment(date(2025, 7, 10))))
    assert items(overdue(town.store, rulebook, town.moment(date(2025, 7, 11))))


def test_a_number_written_differently_is_the_same_contract_and_instalment(
    town: Town, rulebook: Rulebook
) -> None:
    town.contract("HT-1", contract_number="HT（1）")
    town.obligation(
        "HT-1",
        "１",
        trigger="delivery",
        trigger_on=date(2025, 6, 10),
        amount_fen=10_000,
    )
    town.obligation("HT-1", "2", trigger="delivery", trigger_on=date(2025, 6, 9), amount_fen=10_000)
    town.payment("HT-1", date(2025, 7, 1), 10_000, "1")
    town.send()
    [item] = items(overdue(town.store, rulebook, town.moment(date(2025, 7, 30))))
    assert (item["contract"], item["obligation_number"]) == ("HT（1）", "2")


def test_a_payment_counts_from_its_day(town: Town, rulebook: Rulebook) -> None:
    late_payment(town)
    town.payment("HT-1", date(2025, 7, 20), 40_000_000)
    town.payment("HT-1", date(2025, 8, 1), 100_000_000)
    town.send()

    def at(day: date) -> list[dict[str, Any]]:
        return items(overdue(town.store, rulebook, town.moment(day)))

    [before], [after] = at(date(2025, 7, 19)), at(date(2025, 7, 30))
    assert before["outstanding"] == "1000000.00"
    assert after["outstanding"] == "605000.00"
    assert after["interest"] == {"accrued": "8025.00", "unpaid": "3025.00"}
    assert not at(date(2025, 8, 1))


def test_the_bare_price_paid_late_leaves_principal_open(town: Town, rulebook: Rulebook) -> None:
    late_payment(town)
    town.payment("HT-1", date(2025, 7, 20), 100_000_000, "1")
    town.send()
    [item] = items(overdue(town.store, rulebook, town.moment(date(2025, 8, 20))))
    assert item["outstanding"] == "5000.00"
    assert item["interest"] == {"accrued": "5077.50", "unpaid": "77.50"}


def test_a_correction_keeps_what_was_seen(town: Town, rulebook: Rulebook) -> None:
    late_payment(town)
    first = town.send().seq
    town.contract("HT-1", pay_within_days=60)
    second = town.send().seq
    day = date(2025, 7, 30)
    [before] = items(overdue(town.store, rulebook, Moment(day, first)))
    assert before["due"] == "2025-07-10"
    assert not items(overdue(town.store, rulebook, Moment(day, second)))
    assert not items(overdue(town.store, rulebook, Moment(day, first - 1)))


def test_a_payment_recorded_late_is_not_seen_earlier(town: Town, rulebook: Rulebook) -> None:
    late_payment(town)
    first = town.send().seq
    town.payment("HT-1", date(2025, 7, 10), 100_000_000)
    second = town.send().seq
    assert items(overdue(town.store, rulebook, Moment(date(2025, 7, 30), first)))
    assert not items(overdue(town.store, rulebook, Moment(date(2025, 7, 30), second)))


def test_a_contract_signed_later_does_not_exist_yet(town: Town, rulebook: Rulebook) -> None:
    late_payment(town, signed_on=date(2025, 6, 20))
    town.send()
    board = overdue(town.store, rulebook, town.moment(date(2025, 6, 19)))
    assert not items(board)
    assert codes(board) == []


def test_boards_by_kind_of_debtor(town: Town, rulebook: Rulebook) -> None:
    late_payment(town, "HT-1")
    late_payment(town, "HT-2", buyer=SCHOOL)
    late_payment(town, "HT-3", buyer=LARGE, buyer_size="large")
    town.send()
    moment = town.moment(date(2025, 12, 31))

    def debtors(kind: str | None) -> list[str]:
        found = items(overdue(town.store, rulebook, moment, debtor=kind))
        return [item["debtor"]["id"] for item in found]

    assert debtors(None) == [AGENCY, SCHOOL, LARGE]  # the longest overdue first
    assert debtors("agency") == [AGENCY]
    assert debtors("institution") == [SCHOOL]
    assert debtors("enterprise") == [LARGE]
    with pytest.raises(InputError, match="village"):
        debtors("village")


def test_deliveries_are_owed_by_the_supplier_and_only_asked_for(
    town: Town, rulebook: Rulebook
) -> None:
    town.contract("HT-1", delivery_due=date(2025, 8, 1))
    town.obligation("HT-1", "1", obligation_kind="delivery")
    town.obligation(
        "HT-1", "2", obligation_kind="delivery", trigger="delivery", trigger_on=date(2025, 8, 5)
    )
    town.send()
    late, done = town.moment(date(2025, 8, 4)), town.moment(date(2025, 8, 5))
    assert not items(overdue(town.store, rulebook, late))
    both = items(overdue(town.store, rulebook, late, kind="all"))
    assert [item["obligation_number"] for item in both] == ["1", "2"]
    assert {item["debtor"]["id"] for item in both} == {SUPPLIER}
    assert both[0]["days_overdue"] == 3
    assert both[0]["outstanding"] == "0.00"
    [left] = items(overdue(town.store, rulebook, done, kind="all"))
    assert left["obligation_number"] == "1"
    with pytest.raises(InputError, match="gifts"):
        overdue(town.store, rulebook, done, kind="gifts")


def test_deposits_are_on_the_board(town: Town, rulebook: Rulebook) -> None:
    town.contract("HT-1", signed_on=date(2025, 9, 25))
    town.obligation("HT-1", "B", obligation_kind="bid_deposit", amount_fen=5_000_000)
    town.send()
    assert not items(overdue(town.store, rulebook, town.moment(date(2025, 10, 9))))
    board = overdue(town.store, rulebook, town.moment(date(2025, 10, 10)))
    [item] = items(board)
    assert (item["kind"], item["due"], item["outstanding"]) == (
        "bid_deposit",
        "2025-10-09",
        "50000.00",
    )
    assert codes(board) == ["no_rate"]


def test_the_disputed_part_waits(town: Town, rulebook: Rulebook) -> None:
    town.contract("HT-1")
    town.obligation(
        "HT-1",
        trigger="delivery",
        trigger_on=date(2025, 6, 10),
        amount_fen=100_000_000,
        disputed_fen=30_000_000,
    )
    town.payment("HT-1", date(2025, 8, 1), 71_000_000)
    town.send()
    [item] = items(overdue(town.store, rulebook, town.moment(date(2025, 7, 30))))
    assert (item["outstanding"], item["disputed"]) == ("1000000.00", "300000.00")
    assert item["interest"]["accrued"] == "7000.00"
    assert not items(overdue(town.store, rulebook, town.moment(date(2025, 8, 1))))


def test_what_cannot_be_told_is_said(town: Town, rulebook: Rulebook) -> None:
    town.contract("HT-1", signed_on=date(2020, 8, 31))
    town.obligation("HT-1", trigger="delivery", trigger_on=date(2020, 9, 10), amount_fen=100)
    late_payment(town, "HT-2", pay_within_days=90)
    town.contract("HT-3")
    town.obligation("HT-3", trigger="delivery", trigger_on=date(2025, 6, 10))
    town.obligation("HT-9", trigger="delivery", amount_fen=100)
    town.contract("HT-4")
    town.obligation("HT-4", trigger="delivery", amount_fen=100)
    town.send()
    board = overdue(town.store, rulebook, town.moment(date(2025, 12, 31)))
    [item] = items(board)
    assert (item["contract"], item["due"], item["notes"]) == ("HT-2", "2025-08-11", ["capped"])
    assert codes(board) == ["capped", "no_amount", "no_term", "no_contract"]
    assert all(w["text_zh"] and w["text_en"] and "{" not in w["text_zh"] for w in board.warnings)


def test_debtors_are_entities_and_sums_add_up(town: Town, rulebook: Rulebook) -> None:
    for number in ("HT-1", "HT-2", "HT-3"):
        late_payment(town, number)
    late_payment(town, "HT-4", buyer=SCHOOL)
    town.send()
    board = overdue(town.store, rulebook, town.moment(date(2025, 7, 30)))
    by_debtor: Any = board.data["by_debtor"]
    assert [(d["id"], d["count"]) for d in by_debtor] == [(AGENCY, 3), (SCHOOL, 1)]
    total = sum(Decimal(item["outstanding"]) for item in items(board))
    assert sum(Decimal(debtor["outstanding"]) for debtor in by_debtor) == total


@pytest.mark.parametrize(
    "note",
    [
        "acceptance_overdue",
        "calendar_unknown",
        "debtor_unknown",
        "fiscal_funds_assumed",
        "no_rate",
        "pay_when_paid_void",
        "rate_raised",
        "size_unknown",
    ],
)
def test_each_note_has_its_sentence(note: str) -> None:
    said = warning(f"contracts.{note}", count=3)
    assert said["code"] == note
    assert "3" in said["text_zh"]
    assert "3" in said["text_en"]
