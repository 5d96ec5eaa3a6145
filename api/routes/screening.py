"""审查: a list of bidders against the rules of a purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.routes.asking import AskedAt, AtDesk, Document
from graph.screening import Lot
from ingest.bidders import bidder_of
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
    """What to screen, and for what."""

    model_config = ConfigDict(extra="forbid")

    purpose: str = "land-auction"
    stage: str | None = None
    lot: Lot | None = None
    bidders: Annotated[list[BidderIn], Field(max_length=MOST)]


@router.post("/screen")
def screen(desk: AtDesk, asked: AskedAt, body: ScreeningIn) -> Document:
    """Screen bidders for a purpose."""
    keys = desk.person_keys()
    bidders = [
        bidder_of(row, each.name, each.code, keys)
        for row, each in zip(_rows(body.bidders), body.bidders, strict=True)
    ]
    answer, _ = desk.screen(bidders, asked, body.purpose, body.stage, body.lot)
    return answer.document


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
