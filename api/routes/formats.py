"""格式: what can be loaded, and the columns of each."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.asking import AtDesk, Document
from api.shapes import formats_answer

router = APIRouter(tags=["formats"])


@router.get("/formats")
def formats(desk: AtDesk) -> Document:
    """The formats."""
    return formats_answer(desk.rulebook).document
