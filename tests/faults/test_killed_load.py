"""kill -9 of an ingest, then resume: the graph equals an undisturbed load, fact by fact."""

from __future__ import annotations

import pytest

from graph.store import Store
from tests.contents import contents, differences
from tests.faults.conftest import Undisturbed

MOMENTS = {
    "before anything": "before:store/file:1",
    "a first chunk half written": "before:store/facts:1",
    "between two chunks": "before:store/subjects:3",
    "a chunk written and not committed": "before:store/commit:2",
    "between the last chunk and the end of a file": "before:store/finish_file:1",
    "the end of a snapshot of records begun": "before:store/redate_facts:1",
    "the end of a snapshot of records not committed": "after:store/redate_facts:1",
    "an earlier state moved and not committed": "after:store/redate_facts:2",
    "the end of a snapshot of relations begun": "before:store/redate_relations:1",
    "the end of a snapshot of relations not committed": "after:store/redate_relations:1",
    "between a snapshot's end and the end of its file": "before:store/finish_file:1",
    "a decision begun": "before:resolution/keep:1",
    "a decision not committed": "after:resolution/move:1",
    "between a decision and the end of its file": "before:store/finish_file:1",
}
"""In the order in which one load comes by them, each after the resumption of the one before."""


def test_a_load_killed_from_outside_again_and_again_gives_the_same_graph(
    store: Store, whole: Undisturbed
) -> None:
    for share in (0, 0.3, 0.6, 0.9):
        whole.loading.kill_once(store, max(1, int(whole.commits * share)))
    resumed = whole.loading.finish()
    assert differences(whole.contents, contents(store)) == []
    for counted in ("read", "quarantined"):
        assert resumed[counted] == whole.total[counted]


def test_a_load_killed_at_every_kind_of_moment_gives_the_same_graph(
    store: Store, part: Undisturbed
) -> None:
    for fault in MOMENTS.values():
        part.loading.die_at(fault)
    assert differences(part.contents, contents(store)) != []
    resumed = part.loading.finish()
    assert differences(part.contents, contents(store)) == []
    for counted in ("read", "quarantined"):
        assert resumed[counted] == part.total[counted]


@pytest.mark.prove
@pytest.mark.parametrize(
    "fault",
    [
        *(
            f"{moment}:{query}:{nth}"
            for query in ("store/facts", "store/commit")
            for nth in (1, 2, 7, 15)
            for moment in ("before", "after")
        ),
        *(f"before:store/finish_file:{nth}" for nth in range(1, 8)),
    ],
)
def test_a_load_killed_at_one_moment_gives_the_same_graph(
    store: Store, part: Undisturbed, fault: str
) -> None:
    part.loading.die_at(fault)
    part.loading.finish()
    assert differences(part.contents, contents(store)) == []
