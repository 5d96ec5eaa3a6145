"""Queries that came in private, where a citizen number may stand; it goes no further than here."""

from __future__ import annotations

from collections.abc import Callable

from graph.model.identifiers import is_citizen_number, normalize_code
from graph.resolution.codes import is_citizen, is_code
from ingest.masking import mask
from ingest.privacy import PersonKeys
from messages import InputError, NotAllowedError


def private(query: str, purpose: str | None, keys: Callable[[], PersonKeys]) -> str:
    """Return what to look up: the id of the person whose number was given, or the query itself.

    Args:
        query: from standard input or a request's body.
        purpose: what the look-up of a person is for.
        keys: opens what makes the ids of persons; asked only for a number.

    Raises:
        InputError: the number cannot be one, or stands in other text.
        NotAllowedError: a number without a purpose.
    """
    if not is_citizen(query):
        require_no_number(query)
        return query
    if not (purpose or "").strip():
        raise NotAllowedError("api.no_purpose")
    number = normalize_code(query)
    if not is_citizen_number(number):
        raise InputError("api.bad_number")
    return keys().subject_id(number)


def require_no_number(*queries: str) -> None:
    """Refuse queries in which a citizen number stands beside other text: errors repeat those.

    Raises:
        InputError: one does; the error does not show it.
    """
    for query in queries:
        if not is_citizen(query) and not is_code(query) and mask(query) != query:
            raise InputError("api.number_in_text")


def require_no_number_as_id(given: str) -> None:
    """Refuse a citizen number where an id of ours is asked for: errors repeat what they seek.

    Raises:
        InputError: one is in it; the error does not show it.
    """
    if mask(given) != given:
        raise InputError("api.number_as_id")
