"""Decisions move the edge that says who a subject is; facts and earlier answers stay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from graph.resolution import Outcome, decide, explain, find, lookup, undo
from graph.store import Store
from graph.subjects import describe, entities_of
from messages import InputError, NotAllowedError, NotFoundError
from tests.builders import World, firm, org_code, uscc

DAY = date(2020, 1, 1)
A, B, C, D = (firm(number) for number in (1, 2, 3, 4))


@pytest.fixture
def world(store: Store) -> World:
    world = World(store)
    for number, subject in enumerate((A, B, C, D), 1):
        world.register(subject, f"澄州{number}号有限公司", DAY)
    world.send()
    return world


def together(world: World, *subjects: str, seen: int | None = None) -> bool:
    found = entities_of(world.store, subjects, world.moment(seen=seen).seen)
    return len(set(found.values())) == 1


def join(world: World, a: str, b: str) -> str:
    return decide(world.store, a, b, "match", "li", "同一主体").id


def part(world: World, a: str, b: str, *members: str) -> str:
    return decide(world.store, a, b, "no_match", "li", "不是", members=members or None).id


def test_a_merge_shows_and_an_earlier_seen_does_not_change(world: World) -> None:
    before = world.store.seen()
    join(world, A, B)
    assert together(world, A, B)
    assert not together(world, A, B, seen=before)
    assert lookup(world.store, uscc(2), world.moment()).subject.members == (A, B)
    assert lookup(world.store, uscc(2), world.moment(seen=before)).subject.members == (B,)
    assert lookup(world.store, B, world.moment()).subject.id == A


def test_an_undo_restores_and_keeps_what_was_seen_in_between(world: World) -> None:
    decision = join(world, A, B)
    merged = world.store.seen()
    undo(world.store, decision, "wang", "看错了")
    assert not together(world, A, B)
    assert together(world, A, B, seen=merged)


def test_records_that_arrived_in_between_stay_with_what_their_source_named(world: World) -> None:
    decision = join(world, A, B)
    world.subject(A, "澄州甲别名")
    world.subject(B, "澄州乙别名")
    world.send()
    joined = entities_of(world.store, [A], world.store.seen())[A]
    assert describe(world.store, [joined], world.moment())[joined].members == (A, B)
    undo(world.store, decision, "wang", "看错了")
    for name, subject in (("澄州甲别名", A), ("澄州乙别名", B)):
        match = find(world.store, name, None, world.moment())
        assert [candidate.subject.members for candidate in match.candidates] == [(subject,)]


def test_undoing_the_first_of_two_merges_leaves_the_second(world: World) -> None:
    first = join(world, A, B)
    join(world, B, C)
    assert together(world, A, B, C)
    undo(world.store, first, "wang", "看错了")
    assert together(world, B, C)
    assert not together(world, A, B)


def test_undoing_a_merge_of_groups_leaves_both_groups(world: World) -> None:
    join(world, A, B)
    join(world, C, D)
    bridge = join(world, B, C)
    assert together(world, A, B, C, D)
    undo(world.store, bridge, "wang", "看错了")
    assert together(world, A, B)
    assert together(world, C, D)
    assert not together(world, A, C)


def test_a_merge_made_twice_stands_until_both_are_undone(world: World) -> None:
    first, second = join(world, A, B), join(world, B, A)
    undo(world.store, first, "wang", "重复")
    assert together(world, A, B)
    undo(world.store, second, "wang", "重复")
    assert not together(world, A, B)


def test_the_newest_decision_on_a_pair_wins(world: World) -> None:
    join(world, A, B)
    part(world, A, B)
    assert not together(world, A, B)
    assert explain(world.store, A, B, world.moment()).decision == Outcome.NO_MATCH
    join(world, A, B)
    assert together(world, A, B)
    assert explain(world.store, A, B, world.moment()).decision == Outcome.MATCH


def test_undoing_a_split_brings_the_merge_back(world: World) -> None:
    join(world, A, B)
    split = part(world, A, B)
    undo(world.store, split, "wang", "又看错了")
    assert together(world, A, B)


def test_a_split_moves_the_members_that_it_names(world: World) -> None:
    join(world, A, B)
    join(world, B, C)
    join(world, C, D)
    part(world, A, D, C, D)
    assert together(world, A, B)
    assert together(world, C, D)
    assert not together(world, A, C)


def test_a_split_of_a_larger_group_has_to_name_them(world: World) -> None:
    join(world, A, B)
    join(world, B, C)
    seen = world.store.seen()
    for members in ((), (A, B), (D,), (C,)):
        with pytest.raises(InputError) as caught:
            decide(world.store, A, B, "no_match", "li", "不是", members=members)
        assert C in str(caught.value.params["group"])
    with pytest.raises(InputError):
        decide(world.store, A, D, "no_match", "li", "不是", members=(D,))
    with pytest.raises(InputError):
        decide(world.store, A, D, "match", "li", "是", members=(D,))
    assert world.store.seen() == seen, "a refused decision takes no commit"


def test_two_apart_may_be_decided_apart(world: World) -> None:
    part(world, A, B)
    assert not together(world, A, B)
    told = explain(world.store, A, B, world.moment())
    assert (told.decision, [d.verdict for d in told.log]) == (Outcome.NO_MATCH, ["no_match"])


def warned(world: World, a: str, b: str, verdict: str = "match") -> list[dict[str, str]]:
    return list(decide(world.store, a, b, verdict, "li", "同一主体").warnings)


def test_a_match_against_codes_is_made_and_warned_of(world: World) -> None:
    (told,) = warned(world, A, B)
    assert together(world, A, B)
    assert told["code"] == "contradicted"
    for words in (uscc(1), uscc(2)):
        assert words in told["text_zh"]
        assert words in told["text_en"]
    assert "代码" in told["text_zh"]


def test_every_contradiction_is_named(world: World) -> None:
    agency = world.subject(f"uscc:{uscc(7, '11320500')}", "澄州市某局")
    for subject, day in ((A, date(2001, 1, 1)), (agency, date(2002, 1, 1))):
        world.record("Penalty", {subject: "punished"}, DAY, subject, established=day)
    world.send()
    told = [warning["text_en"] for warning in warned(world, A, agency)]
    assert len(told) == 3
    for words, text in zip(("codes", "2001-01-01", "Agency"), told, strict=True):
        assert words in text


def test_two_keys_of_persons_are_a_contradiction(world: World) -> None:
    one, other = world.person(1, "虞某"), world.person(2, "虞某")
    later = world.subject(f"person:k2:{3:032x}", "虞某")
    world.send()
    assert explain(world.store, one, other, world.moment()).decision == Outcome.NO_MATCH
    assert explain(world.store, one, later, world.moment()).decision == Outcome.UNDETERMINED
    assert [told["code"] for told in warned(world, one, other)] == ["contradicted"]


def test_a_branch_made_one_with_its_head_office_is_warned_of(world: World) -> None:
    branch = world.subject("row:1", "澄州1号有限公司分公司")
    world.relate(branch, "BRANCH_OF", A)
    world.send()
    (told,) = warned(world, A, branch)
    assert told["code"] == "related"
    assert "分支机构" in told["text_zh"]
    assert "head office" in told["text_en"]


def test_what_nothing_speaks_against_is_not_warned_of(world: World) -> None:
    row = world.subject("row:1", "澄州1号有限公司")
    world.send()
    assert warned(world, A, row) == []
    assert warned(world, B, C, "no_match") == []


def test_a_moved_edge_names_the_decision(world: World) -> None:
    decision = join(world, A, B)
    query = "MATCH (:Subject {id: $id})-[is:IS]->() RETURN is.decision ORDER BY is.since"
    records, _, _ = world.store._driver.execute_query(query, id=B)
    assert [record[0] for record in records] == [None, decision]


def test_a_decision_has_an_instant(world: World) -> None:
    join(world, A, B)
    assert world.store.seen(datetime.now(UTC) + timedelta(seconds=1)) == world.store.seen()


def test_what_cannot_be_decided_is_refused(world: World) -> None:
    decision = join(world, A, B)
    entry = undo(world.store, decision, "wang", "看错了")
    number = "11010119900307889" + "X"
    with pytest.raises(InputError, match="undone already"):
        undo(world.store, decision, "wang", "看错了")
    with pytest.raises(InputError, match="itself an undo"):
        undo(world.store, entry.id, "wang", "看错了")
    with pytest.raises(NotFoundError):
        undo(world.store, "decision:0.0", "wang", "看错了")
    with pytest.raises(InputError, match="same subject"):
        join(world, A, uscc(1))
    with pytest.raises(NotFoundError):
        join(world, A, uscc(9))
    with pytest.raises(InputError, match="match"):
        decide(world.store, A, B, "perhaps", "li", "也许")
    with pytest.raises(InputError, match="reason"):
        decide(world.store, A, B, "match", "li", " ")
    with pytest.raises(InputError) as caught:
        decide(world.store, A, B, "match", "li", f"身份证{number}相同")
    assert number not in str(caught.value.params)
    with pytest.raises(NotAllowedError):
        join(world, A, number)


def test_two_writers_at_once_lose_nothing(world: World) -> None:
    rows = [world.subject(f"row:{number}", f"提及{number}") for number in range(24)]
    world.send()
    pairs = [(rows[0], row) for row in rows[1:]]
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda pair: join(world, *pair), pairs))
    assert together(world, *rows)
    with ThreadPoolExecutor(4) as pool:
        undone = list(pool.map(lambda one: undo(world.store, one, "wang", "撤销"), ids))
    assert len({entry.since for entry in undone} | set(ids)) == 2 * len(pairs)
    found = entities_of(world.store, rows, world.store.seen())
    assert found == {row: f"entity:{row}" for row in rows}


def test_valid_codes_and_names_of_both_stay_known(world: World) -> None:
    world.subject(f"org:{org_code(9)}", "澄州旧厂")
    world.send()
    join(world, A, f"org:{org_code(9)}")
    found = lookup(world.store, "澄州旧厂", world.moment())
    assert found.subject.id == A


def test_a_person_and_an_organisation_are_never_one(world: World) -> None:
    person, company = world.person(1, "甄虚构"), world.subject(firm(1), "澄州甲有限公司")
    world.send()
    with pytest.raises(InputError) as caught:
        decide(world.store, person, company, "match", by="tester", reason="误")
    assert caught.value.key == "resolution.person_and_organization"
    apart = decide(world.store, person, company, "no_match", by="tester", reason="非")
    assert apart.id
