"""A city is written place by place; here a tiny one goes the same way."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

from ingest.incoming import find_files
from ingest.reading import open_sheet
from ingest.sample import SCALES, Summary, write_city, write_sample
from ingest.sample.dice import topic
from ingest.sample.places import HOME, PLACES
from ingest.sample.records import MOST, Records
from ingest.sample.scales import Scale
from ingest.sample.sheets import Entry
from ingest.sample.town import Town
from rulebook import Rulebook

TINY = replace(SCALES["hamlet"], places=3)
FIRST = "registry_20260630.csv"


class City(NamedTuple):
    """A city, and how many towns were held when the first file of each was written."""

    out: Path
    summary: Summary
    towns: list[int]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """A city of three hamlets."""
    out = tmp_path_factory.mktemp("sample") / "city"
    towns: list[int] = []
    gc.collect()
    before = _towns()

    def count(file: str) -> None:
        if file == FIRST:
            towns.append(_towns() - before)

    summary = write_city(out, 5, "city", TINY, count)
    return City(out, summary, towns)


def _towns() -> int:
    return sum(isinstance(held, Town) for held in gc.get_objects())


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def _cells(path: Path, heading: str) -> list[str]:
    return [row.cells.get(heading, "") for row in open_sheet(path).rows]


def test_one_town_is_held_at_a_time(city: City) -> None:
    assert city.towns == [1, 1, 1]


def test_rows_to_be_named_are_held_in_a_fixed_number() -> None:
    town = Town(TINY, 1)
    records = Records(town, topic(1, "records"))
    for number in range(MOST * 3):
        records.keep("licences", Entry({"document_number": str(number)}))
    assert records.held == len(records.of("licences")) == MOST
    later = [row for row in records.of("licences") if int(str(row["document_number"])) >= MOST]
    assert later


def test_same_seed_writes_the_same_city(city: City, tmp_path: Path) -> None:
    write_city(tmp_path, 5, "city", TINY)
    assert _digests(tmp_path) == _digests(city.out)


def test_places_share_no_code_and_no_name(city: City) -> None:
    for heading in ("统一社会信用代码", "组织机构代码", "主体名称"):
        found: Counter[str] = Counter()
        for place in ("01", "02", "03"):
            cells = _cells(city.out / place / FIRST, heading)
            found.update({cell for cell in cells if cell.strip("0")})
        assert [value for value, places in found.items() if places > 1] == []


def test_places_share_no_person(city: City) -> None:
    found: Counter[str] = Counter()
    for place in ("01", "02", "03"):
        found.update(set(_cells(city.out / place / "officers_20260630.xlsx", "公民身份号码")))
    del found[""]
    assert set(found.values()) == {1}


def test_each_place_speaks_in_its_own_words(city: City) -> None:
    second = PLACES[1]
    text = (city.out / "02" / "truth.json").read_text(encoding="utf-8")
    assert second.says("澄州市") in text
    assert "澄州" not in text
    assert second.says(second.says(text)) == HOME.says(text) == text


def test_manifest_of_the_city_names_the_files_of_all_places(city: City) -> None:
    files = find_files([city.out], Rulebook.load(), None)
    named = {str(incoming.path.relative_to(city.out)) for incoming in files}
    assert named == {file.file for file in city.summary.files}
    by_place = {
        place: {i.source for i in files if i.path.parent.name == place} for place in ("01", "02")
    }
    assert by_place["01"]
    assert not by_place["01"] & by_place["02"]


def test_truth_of_the_city_seals_and_sums_up_its_places(city: City) -> None:
    truth: dict[str, Any] = orjson.loads((city.out / "truth.json").read_bytes())
    planted: Counter[str] = Counter()
    for place in truth["places"]:
        content = (city.out / place["place"] / "truth.json").read_bytes()
        assert hashlib.sha256(content).hexdigest() == place["truth_sha256"]
        known = orjson.loads(content)
        planted.update({name: len(known[name]) for name in truth["planted"]})
    assert planted == truth["planted"]
    assert planted["refused"] == sum(file.refused for file in city.summary.files)


def test_readme_states_the_share_of_each_situation(city: City) -> None:
    readme = (city.out / "README.md").read_text(encoding="utf-8")
    rings = city.summary.planted["rings"]
    assert f"| {rings:,} | {rings / city.summary.subjects:.3%} |" in readme
    assert readme.count("\n| ") == len(city.summary.planted) + 1
    assert "没有一个人是真实的" in readme
    assert city.summary.truth_sha256 in readme


def test_sizes_are_those_of_a_city() -> None:
    sizes: Scale = SCALES["city"]
    assert sizes.places == len(PLACES) == len({place.digit for place in PLACES})
    assert sizes.places * (sizes.companies + sizes.traders) > 100_000


def test_a_town_alone_is_written_as_before(hamlet: Path, tmp_path: Path) -> None:
    write_sample(tmp_path, 7, "hamlet")
    assert _digests(tmp_path) == _digests(hamlet)
