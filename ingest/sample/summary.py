"""What was written of a sample, and how often each situation was planted in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from messages import both


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of the sample: its rows, and how many of them have to be refused."""

    file: str
    format: str
    rows: int
    refused: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written.

    Attributes:
        today: the day as of which the truth is stated.
        subjects: subjects that the files name by a full code.
        planted: how often the truth tells of each situation.
        truth_sha256: the seal of the truth file.
    """

    scale: str
    seed: int
    today: date
    out: Path
    files: tuple[WrittenFile, ...]
    subjects: int
    bidders: int
    planted: Mapping[str, int]
    truth_sha256: str

    @property
    def rows(self) -> int:
        """Rows in all files."""
        return sum(file.rows for file in self.files)


def shares(summary: Summary) -> str:
    """Return how often each situation was planted, as a table: of all rows or all subjects."""
    title = both("sample.shares")
    lines = [f"## {title.zh} · {title.en}", "", "| | | |", "|---|---:|---:|"]
    for section, count in summary.planted.items():
        name = both(f"sample.planted_{section}")
        share = count / (summary.rows if section == "refused" else summary.subjects)
        lines.append(f"| {name.zh} · {name.en} | {count:,} | {share:.3%} |")
    return "\n".join(lines)
