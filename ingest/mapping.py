"""Mapping files: how any other table becomes rows of a format."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from ingest.masking import mask, shown
from ingest.reading import is_there
from messages import InputError


def _as_text(written: Any) -> Any:  # noqa: ANN401 (whatever the YAML holds)
    """Return numbers and dates that YAML reads as such the way a cell shows them."""
    plain = isinstance(written, (int, float, date)) and not isinstance(written, bool)
    return str(written) if plain else written


OPEN_UNIT = "?"
"""What a draft has for a unit that its table does not tell."""

MOST_DAYS = 36_500
"""Within how many days the next file of a source may be due at most."""

_MOST_VERSIONS = 2**31

_YEARS = range(1900, 2200)
_Day = TypeVar("_Day", bound=date)


def plausible(day: _Day) -> _Day:
    """Return the day that a file shows or came on: days are counted before and after it.

    Raises:
        ValueError: it is of another age.
    """
    if day.year not in _YEARS:
        problem = f"{_YEARS.start}–{_YEARS.stop - 1}"
        raise ValueError(problem)
    return day


Text = Annotated[str, BeforeValidator(_as_text)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Target(_Part):
    """Where one heading goes.

    Attributes:
        field: a field of the format.
        unit: unit of its cells, where it is not the format's.
        date_formats: further forms of its dates (``%d.%m.%Y``; ``unix`` for seconds since 1970).
        pattern: a regular expression whose one group is what the cell says; a cell without it says
            nothing.
        values: written value → value of the format, or → another way to write it; empty if the
            written value says nothing (``-`` for a sum).
        others: whether cells that ``values`` does not list are read as they are, or dropped.
        separator: what separates several values in one cell; each makes a row of its own.
    """

    field: str
    unit: Literal["元", "万元", "%", "1"] | None = None
    date_formats: tuple[str, ...] = ()
    pattern: str | None = None
    values: MappingOf[Text, Text] = Field(default_factory=dict)
    others: Literal["keep", "drop"] = "keep"
    separator: str | None = Field(default=None, min_length=1)

    @field_validator("pattern")
    @classmethod
    def _one_group(cls, pattern: str | None) -> str | None:
        if pattern is not None and _groups(pattern) != 1:
            problem = f"pattern: {pattern}"
            raise ValueError(problem)
        return pattern


def _groups(pattern: str) -> int:
    try:
        return re.compile(pattern).groups
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _targets(written: Any) -> Any:  # noqa: ANN401 (whatever the YAML holds)
    match written:
        case None:
            return ()
        case str():
            return ({"field": written},)
        case list() | tuple():
            return tuple({"field": one} if isinstance(one, str) else one for one in written)
        case _:
            return (written,)


class Join(_Part):
    """A second table that says more about what a heading names.

    Attributes:
        file: its path beside the file that is loaded.
        heading: the heading of the loaded file that names it.
        key: the heading of the second table that is named.
        columns: heading of the second table → field of the format.
    """

    file: str
    heading: str
    key: str
    columns: MappingOf[str, str]


def _joins(written: Any) -> Any:  # noqa: ANN401 (whatever the YAML holds)
    match written:
        case None:
            return ()
        case dict() | Join():
            return (written,)
        case _:
            return written


class SourceOf(_Part):
    """The source of mapped files.

    Attributes:
        schedule_days: within how many days its next file is due.
        region: the region that its files cover.
        officer: who is in charge of them there.
    """

    id: str
    name: str
    schedule_days: int | None = Field(default=None, gt=0, le=MOST_DAYS)
    region: str | None = Field(default=None, min_length=1)
    officer: str | None = Field(default=None, min_length=1)


class Mapping(_Part):
    """One mapping file.

    Attributes:
        format: the format that rows become.
        source: who sends such files.
        mode: whether a file adds (delta) or lists all in its scope (snapshot).
        dated: the day that a file shows; the day of receipt if left out.
        columns: heading → where it goes, to one field or several; nowhere if it is dropped.
        constants: field → value that every row has.
        each: the heading whose cell is a list of objects; each makes a row of its own, in which the
            keys of the object are headings (``parties.name``).
        join: further tables.
    """

    name: str = ""
    version: int = Field(default=1, ge=0, le=_MOST_VERSIONS)
    format: str
    source: SourceOf | None = None
    mode: Literal["delta", "snapshot"] | None = None
    dated: Annotated[date, AfterValidator(plausible)] | None = None
    columns: MappingOf[str, tuple[Target, ...]] = Field(default_factory=dict)
    constants: MappingOf[str, Text] = Field(default_factory=dict)
    each: str | None = Field(default=None, min_length=1)
    join: Annotated[tuple[Join, ...], BeforeValidator(_joins)] = ()

    @field_validator("columns", mode="before")
    @classmethod
    def _short_form(cls, columns: Any) -> Any:  # noqa: ANN401 (whatever the YAML holds)
        if not isinstance(columns, dict):
            return columns
        return {heading: _targets(target) for heading, target in columns.items()}

    @model_validator(mode="after")
    def _one_split(self) -> Self:
        split = [h for h, targets in self.columns.items() if any(t.separator for t in targets)]
        split += [self.each] if self.each else []
        if len(split) > 1:
            problem = f"separator: {', '.join(split)}"
            raise ValueError(problem)
        return self

    @property
    def joined_fields(self) -> set[str]:
        """The fields that the further tables give."""
        return {field for join in self.join for field in join.columns.values()}

    @property
    def nested_fields(self) -> set[str]:
        """The fields that the objects of a list give."""
        start = f"{self.each}."
        nested = (targets for name, targets in self.columns.items() if name.startswith(start))
        return {target.field for targets in nested for target in targets} if self.each else set()


def _check_units(content: Any, path: Path) -> None:  # noqa: ANN401 (whatever the YAML holds)
    """Refuse a draft in which a unit is still open.

    Raises:
        InputError: whoever knows the table has to write the unit.
    """
    columns = content.get("columns") if isinstance(content, dict) else None
    if not isinstance(columns, dict):
        return
    open_ones = [
        str(heading)
        for heading, target in columns.items()
        if isinstance(target, dict) and target.get("unit") == OPEN_UNIT
    ]
    if open_ones:
        headings = mask("、".join(open_ones))
        raise InputError("ingest.mapping_unit_open", file=shown(path), headings=headings)


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises:
        InputError: it is missing, no YAML, not a mapping, or a draft that leaves a unit open; the
            sentence names the place.
    """
    if not is_there(path):
        raise InputError("ingest.no_file", file=mask(str(path)))
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        _check_units(content, path)
        mapping = Mapping.model_validate({"name": path.stem, **(content or {})})
        mapping.model_dump_json()  # half a character, which YAML can write, cannot be kept
    except ValidationError as error:
        first = error.errors()[0]
        place = mask(".".join(str(part) for part in first["loc"]))
        cause = mask(first["msg"])
        raise InputError(
            "ingest.mapping_invalid", file=shown(path), place=place, cause=cause
        ) from error
    except (yaml.YAMLError, RecursionError, TypeError, ValueError) as error:
        cause = mask(str(error))
        raise InputError("ingest.mapping_yaml", file=shown(path), cause=cause) from error
    return mapping
