"""Why two are one: features, evidence, contradictions, relations and what was decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.resolution import decide, explain, settle, undo
from graph.store import Store
from messages import AmbiguousError, InputError
from tests.builders import World, firm, org_code, uscc

DAY = date(2020, 1, 1)
A, B = firm(1), firm(2)
NAME = "澄州甲纺织有限公司"
ORG = f"org:{org_code(1)}"


@pytest.fixture
def world(store: Store) -> World:
    world = World(store)
    world.register(A, NAME, DAY, legal_representative="姜未名", address="澄州市东城区临水路18号")
    return world


def told(world: World, a: str, b: str) -> dict[str, Any]:
    return explain(world.store, a, b, world.moment()).data


def test_a_code_and_a_name_are_evidence_for_a_match(world: World) -> None:
    world.subject(ORG, NAME)
    world.send()
    data = told(world, A, ORG)
    assert (data["decision"], data["relation"], data["score"]) == ("match", None, 1.0)
    assert [entry["feature"] for entry in data["evidence"]] == ["identifier", "name", "kind"]
    assert data["evidence"][1]["a"] == [NAME]
    assert data["evidence"][1]["why_zh"] == "名称相符"
    assert {"name": "legal_representative", "value": None, "weight": 0.3} in data["features"]
    assert (data["contradictions"], data["decisions"]) == ([], [])


def test_two_valid_codes_are_a_contradiction_and_no_match(world: World) -> None:
    world.register(B, NAME, DAY, legal_representative="姜未名")
    world.send()
    data = told(world, A, B)
    assert (data["decision"], data["relation"]) == ("no_match", None)
    assert [entry["feature"] for entry in data["contradictions"]] == ["identifier"]
    entry = data["contradictions"][0]
    assert {"feature", "a", "b", "why"} <= entry.keys()
    assert f"uscc:{uscc(1)}" in entry["a"]
    assert 0 < data["score"] < 1


def test_a_name_alone_is_undetermined(world: World) -> None:
    world.subject("row:1", NAME)
    world.send()
    data = told(world, A, "row:1")
    assert data["decision"] == "undetermined"
    assert [entry["feature"] for entry in data["evidence"]] == ["name", "kind"]


def test_nothing_in_common_is_undetermined_with_no_score(world: World) -> None:
    world.subject("row:1")
    world.send()
    assert told(world, A, "row:1")["decision"] == "undetermined"


@pytest.mark.parametrize(
    ("type_", "relation"),
    [
        ("BRANCH_OF", "branch"),
        ("SUCCESSOR_OF", "predecessor"),
        ("CONTROLLER_OF", "parent"),
        ("SHAREHOLDER_OF", "affiliated"),
        ("DECLARED_RELATED_TO", "affiliated"),
        ("AGENT_OF", "agent"),
    ],
)
def test_a_recorded_relation_stands_beside_no_match(
    world: World, type_: str, relation: str
) -> None:
    world.subject("row:1", f"{NAME}分公司")
    world.relate("row:1", type_, A, DAY, date(2025, 12, 31))
    world.send()
    for a, b in (("row:1", A), (A, "row:1")):
        found = explain(world.store, a, b, world.moment(date(2025, 12, 31)))
        assert (found.decision, found.relation) == ("no_match", relation)
    ended = explain(world.store, A, "row:1", world.moment(date(2026, 1, 1)))
    assert (ended.decision, ended.relation) == ("undetermined", None)


def test_a_name_that_one_bore_before_is_a_rename(world: World) -> None:
    world.former_name(A, "澄州旧纺织厂", None, date(2015, 1, 1))
    world.subject(ORG, "澄州旧纺织厂")
    world.send()
    data = told(world, ORG, A)
    assert (data["decision"], data["relation"]) == ("match", "renamed")


def test_a_decision_by_hand_stands_over_the_features(world: World) -> None:
    world.subject(ORG, NAME)
    world.send()
    made = decide(world.store, A, ORG, "no_match", "li", "两个单位")
    data = told(world, A, ORG)
    assert data["decision"] == "no_match"
    assert [(d["id"], d["by"], d["reason_zh"]) for d in data["decisions"]] == [
        (made.id, "li", "两个单位")
    ]
    undo(world.store, made.id, "wang", "查明了")
    after = told(world, A, ORG)
    assert after["decision"] == "match"
    assert [d["verdict"] for d in after["decisions"]] == ["undo"]
    assert explain(world.store, A, ORG, world.moment(seen=made.since)).decision == "no_match"


def test_the_members_of_one_subject_are_compared_by_themselves(world: World) -> None:
    world.subject(ORG, NAME)
    settle(world.store, world.send().subjects, "li")
    data = told(world, uscc(1), org_code(1))
    assert (data["a"], data["b"], data["decision"]) == (A, ORG, "match")
    assert data["decisions"][0]["rule"] == "identifier_and_name"
    assert data["decisions"][0]["reason_zh"] == "代码与名称均相符"


def test_what_a_member_says_counts_for_its_group(world: World) -> None:
    world.subject(ORG, NAME)
    settle(world.store, world.send().subjects, "li")
    world.subject("row:1", NAME)
    world.record("Penalty", {"row:1": "punished"}, DAY, "一", legal_representative="姜未名")
    world.send()
    assert told(world, ORG, "row:1")["decision"] == "match"


def test_facts_of_later_days_and_commits_do_not_count(world: World) -> None:
    world.subject("row:1", NAME)
    first = world.send()
    world.record(
        "Penalty", {"row:1": "punished"}, date(2021, 1, 1), "一", legal_representative="姜未名"
    )
    world.send()
    assert told(world, A, "row:1")["decision"] == "match"
    earlier = world.moment(seen=first.seq)
    assert explain(world.store, A, "row:1", earlier).decision == "undetermined"
    assert (
        explain(world.store, A, "row:1", world.moment(date(2020, 12, 31))).decision
        == "undetermined"
    )


def test_a_query_has_to_name_two_subjects(world: World) -> None:
    world.subject("row:1", "澄州丙商行")
    world.subject("row:2", "澄州丙商行")
    world.send()
    with pytest.raises(InputError):
        told(world, A, NAME)
    with pytest.raises(AmbiguousError):
        told(world, A, "澄州丙商行")
