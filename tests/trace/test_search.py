"""The searches on their own, over an expander that is no database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from graph.trace.expansion import Expansion, Span, Tie
from graph.trace.meeting import Meeting
from graph.trace.policy import Policy
from graph.trace.search import Reach, Walk
from graph.trace.surroundings import Surroundings
from tests.trace.cases import make_case
from tests.trace.hubs import CAP, CONTACT
from tests.trace.oracle import WEIGHTS, Oracle

YEAR = Span(date(2020, 1, 1), date(2020, 12, 31))
POLICY = Policy("test", WEIGHTS, CAP)


@dataclass
class Memory:
    """Relations in memory; it remembers what it was asked.

    Attributes:
        relations: start, type, end, days, and whether it is by a loose position.
    """

    relations: list[tuple[str, str, str, Span, bool]]
    asked: list[str] = field(default_factory=list)

    def expand(
        self, frontier: Collection[str], span: Span, seen: int, policy: Policy
    ) -> Mapping[str, Expansion]:
        assert seen == 1
        self.asked += sorted(frontier)
        return {entity: self._expansion(entity, span, policy) for entity in frontier}

    def _expansion(self, entity: str, span: Span, policy: Policy) -> Expansion:
        ties = []
        for number, (start, kind, end, days, loose) in enumerate(self.relations):
            shared = span.meet(days)
            if shared and start != end and entity in (start, end):
                neighbour = end if entity == start else start
                ties.append(Tie(neighbour, kind, entity == start, loose, shared, str(number)))
        degree = len({tie.neighbour for tie in ties})
        if degree > policy.cap:
            return Expansion(degree, "degree")
        return Expansion(degree, None, tuple(ties))


def chain(*entities: str) -> list[tuple[str, str, str, Span, bool]]:
    return [(start, "SHAREHOLDER_OF", end, YEAR, False) for start, end in pairwise(entities)]


def walk(memory: Memory, start: str, depth: int) -> Reach:
    around = Surroundings(memory, YEAR, 1, POLICY)
    around.start_at(start)
    return Walk(start, around.span, WEIGHTS, around.known, around.look).run(depth)


def meet(memory: Memory, start: str, end: str, depth: int) -> Reach:
    return Meeting(start, end, Surroundings(memory, YEAR, 1, POLICY)).run(depth)


def in_memory(oracle: Oracle) -> Memory:
    """The relations of a random case that are walked, on the days of the calendar."""
    return Memory(
        [
            (
                oracle.entity(relation.start),
                relation.type,
                oracle.entity(relation.end),
                Span(max(relation.first, date(2024, 1, 1)), min(relation.last, date(2024, 12, 31))),
                relation.position == CONTACT,
            )
            for relation in oracle.relations.values()
            if relation.type in WEIGHTS
        ]
    )


@pytest.mark.parametrize("piece", range(10))
def test_from_both_ends_the_same_paths_are_found_as_from_one(piece: int) -> None:
    found = 0
    for number in range(piece * 50, piece * 50 + 50):
        case = make_case(number, seed=7)
        oracle = Oracle(case)
        start, end = oracle.entity(case.start), oracle.entity(case.other)
        days = Span(*case.during) if case.during else Span.day(case.as_of)
        one = Surroundings(in_memory(oracle), days, 1, POLICY)
        one.start_at(start)
        outwards = Walk(start, days, WEIGHTS, one.known, one.look).run(case.depth)
        if start != end:
            both = Meeting(start, end, Surroundings(in_memory(oracle), days, 1, POLICY))
            met = both.run(case.depth).shortest(end)
            assert met == outwards.shortest(end)
            found += bool(met)
    assert found


def test_a_search_from_both_ends_reads_little() -> None:
    tree = [
        (f"a{'x' * n}{m}", "SHAREHOLDER_OF", f"a{'x' * (n + 1)}{m}", YEAR, False)
        for n in range(4)
        for m in range(3)
    ]
    bush = [("a", "SHAREHOLDER_OF", f"a{m}", YEAR, False) for m in range(3)]
    memory = Memory([*tree, *bush, *chain("axxx0", "b1", "b")])
    assert [trail.hops for trail in meet(memory, "a", "b", 6).shortest("b")] == [6]
    assert len(memory.asked) == len(set(memory.asked))
    assert len(memory.asked) < 12


def test_each_entity_is_read_once_and_none_at_the_depth_limit() -> None:
    memory = Memory([*chain("a", "b", "c", "a"), *chain("c", "d")])
    reach = walk(memory, "a", 2)
    assert sorted(memory.asked) == ["a", "b", "c"]
    assert {entity: trails[0].hops for entity, trails in reach.trails.items()} == {
        "b": 1,
        "c": 1,
        "d": 2,
    }


def test_a_trail_knows_its_way() -> None:
    [trail] = walk(Memory(chain("a", "b", "c")), "a", 2).shortest("c")
    assert trail.entities == ("a", "b", "c")
    assert [(start, tie.neighbour) for start, tie in trail.steps] == [("a", "b"), ("b", "c")]
    assert trail.strength == Decimal("0.49")


def test_too_much_to_read_between_two_ends_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(chain("a", "b", "c", "d", "e", "f"))
    assert meet(memory, "a", "f", 5).shortest("f")
    monkeypatch.setattr("graph.trace.surroundings.MOST_READ", 3)
    reach = meet(memory, "a", "f", 5)
    assert not reach.shortest("f")
    assert reach.complete < 5


def test_no_path_and_nothing_unread_is_complete() -> None:
    reach = meet(Memory([*chain("a", "b"), *chain("c", "d")]), "a", "d", 6)
    assert not reach.trails.get("d")
    assert reach.complete == 6


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((1, 5), (5, 9), (5, 5)),
        ((1, 4), (5, 9), None),
        ((1, 9), (3, 5), (3, 5)),
    ],
)
def test_spans_meet_on_inclusive_days(
    one: tuple[int, int], other: tuple[int, int], shared: tuple[int, int] | None
) -> None:
    def span(days: tuple[int, int]) -> Span:
        return Span(date(2024, 1, days[0]), date(2024, 1, days[1]))

    expected = span(shared) if shared else None
    assert span(one).meet(span(other)) == span(other).meet(span(one)) == expected
    assert span((1, 9)).covers(span(one))
    assert not span((2, 9)).covers(span((1, 9)))
