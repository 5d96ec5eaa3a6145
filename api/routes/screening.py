"""审查: a list of bidders against the rules of a purpose."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.routes.asking import AskedAt, AtDesk, Document
from graph.screening import Lot
from ingest.bidders import bidder_of

router = APIRouter(tags=["screening"])
MOST = 10_000


class BidderIn(BaseModel):
    """A bidder; ``row`` is its place in the list if left out."""

    model_config = ConfigDict(extra="forbid")

    row: int | None = None
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
        bidder_of(each.row or number, each.name, each.code, keys)
        for number, each in enumerate(body.bidders, start=1)
    ]
    answer, _ = desk.screen(bidders, asked, body.purpose, body.stage, body.lot)
    return answer.document
