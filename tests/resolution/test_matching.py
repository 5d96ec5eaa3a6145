"""The matcher: codes decide, names agree or conflict, a name alone never matches."""

from __future__ import annotations

from datetime import date

import pytest

from graph.resolution import Match, Status, find, find_many
from graph.store import Store
from tests.builders import World, firm, org_code, uscc

DAY = date(2020, 1, 1)


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def ids(match: Match) -> list[str]:
    return [candidate.subject.id for candidate in match.candidates]


def test_a_uscc_alone_matches(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.send()
    match = find(world.store, None, uscc(1), world.moment())
    assert (match.status, match.how, match.score) == (Status.MATCHED, "uscc", 1.0)
    assert match.data["subject"] == {"id": firm(1), "name": "澄州甲纺织有限公司"}


def test_a_code_is_read_in_any_width_and_with_spaces(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.send()
    wide = "".join(chr(ord(c) + 0xFEE0) for c in uscc(1))
    written = f" {wide[:9]} {wide[9:]}"
    assert find(world.store, None, written, world.moment()).status == Status.MATCHED


@pytest.mark.parametrize(
    "name", ["澄州甲（集团）有限公司", "澄州甲(集團)有限公司", " 澄州甲（集团） 有限公司"]
)
def test_a_uscc_and_its_name_however_written_match(world: World, name: str) -> None:
    world.register(firm(1), "澄州甲(集团)有限公司", DAY)
    world.send()
    match = find(world.store, name, uscc(1), world.moment())
    assert (match.status, match.conflict) == (Status.MATCHED, None)


def test_a_uscc_and_a_former_name_match(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.former_name(firm(1), "澄州旧纺织厂", None, date(2015, 1, 1))
    world.send()
    assert find(world.store, "澄州旧纺织厂", uscc(1), world.moment()).status == Status.MATCHED


def test_a_code_whose_subject_has_no_name_matches(world: World) -> None:
    world.subject(firm(1))
    world.send()
    assert find(world.store, "澄州甲纺织有限公司", uscc(1), world.moment()).status == Status.MATCHED


def test_a_uscc_and_a_name_it_never_had_conflict(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.register(firm(2), "澄州乙建材有限公司", DAY)
    world.send()
    match = find(world.store, "澄州乙建材有限公司", uscc(1), world.moment())
    assert (match.status, match.conflict) == (Status.CANDIDATES, "identifier_conflict")
    assert match.subject is None
    assert ids(match) == [firm(1), firm(2)]
    assert [candidate.why for candidate in match.candidates] == ["uscc", "name"]


def test_a_name_borne_after_the_day_does_not_agree(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.register(firm(1), "澄州新纺织有限公司", date(2022, 6, 1))
    world.send()
    asked = ("澄州新纺织有限公司", uscc(1))
    before = find(world.store, *asked, world.moment(date(2022, 5, 31)))
    assert before.conflict == "identifier_conflict"
    assert find(world.store, *asked, world.moment(date(2022, 6, 1))).status == Status.MATCHED


def test_an_organisation_code_finds_the_uscc_that_contains_it(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.send()
    written = f"{org_code(1)[:8]}-{org_code(1)[8]}"
    match = find(world.store, None, written, world.moment())
    assert (match.status, match.how) == (Status.MATCHED, "org_code")


def test_a_uscc_finds_the_subject_known_by_its_organisation_code(world: World) -> None:
    world.subject(f"org:{org_code(1)}", "澄州甲纺织有限公司")
    world.send()
    match = find(world.store, "澄州甲纺织有限公司", uscc(1), world.moment())
    assert (match.status, match.how) == (Status.MATCHED, "org_code")


def test_another_uscc_with_the_same_organisation_code_is_a_conflict(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.send()
    other = uscc(1, prefix="91320100")
    match = find(world.store, "澄州甲纺织有限公司", other, world.moment())
    assert (match.status, match.conflict) == (Status.CANDIDATES, "identifier_conflict")


def test_an_organisation_code_of_two_subjects_is_decided_by_the_name(world: World) -> None:
    world.subject(f"org:{org_code(1)}", "澄州丙商行")
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.send()
    alone = find(world.store, None, org_code(1), world.moment())
    assert alone.status == Status.CANDIDATES
    assert set(ids(alone)) == {f"org:{org_code(1)}", firm(1)}
    named = find(world.store, "澄州丙商行", org_code(1), world.moment())
    assert named.subject is not None
    assert named.subject.id == f"org:{org_code(1)}"


REG_NO = "320594000012340"


def test_a_stated_registration_number_matches(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.identifier(firm(1), "reg", REG_NO)
    world.send()
    match = find(world.store, None, REG_NO, world.moment())
    assert (match.status, match.how) == (Status.MATCHED, "reg_no")


def test_any_stated_code_matches_though_it_has_no_check_digit(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.identifier(firm(1), "stock", "600000")
    world.send()
    match = find(world.store, None, "600000", world.moment())
    assert (match.status, match.how) == (Status.MATCHED, "stated_identifier")


def test_a_subject_id_matches_at_every_member(world: World) -> None:
    person = world.person(7, "姜某甲")
    world.send()
    match = find(world.store, "姜某甲", person, world.moment())
    assert (match.status, match.how) == (Status.MATCHED, "id")


def test_a_name_alone_gives_candidates_even_when_one_bears_it(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.send()
    match = find(world.store, "澄州甲纺织有限公司", None, world.moment())
    assert (match.status, match.how, match.conflict) == (Status.CANDIDATES, "name", None)
    assert ids(match) == [firm(1)]
    assert match.candidates[0].data == {
        "id": firm(1),
        "kind": "Enterprise",
        "name": "澄州甲纺织有限公司",
        "identities": [{"scheme": "uscc", "value": uscc(1), "conflict": False}],
        "why": "name",
        "why_zh": "名称相同",
        "why_en": "the name is the same",
    }


def test_present_bearers_come_before_former_ones_and_mentions_last(world: World) -> None:
    world.subject("row:1", "澄州甲纺织有限公司")
    world.register(firm(1), "澄州新纺织有限公司", DAY)
    world.former_name(firm(1), "澄州甲纺织有限公司", None, date(2019, 12, 31))
    world.register(firm(2), "澄州甲纺织有限公司", date(2021, 1, 1))
    world.send()
    match = find(world.store, "澄州甲纺织有限公司", None, world.moment())
    assert ids(match) == [firm(2), "row:1", firm(1)]
    assert [c.why for c in match.candidates] == ["name", "name", "former_name"]


def test_a_name_written_before_a_rename_is_a_former_name(world: World) -> None:
    """A penalty of 2019 that used the old name does not make the firm bear it today."""
    world.subject(firm(1), "澄州旧纺织有限公司")
    world.register(firm(1), "澄州新纺织有限公司", DAY)
    world.send()
    match = find(world.store, "澄州旧纺织有限公司", None, world.moment())
    assert [c.why for c in match.candidates] == ["former_name"]


def test_an_unknown_code_gives_the_bearers_of_the_name(world: World) -> None:
    world.subject("row:1", "澄州甲纺织有限公司")
    world.send()
    match = find(world.store, "澄州甲纺织有限公司", uscc(9), world.moment())
    assert (match.status, match.conflict, ids(match)) == (Status.CANDIDATES, None, ["row:1"])


def test_an_unknown_code_and_the_name_of_a_subject_with_another_conflict(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.send()
    match = find(world.store, "澄州甲纺织有限公司", uscc(9), world.moment())
    assert (match.status, match.conflict) == (Status.CANDIDATES, "identifier_conflict")


DAMAGED = uscc(1)[:-1] + ("0" if uscc(1)[-1] != "0" else "1")


@pytest.mark.parametrize("code", [DAMAGED, "0" * 18, "没有代码", "91320500****0001XX"])
def test_a_code_that_cannot_be_one_is_invalid_without_a_name(world: World, code: str) -> None:
    assert find(world.store, None, code, world.moment()).status == Status.INVALID
    assert find(world.store, " ", code, world.moment()).status == Status.INVALID


def test_a_damaged_code_beside_a_name_leaves_the_name_and_says_so(world: World) -> None:
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.send()
    match = find(world.store, "澄州甲纺织有限公司", DAMAGED, world.moment())
    assert (match.status, match.conflict) == (Status.CANDIDATES, "identifier_invalid")
    unknown = find(world.store, "澄州丁公司", DAMAGED, world.moment())
    assert unknown.status == Status.NOT_FOUND


@pytest.mark.parametrize("pair", [(None, None), ("", ""), (" ", "　")])
def test_nothing_is_invalid(world: World, pair: tuple[str | None, str | None]) -> None:
    assert find(world.store, *pair, world.moment()).status == Status.INVALID


def test_what_nobody_bears_is_not_found(world: World) -> None:
    assert find(world.store, "澄州丁公司", None, world.moment()).status == Status.NOT_FOUND
    assert find(world.store, None, uscc(9), world.moment()).status == Status.NOT_FOUND


CITIZEN = "11010119900307889" + "X"  # in two parts, so that no text in the tree is one


def test_a_citizen_number_is_not_looked_up(world: World) -> None:
    world.subject("row:1", "姜某甲")
    world.send()
    assert find(world.store, None, CITIZEN, world.moment()).status == Status.INVALID
    named = find(world.store, "姜某甲", CITIZEN, world.moment())
    assert named.status == Status.CANDIDATES
    assert CITIZEN not in str(named.data)


def test_a_match_is_repeated_by_an_earlier_seen(world: World) -> None:
    world.subject("row:1", "澄州甲纺织有限公司")
    first = world.send()
    world.register(firm(1), "澄州甲纺织有限公司", DAY)
    world.send()
    before = find(world.store, "澄州甲纺织有限公司", uscc(1), world.moment(seen=first.seq))
    assert (before.status, ids(before)) == (Status.CANDIDATES, ["row:1"])
    assert find(world.store, None, uscc(1), world.moment()).status == Status.MATCHED


def test_many_pairs_are_answered_in_order(world: World) -> None:
    for number in range(1, 40):
        world.register(firm(number), f"澄州{number}号有限公司", DAY)
    world.send()
    pairs = [(f"澄州{n}号有限公司", uscc(n) if n % 2 else None) for n in range(1, 60)] * 80
    moment = world.moment()
    answers = list(find_many(world.store, pairs, moment))
    assert len(answers) == len(pairs)
    for (name, code), match in zip(pairs[:59], answers[-59:], strict=True):
        assert match == find(world.store, name, code, moment)


def test_a_frequent_name_lists_some_bearers_and_counts_all(world: World) -> None:
    for number in range(30):
        world.subject(f"row:{number}", "澄州甲纺织有限公司")
    world.send()
    match = find(world.store, "澄州甲纺织有限公司", None, world.moment())
    assert (len(match.candidates), match.bearers) == (20, 30)
