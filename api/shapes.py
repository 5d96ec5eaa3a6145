"""Shapes that the command line and HTTP share and no capability owns."""

from __future__ import annotations

from collections.abc import Iterable

from api.answers import Answer
from rulebook import Rulebook
from rulebook.formats import Column, Format


def formats_answer(rulebook: Rulebook) -> Answer:
    """Return the formats of a rulebook."""
    return Answer.of_rulebook(formats_data(rulebook.formats.values()), rulebook.version)


def formats_data(standards: Iterable[Format]) -> dict[str, object]:
    """Return the formats and their columns as the contract writes them."""
    return {"items": [_format(standard) for standard in standards]}


def _format(standard: Format) -> dict[str, object]:
    return {
        "name": standard.id,
        "title_zh": standard.title_zh,
        "title_en": standard.title_en,
        "kind": standard.kind,
        "mode": standard.mode,
        "columns": [column_data(column) for column in standard.columns],
    }


def column_data(column: Column) -> dict[str, object]:
    """Return a column as the contract writes it."""
    mandatory = column.mandatory
    stated = mandatory if isinstance(mandatory, bool) else mandatory.model_dump(by_alias=True)
    return {
        "code": column.code,
        "title_zh": column.title_zh,
        "field": column.field,
        "mandatory": stated,
        "type": column.type,
        "unit": column.unit,
    }
