"""What happened to one record by a day: undone, repaired, disputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graph.standing.records import EventKind, RecordEvent
from graph.standing.states import EndEvent, State


@dataclass(frozen=True, slots=True)
class Stage:
    """The state of a record on a day, and what ended its publication, if anything did."""

    state: State
    end_event: EndEvent | None = None
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """The events about a record.

    Attributes:
        events: those that act on it, in the order of their days and steps.
    """

    events: tuple[RecordEvent, ...]

    @classmethod
    def on(cls, platform: str | None, events: Iterable[RecordEvent]) -> Happened:
        """Return what happened to a record on a platform: no repair elsewhere is one here."""
        here = {None, platform}
        return cls(tuple(e for e in events if e.kind != "Repair" or e.platform in here))

    @property
    def days(self) -> Iterator[date]:
        """The days on which something happened."""
        return (event.on for event in self.events)

    def undone(self, day: date) -> Stage | None:
        """Return the stage of a record that was withdrawn, or corrected and not stated anew."""
        for event in self.events:
            acts = event.from_start or event.on <= day
            if event.kind == "Withdrawal" and acts:
                return Stage("withdrawn", EndEvent("withdrawn", event.on))
        corrected = self.newest(day, "Correction")
        return Stage("corrected", EndEvent("corrected", corrected.on)) if corrected else None

    def repaired(self, day: date, last: date | None) -> Stage | None:
        """Return the stage of a repair that stands; one after the last day changes nothing."""
        steps = self._steps("Repair", day)
        decided = [step for step in steps if step.outcome in {"accepted", "revoked"}]
        if not decided or decided[-1].outcome == "revoked":
            return None
        repair = decided[-1]
        if last is not None and repair.on > last:
            return None
        return Stage("repaired", EndEvent("repaired", repair.on), repair.temporary)

    def repair(self, day: date) -> str | None:
        """Return how an application for repair stands: applied, accepted, refused, or none."""
        newest = self.newest(day, "Repair")
        if newest is None or newest.outcome == "revoked":
            return None
        return newest.outcome or "applied"

    def revoked(self, day: date) -> date | None:
        """Return the day of the newest revocation of a repair."""
        days = [step.on for step in self._steps("Repair", day) if step.outcome == "revoked"]
        return days[-1] if days else None

    def disputed(self, day: date) -> bool:
        """Tell whether an objection is open."""
        newest = self.newest(day, "Objection")
        return newest is not None and newest.outcome is None

    def newest(self, day: date, kind: EventKind) -> RecordEvent | None:
        """Return the newest step of a kind by a day."""
        steps = self._steps(kind, day)
        return steps[-1] if steps else None

    def _steps(self, kind: EventKind, day: date) -> list[RecordEvent]:
        return [event for event in self.events if event.kind == kind and event.on <= day]
