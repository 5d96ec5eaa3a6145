"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.asking import AtDesk

router = APIRouter(tags=["health"])


@router.get("/health")
def health() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/ready")
def ready(desk: AtDesk) -> dict[str, object]:
    """The graph store answers; ``seen`` is its newest commit."""
    return {"status": "ready", "seen": desk.store.seen(), "rulebook": desk.rulebook.version}
