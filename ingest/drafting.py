"""A draft of a mapping as a mapping file; what is open stands in it as comments."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ingest.mapping import OPEN_UNIT
from ingest.masking import mask
from ingest.suggesting import Draft, Guess
from messages import Text, both


def as_data(draft: Draft) -> dict[str, object]:
    """Return a draft as a program reads it; no cell is in it."""
    return {
        "format": draft.standard.id,
        "others": list(draft.others),
        "rows": draft.rows,
        "each": mask(draft.each) if draft.each else None,
        "columns": [
            {
                "heading": mask(guess.heading),
                "field": guess.field,
                "certainty": round(guess.certainty, 4),
                "why_zh": guess.why.zh,
                "why_en": guess.why.en,
                "unit": guess.unit,
                "date_formats": list(guess.date_formats),
            }
            for guess in draft.guesses
        ],
        "unmapped": [mask(guess.heading) for guess in draft.guesses if guess.field is None],
        "missing": [
            {"field": column.field, "title_zh": column.title_zh} for column in draft.missing
        ],
    }


def as_yaml(draft: Draft, file: str) -> str:
    """Return a draft as a mapping file; it is refused as long as a unit in it is open."""
    return "".join(f"{line}\n" for line in _lines(draft, file))


def _lines(draft: Draft, file: str) -> Iterator[str]:
    standard = draft.standard
    others = " ".join(draft.others) or "—"
    yield from _told(both("ingest.draft_head", file=file, rows=draft.rows))
    yield from _told(
        both("ingest.draft_fits", format=standard.id, title=standard.title_zh, others=others)
    )
    if draft.missing:
        fields = "、".join(f"{column.title_zh} ({column.field})" for column in draft.missing)
        yield from _told(both("ingest.draft_missing", fields=fields))
    yield f"format: {standard.id}"
    if draft.each:
        yield f"each: {_quoted(draft.each)}"
    yield "columns:"
    for guess in draft.guesses:
        if guess.field is not None:
            yield _column(guess)
    unmapped = [guess for guess in draft.guesses if guess.field is None]
    if unmapped:
        yield from (f"  {line}" for line in _told(both("ingest.draft_unmapped")))
    for guess in unmapped:
        yield f"  # {_quoted(guess.heading)}: null  # {_joined(guess.why)}"


def _column(guess: Guess) -> str:
    certainty = both("ingest.draft_certainty", percent=round(100 * guess.certainty))
    reasons = [guess.why, certainty]
    parts = [f"field: {guess.field}"]
    if guess.unit:
        parts.append(f"unit: {_quoted(guess.unit)}")
    if guess.unit == OPEN_UNIT:
        reasons.insert(0, both("ingest.draft_unit"))
    if guess.date_formats:
        parts.append(f"date_formats: {json.dumps(list(guess.date_formats))}")
    target = f"{{{', '.join(parts)}}}" if len(parts) > 1 else guess.field
    return f"  {_quoted(guess.heading)}: {target}  # {'; '.join(map(_joined, reasons))}"


def _told(text: Text) -> Iterator[str]:
    yield f"# {_in_line(text.zh)}"
    yield f"# {_in_line(text.en)}"


def _joined(text: Text) -> str:
    return _in_line(f"{text.zh} · {text.en}")


def _in_line(text: str) -> str:
    """Return text that cannot end the comment in which it stands."""
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return json.dumps(mask(text), ensure_ascii=False)
