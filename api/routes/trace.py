"""追踪: related dishonest parties, and how two subjects are related."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict

from api.routes.asking import AskedAt, AtDesk, Document, Name, Private, Purpose, QueryIn
from messages import InputError

router = APIRouter(tags=["trace"])
Depth = Annotated[int | None, Query(ge=1, description="层数，缺省从规则")]


class PairIn(BaseModel):
    """Two queries that no address shall hold."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    a: Private
    b: Private
    purpose: Purpose = None


@dataclass(frozen=True, slots=True)
class Way:
    """How a trace goes."""

    depth: int | None
    during: tuple[date, date] | None
    include: tuple[str, ...]


def _way(
    depth: Depth = None,
    during_from: date | None = None,
    during_to: date | None = None,
    include: Annotated[list[str] | None, Query()] = None,
) -> Way:
    if (during_from is None) != (during_to is None):
        raise InputError("api.half_period", first="during_from", last="during_to")
    span = (during_from, during_to) if during_from and during_to else None
    return Way(depth, span, tuple(include or ()))


TheWay = Annotated[Way, Depends(_way)]


@router.get("/trace")
def trace(desk: AtDesk, asked: AskedAt, q: Name, way: TheWay) -> Document:
    """Dishonest parties within ``depth`` hops, each with its paths."""
    return desk.trace(q, asked, way.depth, way.during, way.include).document


@router.post("/trace")
def trace_of(desk: AtDesk, asked: AskedAt, body: QueryIn, way: TheWay) -> Document:
    """The same for a query that no address shall hold, as a citizen number."""
    query = desk.private(body.q, body.purpose)
    return desk.trace(query, asked, way.depth, way.during, way.include).document


@router.get("/path")
def path(desk: AtDesk, asked: AskedAt, a: Name, b: Name, depth: Depth = None) -> Document:
    """The shortest paths between two subjects."""
    return desk.path(a, b, asked, depth).document


@router.post("/path")
def path_between(desk: AtDesk, asked: AskedAt, body: PairIn, depth: Depth = None) -> Document:
    """The same for queries that no address shall hold, as citizen numbers."""
    first, second = (desk.private(query, body.purpose) for query in (body.a, body.b))
    return desk.path(first, second, asked, depth).document
