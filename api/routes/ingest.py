"""隔离区: rows that were refused. Files themselves come in by the command line for now."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.routes.asking import AtDesk, Document
from ingest import quarantine

router = APIRouter(tags=["ingest"])


@router.get("/quarantine")
def quarantined(
    desk: AtDesk,
    file: str | None = None,
    standard: Annotated[str | None, Query(alias="format")] = None,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = quarantine.PAGE,
) -> Document:
    """The rows that wait for correction, with every reason."""
    return desk.quarantined(file, standard, cursor, limit).document
