"""Errors over HTTP: problem+json (RFC 9457), mapped here and nowhere else."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from messages import AmbiguousError, CreditgraphError, Text, both

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)


def install(app: FastAPI) -> None:
    """Map every error that a route can raise."""
    app.add_exception_handler(CreditgraphError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unknown)


def problem(key: str, status: int, sentence: Text, instance: str, **more: object) -> JSONResponse:
    """Return a problem document; ``type`` names the message key."""
    body = {
        "type": f"tag:creditgraph,2026:{key}",
        "title": sentence.en,
        "title_zh": sentence.zh,
        "status": status,
        "instance": instance,
        **more,
    }
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def _known(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, CreditgraphError):
        raise TypeError from error
    more: dict[str, object] = {}
    if isinstance(error, AmbiguousError):
        more["data"] = {"candidates": error.params["candidates"]}
    return problem(error.key, error.status, error.text, request.url.path, **more)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise TypeError from error
    first = error.errors()[0]
    cause = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    sentence = both("api.bad_request", cause=cause)
    return problem("api.bad_request", 422, sentence, request.url.path)


def _refused(request: Request, error: Exception) -> JSONResponse:
    """Answer for what no route took: an unknown address, a wrong method, a body that is none."""
    if not isinstance(error, HTTPException):
        raise TypeError from error
    sentence = both("api.bad_request", cause=f"{error.status_code} {error.detail}")
    return problem("api.bad_request", error.status_code, sentence, request.url.path)


def _unknown(request: Request, error: Exception) -> JSONResponse:
    _log.error("unexpected error at %s", request.url.path, exc_info=error)
    return problem("api.internal", 500, both("api.internal"), request.url.path)
