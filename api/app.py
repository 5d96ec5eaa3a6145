"""The HTTP application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.concurrency import run_in_threadpool

from api import problems
from api.desk import Desk
from api.opening import open_rulebook, open_store
from api.routes import boards, formats, health, ingest, profile, resolve, screening, search, trace
from api.settings import Settings

_ROOMS = (search, profile, trace, screening, boards, resolve, formats, ingest)


def create_app(settings: Settings, desk: Desk | None = None) -> FastAPI:
    """Return the application.

    Args:
        settings: where the store and the rulebook are.
        desk: a desk that is open already; otherwise one is opened when the application starts.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[Mapping[str, object]]:
        if desk is not None:
            yield {"desk": desk}
            return
        store = await run_in_threadpool(open_store, settings)
        with store:
            yield {"desk": Desk(store, open_rulebook(settings), settings.person_key)}

    app = FastAPIOffline(  # its documentation page loads nothing from other hosts
        title="creditgraph 信用图谱",
        version="1",
        summary="主体信用画像 · subject credit profiles",
        lifespan=lifespan,
    )
    problems.install(app)
    app.include_router(health.router)
    for room in _ROOMS:
        app.include_router(room.router, prefix="/v1")
    return app
