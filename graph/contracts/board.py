"""The board of overdue obligations: payments and deposits owed, by any debtor, and deliveries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from graph.boards import Board
from graph.contracts.account import ZERO
from graph.contracts.lines import Line, open_lines
from graph.contracts.model import DELIVERY, contract_of, obligation_of, payment_of
from graph.model import Moment, SubjectKind
from graph.provenance import Provenance
from graph.store import Row, Store
from graph.subjects import Subject, describe
from messages import InputError, warning
from rulebook import Rulebook

FORMATS = ("contracts", "obligations", "payments")
KINDS = ("payment", "all")
DEBTORS = {
    "agency": SubjectKind.AGENCY,
    "institution": SubjectKind.INSTITUTION,
    "enterprise": SubjectKind.ENTERPRISE,
}

_AT_ONCE = 1000
_ONLY_LATE = frozenset({"no_rate", "rate_raised"})
"""Notes that say something only of what is late."""

_NORMAL = frozenset({"no_start"})
"""Nothing is wrong with a term that has not started."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A line with who owes it to whom, and the fact that says so."""

    line: Line
    debtor: str
    creditor: str
    fact: Row


def overdue(
    store: Store,
    rulebook: Rulebook,
    moment: Moment,
    kind: str = "payment",
    debtor: str | None = None,
) -> Board:
    """Return what is overdue at the end of ``moment.as_of``, the longest first.

    Args:
        store: the graph.
        rulebook: the law; the decree in force at signature governs each contract.
        moment: from where to look.
        kind: ``payment`` (the price and deposits) or ``all`` (deliveries too).
        debtor: ``agency``, ``institution`` or ``enterprise``; any if None.

    Raises:
        InputError: no such kind, or no such kind of debtor.
    """
    _check(kind, debtor)
    found = list(_lines(store, rulebook, moment, deliveries=kind == "all"))
    late = [each for each in found if each.line.is_late(moment.as_of)]
    parties = describe(store, {p for f in late for p in (f.debtor, f.creditor)}, moment)
    if debtor is not None:
        late = [each for each in late if parties[each.debtor].kind is DEBTORS[debtor]]
    late.sort(key=lambda f: (-f.line.overdue_days(moment.as_of), f.line.obligation.key))
    data: dict[str, object] = {
        "items": _items(store, late, parties, moment),
        "by_debtor": _by_debtor(late, parties),
    }
    orphans = store.read("contracts/orphans", **moment.params)[0]["obligations"]
    return Board(data, tuple(_warnings(found, late, orphans)), FORMATS)


def _check(kind: str, debtor: str | None) -> None:
    if kind not in KINDS:
        raise InputError("contracts.unknown_kind", kind=kind, known=", ".join(KINDS))
    if debtor is not None and debtor not in DEBTORS:
        raise InputError("contracts.unknown_debtor", debtor=debtor, known=", ".join(DEBTORS))


def _lines(
    store: Store, rulebook: Rulebook, moment: Moment, *, deliveries: bool
) -> Iterator[_Found]:
    for rows in _chunks(store.stream("contracts/owed", **moment.params)):
        buyers = describe(store, {row["buyer"] for row in rows}, moment)
        for row in rows:
            yield from _of_contract(row, buyers, rulebook, moment, deliveries=deliveries)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _of_contract(
    row: Row,
    buyers: dict[str, Subject],
    rulebook: Rulebook,
    moment: Moment,
    *,
    deliveries: bool,
) -> Iterator[_Found]:
    contract = contract_of(row["contract"], buyers[row["buyer"]].kind)
    facts = {fact["key"]: fact for fact in row["obligations"]}
    obligations = [obligation_of(fact) for fact in facts.values()]
    payments = [payment_of(fact) for fact in row["payments"]]
    for line in open_lines(contract, obligations, payments, rulebook, moment.as_of):
        ends = row["buyer"], row["supplier"]
        if line.obligation.kind == DELIVERY:
            if not deliveries:
                continue
            ends = ends[::-1]
        yield _Found(line, *ends, facts[line.obligation.key])


def _items(
    store: Store, late: list[_Found], parties: dict[str, Subject], moment: Moment
) -> list[dict[str, object]]:
    provenance = Provenance(store)
    provenance.prepare(each.fact for each in late)
    return [
        {
            **_item(each.line, moment),
            "debtor": parties[each.debtor].reference,
            "creditor": parties[each.creditor].reference,
            "source": provenance.source(each.fact),
        }
        for each in late
    ]


def _item(line: Line, moment: Moment) -> dict[str, object]:
    obligation, contract, balance = line.obligation, line.contract, line.balance
    return {
        "obligation": obligation.key,
        "obligation_number": obligation.number,
        "contract": contract.number,
        "title": contract.title,
        "kind": obligation.kind,
        "regime": line.due.regime,
        "due": line.due.day.isoformat() if line.due.day else None,
        "basis": [basis.data for basis in dict.fromkeys((*line.due.basis, *line.rate.basis))],
        "amount": None if obligation.amount is None else str(obligation.amount),
        "outstanding": str(balance.principal if balance else ZERO),
        "disputed": str(balance.disputed if balance else ZERO),
        "costs": str(balance.costs if balance else ZERO),
        "days_overdue": line.overdue_days(moment.as_of),
        "interest": {
            "accrued": str(balance.accrued if balance else ZERO),
            "unpaid": str(balance.interest if balance else ZERO),
        },
        "notes": list(line.notes),
    }


def _by_debtor(late: list[_Found], parties: dict[str, Subject]) -> list[dict[str, object]]:
    counts = Counter(each.debtor for each in late)
    sums: dict[str, Decimal] = dict.fromkeys(counts, ZERO)
    for each in late:
        sums[each.debtor] += each.line.balance.principal if each.line.balance else ZERO
    ranked = sorted(counts, key=lambda entity: (-sums[entity], parties[entity].id))
    return [
        {**parties[entity].reference, "count": counts[entity], "outstanding": str(sums[entity])}
        for entity in ranked
    ]


def _warnings(found: list[_Found], late: list[_Found], orphans: int) -> Iterator[dict[str, str]]:
    notes = Counter(note for each in found for note in set(each.line.notes) - _ONLY_LATE)
    notes += Counter(note for each in late for note in set(each.line.notes) & _ONLY_LATE)
    for note in sorted(set(notes) - _NORMAL):
        yield warning(f"contracts.{note}", count=notes[note])
    if orphans:
        yield warning("contracts.no_contract", obligations=orphans)
