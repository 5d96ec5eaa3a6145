"""Short ways to ask for a screening in a test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.model import Moment
from graph.screening import Bidder, Lot, Screening, screen
from rulebook import Rulebook
from tests.builders import World

DAY = date(2026, 11, 23)
REFUSES = "有履行能力而拒不履行生效法律文书确定义务"
FORMATS = ("registry", "debtors", "lists")


def debtor(world: World, subject: str, published: date = date(2026, 1, 6), **own: Any) -> None:
    """Put a subject on the courts' list of judgment debtors."""
    about = ("澄州市人民法院", "（2026）苏0599执1号", subject)
    stated: dict[str, Any] = {"court": about[0], "case_number": about[1]}
    stated |= {"situations": (REFUSES,)}
    stated |= {"debtor_state": "dishonest", **own}
    world.record("Enforcement", {subject: "debtor"}, published, *about, **stated)


def bidder(subject: str, row: int = 2) -> Bidder:
    """Return a bidder known by its unified code only."""
    return Bidder(row, None, subject.removeprefix("uscc:"))


def ask(
    world: World, rulebook: Rulebook, *bidders: Bidder, lot: Lot | None = None, **at: Any
) -> Screening:
    """Screen bidders for a land auction."""
    moment = Moment(at.get("as_of", DAY), at.get("seen") or world.store.seen())
    return screen(world.store, rulebook, bidders, "land-auction", at.get("stage"), lot, moment)


def only(screening: Screening) -> Mapping[str, Any]:
    """Return the first row as the contract writes it."""
    return screening.rows[0].data
