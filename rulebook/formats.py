"""Field standards: which columns a file of a format has and what each of them must hold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from rulebook.schema import Dated, Part

ColumnType = Literal[
    "text",
    "name",
    "date",
    "money",
    "integer",
    "ratio",
    "enum",
    "uscc",
    "org_code",
    "reg_no",
    "citizen_id",
    "party_code",
    "document_number",
    "case_number",
    "boolean",
    "region",
]

Mode = Literal["delta", "snapshot", "either"]
"""Whether a file adds to what is known (delta) or lists all there is in its scope (snapshot)."""


class Condition(Part):
    """True for a row whose ``field`` has one of the values ``in`` (``any_of`` here)."""

    field: str
    any_of: tuple[str, ...] = Field(alias="in", min_length=1)


class Column(Part):
    """One column of a format.

    Attributes:
        code: the standard's code of the column; also a heading.
        title_zh: the standard's Chinese heading.
        aliases: other headings seen in files.
        field: where the value goes (``party.name``), or None for a column known and dropped.
        unit: unit of what is written: 元 or 万元 for money; for a ratio % or 1, None if cells say.
        mandatory: always, never, or under a condition on another field.
        values: for an enum, value as written → value.
    """

    code: str = Field(min_length=1)
    title_zh: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    field: str | None = None
    type: ColumnType = "text"
    unit: Literal["元", "万元", "%", "1"] | None = None
    mandatory: bool | Condition = False
    max_length: int | None = Field(default=None, gt=0)
    values: Mapping[str, str] = Field(default_factory=dict)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading by which the column is known, the standard's own first."""
        return (self.code, self.title_zh, *self.aliases)

    @model_validator(mode="after")
    def _unit_fits(self) -> Self:
        allowed = {"money": ("元", "万元"), "ratio": ("%", "1", None)}.get(self.type, (None,))
        if self.unit not in allowed:
            problem = f"column {self.code}: unit {self.unit} of type {self.type}"
            raise ValueError(problem)
        return self


class Rule(Part):
    """A check across fields, known to ingest by name; ``params`` tune it."""

    name: str
    params: Mapping[str, str | int | Decimal | bool | tuple[str, ...]] = Field(default_factory=dict)


class DefaultSource(Part):
    """The source that a file of the format has unless its manifest names another."""

    id: str
    name: str | None = None
    schedule_days: int | None = Field(default=None, gt=0)
    region: str | None = None


class Format(Dated):
    """The standard of one kind of file.

    Attributes:
        kind: the record or relation that a row becomes.
        scope: fields that name what a snapshot file lists completely.
        catalogue_class: class of public credit information in the national catalogue, if any.
    """

    title_zh: str
    title_en: str
    kind: str
    mode: Mode
    scope: tuple[str, ...] = ()
    catalogue_class: int | None = None
    source: DefaultSource | None = None
    columns: tuple[Column, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _headings_are_unique(self) -> Self:
        seen: dict[str, str] = {}
        for column in self.columns:
            for heading in set(column.headings):
                if seen.setdefault(heading, column.code) != column.code:
                    problem = f"heading {heading}: columns {seen[heading]} and {column.code}"
                    raise ValueError(problem)
        return self

    @model_validator(mode="after")
    def _names_are_fields(self) -> Self:
        fields = {column.field for column in self.columns if column.field}
        prefixes = {field.rpartition(".")[0] for field in fields}
        conditions = (c.mandatory for c in self.columns if isinstance(c.mandatory, Condition))
        unknown = {c.field for c in conditions} - fields | (set(self.scope) - fields - prefixes)
        if unknown:
            problem = f"not a field of the format: {', '.join(sorted(unknown))}"
            raise ValueError(problem)
        return self
