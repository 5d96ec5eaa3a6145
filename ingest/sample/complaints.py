"""Default complaints in two procedures that are never mixed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ingest.sample.dice import topic
from ingest.sample.ledger import Contract, Ledger
from ingest.sample.sheets import Cell, Entry

SMALL_FIRMS = "中小企业款项支付投诉"
GOVERNMENT = "政府违约失信投诉"

_FIRST = date(2025, 7, 1)
_STATES = (
    "不予受理",
    "已撤回",
    "核实不属实",
    "已整改",
    "待受理",
    "办理中",
    "逾期未答复",
    "认定违约未整改",
)
OPEN = frozenset(_STATES[4:])
_CHANNELS = ("信用中国", "12345热线", "互联网+督查", "中小企业服务平台")


def complaints(ledger: Ledger) -> Iterator[Entry]:
    """Yield complaints, the states in turn; the truth lists those that are open."""
    town = ledger.town
    dice = topic(town.seed, "complaints")
    for serial in range(1, town.scale.complaints + 1):
        state = _STATES[serial % len(_STATES)]
        small = serial % 3 != 0
        contract = dice.choice(ledger.contracts)
        days = _days(state, dice.randint(0, 5), town.scale.today, small=small)
        row = _row(contract, days) | {
            "complaint_number": f"澄诉〔{days['received_on'].year}〕{serial:04d}号",
            "procedure": SMALL_FIRMS if small else GOVERNMENT,
            "state": state,
            "extended": False,
            "channel": dice.choice(_CHANNELS),
        }
        if state in OPEN:
            _tell(ledger, row, state, small=small)
        yield Entry(row)


def _row(contract: Contract, days: dict[str, date]) -> dict[str, Cell]:
    return {
        "complainant.name": contract.supplier.name,
        "complainant.code": contract.supplier.uscc,
        "complainant.kind": contract.supplier.kind,
        "against.name": contract.buyer.name,
        "against.code": contract.buyer.uscc,
        "against.kind": contract.buyer.kind,
        "contract_number": contract.number,
        "amount": contract.amount,
        **days,
    }


def _days(state: str, spread: int, today: date, *, small: bool) -> dict[str, date]:
    """Return the days of the steps that a complaint in a state has behind it."""
    age = {"待受理": 4, "办理中": 20, "逾期未答复": 150}.get(state, 200)
    received = today - timedelta(days=age + spread)
    accepted = received + timedelta(days=3)
    forwarded = accepted + timedelta(days=4)
    days = {"received_on": received}
    if state == "待受理":
        return days
    if state == "不予受理":
        return days | {"refused_on": received + timedelta(days=5)}
    days |= {"accepted_on": accepted, "forwarded_on": forwarded}
    if small:
        days["handler_received_on"] = forwarded + timedelta(days=1)
    return days | _endings(state, forwarded)


def _endings(state: str, forwarded: date) -> dict[str, date]:
    answered = forwarded + timedelta(days=25)
    match state:
        case "已撤回":
            return {"withdrawn_on": forwarded + timedelta(days=10)}
        case "核实不属实":
            return {"answered_on": answered, "untrue_on": answered}
        case "认定违约未整改":
            return {"answered_on": answered, "recognised_on": answered}
        case "已整改":
            paid = answered + timedelta(days=15)
            return {"answered_on": answered, "recognised_on": answered, "rectified_on": paid}
        case _:
            return {}


def _tell(ledger: Ledger, row: dict[str, Cell], state: str, *, small: bool) -> None:
    ledger.town.tell(
        "open_complaints",
        complaint_number=row["complaint_number"],
        procedure="sme_payment" if small else "government_default",
        state=state,
        against=row["against.code"],
        contract_number=row["contract_number"],
        overdue=small and state == "逾期未答复",
    )
