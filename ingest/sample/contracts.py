"""Government contracts, obligations and payments as the procurement platform sends them."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.sample.ledger import Ledger
from ingest.sample.sheets import Cell, Entry


def contracts(ledger: Ledger) -> Iterator[Entry]:
    """Yield the contracts."""
    for contract in ledger.contracts:
        buyer, supplier = contract.buyer, contract.supplier
        yield Entry(
            {
                "contract_number": contract.number,
                "title": f"{buyer.name}{contract.signed.year}年度{contract.kind}项目",
                "contract_kind": contract.kind,
                "buyer.name": buyer.name,
                "buyer.code": buyer.uscc,
                "buyer.kind": buyer.kind,
                "supplier.name": supplier.name,
                "supplier.code": supplier.uscc,
                "supplier.kind": supplier.kind,
                "supplier_size": supplier.size,
                "buyer_size": buyer.size,
                "amount": contract.amount,
                "signed_on": contract.signed,
                "pay_within_days": contract.days,
                "pay_when_paid_clause": False,
                "region": buyer.district.code,
            }
        )


def obligations(ledger: Ledger) -> Iterator[Entry]:
    """Yield what is owed."""
    for owed in ledger.obligations:
        row: dict[str, Cell] = {
            "contract_number": owed.contract.number,
            "obligation_number": owed.number,
            "obligation_kind": owed.kind,
            "amount": owed.amount,
            "disputed": owed.disputed or None,
            "stated_due": owed.stated_due,
        }
        if owed.stated_due is None:
            row |= {"trigger": "验收合格", "trigger_on": owed.trigger_on}
            row |= {"days": owed.contract.days, "unit": "日" if owed.contract.days else ""}
        yield Entry(row)


def payments(ledger: Ledger) -> Iterator[Entry]:
    """Yield what was paid."""
    for paid in ledger.payments:
        contract = paid.obligation.contract
        yield Entry(
            {
                "contract_number": contract.number,
                "obligation_number": paid.obligation.number,
                "paid_on": paid.day,
                "amount": paid.amount,
                "payer.name": contract.buyer.name,
                "payer.code": contract.buyer.uscc,
                "voucher_number": paid.voucher,
            }
        )
