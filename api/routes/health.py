"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.asking import AtConnection

router = APIRouter(tags=["health"])


@router.get("/health")
def health() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/ready")
def ready(connection: AtConnection) -> dict[str, object]:
    """The graph store answers; ``seen`` is its newest commit."""
    desk = connection.ready()
    return {"status": "ready", "seen": desk.store.seen(), "rulebook": desk.rulebook.version}
