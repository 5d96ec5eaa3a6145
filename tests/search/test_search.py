"""Search finds the exact first, then parts, at any moment, in pages."""

from __future__ import annotations

from datetime import date

import pytest

from graph.search import search
from graph.store import Store
from messages import InputError, NotAllowedError
from tests.builders import World, firm, uscc


@pytest.fixture
def world(store: Store) -> World:
    """Some firms with similar names."""
    world = World(store)
    names = {
        1: "澄州市宏达建设工程有限公司",
        2: "澄州市宏达建设工程有限公司第一分公司",
        3: "澄州市宏发建设工程有限公司",
        4: "苏州蘇達貿易(集团)有限公司",
    }
    for number, name in names.items():
        world.register(firm(number), name, date(2020, 1, 1))
    world.former_name(firm(3), "澄州市老字号商行", None, date(2015, 1, 1))
    world.send()
    return world


def names(store: Store, query: str, world: World, limit: int = 10) -> list[str]:
    """Return the names found, in order."""
    items = search(store, query, world.moment(), limit).data["items"]
    assert isinstance(items, list)
    return [item["name"] for item in items]


def test_the_exact_name_comes_first(store: Store, world: World) -> None:
    found = names(store, "澄州市宏达建设工程有限公司", world)
    assert found[:2] == ["澄州市宏达建设工程有限公司", "澄州市宏达建设工程有限公司第一分公司"]


def test_a_part_of_a_name_finds_it(store: Store, world: World) -> None:
    assert names(store, "宏发建设", world) == ["澄州市宏发建设工程有限公司"]


def test_traditional_characters_and_brackets_do_not_matter(store: Store, world: World) -> None:
    assert names(store, "苏达贸易（集团）", world) == ["苏州蘇達貿易(集团)有限公司"]


def test_a_former_name_and_a_code_find_the_subject(store: Store, world: World) -> None:
    assert names(store, "澄州市老字号商行", world) == ["澄州市宏发建设工程有限公司"]
    assert names(store, uscc(1), world) == ["澄州市宏达建设工程有限公司"]
    assert names(store, uscc(1)[8:17], world) == ["澄州市宏达建设工程有限公司"]


def test_scores_fall_and_pages_follow(store: Store, world: World) -> None:
    whole = search(store, "有限公司", world.moment(), 10).data["items"]
    assert isinstance(whole, list)
    scores = [item["score"] for item in whole]
    assert scores == sorted(scores, reverse=True)
    first = search(store, "有限公司", world.moment(), 3)
    second = search(store, "有限公司", world.moment(), 3, first.next)
    assert second.next is None
    assert [*first.data["items"], *second.data["items"]] == whole  # type: ignore[misc]


def test_what_was_not_known_is_not_found(store: Store, world: World) -> None:
    seen = store.seen()
    world.register(firm(5), "澄州市新来宏达有限公司", date(2020, 1, 1))
    world.send()
    new = "澄州市新来宏达有限公司"
    then = search(store, "新来宏达", world.moment(seen=seen), 10).data["items"]
    now = search(store, "新来宏达", world.moment(), 10).data["items"]
    assert isinstance(then, list)
    assert isinstance(now, list)
    assert new not in {item["name"] for item in then}
    assert [item["name"] for item in now] == [new]


@pytest.mark.parametrize("query", ['"', "a AND", "(((", "宏达*~^:\\/", "+-!{}[]", "NOT"])
def test_no_query_is_a_syntax_error(store: Store, world: World, query: str) -> None:
    search(store, query, world.moment(), 10)


def test_bad_questions_are_refused(store: Store, world: World) -> None:
    with pytest.raises(InputError):
        search(store, "  ", world.moment(), 10)
    with pytest.raises(InputError):
        search(store, "公司", world.moment(), 10, "x")
    with pytest.raises(NotAllowedError):
        search(store, "320500196301042319", world.moment(), 10)
