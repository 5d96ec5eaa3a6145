"""查找: subjects by a part of a name or an identifier."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.desk import PAGE
from api.routes.asking import AskedAt, AtDesk, Document, Name, QueryIn

router = APIRouter(tags=["search"])
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/search")
def search(
    desk: AtDesk, asked: AskedAt, q: Name, limit: Limit = PAGE, cursor: str | None = None
) -> Document:
    """Find subjects."""
    return desk.search(q, asked, limit, cursor).document


@router.post("/search")
def search_for(
    desk: AtDesk, asked: AskedAt, body: QueryIn, limit: Limit = PAGE, cursor: str | None = None
) -> Document:
    """Find subjects by a query that no address shall hold, as a citizen number."""
    return desk.search(desk.private(body.q, body.purpose), asked, limit, cursor).document
