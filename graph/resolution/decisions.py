"""Decisions by hand: two subjects are one, or are not, and taking such a decision back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from graph.model import OPEN_COMMIT, OPEN_END, Moment
from graph.resolution.codes import holds_citizen
from graph.resolution.explain import explain
from graph.resolution.log import (
    Decision,
    Present,
    append,
    connected,
    decision_from,
    keep,
    move,
    present,
)
from graph.resolution.memberships import Memberships, Verdict
from graph.store import Store, Writer
from messages import InputError, NotFoundError


def decide(  # noqa: PLR0913 (what a judgement consists of)
    store: Store,
    a: str,
    b: str,
    verdict: str,
    by: str,
    reason: str,
    *,
    members: Collection[str] | None = None,
) -> Decision:
    """Record that two subjects are one (``match``) or are not (``no_match``), and act on it.

    The newest decision on a pair wins. Facts stay where they are; what was seen before stays. A
    match that something contradicts is made all the same, and its ``warnings`` name what does.

    Args:
        store: the graph.
        a: the first subject, by id, code or unambiguous name.
        b: the second.
        verdict: ``match`` or ``no_match``.
        by: who decides.
        reason: why, in words; kept for ever, so no citizen number may stand in it.
        members: for two of a larger group, the subject ids that leave it, one of the two among
            them; of a group of two, the second leaves.

    Raises:
        InputError: an unknown verdict, no reason, twice the same subject, or the members do not
            say who leaves.
        AmbiguousError, NotFoundError, NotAllowedError: as a look-up does.
    """
    if verdict not in (Verdict.MATCH, Verdict.NO_MATCH):
        raise InputError("resolution.unknown_verdict", verdict=verdict)
    _require_words(by, reason)
    told = explain(store, a, b, Moment(OPEN_END, store.seen()))
    if verdict == Verdict.MATCH and told.comparison.of_person_and_organization:
        raise InputError("resolution.person_and_organization")
    decision = Decision(
        a=told.a,
        b=told.b,
        verdict=Verdict(verdict),
        by=by,
        reason=reason.strip(),
        score=told.comparison.score,
        evidence=told.comparison.evidence,
        contradictions=told.comparison.contradictions,
        warnings=told.doubts if verdict == Verdict.MATCH else (),
    )
    return store.write(lambda writer: _decide(writer, decision, members))


def _require_words(by: str, reason: str) -> None:
    """Refuse a decision of nobody or for no reason; both are kept, so neither holds a number."""
    if not by.strip() or not reason.strip():
        raise InputError("resolution.no_reason")
    if holds_citizen(reason) or holds_citizen(by):
        raise InputError("resolution.citizen_number_in_reason")


def _decide(writer: Writer, decision: Decision, members: Collection[str] | None) -> Decision:
    now = present(writer, (decision.a, decision.b))
    leaving = _leaving(now, decision, members)
    return append(writer, [replace(decision, members=leaving)], now)[0]


def _leaving(now: Present, decision: Decision, members: Collection[str] | None) -> tuple[str, ...]:
    """Return who leaves the group that the two share; nobody if they share none."""
    group = now.memberships.group(decision.a)
    if decision.verdict is not Verdict.NO_MATCH or decision.b not in group:
        if members:
            raise InputError("resolution.nobody_leaves", a=decision.a, b=decision.b)
        return ()
    if members is None and len(group) == 2:
        return (decision.b,)
    leaving = frozenset(members or ())
    if not leaving <= group or len(leaving & {decision.a, decision.b}) != 1:
        listed = ", ".join(sorted(group))
        raise InputError("resolution.who_leaves", a=decision.a, b=decision.b, group=listed)
    return tuple(sorted(leaving))


def undo(store: Store, decision_id: str, by: str, reason: str) -> Decision:
    """Take a decision back and return the entry that says so.

    The memberships become what the other decisions make of them: those before it and those since.
    Records that arrived in between stay with what their source named.

    Raises:
        NotFoundError: there is no such decision.
        InputError: it no longer stands, it is itself an undo, or there is no reason.
    """
    _require_words(by, reason)
    return store.write(lambda writer: _undo(writer, decision_id, by, reason.strip()))


def _undo(writer: Writer, decision_id: str, by: str, reason: str) -> Decision:
    old = _undoable(writer, decision_id)
    writer.run("resolution/close", id=decision_id)
    subjects, others = connected(writer, {old.a, old.b, *old.members})
    now = present(writer, subjects)
    restored = Memberships.apart(now.entities)
    for decision in others:
        restored.apply(decision.act)
    entry = Decision(
        a=old.a, b=old.b, verdict=Verdict.UNDO, by=by, reason=reason, undoes=decision_id
    )
    kept = keep(writer, [entry])[0]
    moves = restored.moves(now.entities)
    move(writer, moves, dict.fromkeys(moves, kept.id))
    return kept


def _undoable(writer: Writer, decision_id: str) -> Decision:
    rows = writer.run("resolution/decision", id=decision_id)
    if not rows:
        raise NotFoundError("resolution.no_decision", id=decision_id)
    decision = decision_from(rows[0]["decision"])
    if decision.verdict is Verdict.UNDO:
        raise InputError("resolution.undo_of_undo", id=decision_id)
    if decision.until != OPEN_COMMIT:
        raise InputError("resolution.undone_already", id=decision_id)
    return decision
