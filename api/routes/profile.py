"""画像: all that is known of one subject."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.routes.asking import AskedAt, AtDesk, Document

router = APIRouter(tags=["profile"])


@router.get("/profile")
def profile(desk: AtDesk, asked: AskedAt, q: Annotated[str, Query(max_length=200)]) -> Document:
    """The profile of the subject that a code, name, former name or id means."""
    return desk.profile(q, asked).document
