"""Headings of a file bound to the columns of its field standard, directly or through a mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from ingest.mapping import Mapping as TableMapping
from ingest.mapping import Target
from ingest.values import Parser, Value, parser_for
from messages import InputError
from rulebook.formats import Column, Format

ROW_HEADING = "creditgraph_row"
"""The column of an exported table that names a quarantined row."""

REASONS_HEADING = "creditgraph_reasons"
"""The column that says what was wrong with it."""

_OURS = frozenset({ROW_HEADING, REASONS_HEADING})
_UNITS = ("万元", "元", "%")


@dataclass(frozen=True, slots=True)
class Binding:
    """One heading of a file and what its cells mean."""

    column: Column
    field: str
    parse: Parser
    separator: str | None = None


@dataclass(frozen=True, slots=True)
class Binder:
    """Binds headings for one format and file.

    Attributes:
        values: field → written value → value, for enums.
        mapping: what the headings mean where the file is not in the format itself.
        file: the file's name, for errors.
    """

    format: Format
    values: Mapping[str, Mapping[str, str]]
    mapping: TableMapping
    file: str

    def bind(self, headings: Sequence[str]) -> dict[str, tuple[Binding, ...]]:
        """Return what each heading means.

        Raises:
            InputError: a heading is unknown, given twice, in another unit, or one is missing.
        """
        bound: dict[str, tuple[Binding, ...]] = {}
        unknown = []
        for heading in headings:
            if not heading:
                continue
            bound[heading] = self._bindings(heading)
            if not bound[heading] and not self._is_dropped(heading):
                unknown.append(heading)
        if unknown:
            self._refuse_headings(unknown)
        self._check_twice(bound)
        self._check_mandatory(bound)
        return bound

    def bind_loosely(self, headings: set[str]) -> dict[str, tuple[Binding, ...]]:
        """Return what keys of JSONL rows mean; a row without a key has nothing to say on it.

        Raises:
            InputError: a key is unknown.
        """
        bound = {heading: self._bindings(heading) for heading in sorted(headings)}
        unknown = [h for h, found in bound.items() if not found and not self._is_dropped(h)]
        if unknown:
            self._refuse_headings(unknown)
        return bound

    def _refuse_headings(self, unknown: Sequence[str]) -> None:
        raise InputError(
            "ingest.unknown_heading",
            file=self.file,
            headings="、".join(unknown),
            format=self.format.id,
        )

    def _check_twice(self, bound: Mapping[str, tuple[Binding, ...]]) -> None:
        seen: dict[str, str] = {}
        for heading, bindings in bound.items():
            for binding in bindings:
                if seen.setdefault(binding.field, heading) != heading:
                    pair = f"{seen[binding.field]}、{heading}"
                    raise InputError("ingest.heading_twice", file=self.file, headings=pair)

    def _check_mandatory(self, bound: Mapping[str, tuple[Binding, ...]]) -> None:
        given = {binding.field for bindings in bound.values() for binding in bindings}
        given |= self.mapping.constants.keys() | self.mapping.joined_fields
        missing = [
            column.title_zh
            for column in self.format.columns
            if column.mandatory is True and column.field not in given
        ]
        if missing:
            names = "、".join(missing)
            raise InputError(
                "ingest.missing_heading", file=self.file, headings=names, format=self.format.id
            )

    def _is_dropped(self, heading: str) -> bool:
        if heading in _OURS:
            return True
        if self.mapping.columns:
            return heading in self.mapping.columns
        column = self._column(heading)
        return column is not None and column.field is None

    def _bindings(self, heading: str) -> tuple[Binding, ...]:
        if self.mapping.columns:
            return tuple(map(self._mapped, self.mapping.columns.get(heading, ())))
        column = self._column(heading)
        if column is None or column.field is None:
            return ()
        self._check_unit(heading, column)
        return (Binding(column, column.field, self._parser(column)),)

    def _mapped(self, target: Target) -> Binding:
        column = self.column_of(target.field)
        if target.unit:
            column = column.model_copy(update={"unit": target.unit})
        known = {**self.values.get(target.field, {})}
        if column.type == "enum":
            known |= target.values
        parse = parser_for(column, known, target.date_formats)
        if target.values and column.type != "enum":
            parse = _rewriting(parse, target)
        return Binding(column, target.field, parse, target.separator)

    def binding_of(self, name: str) -> Binding:
        """Return what cells of a field mean that come from elsewhere than a heading."""
        column = self.column_of(name)
        return Binding(column, name, self._parser(column))

    def _parser(self, column: Column) -> Parser:
        return parser_for(column, self.values.get(column.field or "", {}))

    def column_of(self, name: str) -> Column:
        """Return the column of a field.

        Raises:
            InputError: the format has none of that name.
        """
        found = next((c for c in self.format.columns if c.field == name), None)
        if found is None:
            raise InputError("ingest.mapping_field", file=self.mapping.name, field=name)
        return found

    def _column(self, heading: str) -> Column | None:
        key = heading_key(heading)
        for column in self.format.columns:
            if any(heading_key(known) == key for known in column.headings):
                return column
        bare = _without_unit(key)
        for column in self.format.columns:
            if any(_without_unit(heading_key(known)) == bare for known in column.headings):
                return column
        return None

    def _check_unit(self, heading: str, column: Column) -> None:
        written = _unit_of(heading_key(heading))
        if written and column.unit and written != column.unit:
            units = {"written": written, "unit": column.unit}
            raise InputError("ingest.heading_unit", file=self.file, heading=heading, **units)


def _rewriting(parse: Parser, target: Target) -> Parser:
    """Return a reader that takes a cell for what the mapping says it means."""

    def read(cell: str) -> Value | None:
        if cell not in target.values and target.others == "drop":
            return None
        return parse(target.values.get(cell, cell))

    return read


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: NFKC, no spaces, upper case."""
    return "".join(normalize("NFKC", heading).split()).upper().lstrip("*★")


def _without_unit(key: str) -> str:
    return key.partition("(")[0] if _unit_of(key) else key


def _unit_of(key: str) -> str | None:
    inner = key.partition("(")[2].rstrip(")")
    return inner if inner in _UNITS else None
