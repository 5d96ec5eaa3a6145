"""Who is dishonest around a subject, on the real server."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from graph.resolution import decide, undo
from graph.store import Store
from graph.trace import paths
from messages import InputError, NotFoundError
from rulebook import Rulebook
from tests.builders import firm
from tests.trace import hubs
from tests.trace.town import AS_OF, Town

DAY = timedelta(days=1)


@pytest.fixture
def town(store: Store, rulebook: Rulebook) -> Town:
    return Town(store, rulebook)


def test_a_dishonest_party_is_found_with_its_steps_records_and_sources(town: Town) -> None:
    a, b, c = town.firms(3)
    town.relate(a, "SHAREHOLDER_OF", b, date(2020, 1, 1), share_ppm=312_500)
    town.relate(c, "CONTROLLER_OF", b, None, date(2025, 12, 31), basis="协议")
    town.list_debtor(c)
    town.send(name="registry.csv")
    data: Any = town.trace(a).data
    assert data["start"] == {"id": a, "name": "澄州1号有限公司"}
    assert data["depth"] == 4
    assert data["policy"] == "default@2000-01-01+default@2000-01-01"
    assert data["stopped_at"] == []
    [target] = data["targets"]
    assert (target["id"], target["name"], target["hops"]) == (c, "澄州3号有限公司", 2)
    assert target["strength"] == "0.63"
    [found] = town.trace(a).targets[0].findings
    assert target["dishonest_by"] == [found.id]
    [path] = target["paths"]
    first, second = path["steps"]
    source = first.pop("source")
    assert (source["file"], source["commit"]) == ("registry.csv", 1)
    assert first == {
        "from": a,
        "from_name": "澄州1号有限公司",
        "to": b,
        "to_name": "澄州2号有限公司",
        "type": "SHAREHOLDER_OF",
        "direction": "out",
        "valid_from": "2020-01-01",
        "valid_to": None,
        "recorded": True,
        "share": "0.3125",
    }
    assert (second["direction"], second["type"]) == ("in", "CONTROLLER_OF")
    assert (second["valid_from"], second["start"]) == (None, "unknown")
    assert second["valid_to"] == "2025-12-31"
    assert (second["from"], second["to"]) == (b, c)


def test_a_relation_counts_from_its_first_day_through_its_last(town: Town) -> None:
    a, b = town.firms(2)
    first, last = date(2024, 2, 29), date(2024, 5, 31)
    town.relate(a, "OFFICER_OF", b, first, last)
    town.list_debtor(b)
    town.send()
    days = (first - DAY, first, last, last + DAY)
    assert [bool(town.hops(a, as_of=day)) for day in days] == [False, True, True, False]


def test_all_steps_share_a_day_of_the_period(town: Town) -> None:
    a, b, c = town.firms(3)
    town.relate(a, "OFFICER_OF", b, date(2020, 1, 1), date(2020, 6, 30))
    town.relate(b, "OFFICER_OF", c, date(2020, 6, 30), date(2020, 12, 31))
    town.list_debtor(c)
    town.send()
    year = date(2020, 1, 1), date(2020, 12, 31)
    assert town.hops(a) == {}
    assert town.hops(a, during=year) == {c: 2}
    assert town.hops(a, during=(date(2020, 6, 30), date(2020, 6, 30))) == {c: 2}
    assert town.hops(a, during=(date(2020, 1, 1), date(2020, 6, 29))) == {}


def test_steps_that_never_held_together_make_no_path(town: Town) -> None:
    a, b, c = town.firms(3)
    town.relate(a, "OFFICER_OF", b, date(2020, 1, 1), date(2020, 6, 29))
    town.relate(b, "OFFICER_OF", c, date(2020, 6, 30), date(2020, 12, 31))
    town.list_debtor(c)
    town.send()
    assert town.hops(a, during=(date(2020, 1, 1), date(2020, 12, 31))) == {}


def test_a_longer_way_is_found_where_the_shorter_one_did_not_hold(town: Town) -> None:
    a, b, c, d = town.firms(4)
    town.relate(a, "OFFICER_OF", c, date(2020, 1, 1), date(2020, 3, 31))  # the short way to c
    town.relate(a, "OFFICER_OF", b)
    town.relate(b, "OFFICER_OF", c)
    town.relate(c, "OFFICER_OF", d, date(2020, 7, 1), date(2020, 12, 31))
    town.list_debtor(c)
    town.list_debtor(d)
    town.send()
    assert town.hops(a, during=(date(2020, 1, 1), date(2020, 12, 31))) == {c: 1, d: 3}


def test_what_is_merged_is_walked_as_one_until_that_is_undone(town: Town) -> None:
    a, b, c, d = town.firms(4)
    town.relate(a, "SHAREHOLDER_OF", b)
    town.relate(c, "SHAREHOLDER_OF", d)
    town.list_debtor(d)
    town.send()
    before = town.store.seen()
    decision = decide(town.store, b, c, "match", "核对员", "登记机关确认")
    merged = town.store.seen()
    assert town.hops(a) == {d: 2}
    undo(town.store, decision.id, "核对员", "确认有误")
    assert town.hops(a) == {}
    assert town.hops(a, seen=merged) == {d: 2}
    assert town.hops(a, seen=before) == {}


def test_a_path_names_the_members_where_it_rests_on_a_decision(town: Town) -> None:
    a, b, c, d, e = town.firms(5)
    town.relate(a, "SHAREHOLDER_OF", b)
    town.relate(d, "SHAREHOLDER_OF", c)
    town.list_debtor(d)
    town.list_debtor(e)
    town.send()
    for one, other in ((b, c), (d, e)):
        decide(town.store, one, other, "match", "核对员", "登记机关确认")
    [target] = town.trace(a).targets
    [found] = target.paths
    joined = [(joint.subject.id, joint.members) for joint in found.joined]
    assert joined == [(b, (b, c)), (d, (d, e))]  # one of the records names e
    assert found.text.zh.count("已认定为同一主体") == 2
    [path] = paths(town.store, town.rulebook, (b, d), town.moment()).paths
    assert path.joined == ()


def test_a_path_through_two_members_of_one_says_so(town: Town) -> None:
    a, b, c, d = town.firms(4)
    town.chain(a, b)
    town.chain(c, d)
    town.send()
    decide(town.store, b, c, "match", "核对员", "登记机关确认")
    [path] = paths(town.store, town.rulebook, (a, d), town.moment()).paths
    data: Any = path.data
    assert data["joined"] == [{"id": b, "name": "澄州2号有限公司", "members": [b, c]}]


def test_a_merged_target_is_one_and_every_member_finds_it(town: Town) -> None:
    a, b = town.firms(2)
    alias = town.world.subject("org:12345678X", "澄州二号公司")
    town.relate(a, "SHAREHOLDER_OF", alias)
    town.list_debtor(b)
    town.send()
    decide(town.store, b, alias, "match", "核对员", "登记机关确认")
    assert town.hops(a) == {b: 1}
    assert [target.subject.members for target in town.trace(a).targets] == [(b, alias)]
    assert town.trace(alias).start == town.trace(b).start
    assert town.hops(alias) == {}  # its own record makes nobody else dishonest


def test_a_correction_shows_now_and_not_at_an_earlier_commit(town: Town) -> None:
    a, b = town.firms(2)
    town.relate(a, "OFFICER_OF", b, date(2020, 1, 1))
    town.list_debtor(b)
    town.send()
    before = town.store.seen()
    town.relate(a, "OFFICER_OF", b, date(2020, 1, 1), date(2023, 12, 31))
    town.send()
    assert town.hops(a) == {}
    assert town.hops(a, seen=before) == {b: 1}
    assert town.hops(a, as_of=date(2023, 12, 31)) == {b: 1}


def test_a_record_counts_from_its_day_and_from_its_commit(town: Town) -> None:
    a, b = town.firms(2)
    town.chain(a, b)
    town.send()
    before = town.store.seen()
    town.list_debtor(b, date(2024, 6, 1))
    town.send()
    assert town.hops(a, as_of=date(2024, 5, 31)) == {}
    assert town.hops(a, as_of=date(2024, 6, 1)) == {b: 1}
    assert town.hops(a, seen=before) == {}


def test_only_records_that_count_make_a_target(town: Town) -> None:
    a, b, c, d, e = town.firms(5)
    for other in (b, c, d, e):
        town.relate(other, "SHAREHOLDER_OF", a)
    town.world.record("Listing", {b: "listed"}, date(2020, 1, 1), "1", list_type="wage_arrears")
    town.world.record("Listing", {c: "listed"}, date(2023, 1, 1), "2", list_type="wage_arrears")
    town.world.record(
        "Enforcement", {d: "debtor"}, date(2023, 1, 1), "3", debtor_state="restricted"
    )
    town.world.record("Penalty", {e: "punished"}, date(2023, 1, 1), "4")
    town.send()
    assert town.hops(a) == {c: 1}  # b's listing ended by itself, the others are no such list


def test_penalties_are_targets_where_they_are_asked_for_and_still_published(town: Town) -> None:
    a, b, c = town.firms(3)
    town.chain(a, b, c)
    town.world.record("Penalty", {b: "punished"}, date(2024, 3, 1), "1", penalty_kind="罚款")
    town.world.record("Penalty", {c: "punished"}, date(2020, 9, 1), "2", penalty_kind="罚款")
    town.send()
    assert town.trace(a).targets == ()
    answer = town.trace(a, include=["penalties"])
    assert [target.subject.id for target in answer.targets] == [b]
    assert answer.warnings == ()
    sentence = answer.data["targets"][0]["paths"][0]["sentence_zh"]  # type: ignore[index]
    assert "受到行政处罚罚款" in sentence


def test_a_hub_by_degree_may_end_or_start_a_path_and_is_not_walked_through(town: Town) -> None:
    hub, *others = town.firms(5)
    for other in others:
        town.relate(hub, "SHAREHOLDER_OF", other)
    town.list_debtor(hub)
    town.list_debtor(others[0])
    town.send()
    assert town.hops(others[1]) == {hub: 1}
    assert town.hops(hub) == {others[0]: 1}
    assert town.stops(others[1]) == {hub: "degree"}
    assert town.stops(hub) == {}
    assert town.trace(others[1]).data["stopped_at"] == [
        {"id": hub, "name": "澄州1号有限公司", "degree": 4, "policy": "degree"}
    ]


def test_a_great_hub_is_counted_so_far_and_says_so(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, *others = town.firms(8)
    for other in others:
        town.relate(hub, "SHAREHOLDER_OF", other)
    town.send()
    monkeypatch.setattr("graph.trace.reading.COUNTED", 5)
    [stopped] = town.trace(others[0]).stopped_at
    assert stopped.data == {
        "id": hub,
        "name": "澄州1号有限公司",
        "degree": 5,
        "policy": "degree",
        "at_least": True,
    }


def test_a_hub_at_the_depth_limit_is_not_named(town: Town) -> None:
    hub, *others = town.firms(5)
    for other in others:
        town.relate(hub, "SHAREHOLDER_OF", other)
    town.send()
    assert town.stops(others[0], depth=1) == {}
    assert town.stops(others[0], depth=2) == {hub: "degree"}


def test_as_many_ties_as_the_cap_make_no_hub_and_ended_ones_do_not_count(town: Town) -> None:
    middle, *others = town.firms(5)
    for other in others[:3]:
        town.relate(middle, "SHAREHOLDER_OF", other)
        town.relate(middle, "GUARANTOR_OF", other)  # a second tie to the same subject
    town.relate(middle, "SHAREHOLDER_OF", others[3], None, AS_OF - DAY)
    town.list_debtor(others[0])
    town.send()
    assert town.hops(others[1]) == {others[0]: 2}
    assert town.stops(others[1], as_of=AS_OF - DAY) == {middle: "degree"}


@pytest.mark.parametrize("name", [hubs.NAMED, "虛構結算"])
def test_a_named_hub_is_known_by_its_name(town: Town, name: str) -> None:
    a, hub, b = town.firms(1)[0], firm(50), firm(51)
    town.world.subject(hub, name)
    town.chain(a, hub, b)
    town.list_debtor(b)
    town.send()
    assert town.hops(a) == {}
    assert town.stops(a) == {hub: "named"}
    assert town.hops(hub) == {b: 1}


def test_a_registration_contact_ties_nobody_together(town: Town) -> None:
    a, b, c = town.firms(3)
    contact = town.world.person(1, "甄虚构")
    town.relate(contact, "OFFICER_OF", a, position=hubs.CONTACT)
    town.relate(contact, "OFFICER_OF", b, position="董事")
    town.relate(contact, "OFFICER_OF", c, position=hubs.CONTACT)
    for each in (b, c):
        town.list_debtor(each)
    town.send()
    assert town.hops(a) == {}  # came by the contact
    assert town.stops(a) == {contact: "position"}
    assert town.hops(contact) == {b: 1, c: 1}  # it may start a path
    assert town.hops(b) == {}  # leaves by the contact


def test_a_contact_who_holds_more_is_walked_by_what_it_holds(town: Town) -> None:
    a, b = town.firms(2)
    owner = town.world.person(1, "甄虚构")
    town.relate(owner, "OFFICER_OF", a, position=hubs.CONTACT)
    town.relate(owner, "SHAREHOLDER_OF", a)
    town.relate(owner, "SHAREHOLDER_OF", b)
    town.list_debtor(b)
    town.send()
    assert town.hops(a) == {b: 2}
    assert town.stops(a) == {}


def test_relation_types_that_are_not_walked_are_no_steps(town: Town) -> None:
    a, b, c = town.firms(3)
    town.relate(a, "SUPERVISES", b)
    town.relate(a, "CONTACT_OF", c)
    for each in (b, c):
        town.list_debtor(each)
    town.send()
    assert town.hops(a) == {}


def test_loops_and_rings_end(town: Town) -> None:
    a, b, c, d = town.firms(4)
    town.chain(a, b, c, a)
    town.relate(b, "SHAREHOLDER_OF", b)
    town.chain(c, d)
    town.list_debtor(a)
    town.list_debtor(d)
    town.send()
    assert town.hops(a, depth=6) == {d: 2}


def test_depth_counts_relations(town: Town) -> None:
    a, b, c, d = town.firms(4)
    town.chain(a, b, c, d)
    town.list_debtor(d)
    town.send()
    assert town.hops(a, depth=2) == {}
    assert town.hops(a, depth=3) == {d: 3}


def test_the_three_strongest_of_the_shortest_paths_are_shown(town: Town) -> None:
    a, *between, end = town.firms(6)
    kinds = ("GUARANTOR_OF", "LEGAL_REPRESENTATIVE_OF", "OFFICER_OF", "SHAREHOLDER_OF")
    for through, kind in zip(between, kinds, strict=True):
        town.relate(through, "BRANCH_OF", a)
        town.relate(end, kind, through)
    town.list_debtor(end)
    town.send()
    roomy = Town(town.store, Rulebook.load())
    [target] = roomy.trace(a).targets
    assert [path.strength for path in target.paths] == [
        Decimal("0.81"),
        Decimal("0.63"),
        Decimal("0.45"),
    ]
    assert [path.steps[1].type for path in target.paths] == [kinds[1], kinds[3], kinds[2]]


def test_of_two_relations_between_a_pair_the_stronger_is_the_step(town: Town) -> None:
    a, b = town.firms(2)
    town.relate(a, "OFFICER_OF", b, position="董事")
    town.relate(a, "LEGAL_REPRESENTATIVE_OF", b)
    town.list_debtor(b)
    town.send()
    [target] = town.trace(a).targets
    [path] = target.paths
    assert [step.type for step in path.steps] == ["LEGAL_REPRESENTATIVE_OF"]


def test_targets_come_by_distance_then_strength_then_id(town: Town) -> None:
    a, b, c, d, e = town.firms(5)
    town.relate(a, "GUARANTOR_OF", b)
    town.relate(a, "SHAREHOLDER_OF", d)
    town.relate(a, "SHAREHOLDER_OF", c)
    town.relate(c, "LEGAL_REPRESENTATIVE_OF", e)
    for each in (b, c, d, e):
        town.list_debtor(each)
    town.send()
    assert [target.subject.id for target in town.trace(a).targets] == [c, d, b, e]


def test_a_trace_that_would_read_too_much_says_how_far_it_is_complete(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, c, d = town.firms(4)
    town.chain(a, b, c, d)
    town.list_debtor(b)
    town.list_debtor(d)
    town.send()
    monkeypatch.setattr("graph.trace.surroundings.MOST_READ", 2)
    answer = town.trace(a)
    assert [target.subject.id for target in answer.targets] == [b]
    assert (answer.complete, answer.truncated) == (2, True)
    [warning] = answer.warnings
    assert warning["code"] == "truncated"
    assert "2" in warning["text_zh"]


def test_what_cannot_be_asked_is_refused(town: Town) -> None:
    a, b = town.firms(2)
    town.send()
    moment = town.moment()
    for depth in (0, 7):
        with pytest.raises(InputError, match="depth"):
            town.trace(a, depth)
    with pytest.raises(InputError, match="period"):
        town.trace(a, during=(date(2024, 1, 2), date(2024, 1, 1)))
    with pytest.raises(InputError, match="penalties"):
        town.trace(a, include=["rumours"])
    for unknown in (firm(99), f"entity:{firm(99)}"):
        with pytest.raises(NotFoundError, match=firm(99)):
            town.trace(unknown)
    with pytest.raises(InputError, match="same subject"):
        paths(town.store, town.rulebook, (b, b), moment)


def test_the_default_depth_is_the_policys(town: Town) -> None:
    a, b, c, d, e = town.firms(5)
    town.chain(a, b, c, d, e)
    town.list_debtor(d)
    town.list_debtor(e)
    town.send()
    answer = town.trace(a, depth=None)  # type: ignore[arg-type]
    assert answer.depth == 3
    assert [target.subject.id for target in answer.targets] == [d]
