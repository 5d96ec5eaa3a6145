"""核验: questions that another system answers with yes, no or unknown, and their receipts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api import verifying
from api.routes.asking import LONGEST, AskedAt, AtDesk, Document
from ingest.verification import Wish

router = APIRouter(tags=["verification"])
PAGE = 50
MOST_FIELDS = 50
Text = Annotated[str, Field(max_length=LONGEST)]
Id = Annotated[str, Path(max_length=LONGEST)]


class WishIn(BaseModel):
    """What to verify; the fields may hold citizen numbers, nothing else may."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    fields: Annotated[
        dict[str, Annotated[str, Field(max_length=1000)]], Field(max_length=MOST_FIELDS)
    ]
    purpose: Text
    office: Annotated[Text, Field(description="由哪个单位询问：统一社会信用代码")]
    by: Annotated[Text, Field(description="由谁询问")]
    consent: Annotated[Text | None, Field(description="授权编号，须授权的核验必填")] = None


@router.get("/verifications")
def verifications(desk: AtDesk) -> Document:
    """What can be verified: the question, the least fields, purposes, limits, basis."""
    return verifying.listed(desk).document


@router.post("/verifications/{verification}", status_code=201)
def verify(desk: AtDesk, verification: Id, body: WishIn) -> Document:
    """Ask another system; nothing is kept but the receipt."""
    wish = Wish(verification, body.fields, body.purpose, body.office, body.by, body.consent)
    return verifying.asked(desk, wish).document


@router.get("/receipts")
def receipts(
    desk: AtDesk,
    asked: AskedAt,
    limit: Annotated[int, Query(ge=1, le=1000)] = PAGE,
    cursor: str | None = None,
) -> Document:
    """The receipts, the newest first."""
    return verifying.receipts(desk, asked, cursor, limit).document


@router.get("/receipts/{receipt}")
def receipt(desk: AtDesk, asked: AskedAt, receipt: Id) -> Document:
    """One receipt: who asked what about whom and what for, and what the other side said."""
    return verifying.receipt(desk, receipt, asked).document
