"""A city: place after place is drawn, written and forgotten, so that memory holds one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import orjson

from ingest.sample.places import PLACES
from ingest.sample.scales import SCALES, Scale
from ingest.sample.summary import Summary, WrittenFile, shares
from ingest.sample.town import Town
from ingest.sample.write import (
    MANIFEST,
    TRUTH,
    seal,
    silent,
    whole_sample,
    write_place,
    write_town,
)
from messages import both

_SEEDS = 100
"""How many seeds a city has for its places."""

Progress = Callable[[str], None]


def write_sample(
    out: Path, seed: int, scale: str = "town", progress: Progress | None = None
) -> Summary:
    """Write a town or a city, the same for the same seed and scale to the byte.

    Args:
        out: a directory; made if it is not there, files of an earlier sample are replaced.
        seed: which one.
        scale: a key of ``SCALES``.
        progress: told the name of each file when it has been written.

    Raises:
        InputError: no such scale, or ``out`` holds files that are no sample.
    """
    sizes = SCALES.get(scale)
    if sizes is None or sizes.places == 1:
        return write_town(out, seed, scale, progress)
    return write_city(out, seed, scale, sizes, progress)


def write_city(
    out: Path, seed: int, scale: str, sizes: Scale, progress: Progress | None = None
) -> Summary:
    """Write the places of a city, each a sample in a directory of its own.

    The manifest beside them names the files of all, so that the city is loaded at once.

    Args:
        out: as for ``write_sample``.
        seed: which city.
        scale: how the sizes are called.
        sizes: of each place, and how many places there are.
        progress: as for ``write_sample``.

    Raises:
        InputError: ``out`` holds files that are no sample.
    """
    written: list[Summary] = []
    with whole_sample(out) as partial:
        with (partial / MANIFEST).open("wb") as manifest:
            for place in PLACES[: sizes.places]:
                town = Town(sizes, seed * _SEEDS + place.number, place)
                folder = partial / f"{place.number:02d}"
                folder.mkdir()
                written.append(write_place(folder, town, scale, progress or silent))
                _copy_manifest(manifest, folder)
                del town
        summary = _sum_up(partial, seed, scale, written)
    return replace(summary, out=out)


def _copy_manifest(manifest: BinaryIO, folder: Path) -> None:
    for line in (folder / MANIFEST).read_bytes().splitlines():
        stated = orjson.loads(line)
        manifest.write(orjson.dumps({**stated, "file": f"{folder.name}/{stated['file']}"}) + b"\n")


def _sum_up(out: Path, seed: int, scale: str, written: list[Summary]) -> Summary:
    planted: Counter[str] = Counter()
    for place in written:
        planted.update(place.planted)
    truth = {
        "scale": scale,
        "seed": seed,
        "today": written[0].today,
        "planted": planted,
        "places": list(map(_told, written)),
    }
    summary = Summary(
        scale=scale,
        seed=seed,
        today=written[0].today,
        out=out,
        files=tuple(_files(written)),
        subjects=sum(place.subjects for place in written),
        bidders=sum(place.bidders for place in written),
        planted=planted,
        truth_sha256=seal(out / TRUTH, truth),
    )
    _write_readme(summary, len(written))
    return summary


def _told(place: Summary) -> dict[str, object]:
    """Return what the city's truth says of a place: its own truth is sealed by its digest."""
    return {
        "place": place.out.name,
        "seed": place.seed,
        "subjects": place.subjects,
        "rows": place.rows,
        "truth_sha256": place.truth_sha256,
    }


def _files(written: list[Summary]) -> Iterator[WrittenFile]:
    for place in written:
        for file in place.files:
            name = f"{place.out.name}/{file.file}"
            yield WrittenFile(name, file.format, file.rows, file.refused)


def _write_readme(summary: Summary, places: int) -> None:
    text = both(
        "sample.city",
        scale=summary.scale,
        seed=summary.seed,
        today=summary.today,
        places=places,
        files=len(summary.files),
        rows=f"{summary.rows:,}",
        subjects=f"{summary.subjects:,}",
        sha256=summary.truth_sha256,
    )
    content = f"{text.zh}\n\n{text.en}\n\n{shares(summary)}\n"
    (summary.out / "README.md").write_text(content, encoding="utf-8")
