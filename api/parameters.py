"""The parameters of an address: one that is not known, or stands twice, is never overlooked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from fastapi import Request

from ingest.masking import mask
from messages import InputError

PREFIX = "/v1"
"""Under which the routes stand in the document that lists their parameters."""


def require_known(request: Request) -> None:
    """Refuse a parameter that the route does not document, or takes once and is given more often.

    Raises:
        InputError: there is one; the error names it and those that are known.
    """
    known = _known(request)
    listed = ", ".join(known) or "—"
    for name, count in Counter(name for name, _ in request.query_params.multi_items()).items():
        if name not in known:
            raise InputError("api.unknown_parameter", field=mask(name), known=listed)
        if count > 1 and not known[name]:
            raise InputError("api.parameter_twice", field=name, known=listed)


def _known(request: Request) -> dict[str, bool]:
    """Return the route's parameters by name, and whether each may stand several times."""
    route, method = request.scope["route"], request.method.lower()
    operation = request.app.openapi()["paths"][PREFIX + route.path_format][method]
    return {
        each["name"]: _is_list(each["schema"])
        for each in operation.get("parameters", ())
        if each["in"] == "query"
    }


def _is_list(schema: Mapping[str, Any]) -> bool:
    return any(form.get("type") == "array" for form in (schema, *schema.get("anyOf", ())))
