"""追踪: related dishonest parties, and how two subjects are related."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.routes.asking import AskedAt, AtDesk, Document
from messages import InputError

router = APIRouter(tags=["trace"])
Depth = Annotated[int | None, Query(ge=1, description="层数，缺省从规则")]
Name = Annotated[str, Query(max_length=200)]


@router.get("/trace")
def trace(
    desk: AtDesk,
    asked: AskedAt,
    q: Name,
    depth: Depth = None,
    during_from: date | None = None,
    during_to: date | None = None,
    include: Annotated[list[str] | None, Query()] = None,
) -> Document:
    """Dishonest parties within ``depth`` hops, each with its paths."""
    if (during_from is None) != (during_to is None):
        raise InputError("api.bad_request", cause="during_from, during_to")
    span = (during_from, during_to) if during_from and during_to else None
    return desk.trace(q, asked, depth, span, tuple(include or ())).document


@router.get("/path")
def path(
    desk: AtDesk,
    asked: AskedAt,
    a: Name,
    b: Name,
    depth: Depth = None,
) -> Document:
    """The shortest paths between two subjects."""
    return desk.path(a, b, asked, depth).document
