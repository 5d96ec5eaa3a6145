"""A sheet read by a field standard: cells typed, refusals collected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingest.headings import Binder, Binding
from ingest.problems import Problem, RefusedValue
from ingest.reading import RawRow, Sheet
from ingest.values import Value
from rulebook.formats import Condition

MAX_TEXT = 20_000


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
class Table:
    """Reads the rows of a file whose headings a binder knows."""

    binder: Binder

    def rows(self, sheet: Sheet) -> Iterator[TypedRow]:
        """Yield the rows of a sheet, several for one where the mapping splits a cell.

        Raises:
            InputError: a heading is unknown, or one that is mandatory is missing.
        """
        bound = self.binder.bind(sheet.headings) if sheet.headings else {}
        for raw in sheet.rows:
            if not sheet.headings and not raw.problems:
                bound |= self.binder.bind_loosely(raw.cells.keys() - bound.keys())
            for part in self._split(raw, bound):
                yield self._typed(part, raw, bound)

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
        mapping = self.binder.mapping
        for name, cell in mapping.joined(cells).items():
            self._read(row, self.binder.binding_of(name), cell)
        for name, value in mapping.constants.items():
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
        for column in self.binder.format.columns:
            name = column.field
            if name is None or name in row.values or name in refused:
                continue
            if _is_mandatory(column.mandatory, row.values):
                row.problems.append(Problem(name, "mandatory", {"title": column.title_zh}))


def _is_mandatory(rule: bool | Condition, values: Mapping[str, Value]) -> bool:  # noqa: FBT001 (the schema's)
    if isinstance(rule, bool):
        return rule
    return values.get(rule.field) in rule.any_of
