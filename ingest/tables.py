"""A sheet read by a field standard: headings bound to columns, cells typed, refusals collected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from ingest.mapping import Mapping as TableMapping
from ingest.mapping import Target
from ingest.problems import Problem, RefusedValue
from ingest.reading import RawRow, Sheet
from ingest.values import Parser, Value, parser_for
from messages import InputError
from rulebook.formats import Column, Condition, Format

MAX_TEXT = 20_000
ROW_HEADING = "creditgraph_row"
"""The column of an exported table that names a quarantined row."""

REASONS_HEADING = "creditgraph_reasons"
"""The column that says what was wrong with it."""

_OURS = frozenset({ROW_HEADING, REASONS_HEADING})
_UNITS = ("万元", "元", "%")


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row by fields.

    Attributes:
        number: as the sheet shows it.
        values: field → value; fields without one are left out.
        written: field → cell as it came.
        raw: heading → cell as it came.
        problems: all that is wrong with it so far.
    """

    number: int
    values: dict[str, Value]
    written: dict[str, str]
    raw: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Binding:
    """One heading of a file and what its cells mean."""

    column: Column
    field: str
    parse: Parser
    separator: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Reads rows of a format, through a mapping if the file is not in the format itself."""

    format: Format
    values: Mapping[str, Mapping[str, str]]
    mapping: TableMapping
    file: str

    def rows(self, sheet: Sheet) -> Iterator[TypedRow]:
        """Yield the rows of a sheet, several for one where the mapping splits a cell.

        Raises:
            InputError: a heading is unknown, or one that is mandatory is missing.
        """
        bound = self._bind(sheet.headings) if sheet.headings else {}
        for raw in sheet.rows:
            if not sheet.headings:
                missing = raw.cells.keys() - bound.keys()
                bound |= self._bind_loosely(missing)
            for part in self._split(raw, bound):
                yield self._typed(part, raw, bound)

    def _bind(self, headings: Sequence[str]) -> dict[str, tuple[Binding, ...]]:
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

    def _bind_loosely(self, headings: set[str]) -> dict[str, tuple[Binding, ...]]:
        """Bind the keys of JSONL rows; rows without a key have nothing to say on it."""
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
        column = self._field(target.field)
        if target.unit:
            column = column.model_copy(update={"unit": target.unit})
        known = {**self.values.get(target.field, {})}
        if column.type == "enum":
            known |= target.values
        parse = parser_for(column, known, target.date_formats)
        if target.values and column.type != "enum":
            parse = _rewriting(parse, target)
        return Binding(column, target.field, parse, target.separator)

    def _parser(self, column: Column) -> Parser:
        return parser_for(column, self.values.get(column.field or "", {}))

    def _field(self, name: str) -> Column:
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

    def _split(
        self, raw: RawRow, bound: Mapping[str, tuple[Binding, ...]]
    ) -> Iterator[Mapping[str, str]]:
        for heading, bindings in bound.items():
            mark = next((b.separator for b in bindings if b.separator), None)
            if mark and mark in raw.cells.get(heading, ""):
                for part in raw.cells[heading].split(mark):
                    yield {**raw.cells, heading: part.strip()}
                return
        yield raw.cells

    def _typed(
        self, cells: Mapping[str, str], raw: RawRow, bound: Mapping[str, tuple[Binding, ...]]
    ) -> TypedRow:
        row = TypedRow(raw.number, {}, {}, raw.cells, list(raw.problems))
        if raw.problems:
            return row
        for heading, cell in cells.items():
            for binding in bound.get(heading, ()):
                if cell:
                    self._read(row, binding, cell)
        for name, cell in self.mapping.joined(cells).items():
            column = self._field(name)
            self._read(row, Binding(column, name, self._parser(column)), cell)
        for name, value in self.mapping.constants.items():
            row.values.setdefault(name, value)
        self._require(row)
        return row

    def _read(self, row: TypedRow, binding: Binding, cell: str) -> None:
        limit = binding.column.max_length or MAX_TEXT
        if len(cell) > limit:
            params = {"length": len(cell), "limit": limit}
            row.problems.append(Problem(binding.field, "too_long", params))
            return
        row.written[binding.field] = cell
        try:
            value = binding.parse(cell)
        except RefusedValue as refusal:
            row.problems.append(Problem(binding.field, refusal.code, refusal.params))
            return
        if value is not None:
            row.values[binding.field] = value

    def _require(self, row: TypedRow) -> None:
        refused = {problem.field for problem in row.problems}
        for column in self.format.columns:
            name = column.field
            if name is None or name in row.values or name in refused:
                continue
            if _is_mandatory(column.mandatory, row.values):
                row.problems.append(Problem(name, "mandatory", {"title": column.title_zh}))


def _rewriting(parse: Parser, target: Target) -> Parser:
    """Return a reader that takes a cell for what the mapping says it means."""

    def read(cell: str) -> Value | None:
        if cell not in target.values and target.others == "drop":
            return None
        return parse(target.values.get(cell, cell))

    return read


def _is_mandatory(rule: bool | Condition, values: Mapping[str, Value]) -> bool:  # noqa: FBT001 (the schema's)
    if isinstance(rule, bool):
        return rule
    return values.get(rule.field) in rule.any_of


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: NFKC, no spaces, upper case."""
    return "".join(normalize("NFKC", heading).split()).upper().lstrip("*★")


def _without_unit(key: str) -> str:
    return key.partition("(")[0] if _unit_of(key) else key


def _unit_of(key: str) -> str | None:
    inner = key.partition("(")[2].rstrip(")")
    return inner if inner in _UNITS else None
