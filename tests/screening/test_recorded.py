"""A lot and its bids as they are recorded: what the announcement says, who bids, as known then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model import Moment
from graph.screening import recorded_bidders, recorded_lot
from messages import AmbiguousError, InputError, NotFoundError
from rulebook import Rulebook
from tests.builders import World, firm, uscc
from tests.screening.asking import DAY, ask, debtor

ANNOUNCED, NUMBER = "澄地网挂〔2026〕1号", "澄地2026-WG-1号"
OFFICE = "uscc:" + uscc(77, "11320500")
FIRST, SECOND, LATE = firm(1), firm(2), firm(3)


def announce(world: World, announcement: str = ANNOUNCED) -> str:
    """Announce the lot and return the key of its record."""
    stated: dict[str, Any] = {"announcement_number": announcement, "lot_number": NUMBER}
    key = world.record(
        "Lot", {OFFICE: "grantor"}, date(2026, 10, 1), announcement, NUMBER, **stated
    )
    quote, about = (
        "限制严重失信企业参加国有建设用地使用权挂牌竞价出让",
        (announcement, NUMBER, "1", "own"),
    )
    condition: dict[str, Any] = {"lot": key, "condition_number": "1", "quote": quote}
    world.record("LotCondition", {OFFICE: "grantor"}, date(2026, 10, 1), *about, **condition)
    return key


def bid(
    world: World, lot: str, who: str, day: date, stage: str = "registration", **own: Any
) -> None:
    """State that somebody bids."""
    about = (ANNOUNCED, NUMBER, stage, who)
    world.record("Bid", {who: "bidder"}, day, *about, lot=lot, stage=stage, **own)


@pytest.fixture
def lot(world: World) -> str:
    """A lot with three bids, of which one was withdrawn and one came late."""
    key = announce(world)
    bid(world, key, FIRST, date(2026, 11, 1))
    bid(world, key, SECOND, date(2026, 11, 2), withdrawn_on=date(2026, 11, 10))
    bid(world, key, LATE, date(2026, 11, 20))
    world.send()
    return key


def bidders(
    world: World, as_of: date, seen: int | None = None, stage: str = "registration"
) -> list[str]:
    """Return the codes of those who bid."""
    moment = Moment(as_of, seen or world.store.seen())
    known = recorded_lot(world.store, NUMBER, moment)
    return [each.code or "" for each in recorded_bidders(world.store, known, stage, moment)]


@pytest.mark.usefixtures("lot")
def test_who_bids_is_read_as_of_the_day(world: World) -> None:
    assert bidders(world, date(2026, 11, 5)) == [uscc(1), uscc(2)]
    assert bidders(world, date(2026, 11, 10)) == [uscc(1)]
    assert bidders(world, DAY) == [uscc(1), uscc(3)]


def test_a_bid_that_was_recorded_later_is_not_in_an_earlier_answer(world: World, lot: str) -> None:
    before = world.store.seen()
    bid(world, lot, firm(4), date(2026, 11, 3))
    world.send()
    assert uscc(4) in bidders(world, DAY)
    assert uscc(4) not in bidders(world, DAY, before)


def test_the_announcement_is_what_the_bidders_are_screened_by(
    world: World, rulebook: Rulebook, lot: str
) -> None:
    debtor(world, FIRST)
    world.send()
    moment = Moment(DAY, world.store.seen())
    known = recorded_lot(world.store, lot, moment)
    assert (known.lot.id, known.lot.announcement) == (NUMBER, ANNOUNCED)
    assert len(known.lot.quotes) == 1
    listed = recorded_bidders(world.store, known, "registration", moment)
    screened = ask(world, rulebook, *listed, lot=known.lot)
    assert [str(row.verdict) for row in screened.rows] == ["barred", "clear"]
    assert screened.lot == NUMBER


def test_the_first_recorded_deal_is_the_day_of_the_deal(world: World, lot: str) -> None:
    bid(world, lot, FIRST, date(2026, 11, 21), "deal")
    world.send()
    seen = world.store.seen()
    assert recorded_lot(world.store, NUMBER, Moment(DAY, seen)).lot.deal_on == date(2026, 11, 21)
    before = recorded_lot(world.store, NUMBER, Moment(date(2026, 11, 20), seen))
    assert before.lot.deal_on is None


def test_a_bidder_known_by_name_only_is_asked_for_by_that_alone(world: World, lot: str) -> None:
    world.subject("row:9", "澄州只被提及有限公司")
    bid(world, lot, "row:9", date(2026, 11, 4))
    world.send()
    moment = Moment(DAY, world.store.seen())
    known = recorded_lot(world.store, NUMBER, moment)
    assert None in {
        each.code for each in recorded_bidders(world.store, known, "registration", moment)
    }


@pytest.mark.usefixtures("lot")
def test_what_is_not_recorded_is_said(world: World) -> None:
    moment = Moment(DAY, world.store.seen())
    with pytest.raises(NotFoundError) as unknown:
        recorded_lot(world.store, "澄地2026-WG-2号", moment)
    assert unknown.value.key == "screening.unknown_lot"
    with pytest.raises(NotFoundError):
        recorded_lot(world.store, NUMBER, Moment(date(2026, 9, 30), moment.seen))
    with pytest.raises(InputError) as nobody:
        bidders(world, DAY, stage="supply")
    assert nobody.value.key == "screening.no_bids"


def test_a_lot_that_was_announced_twice_is_named_by_its_key(world: World, lot: str) -> None:
    again = announce(world, "澄地网挂〔2026〕2号")
    world.send()
    moment = Moment(DAY, world.store.seen())
    with pytest.raises(AmbiguousError) as several:
        recorded_lot(world.store, NUMBER, moment)
    candidates: Any = several.value.params["candidates"]
    assert {each["id"] for each in candidates} == {lot, again}
    assert recorded_lot(world.store, again, moment).lot.announcement == "澄地网挂〔2026〕2号"
