"""Errors as programs read them, by HTTP and by ``--json``: problem documents (RFC 9457)."""

from __future__ import annotations

import errno
from collections.abc import Sequence

from ingest.masking import mask
from messages import CreditgraphError, InputError, Text, both

Document = dict[str, object]
_PLACE = ("file", "row", "field")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def problem(
    key: str, status: int, told: Text, errors: Sequence[Document] = (), **more: object
) -> Document:
    """Return a problem document.

    Args:
        key: of the sentence; ``code`` and ``type`` name it.
        status: the HTTP status of this kind of problem; it also chooses the title.
        told: what is wrong here, in both languages.
        errors: each part that is wrong, where there are several or its place is known.
        more: what is answered beside it.
    """
    title = both(f"api.problem_{status}")
    return {
        "type": f"tag:creditgraph,2026:{key}",
        "title": title.en,
        "title_zh": title.zh,
        "status": status,
        "detail": told.en,
        "detail_zh": told.zh,
        "code": key,
        "errors": list(errors) or [fault(key, told)],
        **more,
    }


def fault(code: str, told: Text, **place: object) -> Document:
    """Return one thing that is wrong, and where."""
    return {"code": code, **place, "text_zh": told.zh, "text_en": told.en}


def of_error(error: CreditgraphError, **more: object) -> Document:
    """Return the problem document of an error, with what was answered before it."""
    place = {name: error.params[name] for name in _PLACE if name in error.params}
    told = shown_text(error)
    wrong = fault(error.key, told, **{name: mask(str(at)) for name, at in place.items()})
    return problem(error.key, error.status, told, [wrong], **more, **error.answer)


def shown_text(error: CreditgraphError) -> Text:
    """Return what is wrong, without a citizen number that the sentence may repeat."""
    return Text(*map(mask, error.text))


def of_disk(error: OSError) -> InputError:
    """Return what the system has against a file as an error of ours."""
    if error.errno in _FULL:
        return InputError("api.disk_full")
    return InputError("api.file_trouble", cause=str(error))
