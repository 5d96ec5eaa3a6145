"""The judgement log: decisions as they are stored, and the edges that they move."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.model import OPEN_COMMIT
from graph.resolution.memberships import Act, Memberships, Verdict
from graph.store import Row, Writer
from messages import Text, both


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement on two subjects.

    Attributes:
        by: who made it.
        reason: why, as a person wrote it; empty for a rule.
        rule: the rule by which it was made automatically, or None.
        members: for a split, the subjects that left.
        undoes: for an undo, the decision that no longer stands.
        score: how far the two agreed when it was made, from 0 to 1.
        evidence: the features that agreed.
        contradictions: the features that spoke against it.
        id: names it, also for its undo.
        since: the commit that made it.
        until: the commit that undid it, or ``OPEN_COMMIT``.
        warnings: what speaks against it, for whoever makes it; not stored.
    """

    a: str
    b: str
    verdict: Verdict
    by: str
    reason: str = ""
    rule: str | None = None
    members: tuple[str, ...] = ()
    undoes: str | None = None
    score: float = 0.0
    evidence: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    id: str = ""
    since: int = 0
    until: int = OPEN_COMMIT
    warnings: tuple[dict[str, str], ...] = field(default=(), compare=False)

    @property
    def act(self) -> Act:
        """What it does to memberships."""
        return Act(self.a, self.b, self.verdict, frozenset(self.members))

    @property
    def content(self) -> dict[str, object]:
        """What is said, without when."""
        return {
            "id": self.id,
            "a": self.a,
            "b": self.b,
            "verdict": str(self.verdict),
            "members": list(self.members),
            "undoes": self.undoes,
            "by": self.by,
            "reason": self.reason,
            "rule": self.rule,
            "score": self.score,
            "evidence": list(self.evidence),
            "contradictions": list(self.contradictions),
        }

    @property
    def data(self) -> dict[str, object]:
        """As answers show it; ``until`` is null while it stands."""
        until = None if self.until == OPEN_COMMIT else self.until
        why = both(f"resolution.rule_{self.rule}") if self.rule else Text(self.reason, self.reason)
        told = {"reason_zh": why.zh, "reason_en": why.en}
        return self.content | told | {"since": self.since, "until": until}


def decision_from(row: Mapping[str, Any]) -> Decision:
    """Return a stored decision."""
    lists = {name: tuple(row[name]) for name in ("members", "evidence", "contradictions")}
    return Decision(**{**row, **lists, "verdict": Verdict(row["verdict"])})


@dataclass(frozen=True, slots=True)
class Present:
    """How subjects are grouped when a write transaction begins.

    Attributes:
        entities: subject → its entity; ids that nobody named are not in it.
        memberships: their groups, to be changed.
    """

    entities: Mapping[str, str]
    memberships: Memberships


def present(writer: Writer, ids: Iterable[str]) -> Present:
    """Return the present groups of these subjects, with all their members."""
    rows = writer.run("resolution/groups", ids=sorted(set(ids)), open=OPEN_COMMIT)
    entities = {member: row["entity"] for row in rows for member in row["members"]}
    return Present(entities, Memberships(frozenset(row["members"]) for row in rows))


def append(writer: Writer, decisions: Sequence[Decision], now: Present) -> list[Decision]:
    """Store new decisions in order, move what they change, and return them with their ids."""
    kept = keep(writer, decisions)
    cause: dict[str, str] = {}
    for decision in kept:
        cause |= dict.fromkeys(now.memberships.apply(decision.act), decision.id)
    move(writer, now.memberships.moves(now.entities), cause)
    return kept


def keep(writer: Writer, decisions: Sequence[Decision]) -> list[Decision]:
    """Store new decisions and their commit, and return them with their ids."""
    if not decisions:
        return []
    numbered = [
        replace(decision, id=f"decision:{writer.seq}.{number}", since=writer.seq)
        for number, decision in enumerate(decisions, 1)
    ]
    rows = [_row(decision, number) for number, decision in enumerate(numbered, 1)]
    writer.run("resolution/keep", rows=rows, open=OPEN_COMMIT)
    nothing = dict.fromkeys(("file", "row_from", "row_to", "listings"))
    counts = dict.fromkeys(("loaded", "unchanged", "quarantined"), 0)
    writer.run("store/commit", by=decisions[0].by, **nothing, **counts)
    return numbered


def _row(decision: Decision, number: int) -> Row:
    subjects = sorted({decision.a, decision.b, *decision.members})
    return {"subjects": subjects, "properties": decision.content | {"number": number}}


def move(writer: Writer, moves: Mapping[str, str], cause: Mapping[str, str]) -> None:
    """Close the edges of subjects that become another entity, and open new ones."""
    rows = [
        {"id": subject, "entity": entity, "decision": cause[subject]}
        for subject, entity in moves.items()
    ]
    if rows:
        writer.run("resolution/move", rows=rows, open=OPEN_COMMIT)


def connected(writer: Writer, ids: Collection[str]) -> tuple[set[str], list[Decision]]:
    """Return all subjects that standing decisions link to ``ids``, and these decisions in order."""
    subjects, frontier = set(ids), set(ids)
    found: dict[str, Row] = {}
    while frontier:
        rows = writer.run("resolution/decisions", ids=sorted(frontier), seen=writer.seq)
        new = {row["decision"]["id"]: row for row in rows if not row["decision"]["undoes"]}
        found |= new
        frontier = {subject for row in new.values() for subject in row["subjects"]} - subjects
        subjects |= frontier
    ordered = sorted(found.values(), key=lambda row: (row["decision"]["since"], row["number"]))
    return subjects, [decision_from(row["decision"]) for row in ordered]
