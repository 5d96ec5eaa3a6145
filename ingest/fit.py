"""How well the headings of a file fit a format that nobody named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from ingest.headings import heading_key
from rulebook.formats import Column, Format


@dataclass(frozen=True, slots=True)
class Fit:
    """A format beside the headings of a file.

    Attributes:
        known: how many of the headings the format knows.
        unknown: those that it does not.
        missing: its mandatory columns that no heading names.
    """

    standard: Format
    known: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    @classmethod
    def of(cls, standard: Format, headings: Iterable[str]) -> Self:
        """Return how the headings fit."""
        given = {heading_key(heading): heading for heading in headings}
        names = {key for column in standard.columns for key in _keys(column)}
        return cls(
            standard,
            known=len(names & given.keys()),
            unknown=tuple(heading for key, heading in given.items() if key not in names),
            missing=tuple(
                column.title_zh
                for column in standard.columns
                if column.mandatory is True and not _keys(column) & given.keys()
            ),
        )

    @property
    def whole(self) -> bool:
        """Whether the file can be read as it is."""
        return not self.unknown and not self.missing


def _keys(column: Column) -> set[str]:
    return {heading_key(heading) for heading in column.headings}
