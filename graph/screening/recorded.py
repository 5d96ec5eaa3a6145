"""A lot as it is recorded: its announcement's conditions, and who bids for it at a stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.model import Moment
from graph.screening.lot import Lot, Quote
from graph.screening.model import MASK, Bidder
from graph.store import Store
from messages import AmbiguousError, InputError, NotFoundError

_PERSON = "person:"
_PROVISIONAL = "row:"


@dataclass(frozen=True, slots=True)
class RecordedLot:
    """A lot of the graph.

    Attributes:
        key: of its record; bids and conditions name it.
        lot: what its announcement says.
    """

    key: str
    lot: Lot


def recorded_lot(store: Store, lot: str, moment: Moment) -> RecordedLot:
    """Return the lot with a number, or whose record has a key.

    Raises:
        NotFoundError: none is recorded by the day.
        AmbiguousError: it was announced several times; ``params["candidates"]`` lists the keys.
    """
    found = store.read("screening/lots", lot=lot, **moment.params)
    if not found:
        raise NotFoundError("screening.unknown_lot", lot=lot)
    if len({row["key"] for row in found}) > 1:
        candidates = [{"id": row["key"], "announcement": row["announcement"]} for row in found]
        keys = "、".join(row["key"] for row in found)
        raise AmbiguousError("screening.several_lots", lot=lot, keys=keys, candidates=candidates)
    return _read(store, found[0], moment)


def recorded_bidders(
    store: Store, lot: RecordedLot, stage: str, moment: Moment
) -> tuple[Bidder, ...]:
    """Return who bids for a lot at a stage and has not withdrawn, each member of a consortium.

    Raises:
        InputError: nobody does; an empty list would look like a list without a finding.
    """
    rows = store.read("screening/bids", lot=lot.key, stage=stage, **moment.params)
    if not rows:
        raise InputError("screening.no_bids", lot=lot.lot.id, stage=stage, day=moment.as_of)
    return tuple(_bidder(number, row) for number, row in enumerate(rows, start=1))


def _read(store: Store, row: Mapping[str, Any], moment: Moment) -> RecordedLot:
    conditions = store.read("screening/lot_conditions", lot=row["key"], **moment.params)
    return RecordedLot(
        key=row["key"],
        lot=Lot(
            id=row["number"],
            announcement=row["announcement"],
            quotes=tuple(dict.fromkeys(map(_quote, conditions))),
            closes_on=row["closes_on"],
            deal_on=next(iter(row["deals"]), None),
        ),
    )


def _quote(condition: Mapping[str, Any]) -> Quote:
    return Quote(rule=condition["rule"], text=condition["quote"])


def _bidder(number: int, row: Mapping[str, Any]) -> Bidder:
    """Return a bid's party as a bidder; one known by its name only is asked for by that alone."""
    subject = row["subject"]
    if subject.startswith(_PROVISIONAL):
        return Bidder(number, row["name"], None)
    if subject.startswith(_PERSON):
        return Bidder(number, row["name"], subject, MASK)
    return Bidder(number, row["name"], subject.partition(":")[2])
