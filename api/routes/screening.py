"""审查: a list of bidders against the rules of a purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.routes.asking import AskedAt, AtDesk, Document
from graph.screening import Bidder, Lot
from ingest.bidders import bidder_of
from ingest.privacy import PersonKeys
from messages import InputError

router = APIRouter(tags=["screening"])
MOST = 10_000
_NAMED = 10
"""Rows that an error names at most."""


class BidderIn(BaseModel):
    """A bidder; ``row`` is its place in the list if left out."""

    model_config = ConfigDict(extra="forbid")

    row: Annotated[int, Field(ge=1)] | None = None
    name: Annotated[str, Field(max_length=200)] | None = None
    code: Annotated[str, Field(max_length=100)] | None = None


class ScreeningIn(BaseModel):
    """What to screen, and for what.

    ``lot`` is a lot as stated, or the number by which one is recorded; without ``bidders`` those
    are screened whose bids for it are recorded.
    """

    model_config = ConfigDict(extra="forbid")

    purpose: str = "land-auction"
    stage: str | None = None
    lot: Lot | Annotated[str, Field(min_length=1, max_length=300)] | None = None
    bidders: Annotated[list[BidderIn], Field(max_length=MOST)] | None = None


@router.post("/screen")
def screen(desk: AtDesk, asked: AskedAt, body: ScreeningIn) -> Document:
    """Screen bidders for a purpose."""
    bidders = None if body.bidders is None else _bidders(desk.person_keys(), body.bidders)
    answer, _ = desk.screen(bidders, asked, body.purpose, body.stage, body.lot)
    return answer.document


def _bidders(keys: PersonKeys, stated: Sequence[BidderIn]) -> list[Bidder]:
    return [
        bidder_of(row, each.name, each.code, keys)
        for row, each in zip(_rows(stated), stated, strict=True)
    ]


def _rows(bidders: Sequence[BidderIn]) -> list[int]:
    """Return the row of each bidder: answers name bidders by it.

    Raises:
        InputError: two bidders have the same.
    """
    rows = [each.row or number for number, each in enumerate(bidders, start=1)]
    twice = sorted(row for row, count in Counter(rows).items() if count > 1)
    if twice:
        raise InputError("api.row_twice", field="bidders", rows=", ".join(map(str, twice[:_NAMED])))
    return rows
