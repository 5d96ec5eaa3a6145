"""Any order of arrivals, merges, splits and undos, against sets kept by hand, and every past."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from graph.resolution import decide, undo
from graph.store import Store
from graph.subjects import entities_of
from tests.builders import World

Groups = set[frozenset[str]]


class Judge(RuleBasedStateMachine):
    """Somebody who decides while records arrive; what was done is kept as a plain list.

    The model replays that list on sets of names: a merge unites two sets, a split takes named
    members out of one, an undone act never happened.
    """

    store: Store

    acts = Bundle("acts")

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.store, source=f"source-{self.store.seen()}")
        self.names: list[str] = []
        self.done: list[tuple[str, str, str, frozenset[str]]] = []
        self.past: dict[int, Groups] = {}

    @initialize(target=acts)
    def begin(self) -> MultipleResults[str]:
        for _ in range(5):
            self.arrive()
        pairs = pairwise(self.names[:4])
        return multiple(*(self._merge(a, b) for a, b in pairs))

    @rule()
    def arrive(self) -> None:
        self.names.append(self.world.subject(f"row:{self.store.seen()}", "澄州某处"))
        self.world.send()

    @rule(target=acts, data=st.data())
    def merge(self, data: st.DataObject) -> str:
        pair = st.lists(st.sampled_from(self.names), min_size=2, max_size=2, unique=True)
        return self._merge(*data.draw(pair))

    def _merge(self, a: str, b: str) -> str:
        return self._done(decide(self.store, a, b, "match", "li", "是").id, a, b, frozenset())

    @precondition(lambda self: any(len(group) > 1 for group in self._groups()))
    @rule(target=acts, data=st.data())
    def split(self, data: st.DataObject) -> str:
        groups = sorted(sorted(group) for group in self._groups() if len(group) > 1)
        a, b, *others = data.draw(st.permutations(data.draw(st.sampled_from(groups))))
        moved = st.sets(st.sampled_from(others)) if others else st.just(set[str]())
        leaving = frozenset({b, *data.draw(moved)})
        made = decide(self.store, a, b, "no_match", "li", "不是", members=leaving)
        return self._done(made.id, a, b, leaving, "split")

    @rule(act=consumes(acts))
    def undo(self, act: str) -> None:
        undo(self.store, act, "wang", "撤销")
        self.done = [done for done in self.done if done[0] != act]

    def _done(self, act: str, a: str, b: str, members: frozenset[str], kind: str = "merge") -> str:
        self.done.append((act, kind, f"{a} {b}", members))
        return act

    def _groups(self) -> Groups:
        groups: Groups = {frozenset({name}) for name in self.names}
        for _, kind, pair, members in self.done:
            touched = [group for group in groups if group & set(pair.split())]
            if kind == "merge":
                groups = groups - set(touched) | {frozenset().union(*touched)}
            elif len(touched) == 1:
                groups = groups - set(touched) | {touched[0] & members, touched[0] - members}
        return groups

    def _stored(self, seen: int) -> Groups:
        found = entities_of(self.store, self.names, seen)
        return {frozenset(n for n in found if found[n] == entity) for entity in found.values()}

    @invariant()
    def groups_are_those_of_the_model(self) -> None:
        seen = self.store.seen()
        self.past[seen] = self._groups()
        assert self._stored(seen) == self.past[seen]

    def teardown(self) -> None:
        for seen, groups in self.past.items():
            assert self._stored(seen) == groups, f"the answer at {seen} changed"


def judge(store: Store, examples: int, steps: int) -> None:
    """Let ``examples`` judges do up to ``steps`` things each."""

    class Judging(Judge):
        pass

    Judging.store = store
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Judging, settings=chosen)


def test_memberships_are_those_of_the_decisions_that_stand(store: Store) -> None:
    judge(store, examples=10, steps=16)


@pytest.mark.prove
def test_memberships_hold_for_many_orders(store: Store) -> None:
    judge(store, examples=400, steps=30)
