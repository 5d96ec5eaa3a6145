"""What pydantic refuses, said in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.masking import mask
from messages import Text, both

_RULES = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "too_long": "too_many",
    "greater_than_equal": "at_least",
    "greater_than": "above",
    "less_than_equal": "at_most",
    "literal_error": "one_of",
    "enum": "one_of",
    "json_invalid": "no_json",
}
_FORMS = {
    "int": "no_integer",
    "date": "no_day",
    "datetime": "no_instant",
    "timezone": "no_instant",
    "bool": "no_boolean",
    "string": "no_text",
    "list": "no_list",
    "dict": "no_object",
    "model": "no_object",
}


def told(error: Mapping[str, Any]) -> Text:
    """Return what is wrong with a value, without the value.

    Args:
        error: one of a validation error's ``errors()``.
    """
    kind = str(error["type"])
    rule = _RULES.get(kind) or _FORMS.get(kind.partition("_")[0])
    if rule is None:
        return Text(both("api.value_wrong", kind=kind).zh, str(error["msg"]))
    limits = {name: _listed(limit) for name, limit in error.get("ctx", {}).items()}
    return both(f"api.value_{rule}", **limits)


def place(error: Mapping[str, Any]) -> str:
    """Return where in a request the value stands, from the outside inwards; names may be theirs."""
    parts = [mask(str(part)) for part in error["loc"]]
    return ".".join(parts[1:] if parts[0] in {"query", "body", "path"} else parts) or parts[0]


def _listed(limit: object) -> str:
    return str(limit).replace("'", "").replace(" or ", ", ")
