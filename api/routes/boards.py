"""Boards: overdue payments, open complaints about default, repairs, sources and their debts."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from api.routes.asking import AskedAt, AtDesk, Document
from messages import InputError

router = APIRouter(tags=["boards"])


@router.get("/contracts")
def contracts(
    desk: AtDesk,
    asked: AskedAt,
    kind: Literal["payment", "all"] = "payment",
    debtor: Literal["agency", "institution", "enterprise"] | None = None,
    overdue: bool = True,  # noqa: FBT001, FBT002 (a query parameter)
) -> Document:
    """What is overdue under government contracts; the others are not listed yet."""
    if not overdue:
        raise InputError("api.which_board", option="overdue=true")
    return desk.contracts(asked, kind, debtor).document


@router.get("/complaints")
def complaints(
    desk: AtDesk,
    asked: AskedAt,
    only_open: Annotated[bool, Query(alias="open")] = True,  # noqa: FBT002 (a query parameter)
) -> Document:
    """The open complaints about default; closed ones are not listed yet."""
    if not only_open:
        raise InputError("api.which_board", option="open=true")
    return desk.complaints(asked).document


@router.get("/repairs")
def repairs(
    desk: AtDesk,
    asked: AskedAt,
    possible: bool = False,  # noqa: FBT001, FBT002 (a query parameter)
) -> Document:
    """The applications for repair that wait, or with ``possible`` what could be repaired now."""
    return desk.repairs(asked, possible=possible).document


@router.get("/sources")
def sources(
    desk: AtDesk,
    asked: AskedAt,
    overdue: bool = False,  # noqa: FBT001, FBT002 (a query parameter)
) -> Document:
    """Who sends what and how often, when it came last, and what is overdue."""
    return desk.sources(asked, overdue=overdue).document
