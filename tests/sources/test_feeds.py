"""Who sends what, what is agreed of it, and what is overdue, as of a day and a commit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph.feeds import Terms, agree, board, senders, set_terms
from graph.model import Moment
from graph.store import Store
from graph.store.migrations import known_migrations
from messages import NotFoundError
from rulebook import Rulebook
from tests.builders import World

RECEIVED = datetime(2026, 1, 5, 9, tzinfo=UTC)
DUE = date(2026, 1, 12)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.load()


def listed(store: Store, rulebook: Rulebook, as_of: date, seen: int | None = None) -> Any:
    """Return the board's data."""
    return board(store, rulebook, Moment(as_of, seen or store.seen())).data


def feed(store: Store, rulebook: Rulebook, as_of: date, seen: int | None = None) -> Any:
    """Return the only feed of the only source."""
    (source,) = listed(store, rulebook, as_of, seen)["items"]
    (only,) = source["feeds"]
    return only


@pytest.mark.parametrize("late", [0, 1, 40])
def test_a_feed_is_overdue_from_the_day_after_it_was_due(
    store: Store, rulebook: Rulebook, late: int
) -> None:
    World(store, "court", 7, "debtors", RECEIVED).send()
    told = feed(store, rulebook, DUE + timedelta(days=late))
    assert (told["next_due"], told["days_overdue"]) == ("2026-01-12", late)
    assert told["overdue"] == (late > 0)


def test_a_day_is_one_of_shanghai(store: Store, rulebook: Rulebook) -> None:
    World(store, "court", 7, "debtors", datetime(2026, 1, 5, 17, tzinfo=UTC)).send()
    assert feed(store, rulebook, DUE)["next_due"] == "2026-01-13"


def test_without_a_schedule_nothing_is_due(store: Store, rulebook: Rulebook) -> None:
    World(store, "court", None, "debtors", RECEIVED).send()
    told = feed(store, rulebook, date(2030, 1, 1))
    assert (told["next_due"], told["overdue"], told["stated_by"]) == (None, False, None)


def test_a_source_that_still_sends_one_thing_owes_the_other(
    store: Store, rulebook: Rulebook
) -> None:
    world = World(store, "market", 7, "lists", RECEIVED)
    world.send()
    world.format, world.received_at = "registry", RECEIVED + timedelta(days=20)
    world.send()
    moment = Moment(date(2026, 1, 26), store.seen())
    (lists,) = senders(store, moment, ["lists"])
    (registry,) = senders(store, moment, ["registry"])
    (both,) = senders(store, moment, ["lists", "registry"])
    assert (lists.overdue, registry.overdue, both.overdue) == (True, False, True)
    assert both.data == lists.data
    shown = board(store, rulebook, moment, overdue=True).data
    assert [f["format"] for s in shown["items"] for f in s["feeds"]] == ["lists"]  # type: ignore[attr-defined]
    assert shown["totals"] == {"sources": 1, "feeds": 2, "overdue_sources": 1, "overdue_feeds": 1}


def test_what_is_agreed_later_leaves_an_earlier_answer_as_it_was(
    store: Store, rulebook: Rulebook
) -> None:
    World(store, "court", 7, "debtors", RECEIVED).send()
    seen, day = store.seen(), date(2026, 2, 1)
    before = feed(store, rulebook, day, seen)
    later = RECEIVED + timedelta(days=1)
    assert set_terms(store, "court", (), Terms(90, "澄州", "甄虚构"), "steward", later) == [
        "debtors"
    ]
    told = feed(store, rulebook, day)
    assert (told["schedule_days"], told["overdue"]) == (90, False)
    assert (told["region"], told["officer"]) == ("澄州", "甄虚构")
    assert (told["stated_by"], told["stated_at"]) == ("steward", "2026-01-06T09:00:00+00:00")
    assert feed(store, rulebook, day, seen) == before
    assert before["overdue"]


def test_what_is_left_out_stays_and_the_same_again_writes_nothing(
    store: Store, rulebook: Rulebook
) -> None:
    World(store, "court", 7, "debtors", RECEIVED).send()
    agree(store, "court", ["debtors"], Terms(officer="甄虚构"), "steward", RECEIVED)
    seen = store.seen()
    assert agree(store, "court", ["debtors"], Terms(7), "other", RECEIVED) == []
    assert store.seen() == seen
    told = feed(store, rulebook, DUE)
    assert (told["schedule_days"], told["officer"]) == (7, "甄虚构")


def test_a_file_received_before_what_is_agreed_does_not_change_it(store: Store) -> None:
    World(store, "court", 7, "debtors", RECEIVED).send()
    old = RECEIVED - timedelta(days=1)
    assert agree(store, "court", ["debtors"], Terms(30), "test", old) == []
    assert agree(store, "court", ["debtors"], Terms(30), "test", RECEIVED) == ["debtors"]


@pytest.mark.parametrize(
    ("source", "formats", "key"),
    [("nobody", (), "sources.unknown"), ("court", ("lists",), "sources.not_sent")],
)
def test_only_what_was_sent_can_be_agreed_on(
    store: Store, source: str, formats: tuple[str, ...], key: str
) -> None:
    World(store, "court", 7, "debtors", RECEIVED).send()
    with pytest.raises(NotFoundError) as caught:
        set_terms(store, source, formats, Terms(1), "steward", RECEIVED)
    assert caught.value.key == key
    assert caught.value.text.zh


def test_the_rows_of_the_last_file_are_counted(store: Store, rulebook: Rulebook) -> None:
    world = World(store, "court", 7, "debtors", RECEIVED)
    world.send()
    seen = store.seen()
    world.subject("row:1")
    world.record("Listing", {"row:1": "listed"}, date(2026, 1, 1))
    world.record("Listing", {"row:1": "listed"}, date(2026, 1, 2))
    world.received_at = RECEIVED + timedelta(days=1)
    world.send(name="second.csv")
    second = {"name": "second.csv", "read": 2, "refused": 0}
    assert feed(store, rulebook, DUE)["file"] == second
    assert feed(store, rulebook, DUE, seen)["file"]["read"] == 1


def test_the_schedules_of_an_older_graph_are_kept(store: Store, rulebook: Rulebook) -> None:
    World(store, "court", None, "debtors", RECEIVED).send()
    store.run_schema("MATCH (source:Source) SET source.schedule_days = 7")
    (migration,) = (m for m in known_migrations() if m.number == 6)
    for _ in range(2):
        for statement in migration.statements:
            store.run_schema(statement)
    assert feed(store, rulebook, DUE)["next_due"] == "2026-01-12"
