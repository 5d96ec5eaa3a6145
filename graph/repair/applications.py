"""The board of applications for repair that are not decided, each with its clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.boards import Board
from graph.model import Moment
from graph.model.periods import iso
from graph.proceedings import Proceeding, Progress, noted, proceeding_of, progress
from graph.provenance import Provenance
from graph.repair.records import told
from graph.standing import Interval, as_json, from_row, of_version
from graph.store import Row, Store
from graph.subjects import Subject, describe
from messages import warning
from rulebook import Rulebook

FORMATS = ("repairs", "penalties", "lists")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An application with its clocks and what its record means on the day."""

    row: Row
    proceeding: Proceeding
    clocks: Progress
    standing: Interval


def open_applications(store: Store, rulebook: Rulebook, moment: Moment) -> Board:
    """Return the applications for repair that wait for a decision, the most urgent first.

    Each says what its record means on the day, and whether it came before the minimum was over.
    """
    found = sorted(_waiting(store, rulebook, moment), key=_order)
    subjects = describe(store, {each.row["entity"] for each in found}, moment)
    provenance = Provenance(store)
    provenance.prepare(each.row["event"] for each in found)
    items = [
        {**_item(each, subjects), "source": provenance.source(each.row["event"])} for each in found
    ]
    late = sum(each.clocks.overdue for each in found)
    data: dict[str, object] = {"items": items, "open": len(found), "overdue": late}
    notes = noted(each.clocks for each in found)
    warnings = tuple(warning(f"repair.{note}", count=count) for note, count in notes)
    return Board(data, warnings, FORMATS)


def _order(each: _Waiting) -> tuple[tuple[bool, int], str]:
    return each.clocks.urgency, each.row["event"]["key"]


def _waiting(store: Store, rulebook: Rulebook, moment: Moment) -> Iterator[_Waiting]:
    for row in store.stream("repair/applications", **moment.params):
        event = row["event"]
        stated = {"received_on": event["date"], "accepted_on": event.get("accepted_on")}
        applied = proceeding_of(f"repair_{event['platform']}", stated, moment.as_of)
        version = from_row(row["record"], row["party_kind"])
        standing = of_version(version, row["events"], rulebook, moment.as_of)
        if standing is not None:
            clocks = progress(applied, rulebook, moment.as_of)
            yield _Waiting(row, applied, clocks, standing)


def _item(each: _Waiting, subjects: Mapping[str, Subject]) -> dict[str, object]:
    event, standing = each.row["event"], each.standing
    applied = each.proceeding.dates["received_on"]
    early = standing.repairable_from is not None and applied < standing.repairable_from
    return {
        "id": event["sid"],
        "number": event.get("application_number"),
        "platform": event["platform"],
        "handled_by": event.get("handled_by"),
        "subject": subjects[each.row["entity"]].reference,
        "record": told(each.row["record"]),
        "standing": as_json(standing),
        "applied": applied.isoformat(),
        "accepted": iso(each.proceeding.dates.get("accepted_on")),
        "too_early": early,
        **each.clocks.data,
    }
