"""The HTTP application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi_offline import FastAPIOffline
from starlette.concurrency import run_in_threadpool

from api import refusals
from api.connection import Connection
from api.desk import Desk
from api.limits import LOOPBACK, BodyLimit, HostCheck
from api.parameters import PREFIX, require_known
from api.routes import (
    boards,
    formats,
    health,
    ingest,
    profile,
    resolve,
    rulebook,
    screening,
    search,
    trace,
    verification,
)
from api.settings import Settings

_ROOMS = (
    *(search, profile, trace, screening, boards, resolve, formats, rulebook),
    *(ingest, verification),
)


def create_app(settings: Settings, desk: Desk | None = None, host: str = LOOPBACK[0]) -> FastAPI:
    """Return the application.

    Args:
        settings: where the store and the rulebook are.
        desk: a desk that is open already; otherwise one is opened when the application starts.
        host: the address at which it is served, beside the names of this machine.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[Mapping[str, object]]:
        with await run_in_threadpool(Connection, settings, desk) as connection:
            yield {"connection": connection}

    app = FastAPIOffline(  # its documentation page loads nothing from other hosts
        title="creditgraph 信用图谱",
        version="1",
        summary="主体信用画像 · subject credit profiles",
        lifespan=lifespan,
        responses=refusals.documented(),
    )
    refusals.install(app)
    app.add_middleware(BodyLimit, most=settings.body_limit_mb << 20)
    bound = f"[{host}]" if ":" in host else host
    app.add_middleware(HostCheck, hosts={*LOOPBACK, bound})
    app.include_router(health.router)
    for room in _ROOMS:
        app.include_router(room.router, prefix=PREFIX, dependencies=[Depends(require_known)])
    refusals.describe(app)
    return app
