"""政府合同: contracts with their obligations and payments, and complaints about default."""

from __future__ import annotations

from graph.model import UNKNOWN_START, RecordFact, RecordKind
from graph.model.facts import Properties
from ingest.codes import document_key
from ingest.sources.base import Context, Facts, concerns, day, name, party_of, properties, text
from ingest.tables import TypedRow

_CONTRACT = (
    *("contract_number", "title", "contract_kind", "signed_on", "delivery_due", "region"),
    *("pay_within_days", "pay_when_paid_clause", "supplier_size", "buyer_size", "payment_order"),
)
_OBLIGATION = (
    *("contract_number", "obligation_number", "obligation_kind", "trigger", "trigger_on"),
    *("acceptance_due", "stated_due", "days", "unit"),
)
_COMPLAINT = (
    *("complaint_number", "procedure", "contract_number", "received_on", "accepted_on"),
    *("forwarded_on", "handler_received_on", "answered_on", "extended", "refused_on"),
    *("withdrawn_on", "untrue_on", "recognised_on", "rectified_on", "state", "channel"),
)


def contract_key(row: TypedRow, context: Context) -> tuple[str, ...]:
    """Return what a contract is about; its parts and payments name it by this."""
    return (context.source, document_key(text(row, "contract_number")))


def contract(row: TypedRow, context: Context) -> Facts:
    """Return a contract with its buyer and supplier."""
    own = properties(
        row,
        amount_fen="amount",
        agreed_interest_ppm="agreed_interest",
        **{field: field for field in _CONTRACT},
    )
    roles = {"buyer": "buyer", "supplier": "supplier"}
    about = contract_key(row, context)
    return _record(
        row, context, RecordKind.CONTRACT, about, own, day_field="signed_on", roles=roles
    )


def obligation(row: TypedRow, context: Context) -> Facts:
    """Return an obligation under a contract."""
    own = properties(
        row,
        amount_fen="amount",
        disputed_fen="disputed",
        costs_fen="costs",
        **{field: field for field in _OBLIGATION},
    )
    about = (*contract_key(row, context), document_key(text(row, "obligation_number")))
    own = {**own, "contract": _key(contract_key(row, context))}
    return _record(row, context, RecordKind.OBLIGATION, about, own, day_field=None, roles={})


def payment(row: TypedRow, context: Context) -> Facts:
    """Return a payment on a contract; payer and payee are the contract's unless stated."""
    numbers = ("contract_number", "obligation_number", "paid_on", "voucher_number")
    own = properties(row, amount_fen="amount", **{field: field for field in numbers})
    voucher = text(row, "voucher_number") or f"{own.get('paid_on')} {own.get('amount_fen')}"
    obligation_number = document_key(text(row, "obligation_number"))
    about = (*contract_key(row, context), obligation_number, document_key(voucher))
    own = {**own, "contract": _key(contract_key(row, context))}
    roles = {
        role: "payer" if role == "payer" else "payee"
        for role in ("payer", "payee")
        if row.values.get(f"{role}.name") or row.values.get(f"{role}.code")
    }
    return _record(row, context, RecordKind.PAYMENT, about, own, day_field="paid_on", roles=roles)


def complaint(row: TypedRow, context: Context) -> Facts:
    """Return a complaint with who complains and against whom."""
    own = properties(
        row,
        amount_fen="amount",
        disputed_fen="disputed",
        **{field: field for field in _COMPLAINT},
    )
    about = (context.source, document_key(text(row, "complaint_number")))
    roles = {"complainant": "complainant", "against": "complained"}
    return _record(
        row, context, RecordKind.COMPLAINT, about, own, day_field="received_on", roles=roles
    )


def _key(about: tuple[str, ...]) -> str:
    return "|".join((RecordKind.CONTRACT, *about))


def _record(  # noqa: PLR0913 (what a record consists of)
    row: TypedRow,
    context: Context,
    kind: RecordKind,
    about: tuple[str, ...],
    own: Properties,
    *,
    day_field: str | None,
    roles: dict[str, str],
) -> Facts:
    facts = Facts()
    links = []
    for prefix, role in roles.items():
        party = party_of(row, prefix, context)
        subject = name(facts, party, row, context, *about, role=role)
        links.append(concerns(subject, role, party))
    dated = day(row, day_field) if day_field else None
    facts.nodes.append(
        RecordFact(
            source=context.source,
            row=row.number,
            valid_from=dated or UNKNOWN_START,
            kind=kind,
            about=about,
            date=dated,
            own=own,
            links=tuple(links),
        )
    )
    return facts
