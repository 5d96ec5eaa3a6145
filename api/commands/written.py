"""An answer whose many rows went to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.answers import Answer
from api.console import out, say
from api.exports import write_table


def exported(
    path: Path, answer: Answer, name: str, sheet: Iterable[Mapping[str, object]] | None = None
) -> Answer:
    """Write the rows of an answer to a file; return the answer with totals and file instead.

    Args:
        path: the file.
        answer: its data has the rows.
        name: the field of the data that holds them.
        sheet: the rows as a person reads them, if a sheet is to have others than a program.

    Raises:
        InputError: the file cannot be written there or with that ending.
    """
    data: Any = answer.data
    rows = data[name] if sheet is None or path.suffix.lower() == ".jsonl" else sheet
    totals = {"rows": write_table(path, rows)}
    kept = {field: value for field, value in data.items() if field != name}
    return replace(answer, data={"totals": totals, **kept, "out": str(path)})


def render_export(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    """Say how many rows were written, if they were."""
    if "out" in data:
        out.print(say("api.exported", count=data["totals"]["rows"]))
