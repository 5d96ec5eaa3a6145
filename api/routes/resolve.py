"""归并: who is who, decided by hand, and undone."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.routes.asking import AskedAt, AtDesk, Document

router = APIRouter(tags=["resolution"])
Name = Annotated[str, Query(max_length=200)]
Short = Annotated[str, Field(min_length=1, max_length=500)]


class DecisionIn(BaseModel):
    """A decision by hand on whether two subjects are one."""

    model_config = ConfigDict(extra="forbid")

    a: Short
    b: Short
    verdict: Literal["match", "no_match"]
    by: Short
    reason: Short
    members: list[Short] | None = None


class UndoIn(BaseModel):
    """Who takes a decision back, and why."""

    model_config = ConfigDict(extra="forbid")

    by: Short
    reason: Short


@router.get("/resolve")
def explain(desk: AtDesk, asked: AskedAt, a: Name, b: Name) -> Document:
    """What speaks for and against two subjects being one."""
    return desk.explain(a, b, asked).document


@router.post("/decisions", status_code=201)
def decide(desk: AtDesk, body: DecisionIn) -> Document:
    """Decide."""
    decided = desk.decide(body.a, body.b, body.verdict, body.by, body.reason, body.members)
    return decided.document


@router.post("/decisions/{decision}/undo")
def undo(desk: AtDesk, decision: str, body: UndoIn) -> Document:
    """Take a decision back."""
    return desk.undo(decision, body.by, body.reason).document
