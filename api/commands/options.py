"""Options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.answers import Asked
from ingest.masking import mask
from messages import InputError


def parse_day(value: str, option: str = "--as-of") -> date:
    """Return a day written as YYYY-MM-DD.

    Raises:
        InputError: it is none; the error names the option.
    """
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InputError("api.bad_day", option=option, value=mask(value)) from error


def parse_period(days: tuple[str, str], option: str) -> tuple[date, date]:
    """Return the first and the last day of a period.

    Raises:
        InputError: one of them is no day, or the last comes before the first.
    """
    first, last = (parse_day(day, option) for day in days)
    if last < first:
        raise InputError("trace.during", first=first, last=last)
    return first, last


def parse_instant(value: str) -> datetime:
    """Return an instant in ISO form, with its zone.

    Raises:
        InputError: it is none, or has no zone: eight hours can decide what was known.
    """
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise InputError("api.bad_instant", value=mask(value)) from error
    if found.tzinfo is None:
        raise InputError("api.known_at_zone", value=value)
    return found


Json = Annotated[bool, typer.Option("--json", help="一个 JSON 对象 · one JSON object.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="截至哪一天 · as of which day.")
]
Seen = Annotated[
    int | None, typer.Option("--seen", min=0, help="当时已知的提交号 · the commit known then.")
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at", metavar="INSTANT", help="当时已知的时刻 · what was known at an instant."
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="写入 .jsonl .xlsx .csv 文件 · write to a file.")
]
Limit = Annotated[int, typer.Option(min=1, help="表中最多显示几行 · rows of a table at most.")]


def asked(as_of: str | None, seen: int | None, known_at: str | None) -> Asked:
    """Return what the options ask for."""
    return Asked(
        as_of=parse_day(as_of) if as_of else None,
        seen=seen,
        known_at=parse_instant(known_at) if known_at else None,
    )
