"""The board of applications for repair that are not decided, each with its clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.boards import Board
from graph.model import Moment
from graph.proceedings import Proceeding, Progress, proceeding_of, progress
from graph.provenance import Provenance
from graph.repair.records import told
from graph.standing import Interval, as_json, of_record
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

    @property
    def urgency(self) -> tuple[bool, int, str]:
        """The most overdue first, those without a deadline last."""
        left = self.clocks.days_left
        return left is None, left or 0, self.row["event"]["key"]


def open_applications(store: Store, rulebook: Rulebook, moment: Moment) -> Board:
    """Return the applications for repair that wait for a decision, the most urgent first.

    Each says what its record means on the day, and whether it came before the minimum was over.
    """
    found = sorted(_waiting(store, rulebook, moment), key=lambda each: each.urgency)
    subjects = describe(store, {each.row["entity"] for each in found}, moment)
    provenance = Provenance(store)
    provenance.prepare(each.row["event"] for each in found)
    items = [
        {**_item(each, subjects), "source": provenance.source(each.row["event"])} for each in found
    ]
    late = sum(each.clocks.overdue for each in found)
    data: dict[str, object] = {"items": items, "open": len(found), "overdue": late}
    return Board(data, tuple(_warnings(found)), FORMATS)


def _waiting(store: Store, rulebook: Rulebook, moment: Moment) -> Iterator[_Waiting]:
    for row in store.stream("repair/applications", **moment.params):
        event = row["event"]
        stated = {"received_on": event["date"], "accepted_on": event.get("accepted_on")}
        applied = proceeding_of(f"repair_{event['platform']}", stated, moment.as_of)
        record = {**row["record"], "party_kind": row["party_kind"]}
        standing = of_record(record, row["events"], rulebook, moment.as_of)
        if standing is not None:
            clocks = progress(applied, rulebook, moment.as_of)
            yield _Waiting(row, applied, clocks, standing)


def _item(each: _Waiting, subjects: Mapping[str, Subject]) -> dict[str, object]:
    event, clocks, standing = each.row["event"], each.clocks, each.standing
    applied = each.proceeding.dates["received_on"]
    accepted = each.proceeding.dates.get("accepted_on")
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
        "accepted": accepted.isoformat() if accepted else None,
        "too_early": early,
        "clock": [clock.data for clock in clocks.clocks],
        "step_deadline": clocks.step_deadline.isoformat() if clocks.step_deadline else None,
        "deadline": clocks.deadline.isoformat() if clocks.deadline else None,
        "overdue": clocks.overdue,
        "days_left": clocks.days_left,
    }


def _warnings(found: list[_Waiting]) -> Iterator[dict[str, str]]:
    notes = Counter(note for each in found for note in each.clocks.notes)
    for note in sorted(notes):
        yield warning(f"repair.{note}", count=notes[note])
