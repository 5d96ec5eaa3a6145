"""The board of open complaints: one inbox, two procedures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.boards import Board
from graph.complaints.successors import successors
from graph.model import Moment
from graph.model.money import yuan_text
from graph.proceedings import Proceeding, Progress, noted, proceeding_of, progress
from graph.provenance import Provenance
from graph.store import Row, Store
from graph.subjects import Subject, describe
from messages import warning
from rulebook import Rulebook

FORMATS = ("complaints",)


@dataclass(frozen=True, slots=True)
class _Open:
    """An open complaint with its clocks and its parties' entities."""

    fact: Row
    complaint: Proceeding
    clocks: Progress
    against: str
    by: str


def open_complaints(store: Store, rulebook: Rulebook, moment: Moment) -> Board:
    """Return the complaints that are open at the end of ``moment.as_of``, the most urgent first.

    ``by_agency`` counts for whoever has to answer: the successor where the body has one.
    """
    found = sorted(_open(store, rulebook, moment), key=_order)
    heirs = successors(store, {each.against for each in found}, moment)
    named = {p for each in found for p in (each.against, each.by)} | set(heirs.values())
    parties = describe(store, named, moment)
    provenance = Provenance(store)
    provenance.prepare(each.fact for each in found)
    items = [
        {**_item(each, parties, heirs), "source": provenance.source(each.fact)} for each in found
    ]
    data: dict[str, object] = {"items": items, "by_agency": _by_agency(found, parties, heirs)}
    notes = noted(each.clocks for each in found)
    warnings = tuple(warning(f"complaints.{note}", count=count) for note, count in notes)
    return Board(data, warnings, FORMATS)


def _order(each: _Open) -> tuple[tuple[bool, int], str]:
    return each.clocks.urgency, each.fact["key"]


def complaint_of(row: Mapping[str, Any], as_of: date) -> Proceeding:
    """Return a complaint from its node's properties as it was on ``as_of``."""
    stated = {**row, "received_on": row["date"]}
    return proceeding_of(row["procedure"], stated, as_of, extended=bool(row.get("extended")))


def _open(store: Store, rulebook: Rulebook, moment: Moment) -> Iterator[_Open]:
    for row in store.stream("complaints/received", **moment.params):
        fact = row["complaint"]
        complaint = complaint_of(fact, moment.as_of)
        if complaint.is_open:
            clocks = progress(complaint, rulebook, moment.as_of)
            yield _Open(fact, complaint, clocks, row["against"], row["complainant"])


def _item(
    each: _Open, parties: Mapping[str, Subject], heirs: Mapping[str, str]
) -> dict[str, object]:
    fact = each.fact
    heir = parties[heirs[each.against]].reference if each.against in heirs else None
    return {
        "id": fact["key"],
        "number": fact["complaint_number"],
        "procedure": each.complaint.procedure,
        "state": each.complaint.state,
        "reported_state": fact.get("state"),
        "against": {**parties[each.against].reference, "successor": heir},
        "by": parties[each.by].reference,
        "contract": fact.get("contract_number"),
        "amount": yuan_text(fact.get("amount_fen")),
        "disputed": yuan_text(fact.get("disputed_fen")),
        "received": each.complaint.dates["received_on"].isoformat(),
        **each.clocks.data,
        "notes": list(each.clocks.notes),
    }


def _by_agency(
    found: list[_Open], parties: Mapping[str, Subject], heirs: Mapping[str, str]
) -> list[dict[str, object]]:
    open_ = Counter(heirs.get(each.against, each.against) for each in found)
    late = Counter(heirs.get(e.against, e.against) for e in found if e.clocks.overdue)
    ranked = sorted(open_, key=lambda body: (-late[body], -open_[body], parties[body].id))
    return [
        {**parties[body].reference, "open": open_[body], "overdue": late[body]} for body in ranked
    ]
