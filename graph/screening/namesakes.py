"""Listings that bear a bidder's name and no code: whether they are its own, nobody can tell.

Real lists often give a name only, so such a listing is shown, as a note; a name never matches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from graph.model import Moment
from graph.resolution import Match
from graph.resolution.anonymous import is_anonymous
from graph.resolution.traits import excludes
from graph.screening.model import Effect, Reach, Reason
from graph.screening.own import Own
from graph.screening.records import Finding
from graph.screening.telling import finding_text
from graph.store import Store
from messages import both


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Entities known by a name only, and recorded against, that bear a bidder's name.

    Attributes:
        by_bidder: the bidder's entity → theirs.
    """

    by_bidder: Mapping[str, Sequence[str]]

    @classmethod
    def read(cls, store: Store, entities: Collection[str], moment: Moment) -> Self:
        """Read the namesakes of ``entities``, persons left out, at a moment."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        asked = {"entities": sorted(entities), **moment.params}
        for row in store.read("screening/namesakes", **asked):
            if not is_anonymous(row["key"]):
                found[row["entity"]][row["namesake"]] = None
        return cls({entity: tuple(some) for entity, some in found.items()})

    @property
    def entities(self) -> set[str]:
        """All of them."""
        return {entity for some in self.by_bidder.values() for entity in some}

    def reasons(
        self, match: Match, findings: Mapping[str, Sequence[Finding]], own: Own
    ) -> Iterator[Reason]:
        """Yield a note for each listing that may be a matched bidder's."""
        codes = frozenset((one.scheme, one.value) for one in match.identities)
        for entity in self.by_bidder.get(match.subject.entity if match.subject else "", ()):
            for finding in findings.get(entity, ()):
                if not excludes(finding.written, codes):
                    yield _note(finding, own)


def _note(finding: Finding, own: Own) -> Reason:
    return Reason(
        code="name_only",
        effect=Effect.NOTE,
        reach=Reach.LEAD,
        text=both("screening.listed_by_name", finding=finding_text(finding)),
        **own.evidence(finding),
    )
