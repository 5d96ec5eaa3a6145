"""画像: all that is known of one subject."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.asking import AskedAt, AtDesk, Document, Name, QueryIn

router = APIRouter(tags=["profile"])


@router.get("/profile")
def profile(desk: AtDesk, asked: AskedAt, q: Name) -> Document:
    """The profile of the subject that a code, name, former name or id means."""
    return desk.profile(q, asked).document


@router.post("/profile")
def profile_of(desk: AtDesk, asked: AskedAt, body: QueryIn) -> Document:
    """The same for a query that no address shall hold, as a citizen number."""
    return desk.profile(desk.private(body.q, body.purpose), asked).document
