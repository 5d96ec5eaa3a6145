"""What a trace and a pair's paths answer, typed and in the contract's shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from graph.model import RelationType
from graph.model.moment import known_end, known_start
from graph.model.money import yuan_text
from graph.subjects import Subject
from graph.trace.expansion import Stop
from graph.trace.targets import Finding
from messages import Text

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Step:
    """One relation of a path.

    Attributes:
        start: the subject that the step leaves.
        end: the subject that it reaches.
        named: the ids under which the source names the two.
        out: whether the relation runs from ``start`` to ``end``.
        facts: the relation's properties.
        source: where it comes from, in the contract's shape.
    """

    start: Subject
    end: Subject
    named: tuple[str, str]
    type: RelationType
    out: bool
    facts: Mapping[str, Any]
    source: Mapping[str, object]

    @property
    def share(self) -> Decimal | None:
        """The share held, 0 to 1, if a source stated one."""
        parts = self.facts.get("share_ppm")
        return None if parts is None else (Decimal(parts) / _MILLION).normalize()

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it, with what the relation's own type adds."""
        first = known_start(self.facts["valid_from"])
        last = known_end(self.facts["valid_to"])
        own = {
            "share": None if self.share is None else f"{self.share:f}",
            "amount": yuan_text(self.facts.get("amount_fen")),
            "position": self.facts.get("position"),
            "basis": self.facts.get("basis"),
        }
        return {
            "from": self.start.id,
            "from_name": self.start.name,
            "to": self.end.id,
            "to_name": self.end.name,
            "type": str(self.type),
            "direction": "out" if self.out else "in",
            "valid_from": first.isoformat() if first else None,
            **({} if first else {"start": "unknown"}),
            "valid_to": last.isoformat() if last else None,
            "recorded": True,
            **{name: value for name, value in own.items() if value is not None},
            "source": dict(self.source),
        }


@dataclass(frozen=True, slots=True)
class Joint:
    """A subject at which a path rests on a decision: its sources name it by different ids."""

    subject: Subject
    members: tuple[str, ...]

    @property
    def data(self) -> dict[str, object]:
        """The subject with the ids that were decided to be one."""
        return {**self.subject.reference, "members": list(self.members)}


def joints(steps: Sequence[Step], parties: Iterable[str] = ()) -> tuple[Joint, ...]:
    """Return where a path rests on decisions; ``parties`` are whom the last one's records name."""
    last = steps[-1]
    met = [(here.end, (here.named[1], then.named[0])) for here, then in pairwise(steps)]
    met += [(last.end, (last.named[1], party)) for party in parties]
    different = ((subject, tuple(dict.fromkeys(ids))) for subject, ids in met)
    return tuple(dict.fromkeys(Joint(subject, ids) for subject, ids in different if len(ids) > 1))


@dataclass(frozen=True, slots=True)
class Path:
    """A path between two subjects.

    Attributes:
        strength: product of its steps' weights; it orders paths and means nothing beyond.
        joined: where it rests on decisions that two subjects are one.
        text: the path in words.
    """

    steps: tuple[Step, ...]
    strength: Decimal
    joined: tuple[Joint, ...]
    text: Text

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "hops": len(self.steps),
            "strength": f"{self.strength.normalize():f}",
            "steps": [step.data for step in self.steps],
            "joined": [joint.data for joint in self.joined],
            "sentence_zh": self.text.zh,
            "sentence_en": self.text.en,
        }


@dataclass(frozen=True, slots=True)
class Stopped:
    """A hub at which the search stopped below the depth limit."""

    subject: Subject
    stop: Stop

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it; ``at_least`` says that the degree was counted no further."""
        stop = self.stop
        more = {"at_least": True} if stop.at_least else {}
        return {**self.subject.reference, "degree": stop.degree, "policy": stop.policy, **more}


@dataclass(frozen=True, slots=True)
class Reached:
    """A target: a subject that is reached and against which a record counts.

    Attributes:
        findings: the records that count against it on the day.
        paths: its shortest paths, the strongest first.
    """

    subject: Subject
    findings: tuple[Finding, ...]
    paths: tuple[Path, ...]

    @property
    def hops(self) -> int:
        """The length of its shortest paths."""
        return len(self.paths[0].steps)

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            **self.subject.reference,
            "hops": self.hops,
            "dishonest_by": [finding.id for finding in self.findings],
            "strength": f"{self.paths[0].strength.normalize():f}",
            "paths": [path.data for path in self.paths],
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """Who is dishonest around a subject.

    Attributes:
        complete: steps up to which all was searched; less than ``depth`` when it is truncated.
        policy: the rulebook's entries and versions that say what is walked.
        warnings: what a reader has to know beside it, as the contract writes it.
    """

    start: Subject
    depth: int
    complete: int
    policy: str
    targets: tuple[Reached, ...]
    stopped_at: tuple[Stopped, ...]
    warnings: tuple[dict[str, str], ...] = ()

    @property
    def truncated(self) -> bool:
        """Whether it was given up before the depth limit."""
        return self.complete < self.depth

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "start": self.start.reference,
            "depth": self.depth,
            "policy": self.policy,
            "targets": [target.data for target in self.targets],
            "stopped_at": [stopped.data for stopped in self.stopped_at],
        }


@dataclass(frozen=True, slots=True)
class Paths:
    """How two subjects are related: the shortest paths between them, the strongest first."""

    start: Subject
    end: Subject
    depth: int
    complete: int
    policy: str
    paths: tuple[Path, ...]
    stopped_at: tuple[Stopped, ...]
    warnings: tuple[dict[str, str], ...] = ()

    @property
    def truncated(self) -> bool:
        """Whether it was given up before the depth limit."""
        return not self.paths and self.complete < self.depth

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "start": self.start.reference,
            "end": self.end.reference,
            "depth": self.depth,
            "policy": self.policy,
            "paths": [path.data for path in self.paths],
            "stopped_at": [stopped.data for stopped in self.stopped_at],
        }
