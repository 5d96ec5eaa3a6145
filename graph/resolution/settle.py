"""Automatic resolution of subjects that a file named for the first time.

Two rules, each with no contradiction beside it: a common code and a common name; or, where one side
has no code, a common name and a second attribute that agrees. A name alone decides nothing, a name
that hides who is meant says nothing, and persons are never joined by their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, islice

from graph.model import OPEN_END, Moment
from graph.resolution.anonymous import is_anonymous
from graph.resolution.clusters import Proposal, Side, join_namesakes
from graph.resolution.codes import Code, read_code
from graph.resolution.compare import compare
from graph.resolution.identities import is_valid
from graph.resolution.log import Decision, Present, append, present
from graph.resolution.memberships import Verdict
from graph.resolution.traits import DESCRIBED, traits_of
from graph.store import Row, Store, Writer

BATCH = 2_000
_MOST_WITH_A_CODE = 20
"""A code that more subjects than this state is a placeholder."""


def settle(store: Store, subject_ids: Iterable[str], by: str) -> list[Decision]:
    """Join subjects that are new, or newly described, with those they are, and return how.

    Works whichever side arrived first. What a person decided apart, or took back, is left alone.

    Args:
        store: the graph.
        subject_ids: of all subjects that may be recognised now.
        by: who loads them.
    """
    decisions: list[Decision] = []
    ids = iter(dict.fromkeys(subject_ids))
    while batch := list(islice(ids, BATCH)):
        newcomers = _newcomers(store, batch)
        decisions += _record(store, _by_code(store, newcomers), by)
        decisions += _record(store, _by_name(store, newcomers), by)
    return decisions


def _newcomers(store: Store, ids: Sequence[str]) -> list[Row]:
    """Return what is known of those subjects that may be others; most are nobody else at all."""
    seen = store.seen()
    familiar = [row["id"] for row in store.read("ingest/familiar", ids=ids)]
    if not familiar:
        return []
    return store.read("resolution/newcomers", ids=familiar, roles=DESCRIBED, seen=seen)


def _now(store: Store) -> Moment:
    """All that is known, of any day: who somebody is does not depend on a date."""
    return Moment(OPEN_END, store.seen())


def _sides(store: Store, entities: Iterable[str], moment: Moment) -> dict[str, Side]:
    found = traits_of(store, entities, moment) if entities else {}
    return {entity: Side.of(members) for entity, members in found.items()}


def _by_code(store: Store, newcomers: Sequence[Row]) -> list[Proposal]:
    moment = _now(store)
    codes = {code.value: code for row in newcomers for code in _codes(row)}
    if not codes:
        return []
    claims: dict[str, set[str]] = {}
    params = [code.params for code in codes.values()]
    for row in store.read("resolution/coded", codes=params, **moment.params):
        claims.setdefault(row["code"], set()).add(row["entity"])
    shared = [sorted(c) for c in claims.values() if 1 < len(c) <= _MOST_WITH_A_CODE]
    sides = _sides(store, {entity for claim in shared for entity in claim}, moment)
    pairs = sorted({pair for claim in shared for pair in combinations(claim, 2)})
    return list(_agreeing(pairs, sides))


def _codes(row: Row) -> Iterator[Code]:
    for text in (row["id"], *row["identifiers"]):
        scheme, _, value = text.partition(":")
        if is_valid((scheme, value)):
            yield read_code(value)


def _agreeing(pairs: Sequence[tuple[str, str]], sides: dict[str, Side]) -> Iterator[Proposal]:
    """Yield the pairs that a rule joins, none of an entity that fits two which contradict."""
    compared = {(a, b): compare(sides[a].traits, sides[b].traits) for a, b in pairs}
    against = {frozenset(pair) for pair, found in compared.items() if found.contradictions}
    fitting = [pair for pair, found in compared.items() if found.reason]
    for a, b in fitting:
        others = {entity for pair in fitting if {a, b} & set(pair) for entity in pair} - {a, b}
        if not any(frozenset((x, y)) in against for x in (a, b, *others) for y in others):
            yield Proposal(sides[a].id, sides[b].id, compared[a, b])


def _by_name(store: Store, newcomers: Sequence[Row]) -> list[Proposal]:
    moment = _now(store)
    keys = sorted({key for row in newcomers for key in row["names"] if not is_anonymous(key)})
    if not keys:
        return []
    asked = {"keys": keys, "roles": DESCRIBED, "seen": moment.seen}
    rows = store.read("resolution/namesakes", **asked)
    sides = _sides(store, {entity for row in rows for entity in row["entities"]}, moment)
    return [
        proposal
        for row in rows
        for proposal in join_namesakes(sides[entity] for entity in row["entities"])
    ]


def _record(store: Store, proposals: Sequence[Proposal], by: str) -> list[Decision]:
    decided: list[Decision] = []
    for start in range(0, len(proposals), BATCH):
        chosen = [_decision(proposal, by) for proposal in proposals[start : start + BATCH]]
        decided += store.write(partial(_append, decisions=chosen))
    return decided


def _decision(proposal: Proposal, by: str) -> Decision:
    compared = proposal.comparison
    return Decision(
        a=proposal.a,
        b=proposal.b,
        verdict=Verdict.MATCH,
        by=by,
        rule=compared.reason,
        score=compared.score,
        evidence=compared.evidence,
    )


def _append(writer: Writer, decisions: Sequence[Decision]) -> list[Decision]:
    """Store what nobody decided otherwise, or just as well, since it was read."""
    now = present(writer, {one for decision in decisions for one in (decision.a, decision.b)})
    barred = _barred(writer, now)
    return append(writer, [d for d in decisions if _is_open(d, now, barred)], now)


def _barred(writer: Writer, now: Present) -> dict[str, set[str]]:
    barred: dict[str, set[str]] = {}
    for row in writer.run("resolution/barred", ids=sorted(now.entities), seen=writer.seq):
        barred.setdefault(row["a"], set()).add(row["b"])
        barred.setdefault(row["b"], set()).add(row["a"])
    return barred


def _is_open(decision: Decision, now: Present, barred: dict[str, set[str]]) -> bool:
    a, b = (now.memberships.group(one) for one in (decision.a, decision.b))
    apart = any(barred[member] & b for member in a & barred.keys())
    return a != b and not apart
