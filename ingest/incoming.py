"""What is known of a file before it is read: format, source, mode, the day it shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from graph.feeds import Terms
from graph.model.facts import digest
from graph.model.moment import SHANGHAI
from ingest.fit import Fit
from ingest.joining import Second, read_second
from ingest.manifest import Stated, read_manifest
from ingest.mapping import Mapping, SourceOf, load_mapping
from ingest.masking import cut, mask, shown
from ingest.reading import is_there, open_sheet
from messages import InputError
from rulebook import Rulebook
from rulebook.formats import Format

_BLOCK = 1 << 20
_LONGEST_PATH = 500
_LONGEST, _MOST = 40, 12
"""How much of how many headings a sentence repeats."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to load.

    Attributes:
        standard: its field standard.
        source: id of who sends it.
        source_name: their name.
        terms: what it states of how often such files come, for which region, from whom.
        dated: the day that it shows.
        mode: ``delta`` or ``snapshot``.
        sha256: of its bytes.
        second: the second table of its mapping.
    """

    path: Path
    standard: Format
    mapping: Mapping
    source: str
    source_name: str
    terms: Terms
    received_at: datetime
    dated: date
    mode: str
    sha256: str
    second: Second

    @property
    def id(self) -> str:
        """The same bytes read the same way from the same source are the same file."""
        how = self.mapping.model_dump_json()
        bytes_of = (self.sha256, self.second.sha256)
        return digest(*bytes_of, self.standard.id, self.source, self.mode, self.dated, how)[:24]

    @property
    def name(self) -> str:
        """Its name as it may be shown and stored."""
        return shown(self.path)

    @property
    def properties(self) -> dict[str, object]:
        """What is stored on its node."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "source": self.source,
            "format": self.standard.id,
            "mapping": mask(self.mapping.name),
            "mapping_text": mask(self.mapping.model_dump_json()) if self.mapping.name else "",
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
    mapped = load_mapping(mapping) if mapping else None
    found: list[Incoming] = []
    for path in paths:
        if path.is_dir():
            entries = read_manifest(path)
            found += [describe(path / entry.file, rulebook, mapped, entry) for entry in entries]
        else:
            found.append(describe(path, rulebook, mapped, Stated(format=standard)))
    if not found:
        raise InputError("ingest.no_file", file=mask("、".join(str(path) for path in paths)))
    return found


def describe(path: Path, rulebook: Rulebook, mapping: Mapping | None, stated: Stated) -> Incoming:
    """Return what is known of one file from what is stated of it, its mapping and its headings.

    Raises:
        InputError: no such file, or its format or mode is not told.
    """
    if not is_there(path):
        raise InputError("ingest.no_file", file=cut(str(path), _LONGEST_PATH))
    standard = _standard(path, rulebook, mapping, stated.format)
    used = mapping or Mapping(name="", format=standard.id)
    received = _received(stated.received_at)
    source = _source(standard, used, stated)
    return Incoming(
        path=path,
        standard=standard,
        mapping=used,
        source=mask(source.id),
        source_name=mask(source.name),
        terms=_terms(source),
        received_at=received,
        dated=stated.dated or used.dated or received.astimezone(SHANGHAI).date(),
        mode=_mode(path, standard, stated.mode or used.mode),
        sha256=_sha256(path),
        second=read_second(used, path.parent),
    )


def _standard(
    path: Path, rulebook: Rulebook, mapping: Mapping | None, stated: str | None
) -> Format:
    name = mapping.format if mapping else stated
    if name is None:
        return _recognise(path, rulebook)
    if name not in rulebook.formats:
        known = " ".join(sorted(rulebook.formats))
        raise InputError("ingest.unknown_format", file=shown(path), format=mask(name), known=known)
    return rulebook.formats[name]


def _recognise(path: Path, rulebook: Rulebook) -> Format:
    """Return the one format that knows every heading of a file and finds its mandatory ones."""
    sheet = open_sheet(path)
    first = next(sheet.rows, None) if not sheet.headings else None
    headings = [heading for heading in sheet.headings or (first.cells if first else ()) if heading]
    fits = [Fit.of(standard, headings) for standard in rulebook.formats.values()]
    fitting = [fit.standard for fit in fits if fit.whole]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise _no_fit(path, max(fits, key=lambda fit: (fit.known, -len(fit.missing))))
    names = " ".join(standard.id for standard in fitting)
    raise InputError("ingest.format_not_told", file=shown(path), fitting=names)


def _no_fit(path: Path, nearest: Fit) -> InputError:
    """Return the error of a file that is in no format: what keeps it from the nearest one."""
    unknown, missing = (
        "、".join(cut(heading, _LONGEST) for heading in headings[:_MOST]) or "—"
        for headings in (nearest.unknown, nearest.missing)
    )
    if not nearest.known:
        return InputError("ingest.no_known_heading", file=shown(path), headings=unknown)
    return InputError(
        "ingest.no_format_fits",
        file=shown(path),
        format=nearest.standard.id,
        unknown=unknown,
        missing=missing,
    )


def _terms(source: SourceOf) -> Terms:
    region, officer = (mask(said) if said else None for said in (source.region, source.officer))
    return Terms(source.schedule_days, region, officer)


def _source(standard: Format, mapping: Mapping, stated: Stated) -> SourceOf:
    if stated.source:
        return SourceOf(
            id=stated.source,
            name=stated.source_name or stated.source,
            schedule_days=stated.schedule_days,
            region=stated.region,
            officer=stated.officer,
        )
    if mapping.source:
        return mapping.source
    if standard.source:
        name = standard.source.name or standard.title_zh
        return SourceOf(
            id=standard.source.id,
            name=name,
            schedule_days=standard.source.schedule_days,
            region=standard.source.region,
        )
    return SourceOf(id=standard.id, name=standard.title_zh)


def _mode(path: Path, standard: Format, stated: str | None) -> str:
    mode = stated or ("delta" if standard.mode == "either" else standard.mode)
    if standard.mode not in ("either", mode):
        raise InputError("ingest.wrong_mode", file=shown(path), mode=mode, format=standard.id)
    return mode


def _received(stated: datetime | None) -> datetime:
    if stated is None:
        return datetime.now(UTC)
    zoned = stated if stated.tzinfo else stated.replace(tzinfo=SHANGHAI)
    # In UTC: the driver hands ZoneInfo a date of its own kind, which can crash the interpreter.
    return zoned.astimezone(UTC)


def _sha256(path: Path) -> str:
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            sha.update(block)
    return sha.hexdigest()
