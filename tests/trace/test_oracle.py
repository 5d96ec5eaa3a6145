"""``trace`` equals a brute-force oracle on 2,000 random small graphs, ``paths`` on some of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from graph.model import OPEN_COMMIT, Moment
from graph.store import Store
from graph.store.testing import empty
from graph.trace import Path, paths, trace
from rulebook import Rulebook
from tests.builders import World
from tests.trace.cases import Case, Record, Relation, make_case
from tests.trace.oracle import Oracle, Way

CASES = 2_000
PAIRS = 300
PIECE = 250
SEED = 20261124


@pytest.fixture(scope="module")
def cases(server: Store) -> list[Case]:
    """All graphs, written together; each knows the commit at which it is asked."""
    empty(server)
    made = [make_case(number, SEED) for number in range(CASES)]
    write(World(server), made)
    return made


def write(world: World, made: Sequence[Case]) -> None:
    for start in range(0, len(made), PIECE):
        for case in made[start : start + PIECE]:
            state(world, case)
        world.send()
    phases = [world.store.seen()]
    for case in made:
        for relation in case.corrections:
            relate(world, relation)
        for record in case.later_records:
            state_record(world, case, record)
    world.send()
    phases.append(world.store.seen())
    phases.append(move(world.store, {m: into for case in made for m, into in case.merges.items()}))
    phases.append(move(world.store, {member: member for case in made for member in case.undone}))
    for case in made:
        case.seen = phases[case.phase - 1]


def state(world: World, case: Case) -> None:
    for subject in case.subjects:
        world.subject(subject, case.names.get(subject))
    for relation in case.relations:
        relate(world, relation)
    for record in case.records:
        state_record(world, case, record)


def relate(world: World, relation: Relation) -> None:
    own = {"position": relation.position} if relation.position else {}
    world.relate(
        relation.start,
        relation.type,
        relation.end,
        relation.valid_from,
        relation.valid_to,
        distinction=str(relation.number),
        number=relation.number,
        **own,
    )


def state_record(world: World, case: Case, record: Record) -> None:
    about = f"{case.number}-{record.number}"
    own: dict[str, Any] = {"removed_on": record.removed_on} if record.removed_on else {}
    match record.kind:
        case "Enforcement":
            role, own = "debtor", own | {"debtor_state": "dishonest"}
        case "Listing":
            role, own = "listed", own | {"list_type": "customs_serious_dishonest"}
        case _:
            role = "punished"
    party = {record.subject: role}
    world.record(record.kind, party, record.day, about, number=record.number, **own)


def move(store: Store, into: dict[str, str]) -> int:
    """Make each subject the entity of another one, as a decision does; return the commit."""
    seq = store.write(lambda writer: writer.seq)
    store._driver.execute_query(
        """
        UNWIND $moves AS move
        MATCH (:Subject {id: move.member})-[old:IS {until: $open}]->(:Entity)
        MATCH (entity:Entity {id: 'entity:' + move.into})
        MATCH (member:Subject {id: move.member})
        SET old.until = $seq
        CREATE (member)-[:IS {since: $seq, until: $open}]->(entity)
        """,
        moves=[{"member": member, "into": target} for member, target in into.items()],
        open=OPEN_COMMIT,
        seq=seq,
    )
    return seq


def as_way(path: Path) -> Way:
    return tuple(
        (step.start.entity[7:], step.end.entity[7:], step.facts["number"]) for step in path.steps
    )


def check_paths(oracle: Oracle, given: Sequence[Path], ways: Sequence[Way]) -> None:
    """Shortest, valid, the strongest first, and as many different ones as there are, up to 3."""
    told = [as_way(path) for path in given]
    strengths = [path.strength for path in given]
    assert set(told) <= set(ways)
    assert len(set(told)) == len(told)
    assert strengths == [oracle.strength(way) for way in told]
    assert strengths == sorted(strengths, reverse=True)
    best: dict[tuple[str, ...], Decimal] = {}
    for way in ways:
        route = tuple(end for _, end, _ in way)
        best[route] = max(best.get(route, Decimal(0)), oracle.strength(way))
    expected = sorted(best.values(), reverse=True)[:3]
    assert len(strengths) >= len(expected)
    assert all(mine >= theirs for mine, theirs in zip(strengths, expected, strict=False))
    assert len(told) <= 3


def check_directions(oracle: Oracle, given: Sequence[Path]) -> None:
    for step in (step for path in given for step in path.steps):
        relation = oracle.relations[step.facts["number"]]
        runs = oracle.entity(relation.start), oracle.entity(relation.end)
        ends = step.start.entity[7:], step.end.entity[7:]
        assert runs == (ends if step.out else ends[::-1])
        assert step.type == relation.type
        assert (step.facts["valid_from"], step.facts["valid_to"]) == (relation.first, relation.last)


def test_traces_equal_the_oracle(server: Store, rulebook: Rulebook, cases: list[Case]) -> None:
    shown = far = stopped = 0
    for case in cases:
        oracle = Oracle(case)
        answer = trace(
            server,
            rulebook,
            case.start,
            Moment(case.as_of, case.seen),
            case.depth,
            during=case.during,
        )
        expected = oracle.targets()
        found = {target.subject.entity[7:]: target for target in answer.targets}
        assert found.keys() == expected.keys(), case
        for entity, target in found.items():
            numbers = {finding.facts["number"] for finding in target.findings}
            assert numbers == oracle.against()[entity], case
            check_paths(oracle, target.paths, expected[entity])
            check_directions(oracle, target.paths)
        hubs = {hub.subject.entity[7:]: hub.stop for hub in answer.stopped_at}
        stops = {entity: (stop.degree, stop.policy) for entity, stop in hubs.items()}
        assert stops == oracle.stops(), case
        shown, stopped = shown + len(found), stopped + len(stops)
        far += sum(target.hops > 2 for target in answer.targets)
    least = CASES // 2, CASES // 20, CASES // 4  # there is much to find
    assert all(n > few for n, few in zip((shown, far, stopped), least, strict=True))


def test_paths_equal_the_oracle(server: Store, rulebook: Rulebook, cases: list[Case]) -> None:
    found = 0
    for case in cases[:PAIRS]:
        oracle = Oracle(case)
        start, end = oracle.entity(case.start), oracle.entity(case.other)
        if start == end:
            continue
        moment = Moment(case.as_of, case.seen)
        ends = case.start, case.other
        answer = paths(server, rulebook, ends, moment, case.depth, during=case.during)
        ways = oracle.ways(start, end, case.depth)
        assert bool(answer.paths) == bool(ways), case
        check_paths(oracle, answer.paths, ways)
        check_directions(oracle, answer.paths)
        found += bool(ways)
    assert found > PAIRS // 4


def test_the_days_of_the_cases_hold_a_leap_day(cases: list[Case]) -> None:
    assert any(case.as_of == date(2024, 2, 29) for case in cases)
