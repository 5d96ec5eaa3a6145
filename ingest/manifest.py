"""The manifest of a folder: what each of its files is, one JSON object a line."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from ingest.mapping import MOST_DAYS, plausible
from ingest.masking import mask, shown
from messages import InputError

MANIFEST = "manifest.jsonl"


class Stated(BaseModel):
    """What is said of a file by whoever sends it.

    Attributes:
        file: its path in the folder.
        format: the field standard that it follows.
        source: id of who sends it.
        source_name: their name.
        schedule_days: within how many days the next file is due.
        region: the region that such files cover.
        officer: who is in charge of them there.
        received_at: when it came; in Shanghai's time unless it says a zone.
        dated: the day that it shows.
        mode: whether it adds (delta) or lists all there is in its scope (snapshot).
    """

    model_config = ConfigDict(frozen=True)

    file: str = ""
    format: str | None = None
    source: str | None = None
    source_name: str | None = None
    schedule_days: int | None = Field(default=None, gt=0, le=MOST_DAYS)
    region: str | None = Field(default=None, min_length=1)
    officer: str | None = Field(default=None, min_length=1)
    received_at: Annotated[datetime, AfterValidator(plausible)] | None = None
    dated: Annotated[date, AfterValidator(plausible)] | None = None
    mode: Literal["delta", "snapshot"] | None = None


def read_manifest(folder: Path) -> list[Stated]:
    """Return what the manifest of a folder says of its files.

    Raises:
        InputError: there is none, or a line of it cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError("ingest.no_manifest", folder=shown(folder.resolve()), manifest=MANIFEST)
    lines = path.read_bytes().splitlines()
    return [_line(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _line(number: int, line: bytes) -> Stated:
    try:
        stated = Stated.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        cause = mask(f"{'.'.join(map(str, first['loc']))} {first['msg']}".strip())
        place = {"file": MANIFEST, "row": number, "cause": cause}
        raise InputError("ingest.bad_manifest", **place) from error
    if not stated.file:
        raise InputError("ingest.bad_manifest", file=MANIFEST, row=number, cause="file")
    return stated
