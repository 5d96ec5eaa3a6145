"""Whether a mapping fits its format: fields that exist, units and values that they can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.kinds import KINDS
from ingest.mapping import Mapping as TableMapping
from ingest.mapping import Target
from ingest.masking import mask
from ingest.problems import RefusedValue
from ingest.values import Value, parser_for
from messages import InputError
from rulebook.formats import Column, Format

Enums = Mapping[str, Mapping[str, str]]
"""Field → written value → value."""

_UNITS = {"money": ("元", "万元"), "ratio": ("%", "1")}


def check_fit(mapping: TableMapping, standard: Format, enums: Enums) -> dict[str, Value]:
    """Return the constants of a mapping as values, all of it having been found possible.

    Raises:
        InputError: a field that the format lacks, a unit or date form on a column that has none,
            a value that the column cannot have.
    """
    fields = {column.field: column for column in standard.columns if column.field}
    for name in _fields_of(mapping):
        if name not in fields:
            raise InputError("ingest.mapping_field", file=mask(mapping.name), field=mask(name))
    for targets in mapping.columns.values():
        for target in targets:
            _check_target(target, fields[target.field], mapping)
            enum_values(target, enums, mapping.name)
    return {
        name: _constant(name, text, fields, enums, mapping.name)
        for name, text in mapping.constants.items()
    }


def enum_values(target: Target, enums: Enums, file: str) -> dict[str, str]:
    """Return written value → value for a column of values, with what the mapping adds to it.

    Raises:
        InputError: the mapping names a value that the column cannot have.
    """
    known = enums.get(target.field)
    if known is None:
        return {}
    return {**known} | {
        written: _value(text, known, target.field, file) for written, text in target.values.items()
    }


def _value(text: str, known: Mapping[str, str], field: str, file: str) -> str:
    if text in known.values():
        return text
    if text in known:
        return known[text]
    raise InputError("ingest.mapping_value", file=mask(file), field=field, value=mask(text))


def _fields_of(mapping: TableMapping) -> Iterator[str]:
    for targets in mapping.columns.values():
        yield from (target.field for target in targets)
    yield from mapping.joined_fields


def _check_target(target: Target, column: Column, mapping: TableMapping) -> None:
    misfit = None
    if target.unit and target.unit not in _UNITS.get(column.type, ()):
        misfit = f"unit: {target.unit}"
    if target.date_formats and column.type != "date":
        misfit = f"date_formats: {' '.join(target.date_formats)}"
    if misfit:
        place = {"file": mask(mapping.name), "field": target.field, "type": column.type}
        raise InputError("ingest.mapping_misfit", **place, part=misfit)


def _constant(name: str, text: str, fields: Mapping[str, Column], enums: Enums, file: str) -> Value:
    column = fields.get(name)
    if column is None:
        return _kind(name, text, fields, file)
    if column.type == "enum":
        return _value(text, enums.get(name, {}), name, file)
    try:
        value = parser_for(column, {})(text)
    except RefusedValue:
        value = None
    if value is None:
        raise InputError("ingest.mapping_value", file=mask(file), field=name, value=mask(text))
    return value


def _kind(name: str, text: str, fields: Mapping[str, Column], file: str) -> str:
    """Return the kind of a party: a constant may state it where the format has no column for it."""
    party, _, part = name.rpartition(".")
    if part != "kind" or not any(field.startswith(f"{party}.") for field in fields):
        raise InputError("ingest.mapping_field", file=mask(file), field=mask(name))
    return _value(text, {kind: kind for kind in KINDS}, name, file)
