"""Search: exact hits first, then names that resemble, in one order for one ``seen``."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.names import name_key
from graph.resolution import decide
from graph.search import LONGEST_QUERY, Page, resemblance, search
from graph.store import Store
from messages import InputError, NotAllowedError
from tests.builders import World, firm, org_code, uscc

DAY = date(2020, 1, 1)
NAME = "澄州甲锦纺织有限公司"


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def ids(page: Page) -> list[str]:
    return [item.subject.id for item in page.items]


def test_the_exact_name_comes_first_then_names_that_contain_it(world: World) -> None:
    world.register(firm(1), f"{NAME}第一分公司", DAY)
    world.register(firm(2), f"老{NAME}", DAY)
    world.register(firm(3), NAME, DAY)
    world.register(firm(4), "澄州丙商行", DAY)
    world.send()
    page = search(world.store, NAME, world.moment())
    assert ids(page) == [firm(3), firm(2), firm(1)]
    scores = [item.hit.score for item in page.items]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1.0
    assert all(0 < score < 1 for score in scores[1:])
    assert page.next is None
    assert page.data["items"][0] == {  # type: ignore[index]
        "id": firm(3),
        "kind": "Enterprise",
        "name": NAME,
        "identities": [{"scheme": "uscc", "value": uscc(3), "conflict": False}],
        "matched": {"field": "name", "value": NAME},
        "how": "name",
        "score": 1.0,
    }


@pytest.mark.parametrize(
    "query", ["甲锦纺织", "纺织甲锦", "甲錦紡織", "甲锦 纺织", "锦纺", "州甲锦纺织有"]
)
def test_a_part_of_a_name_finds_it(world: World, query: str) -> None:
    world.register(firm(1), NAME, DAY)
    world.register(firm(2), "澄州乙建材有限公司", DAY)
    world.send()
    page = search(world.store, query, world.moment())
    assert ids(page) == [firm(1)]
    assert (page.items[0].hit.how, page.items[0].hit.value) == ("text", NAME)


def test_one_character_finds_names_with_it(world: World) -> None:
    world.register(firm(1), NAME, DAY)
    world.send()
    assert ids(search(world.store, "锦", world.moment())) == [firm(1)]


def test_a_latin_word_of_a_name_finds_it(world: World) -> None:
    world.register(firm(1), "Chengzhou Brocade Trading (HK) Ltd", DAY)
    world.send()
    for query in ("brocade", "Brocade Trading", "CHENGZHOU BROCADE TRADING（HK）LTD"):
        assert ids(search(world.store, query, world.moment())) == [firm(1)]


def test_a_common_ending_alone_does_not_resemble(world: World) -> None:
    world.register(firm(1), "澄州乙建材有限公司", DAY)
    world.send()
    assert ids(search(world.store, "临水丁锦纺织有限公司", world.moment())) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (uscc(1), "uscc"),
        (org_code(1), "org_code"),
        ("320594000012340", "reg_no"),
        ("600000", "stated_identifier"),
        (firm(1), "id"),
    ],
)
def test_an_identifier_finds_its_subject(world: World, query: str, field: str) -> None:
    world.register(firm(1), NAME, DAY)
    world.identifier(firm(1), "reg", "320594000012340")
    world.identifier(firm(1), "stock", "600000")
    world.send()
    page = search(world.store, query, world.moment())
    assert ids(page) == [firm(1)]
    assert page.items[0].hit.field == field
    assert page.items[0].hit.value == query


def test_a_former_name_is_found_and_named_as_such(world: World) -> None:
    world.register(firm(1), NAME, DAY)
    world.former_name(firm(1), "澄州旧纺织厂", None, date(2015, 1, 1))
    world.register(firm(2), "澄州旧纺织厂", DAY)
    world.send()
    page = search(world.store, "澄州旧纺织厂", world.moment())
    assert [(i.subject.id, i.hit.field) for i in page.items] == [
        (firm(2), "name"),
        (firm(1), "former_name"),
    ]
    part = search(world.store, "旧纺织", world.moment())
    assert [i.hit.field for i in part.items] == ["name", "former_name"]


def test_members_of_one_entity_are_one_item(world: World) -> None:
    world.register(firm(1), NAME, DAY)
    world.subject("row:1", NAME)
    world.send()
    decide(world.store, "row:1", firm(1), "match", "li", "同一主体")
    assert ids(search(world.store, NAME, world.moment())) == [firm(1)]


def test_pages_follow_each_other_and_end(world: World) -> None:
    for number in range(1, 26):
        world.register(firm(number), f"澄州锦{number}号纺织有限公司", DAY)
    world.send()
    moment = world.moment()
    whole = ids(search(world.store, "纺织有限公司", moment, limit=100))
    assert len(whole) == 25
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        page = search(world.store, "纺织有限公司", moment, limit=10, cursor=cursor)
        seen += ids(page)
        cursor = page.next
    assert (seen, cursor) == (whole, None)


def test_an_earlier_seen_repeats_its_answer_scores_included(world: World) -> None:
    world.register(firm(1), NAME, DAY)
    world.register(firm(2), f"{NAME}分公司", DAY)
    first = world.send()
    before = search(world.store, "甲锦纺织", world.moment(seen=first.seq))
    for number in range(3, 60):
        world.register(firm(number), f"甲锦纺织{number}", DAY)
    world.send()
    assert search(world.store, "甲锦纺织", world.moment(seen=first.seq)) == before
    assert len(search(world.store, "甲锦纺织", world.moment(), limit=100).items) == 59


@pytest.mark.parametrize("flood", [10, 40])
def test_names_that_are_not_visible_push_no_visible_one_out(
    world: World, monkeypatch: pytest.MonkeyPatch, flood: int
) -> None:
    monkeypatch.setattr("graph.search._MOST", 3)
    world.register(firm(1), f"{NAME}第一分公司", DAY)
    first = world.send()
    for number in range(2, flood + 2):
        world.register(firm(number), f"甲锦纺织{number}", DAY)
    world.send()
    before = search(world.store, "甲锦纺织", world.moment(seen=first.seq))
    assert (ids(before), before.truncated) == ([firm(1)], False)
    now = search(world.store, "甲锦纺织", world.moment())
    assert (len(now.items), now.truncated) == (3, True)


def test_a_name_of_a_later_day_is_not_found(world: World) -> None:
    world.register(firm(1), "澄州乙建材有限公司", DAY, start=DAY)
    world.register(firm(1), NAME, date(2022, 6, 1), start=date(2022, 6, 1))
    world.send()
    assert ids(search(world.store, "甲锦", world.moment(date(2022, 5, 31)))) == []
    assert ids(search(world.store, "甲锦", world.moment(date(2022, 6, 1)))) == [firm(1)]


def test_wrong_input_is_refused(world: World) -> None:
    damaged = uscc(1)[:-1] + ("0" if uscc(1)[-1] != "0" else "1")
    for query in ("", "  ", damaged, "锦" * (LONGEST_QUERY + 1)):
        with pytest.raises(InputError):
            search(world.store, query, world.moment())
    with pytest.raises(InputError):
        search(world.store, NAME, world.moment(), cursor="x")
    number = "11010119900307889" + "X"
    for query in (number, f"姜未名 {number}"):
        with pytest.raises(NotAllowedError):
            search(world.store, query, world.moment())


@pytest.mark.parametrize(
    "query",
    ["AND", "a OR", "NOT b", "()", '"', "\\", "a:b", "[a TO", "*", "?", "~2", "^", "&&", "/x/"],
)
def test_signs_of_the_index_are_only_characters(world: World, query: str) -> None:
    world.register(firm(1), f"澄州{query}厂", DAY)
    world.send()
    search(world.store, query, world.moment())
    assert ids(search(world.store, f"澄州{query}厂", world.moment())) == [firm(1)]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(min_size=1, max_size=30))
def test_no_query_breaks_the_index(store: Store, query: str) -> None:
    try:
        search(store, query, World(store).moment())
    except (InputError, NotAllowedError):
        assert not query.strip() or len(query) >= 9


@given(
    asked=st.text("澄州甲乙锦纺织有限", min_size=2, max_size=8),
    name=st.text("澄州甲乙锦纺织有限", min_size=2),
)
def test_resemblance_is_a_share_and_highest_for_the_name_itself(asked: str, name: str) -> None:
    one, other = name_key(asked), name_key(name)
    assert 0 <= resemblance(one, other) <= resemblance(one, one) <= 1
    assert one not in other or resemblance(one, other) >= 0.6
