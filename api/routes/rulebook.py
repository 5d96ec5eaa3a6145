"""规则库: what the law says on a day, and what changed between two."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api import lawbook
from api.routes.asking import LONGEST, AtDesk, Document

router = APIRouter(tags=["rulebook"])
On = Annotated[date | None, Query(description="哪一天有效")]


@router.get("/rulebook")
def list_entries(
    desk: AtDesk, kind: Annotated[str | None, Query(max_length=LONGEST)] = None, on: On = None
) -> Document:
    """The entries with their versions."""
    return lawbook.listed(desk.rulebook, kind, on).document


@router.get("/rulebook/diff")
def diff(
    desk: AtDesk,
    first: Annotated[date, Query(description="先一天")],
    second: Annotated[date, Query(description="后一天")],
) -> Document:
    """What changed between two days."""
    return lawbook.compared(desk.rulebook, first, second).document


@router.get("/rulebook/{kind}/{entry_id}")
def show(desk: AtDesk, kind: str, entry_id: str, on: On = None) -> Document:
    """An entry in full."""
    return lawbook.shown(desk.rulebook, f"{kind}/{entry_id}", on).document
