"""A sheet read by a field standard: cells typed, refusals collected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingest.headings import Binder, Binding, Bound
from ingest.problems import Problem, RefusedValue
from ingest.reading import RawRow, Sheet, unfold
from ingest.reading.sheet import MAX_TEXT
from ingest.values import Value
from rulebook.formats import Column, Condition


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


@dataclass(slots=True)
class _Reading:
    """What is known of the rows of a file before they are read.

    Attributes:
        bound: heading → what it means; keys of JSONL rows are added as they come.
        marks: heading → what separates the values of its cells, where the mapping splits them.
        constants: what every row has.
        needed: field → its column, of those that a row may have to have.
    """

    bound: Bound
    marks: dict[str, str]
    constants: Mapping[str, Value]
    needed: Mapping[str, Column]

    def add(self, bound: Bound) -> None:
        """Add headings."""
        self.bound |= bound
        for heading, bindings in bound.items():
            mark = next((b.separator for b in bindings if b.separator), None)
            if mark:
                self.marks[heading] = mark


@dataclass(frozen=True, slots=True)
class Table:
    """Reads the rows of a file whose headings a binder knows."""

    binder: Binder

    def rows(self, sheet: Sheet) -> Iterator[TypedRow]:
        """Yield the rows of a sheet, several for one where the mapping splits a cell or a list.

        Raises:
            InputError: the mapping does not fit; a heading is unknown, or a mandatory one missing.
        """
        columns = self.binder.format.columns
        needed = {column.field: column for column in columns if column.field and column.mandatory}
        reading = _Reading({}, {}, self.binder.constants(), needed)
        if sheet.headings:
            reading.add(self.binder.bind(sheet.headings))
        for raw in sheet.rows:
            for part in unfold(raw, self.binder.mapping.each):
                new = part.cells.keys() - reading.bound.keys()
                if new and not part.problems:
                    reading.add(self.binder.bind_keys(new, raw.number))
                for cells in _split(part, reading.marks):
                    problems = [*part.problems, *self._nested(part, reading.bound)]
                    row = TypedRow(raw.number, {}, {}, raw.cells, problems)
                    yield row if row.problems else self._typed(cells, row, reading)

    def _nested(self, raw: RawRow, bound: Bound) -> Iterator[Problem]:
        """Yield a problem for each field whose cell is an object, which is no value of it.

        A mapping may want it as it stands, as a text.
        """
        for heading in sorted(raw.nested):
            wanted = heading in self.binder.mapping.columns
            for binding in bound.get(heading, ()):
                if not (wanted and self.binder.format.types.get(binding.field) == "text"):
                    yield Problem(binding.field, "nested")

    def _typed(self, cells: Mapping[str, str], row: TypedRow, reading: _Reading) -> TypedRow:
        for heading, cell in cells.items():
            for binding in reading.bound.get(heading, ()):
                _read(row, binding, cell)
        for binding, cell in self.binder.joined(cells):
            _read(row, binding, cell)
        for name, value in reading.constants.items():
            if row.values.setdefault(name, value) is value:
                row.written.setdefault(name, self.binder.mapping.constants[name])
        _require(row, reading.needed)
        return row


def _require(row: TypedRow, needed: Mapping[str, Column]) -> None:
    refused = {problem.field for problem in row.problems}
    for name, column in needed.items():
        if name in row.values or name in refused:
            continue
        if _is_mandatory(column.mandatory, row.values):
            row.problems.append(Problem(name, "mandatory", {"title": column.title_zh}))


def _split(raw: RawRow, marks: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Yield the cells of a row once for every value in the cell that the mapping splits."""
    for heading, mark in marks.items():
        if mark in raw.cells.get(heading, ""):
            rest = {name: cell for name, cell in raw.cells.items() if name != heading}
            parts = [part.strip() for part in raw.cells[heading].split(mark) if part.strip()]
            yield from ({**rest, heading: part} for part in parts) if parts else (rest,)
            return
    yield raw.cells


def _read(row: TypedRow, binding: Binding, cell: str) -> None:
    if not cell:
        return
    if binding.field in row.written:
        row.problems.append(Problem(binding.field, "field_twice"))
        return
    limit = binding.max_length or MAX_TEXT
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


def _is_mandatory(rule: bool | Condition, values: Mapping[str, Value]) -> bool:  # noqa: FBT001 (the schema's)
    if isinstance(rule, bool):
        return rule
    return values.get(rule.field) in rule.any_of
