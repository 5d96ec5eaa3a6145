"""Headings of a file bound to the columns of its field standard, directly or through a mapping."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from ingest.fitting import Enums, check_fit, enum_values
from ingest.joining import Second
from ingest.mapping import Mapping as TableMapping
from ingest.mapping import Target
from ingest.masking import mask
from ingest.values import Parser, Value, parser_for
from messages import InputError
from rulebook.formats import Column, Format

ROW_HEADING = "creditgraph_row"
"""The column of an exported table that names a quarantined row."""

REASONS_HEADING = "creditgraph_reasons"
"""The column that says what was wrong with it."""

OURS = frozenset({ROW_HEADING, REASONS_HEADING})
_UNITS = ("万元", "元", "%")


@dataclass(frozen=True, slots=True)
class Binding:
    """One heading of a file and what its cells mean."""

    field: str
    parse: Parser
    max_length: int | None = None
    separator: str | None = None


Bound = dict[str, tuple[Binding, ...]]


@dataclass(frozen=True, slots=True)
class Binder:
    """Binds headings for one format and file.

    Attributes:
        enums: field → written value → value.
        mapping: what the headings mean where the file is not in the format itself.
        file: the file's name, for errors.
        tag: tells masked numbers apart in columns that tell records apart.
        second: the further tables of the mapping.
    """

    format: Format
    enums: Enums
    mapping: TableMapping
    file: str
    tag: Callable[[str], str]
    second: Second = field(default_factory=Second)

    def constants(self) -> dict[str, Value]:
        """Return what every row has, the whole mapping having been checked against the format.

        Raises:
            InputError: the mapping does not fit.
        """
        return check_fit(self.mapping, self.format, self.enums)

    def bind(self, headings: Sequence[str]) -> Bound:
        """Return what each heading means.

        Raises:
            InputError: a heading is unknown, given twice, in another unit, or one is missing.
        """
        bound = {heading: self._bindings(heading) for heading in headings if heading}
        unknown = self._unknown(bound)
        if unknown:
            known = {"file": self.file, "headings": unknown, "format": self.format.id}
            raise InputError("ingest.unknown_heading", **known)
        self._check_twice(bound)
        self._check_mandatory(bound)
        return bound

    def bind_keys(self, keys: set[str], row: int) -> Bound:
        """Return what keys of a JSONL row mean; a row without a key has nothing to say on it.

        Raises:
            InputError: a key is unknown.
        """
        bound = {key: self._bindings(key) for key in sorted(keys)}
        unknown = self._unknown(bound)
        if unknown:
            known = {"file": self.file, "headings": unknown, "format": self.format.id}
            raise InputError("ingest.unknown_key", **known, row=row)
        return bound

    def joined(self, cells: Mapping[str, str]) -> list[tuple[Binding, str]]:
        """Return what the further tables say of a row."""
        found = self.second.cells(cells)
        return [(self._binding_of(self._column_of(name)), cell) for name, cell in found]

    def _unknown(self, bound: Bound) -> str:
        unknown = [h for h, found in bound.items() if not found and not self._is_dropped(h)]
        return mask("、".join(unknown))

    def _check_twice(self, bound: Bound) -> None:
        seen: dict[str, str] = dict.fromkeys(self.mapping.joined_fields, "join")
        for heading, bindings in bound.items():
            for binding in bindings:
                if seen.setdefault(binding.field, heading) != heading:
                    pair = mask(f"{seen[binding.field]}、{heading}")
                    raise InputError("ingest.heading_twice", file=self.file, headings=pair)

    def _check_mandatory(self, bound: Bound) -> None:
        given = {binding.field for bindings in bound.values() for binding in bindings}
        given |= self.mapping.constants.keys() | self.mapping.joined_fields
        given |= self.mapping.nested_fields
        missing = [
            column.title_zh
            for column in self.format.columns
            if column.mandatory is True and column.field not in given
        ]
        missing += [join.heading for join in self.mapping.join if join.heading not in bound]
        if missing:
            names = mask("、".join(missing))
            raise InputError(
                "ingest.missing_heading", file=self.file, headings=names, format=self.format.id
            )

    def _is_dropped(self, heading: str) -> bool:
        if heading in OURS or heading == self.mapping.each:
            return True
        if self.mapping.columns:
            return self._targets(heading) is not None
        column = self._column(heading)
        return column is not None and column.field is None

    def _bindings(self, heading: str) -> tuple[Binding, ...]:
        if self.mapping.columns:
            return tuple(map(self._mapped, self._targets(heading) or ()))
        column = self._column(heading)
        if column is None or column.field is None:
            return ()
        self._check_unit(heading, column)
        return (self._binding_of(column),)

    def _targets(self, heading: str) -> tuple[Target, ...] | None:
        columns = self.mapping.columns
        if heading in columns:
            return columns[heading]
        key = heading_key(heading)
        return next((found for name, found in columns.items() if heading_key(name) == key), None)

    def _mapped(self, target: Target) -> Binding:
        column = self._column_of(target.field)
        if target.unit:
            column = column.model_copy(update={"unit": target.unit})
        enums = enum_values(target, self.enums, self.mapping.name)
        parse = self._parser(column, enums, target.date_formats)
        if target.values:
            parse = _rewriting(parse, target, is_enum=column.type == "enum")
        if target.pattern:
            parse = _matching(parse, re.compile(target.pattern))
        return Binding(target.field, parse, column.max_length, target.separator)

    def _binding_of(self, column: Column) -> Binding:
        name = column.field or ""
        parse = self._parser(column, self.enums.get(name, {}))
        return Binding(name, parse, column.max_length)

    def _parser(
        self, column: Column, enums: Mapping[str, str], formats: Sequence[str] = ()
    ) -> Parser:
        return parser_for(column, enums, formats, self.tag)

    def _column_of(self, name: str) -> Column:
        return next(column for column in self.format.columns if column.field == name)

    def _column(self, heading: str) -> Column | None:
        key = heading_key(heading)
        for column in self.format.columns:
            if any(heading_key(known) == key for known in column.headings):
                return column
        bare = without_unit(key)
        for column in self.format.columns:
            if any(without_unit(heading_key(known)) == bare for known in column.headings):
                return column
        return None

    def _check_unit(self, heading: str, column: Column) -> None:
        written = unit_in(heading_key(heading))
        if written and column.unit and written != column.unit:
            units = {"written": written, "unit": column.unit}
            raise InputError("ingest.heading_unit", file=self.file, heading=mask(heading), **units)


def _rewriting(parse: Parser, target: Target, *, is_enum: bool) -> Parser:
    """Return a reader that takes a cell for what the mapping says it means."""

    def read(cell: str) -> Value | None:
        if cell not in target.values:
            return None if target.others == "drop" else parse(cell)
        meant = cell if is_enum else target.values[cell]
        return parse(meant) if meant else None

    return read


def _matching(parse: Parser, pattern: re.Pattern[str]) -> Parser:
    """Return a reader that takes of a cell what the pattern finds; one without it says nothing."""

    def read(cell: str) -> Value | None:
        found = pattern.search(cell)
        return parse(found[1]) if found and found[1] else None

    return read


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: NFKC, no spaces, upper case."""
    return "".join(normalize("NFKC", heading).split()).upper().lstrip("*★")


def without_unit(key: str) -> str:
    """Return a heading, as it is compared, without the unit in its brackets."""
    return key.partition("(")[0] if unit_in(key) else key


def unit_in(key: str) -> str | None:
    """Return the unit in the brackets of a heading, as it is compared."""
    inner = key.partition("(")[2].rstrip(")")
    return inner if inner in _UNITS else None
