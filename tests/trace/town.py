"""Short ways to write a small town for a trace."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from graph.model import Moment
from graph.store import Store
from graph.trace import Trace, trace
from rulebook import Rulebook
from tests.builders import World, firm

AS_OF = date(2024, 6, 1)


class Town:
    """One source, firms with names, and the questions that tests ask."""

    def __init__(self, store: Store, rulebook: Rulebook) -> None:
        self.store = store
        self.rulebook = rulebook
        self.world = World(store)
        self.relate = self.world.relate
        self.send = self.world.send

    def firms(self, count: int) -> list[str]:
        """Name firms and return their ids."""
        return [self.world.subject(firm(n), f"澄州{n}号有限公司") for n in range(1, count + 1)]

    def chain(self, *subjects: str, kind: str = "SHAREHOLDER_OF") -> None:
        """Relate each to the next, on any day."""
        for start, end in pairwise(subjects):
            self.relate(start, kind, end)

    def list_debtor(self, subject: str, day: date = date(2023, 5, 1), **own: Any) -> str:
        """Put a subject on the courts' list, without a term; return the record's key."""
        stated = {
            "debtor_state": "dishonest",
            "case_number": "（2023）苏0505执12号",
            "court": "澄州市人民法院",
            "situations": ("有履行能力而拒不履行生效法律文书确定义务",),
        }
        return self.world.record("Enforcement", {subject: "debtor"}, day, subject, **stated | own)

    def moment(self, as_of: date = AS_OF, seen: int | None = None) -> Moment:
        """Return a day as it is known now, or at ``seen``."""
        return self.world.moment(as_of, seen)

    def trace(
        self,
        start: str,
        depth: int = 4,
        *,
        as_of: date = AS_OF,
        seen: int | None = None,
        **more: Any,
    ) -> Trace:
        """Trace around a subject."""
        moment = self.moment(as_of, seen)
        return trace(self.store, self.rulebook, start, moment, depth, **more)

    def hops(self, start: str, depth: int = 4, **more: Any) -> dict[str, int]:
        """Return the steps to each target."""
        targets = self.trace(start, depth, **more).targets
        return {target.subject.id: target.hops for target in targets}

    def stops(self, start: str, depth: int = 4, **more: Any) -> dict[str, str]:
        """Return the hubs at which a trace stopped, with what makes each one."""
        stopped = self.trace(start, depth, **more).stopped_at
        return {hub.subject.id: hub.stop.policy for hub in stopped}
