"""Writes a sample: its files, manifest, bidders, truth and README."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from heapq import merge
from pathlib import Path

import orjson
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from ingest.sample.adverse import Docket, draw_background, tell_dishonest
from ingest.sample.bidders import Bidder, plant_bidders
from ingest.sample.circles import settle
from ingest.sample.dice import topic
from ingest.sample.dirt import spoil
from ingest.sample.files import Shipment, shipments
from ingest.sample.further import further
from ingest.sample.ledger import Ledger
from ingest.sample.places import HOME, Place
from ingest.sample.plants import plant_structures
from ingest.sample.records import Records
from ingest.sample.scales import SCALES
from ingest.sample.sheets import CREATED, Sheet, write_sheet
from ingest.sample.summary import Summary, WrittenFile, shares
from ingest.sample.town import Town
from messages import InputError, both
from rulebook import Format, Rulebook

MANIFEST = "manifest.jsonl"
TRUTH = "truth.json"
_BIDDER_HEADINGS = ("序号", "竞买人名称", "统一社会信用代码")
_REPEATABLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS


def write_town(
    out: Path,
    seed: int,
    scale: str = "town",
    progress: Callable[[str], None] | None = None,
) -> Summary:
    """Write a synthetic town, the same for the same seed and scale to the byte.

    Args:
        out: a directory; made if it is not there, files of an earlier sample are replaced.
        seed: which town.
        scale: a key of ``SCALES``.
        progress: told the name of each file when it has been written.

    Raises:
        InputError: no such scale, or ``out`` holds files that are no sample.
    """
    if scale not in SCALES:
        raise InputError("sample.unknown_scale", scale=scale, known="、".join(SCALES))
    with whole_sample(out) as partial:
        summary = write_place(partial, Town(SCALES[scale], seed), scale, progress or silent)
    return replace(summary, out=out)


def write_place(out: Path, town: Town, scale: str, progress: Callable[[str], None]) -> Summary:
    """Draw a town and write it into a directory that is there."""
    bidders, core = draw(town)
    packed: list[Sheet] = []
    written: list[WrittenFile] = []
    for sheet, file in _write_all(out, town, core):
        packed.append(sheet)
        written.append(file)
        progress(sheet.file)
    _write_manifest(out, packed)
    _write_bidders(out, town, bidders)
    summary = Summary(
        scale=scale,
        seed=town.seed,
        today=town.scale.today,
        out=out,
        files=tuple(written),
        subjects=len(town.bodies) + len(town.branches) + len(town.people),
        bidders=len(bidders),
        planted={name: len(town.known[name]) for name in sorted(town.known.keys() - {"bidders"})},
        truth_sha256=_write_truth(out, town, scale, written),
    )
    _write_readme(summary, town.place)
    return summary


def draw(town: Town) -> tuple[list[Bidder], list[Shipment]]:
    """Draw all that is true of a town; the rows of its files are drawn as they are written."""
    docket = Docket(town)
    settle(town)
    plant_structures(town, docket)
    bidders = plant_bidders(town, docket)
    draw_background(town, docket)
    ledger = Ledger(town)
    ledger.draw()
    tell_dishonest(town, docket)
    return bidders, shipments(town, docket, ledger)


@contextmanager
def whole_sample(out: Path) -> Iterator[Path]:
    """Yield a directory to write a sample in; its files are those of ``out`` once all are written.

    Raises:
        InputError: ``out`` holds something that is no sample.
    """
    _check(out)
    partial = out.resolve().with_name(out.resolve().name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        yield partial
        _put(partial, out)
    except FileCreateError as error:
        raise error.args[0] from error  # the library hides what the disk said
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _put(partial: Path, out: Path) -> None:
    """Put the files where they belong, the manifest that names them last."""
    (out / MANIFEST).unlink(missing_ok=True)
    files = [file for file in partial.rglob("*") if file.is_file()]
    for file in sorted(files, key=lambda file: (file == partial / MANIFEST, file)):
        place = out / file.relative_to(partial)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)


def _check(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise InputError("sample.no_directory", out=out)
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise InputError("sample.foreign_files", out=out)


def silent(_: str) -> None:
    """Tell nobody."""


def _write_all(
    out: Path, town: Town, core: Sequence[Shipment]
) -> Iterator[tuple[Sheet, WrittenFile]]:
    """Write the files in the order of receipt; what was written before, later rows may name."""
    standards = Rulebook.load().formats
    records = Records(town, topic(town.seed, "records"))
    more = further(town, standards, records, core)
    for shipment in merge(core, more, key=lambda each: each.sheet.received_at):
        standard = standards[shipment.sheet.format]
        yield shipment.sheet, _write(out, town, shipment, standard, records)


def _write(
    out: Path, town: Town, shipment: Shipment, standard: Format, records: Records
) -> WrittenFile:
    sheet = shipment.sheet
    dice = topic(town.seed, sheet.file)
    entries = spoil(shipment.entries, standard, town.scale.dirt, dice)
    rows = refused = 0
    for number, entry in write_sheet(out, sheet, standard, entries, dice):
        rows += 1
        records.keep(sheet.format, entry)
        place = {"file": sheet.file, "row": number}
        if entry.refused is not None:
            refused += 1
            field, code = entry.refused
            town.tell("refused", **place, field=field, code=code)
        for section, facts in entry.marks.items():
            town.tell(section, **place, **facts)
    return WrittenFile(sheet.file, sheet.format, rows, refused)


def _write_manifest(out: Path, packed: Sequence[Sheet]) -> None:
    lines = (orjson.dumps(sheet.manifest) for sheet in packed)
    (out / MANIFEST).write_bytes(b"\n".join(lines) + b"\n")


def _write_bidders(out: Path, town: Town, bidders: Sequence[Bidder]) -> None:
    says = town.place.says
    rows = [(str(n), says(b.name), b.code) for n, b in enumerate(bidders, start=1)]
    with (out / "bidders.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_BIDDER_HEADINGS, *rows])
    with xlsxwriter.Workbook(str(out / "bidders.xlsx")) as book:
        book.set_properties({"created": CREATED})
        page = book.add_worksheet()
        for number, row in enumerate([_BIDDER_HEADINGS, *rows]):
            page.write_row(number, 0, row)
    for number, bidder in enumerate(bidders, start=2):
        town.tell(
            "bidders",
            row=number,
            name=bidder.name,
            code=bidder.code,
            verdict=bidder.verdict,
            why=bidder.why,
        )


def _write_truth(out: Path, town: Town, scale: str, written: Sequence[WrittenFile]) -> str:
    by_file: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for refused in town.known["refused"]:
        by_file[str(refused["file"])][str(refused["code"])] += 1
    files = {
        file.file: {"format": file.format, "rows": file.rows, "refused": dict(by_file[file.file])}
        for file in written
    }
    truth = {"scale": scale, "seed": town.seed, "today": town.scale.today, "files": files}
    return seal(out / TRUTH, {**truth, **town.known}, town.place)


def seal(path: Path, truth: Mapping[str, object], place: Place = HOME) -> str:
    """Write a truth file and return its SHA-256."""
    content = orjson.dumps(truth, default=_plain, option=_REPEATABLE)
    said = place.says(content.decode()).encode() + b"\n"
    path.write_bytes(said)
    return hashlib.sha256(said).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(type(value))


def _write_readme(summary: Summary, place: Place) -> None:
    facts = {
        "scale": summary.scale,
        "seed": summary.seed,
        "today": summary.today,
        "files": len(summary.files),
        "rows": f"{summary.rows:,}",
        "subjects": f"{summary.subjects:,}",
        "bidders": summary.bidders,
        "sha256": summary.truth_sha256,
    }
    text = both("sample.readme", **facts)
    (summary.out / "README.md").write_text(
        place.says(f"{text.zh}\n\n{text.en}\n\n{shares(summary)}\n"), encoding="utf-8"
    )
