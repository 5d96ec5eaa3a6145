"""From trails over ids to answers: who the subjects are, what the relations say, and from where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import Moment, RelationType
from graph.provenance import Provenance
from graph.store import Row, Store
from graph.subjects import Subject, describe
from graph.trace.answer import Path, Reached, Step, Stopped, joints
from graph.trace.expansion import Stop, Tie
from graph.trace.reading import relation_facts
from graph.trace.search import Trail
from graph.trace.sentences import tell
from graph.trace.targets import Finding
from messages import NotFoundError


@dataclass(frozen=True, slots=True)
class Assembly:
    """What the parts of one answer are made of, each read once.

    Attributes:
        subjects: the subjects by entity.
        relations: the relations by sid, as ``relation_facts`` returns them.
    """

    subjects: Mapping[str, Subject]
    relations: Mapping[str, Row]
    provenance: Provenance

    @classmethod
    def read(
        cls,
        store: Store,
        moment: Moment,
        trails: Sequence[Trail],
        entities: Iterable[str],
        records: Iterable[Mapping[str, Any]],
    ) -> Assembly:
        """Read what an answer needs that shows ``trails``, ``entities`` and ``records``."""
        passed = {entity for trail in trails for entity in trail.entities}
        relations = relation_facts(store, {sid for trail in trails for sid in trail.sids})
        provenance = Provenance(store)
        provenance.prepare([*(row["relation"] for row in relations.values()), *records])
        return cls(describe(store, {*passed, *entities}, moment), relations, provenance)

    def subject(self, entity: str) -> Subject:
        """Return a subject that was asked for.

        Raises:
            NotFoundError: nobody was that entity at the moment.
        """
        if entity not in self.subjects:
            raise NotFoundError("trace.unknown", id=entity)
        return self.subjects[entity]

    def target(self, entity: str, trails: Sequence[Trail], findings: Sequence[Finding]) -> Reached:
        """Return a target with its paths, each ending with what was found."""
        paths = tuple(self.path(trail, findings) for trail in trails)
        return Reached(self.subjects[entity], tuple(findings), paths)

    def path(self, trail: Trail, findings: Sequence[Finding] = ()) -> Path:
        """Return one path, in data and in words."""
        steps = tuple(self._step(start, tie) for start, tie in trail.steps)
        sourced = [(finding, self.provenance.source(finding.facts)) for finding in findings]
        parties = tuple(finding.party for finding in findings)
        joined = joints(steps, parties)
        subjects = list(dict.fromkeys(joint.subject for joint in joined))
        return Path(steps, trail.strength, joined, tell(steps, sourced, subjects))

    def stopped(self, stops: Mapping[str, Stop]) -> tuple[Stopped, ...]:
        """Return the hubs at which a search stopped, those with the most ties first."""
        hubs = [Stopped(self.subjects[entity], stop) for entity, stop in stops.items()]
        return tuple(sorted(hubs, key=lambda hub: (-hub.stop.degree, hub.subject.id)))

    def _step(self, start: str, tie: Tie) -> Step:
        row = self.relations[tie.sid]
        named = row["start_id"], row["end_id"]
        return Step(
            start=self.subjects[start],
            end=self.subjects[tie.neighbour],
            named=named if tie.out else named[::-1],
            type=RelationType(tie.type),
            out=tie.out,
            facts=row["relation"],
            source=self.provenance.source(row["relation"]),
        )
