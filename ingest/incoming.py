"""What is known of a file before it is read: format, source, mode, the day it shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from graph.model.facts import digest
from ingest.headings import heading_key
from ingest.mapping import Mapping, load_mapping
from ingest.reading import open_sheet
from messages import InputError
from rulebook import Rulebook
from rulebook.formats import Format

SHANGHAI = ZoneInfo("Asia/Shanghai")
MANIFEST = "manifest.jsonl"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to load.

    Attributes:
        standard: its field standard.
        source: id of who sends it.
        source_name: their name.
        schedule_days: within how many days the next file is due, or None.
        dated: the day that it shows.
        mode: ``delta`` or ``snapshot``.
        sha256: of its bytes.
    """

    path: Path
    standard: Format
    mapping: Mapping
    source: str
    source_name: str
    schedule_days: int | None
    received_at: datetime
    dated: date
    mode: str
    sha256: str

    @property
    def id(self) -> str:
        """The same bytes read the same way from the same source are the same file."""
        how = self.mapping.model_dump_json()
        return digest(self.sha256, self.standard.id, self.source, self.mode, self.dated, how)[:24]

    @property
    def properties(self) -> dict[str, object]:
        """What is stored on its node."""
        return {
            "name": self.path.name,
            "sha256": self.sha256,
            "source": self.source,
            "format": self.standard.id,
            "mapping": self.mapping.name,
            "mapping_text": self.mapping.model_dump_json() if self.mapping.name else "",
            "mapping_version": self.mapping.version,
            "mode": self.mode,
            "dated": self.dated,
            "received_at": self.received_at,
        }


def find_files(
    paths: list[Path], rulebook: Rulebook, mapping: Path | None, standard: str | None = None
) -> list[Incoming]:
    """Return the files to load below ``paths``; a folder's manifest says what each of its files is.

    Args:
        paths: files and folders.
        rulebook: the field standards.
        mapping: a mapping file for files that are in no format.
        standard: the format of single files, where their headings do not tell it.

    Raises:
        InputError: nothing there, or a file whose format nothing tells.
    """
    mapped = _mapping(mapping)
    found: list[Incoming] = []
    for path in paths:
        if path.is_dir():
            found += _folder(path, rulebook, mapped)
        else:
            found.append(describe(path, rulebook, mapped, {"format": standard}))
    if not found:
        raise InputError("ingest.no_file", file="、".join(str(path) for path in paths))
    return found


def _mapping(path: Path | None) -> Mapping | None:
    return load_mapping(path) if path else None


def _folder(folder: Path, rulebook: Rulebook, mapping: Mapping | None) -> list[Incoming]:
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise InputError("ingest.no_manifest", folder=folder.name, manifest=MANIFEST)
    entries = []
    for number, line in enumerate(manifest.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = orjson.loads(line)
            path = folder / entry["file"]
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise InputError("ingest.bad_manifest", file=MANIFEST, row=number) from error
        entries.append(describe(path, rulebook, mapping, entry))
    return entries


def describe(
    path: Path, rulebook: Rulebook, mapping: Mapping | None, entry: dict[str, Any]
) -> Incoming:
    """Return what is known of one file from its manifest entry, mapping and headings.

    Raises:
        InputError: no such file, or its format or mode is not told.
    """
    if not path.is_file():
        raise InputError("ingest.no_file", file=str(path))
    standard = _standard(path, rulebook, mapping, entry.get("format"))
    used = mapping or Mapping(name="", format=standard.id)
    used.load_join(path.parent)
    received = _received(entry.get("received_at"))
    source, source_name, schedule = _source(standard, used, entry)
    return Incoming(
        path=path,
        standard=standard,
        mapping=used,
        source=source,
        source_name=source_name,
        schedule_days=schedule,
        received_at=received,
        dated=_dated(path, entry.get("dated") or used.dated, received),
        mode=_mode(path, standard, entry.get("mode") or used.mode),
        sha256=_sha256(path),
    )


def _standard(
    path: Path, rulebook: Rulebook, mapping: Mapping | None, stated: str | None
) -> Format:
    name = mapping.format if mapping else stated
    if name is None:
        return _recognise(path, rulebook)
    if name not in rulebook.formats:
        known = " ".join(sorted(rulebook.formats))
        raise InputError("ingest.unknown_format", file=path.name, format=name, known=known)
    return rulebook.formats[name]


def _recognise(path: Path, rulebook: Rulebook) -> Format:
    """Return the one format that knows every heading of a file and finds its mandatory ones."""
    sheet = open_sheet(path)
    first = next(sheet.rows, None) if not sheet.headings else None
    headings = sheet.headings or tuple(first.cells if first else ())
    given = {heading_key(heading) for heading in headings if heading}
    fitting = [standard for standard in rulebook.formats.values() if _fits(standard, given)]
    if len(fitting) == 1:
        return fitting[0]
    names = " ".join(standard.id for standard in fitting) or "-"
    raise InputError("ingest.format_not_told", file=path.name, fitting=names)


def _fits(standard: Format, given: set[str]) -> bool:
    known = {heading_key(h) for column in standard.columns for h in column.headings}
    needed = [
        {heading_key(h) for h in column.headings}
        for column in standard.columns
        if column.mandatory is True
    ]
    return given <= known and all(names & given for names in needed)


def _source(
    standard: Format, mapping: Mapping, entry: dict[str, Any]
) -> tuple[str, str, int | None]:
    if "source" in entry:
        name = entry.get("source_name") or entry["source"]
        return entry["source"], name, entry.get("schedule_days")
    if mapping.source:
        return mapping.source.id, mapping.source.name, mapping.source.schedule_days
    if standard.source:
        name = standard.source.name or standard.title_zh
        return standard.source.id, name, standard.source.schedule_days
    return standard.id, standard.title_zh, None


def _mode(path: Path, standard: Format, stated: str | None) -> str:
    mode = stated or ("delta" if standard.mode == "either" else standard.mode)
    if mode not in ("delta", "snapshot") or standard.mode not in ("either", mode):
        raise InputError("ingest.wrong_mode", file=path.name, mode=mode, format=standard.id)
    return mode


def _dated(path: Path, stated: str | None, received: datetime) -> date:
    if not stated:
        return received.astimezone(SHANGHAI).date()
    try:
        return date.fromisoformat(stated)
    except ValueError as error:
        raise InputError("ingest.bad_dated", file=path.name, dated=stated) from error


def _received(stated: str | None) -> datetime:
    if not stated:
        return datetime.now(UTC)
    found = datetime.fromisoformat(stated)
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _sha256(path: Path) -> str:
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            sha.update(block)
    return sha.hexdigest()
