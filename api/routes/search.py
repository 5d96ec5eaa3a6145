"""查找: subjects by a part of a name or an identifier."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.desk import PAGE
from api.routes.asking import AskedAt, AtDesk, Document

router = APIRouter(tags=["search"])


@router.get("/search")
def search(
    desk: AtDesk,
    asked: AskedAt,
    q: Annotated[str, Query(max_length=200)],
    limit: Annotated[int, Query(ge=1, le=200)] = PAGE,
    cursor: str | None = None,
) -> Document:
    """Find subjects."""
    return desk.search(q, asked, limit, cursor).document
