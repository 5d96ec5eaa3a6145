"""Boards: overdue payments under government contracts, open complaints about default."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from api.routes.asking import AskedAt, AtDesk, Document

router = APIRouter(tags=["boards"])


@router.get("/contracts")
def contracts(
    desk: AtDesk,
    asked: AskedAt,
    kind: Literal["payment", "all"] = "payment",
    debtor: Literal["agency", "institution", "enterprise"] | None = None,
) -> Document:
    """What is overdue under government contracts."""
    return desk.contracts(asked, kind, debtor).document


@router.get("/complaints")
def complaints(desk: AtDesk, asked: AskedAt) -> Document:
    """The open complaints about default."""
    return desk.complaints(asked).document
