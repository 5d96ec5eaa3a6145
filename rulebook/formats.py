"""Field standards: which columns a file of a format has and what each of them must hold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from rulebook.schema import Dated, Part

ColumnType = Literal[
    "text",
    "name",
    "date",
    "money",
    "integer",
    "ratio",
    "decimal",
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
    "phone",
    "email",
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


KINDS: Mapping[str, str] = {
    "企业": "enterprise",
    "法人": "legal",
    "法人及非法人组织": "legal",
    "个体工商户": "individual_business",
    "农民专业合作社": "cooperative",
    "事业单位": "institution",
    "社会组织": "social_organization",
    "机关": "agency",
    "自然人": "person",
    "个人": "person",
}
"""Kinds of party as files write them."""


class PartyColumns(Part):
    """The three columns by which a row names a party: name, code, kind.

    Attributes:
        title_zh: how the headings begin (``主体`` gives 主体名称, 主体代码, 主体类型).
        code: how the codes of the columns begin.
        mandatory: whether the name is.
        names: other headings of the name.
        codes: other headings of the code.
    """

    title_zh: str
    code: str
    mandatory: bool | Condition = True
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def columns(self, prefix: str) -> tuple[Column, ...]:
        """Return the columns of the party with a prefix."""
        title = self.title_zh
        name = Column(
            code=f"{self.code}_name",
            title_zh=f"{title}名称",
            aliases=(title, *self.names),
            field=f"{prefix}.name",
            type="name",
            mandatory=self.mandatory,
            max_length=200,
        )
        code = Column(
            code=f"{self.code}_code",
            title_zh=f"{title}代码",
            aliases=(f"{title}统一社会信用代码", f"{title}证件号码", *self.codes),
            field=f"{prefix}.code",
            type="party_code",
        )
        kind = Column(
            code=f"{self.code}_kind",
            title_zh=f"{title}类型",
            aliases=(f"{title}类别",),
            field=f"{prefix}.kind",
            type="enum",
            values=KINDS,
        )
        return name, code, kind


class Rule(Part):
    """A check across fields, known to ingest by name; ``params`` tune it."""

    name: str
    params: Mapping[str, str | int | Decimal | bool | tuple[str, ...]] = Field(default_factory=dict)


class KeyOf(Part):
    """The record that a row names besides its own: by the columns that key it in its own format.

    Attributes:
        format: the format that makes such records.
        renamed: a field of that format → the field of this one that holds it.
    """

    format: str
    renamed: Mapping[str, str] = Field(default_factory=dict)


class RecordOf(Part):
    """The record that a row becomes.

    Attributes:
        kind: of the record, or of the event.
        parties: prefix of the party's columns → its role.
        roles: prefix → the field in which a row says the role itself.
        optional: prefixes whose party a row may leave out.
        date: field of the record's own day.
        valid_from: field of the first day on which it holds; a row without it means its own day.
        valid_to: field of the last day on which it holds.
        ended: field of the day from which it holds no more, whatever was foreseen.
        about: what tells it from others, each a ``field``, ``first|else``, or one of the constants.
        party: prefix of the party of which each has a record of its own, or None.
        numbered_by_source: whether its numbers are the source's own; another's may be equal.
        renamed: field → property, where they differ.
        dropped: fields that are checked and not kept.
        constants: property → value of all of them.
        names: property → the other record whose key it holds.
    """

    kind: str
    parties: Mapping[str, str] = Field(default_factory=dict)
    roles: Mapping[str, str] = Field(default_factory=dict)
    optional: tuple[str, ...] = ()
    date: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    ended: str | None = None
    about: tuple[str, ...]
    party: str | None = None
    numbered_by_source: bool = False
    renamed: Mapping[str, str] = Field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    constants: Mapping[str, str] = Field(default_factory=dict)
    names: Mapping[str, KeyOf] = Field(default_factory=dict)


class Choice(Part):
    """Records of several formats, of which a row names one.

    Attributes:
        by: the field that tells which.
        of: value of that field → the record.
    """

    by: str
    of: Mapping[str, KeyOf]


class EventOf(RecordOf):
    """The event that a row becomes: what was done to a record, found by the record's key.

    Attributes:
        record: the record that it acts on.
    """

    record: KeyOf | Choice


class RelationOf(Part):
    """The relation that a row becomes, read ``start TYPE end``.

    Beside a record it is between parties of the record, and holds as long as the record.

    Attributes:
        type: of the relation.
        start: prefix of the party at its start.
        end: prefix of the party at its end.
        distinction: the field that tells two relations of one pair apart.
        properties: the fields that it keeps.
        lists_start: whether a snapshot lists all relations of the ``start``, not of the ``end``.
        constants: property → value of all of them.
    """

    type: str
    start: str
    end: str
    distinction: str | None = None
    properties: tuple[str, ...] = ()
    lists_start: bool = False
    constants: Mapping[str, str] = Field(default_factory=dict)


class ContactsOf(Part):
    """How a row's party is reached.

    Attributes:
        party: prefix of the party's columns.
        fields: kind of contact → the field that holds it, or several of it.
    """

    party: str
    fields: Mapping[str, str] = Field(min_length=1)


class Makes(Part):
    """What a row becomes, where no module of ingest says it."""

    record: RecordOf | None = None
    event: EventOf | None = None
    relation: RelationOf | None = None
    contacts: ContactsOf | None = None


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
        most_ended: the share of what is in force that a snapshot may end without being asked.
        makes: what a row becomes; None where a module of ingest says it.
        parties: prefix → the columns that name a party; they stand before the others.
        example: code of a column → what an invented row has there, as written.
    """

    title_zh: str
    title_en: str
    kind: str
    mode: Mode
    scope: tuple[str, ...] = ()
    catalogue_class: int | None = None
    source: DefaultSource | None = None
    most_ended: Decimal = Field(default=Decimal("0.2"), ge=0, le=1)
    makes: Makes | None = None
    parties: Mapping[str, PartyColumns] = Field(default_factory=dict)
    columns: tuple[Column, ...] = Field(min_length=1)
    example: Mapping[str, str] = Field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _parties_are_columns(cls, stated: Any) -> Any:  # noqa: ANN401 (what the file holds)
        parties = stated.get("parties") if isinstance(stated, dict) else None
        if not parties:
            return stated
        named = [
            column.model_dump(by_alias=True)
            for prefix, party in parties.items()
            for column in PartyColumns.model_validate(party).columns(prefix)
        ]
        return {**stated, "parties": {}, "columns": [*named, *stated["columns"]]}

    @model_validator(mode="after")
    def _headings_are_unique(self) -> Self:
        seen: dict[str, str] = {}
        for column in self.columns:
            for heading in set(column.headings):
                if seen.setdefault(heading, column.code) != column.code:
                    problem = f"heading {heading}: columns {seen[heading]} and {column.code}"
                    raise ValueError(problem)
        return self

    @cached_property
    def types(self) -> Mapping[str, ColumnType]:
        """Field → type of its column."""
        return {column.field: column.type for column in self.columns if column.field}

    @cached_property
    def telling_column(self) -> Column | None:
        """The column by whose value the example is known: its first name, else its number."""
        shown = [column for column in self.columns if column.field and column.code in self.example]
        for kinds in (("name",), ("document_number", "case_number"), ("text",)):
            found = next((column for column in shown if column.type in kinds), None)
            if found:
                return found
        return None

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
