"""Errors over HTTP: every one becomes problem+json here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.problems import Document, fault, of_error, problem
from api.validation import place, told
from ingest.masking import mask
from messages import CreditgraphError, InputError, Text, both

MEDIA_TYPE = "application/problem+json"
STATUSES = (400, 403, 404, 409, 413, 422, 429, 500, 502, 503)
_KEYS = {404: "api.no_route", 405: "api.wrong_method", 413: "api.body_too_large"}
_log = logging.getLogger(__name__)

SCHEMA: Document = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "title_zh", "status", "detail", "detail_zh", "code", "errors"],
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "title_zh")},
        "status": {"type": "integer"},
        **{name: {"type": "string"} for name in ("detail", "detail_zh", "code", "instance")},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "text_zh", "text_en"],
                "properties": {
                    name: {"type": "string"}
                    for name in ("code", "file", "row", "field", "text_zh", "text_en")
                },
            },
        },
    },
}
"""What a problem looks like, for the OpenAPI document."""


def documented() -> dict[int | str, dict[str, object]]:
    """Return the problems that a route may answer with, for the OpenAPI document."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _title(status), "content": content} for status in STATUSES}


def _title(status: int) -> str:
    title = both(f"api.problem_{status}")
    return f"{title.zh} · {title.en}"


def install(app: FastAPI) -> None:
    """Map every error that a route can raise."""
    app.add_exception_handler(CreditgraphError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unknown)


def describe(app: FastAPI) -> None:
    """Add what a problem looks like to the OpenAPI document of an app that has all its routes."""
    app.openapi()["components"]["schemas"]["Problem"] = SCHEMA


def response(document: Document, instance: str) -> JSONResponse:
    """Return a problem document as the answer to a request for ``instance``."""
    status = document["status"]
    return JSONResponse(
        {**document, "instance": mask(instance)},
        status_code=status if isinstance(status, int) else 500,
        media_type=MEDIA_TYPE,
    )


def _known(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, CreditgraphError):
        raise TypeError from error
    return response(of_error(error), request.url.path)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise TypeError from error
    foreign = not _is_json(request.headers.get("content-type", ""))
    faults = [
        (place(each), both("api.not_sent_as_json") if foreign and _is_body(each) else told(each))
        for each in error.errors()
    ]
    cause = Text(
        "；".join(f"{field}：{text.zh}" for field, text in faults),
        "; ".join(f"{field}: {text.en}" for field, text in faults),
    )
    wrong = InputError("api.bad_request", cause=cause)
    errors = [fault(wrong.key, text, field=field) for field, text in faults]
    return response(problem(wrong.key, wrong.status, wrong.text, errors), request.url.path)


def _is_body(error: Mapping[str, Any]) -> bool:
    """Tell whether the body as a whole is wrong, and there is one."""
    return tuple(error["loc"]) == ("body",) and error["type"] != "missing"


def _is_json(content_type: str) -> bool:
    sent_as = content_type.partition(";")[0].strip().lower()
    return sent_as == "application/json" or sent_as.endswith("+json")


def _refused(request: Request, error: Exception) -> JSONResponse:
    """Answer for what no route took: an unknown address, a wrong method, a body that is none."""
    if not isinstance(error, HTTPException):
        raise TypeError from error
    key = _KEYS.get(error.status_code, "api.bad_body")
    document = problem(key, error.status_code, both(key))
    answer = response(document, request.url.path)
    answer.headers.update(error.headers or {})
    return answer


def _unknown(request: Request, error: Exception) -> JSONResponse:
    _log.error("unexpected error at %s", mask(request.url.path), exc_info=error)
    return response(problem("api.internal", 500, both("api.internal")), request.url.path)
