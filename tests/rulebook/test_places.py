"""Codes of regions and courts, compared with the real table of court codes where it is there."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from rulebook import Court, Region, Rulebook

TODAY = date(2026, 11, 23)
SHARED = Path(__file__).parents[3] / "shared" / "data"
TABLE = "00_reference/courts_code_table.csv"
# Codes of districts that were renumbered after the courts got theirs.
RENUMBERED = {"吉0181", "豫0211", "粤0116", "粤0184", "粤0183", "桂0322", "川1422", "云3421"} | {
    *("陕0126", "青0221", "青2701"),
}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return Rulebook.load()


def test_provinces_and_jiangsu_are_complete(book: Rulebook) -> None:
    regions = book.all_in_force(Region, TODAY)
    levels = [region.level for region in regions]
    assert (levels.count("province"), levels.count("city"), levels.count("county")) == (34, 13, 95)
    assert all(r.id.startswith("32") for r in regions if r.level != "province")


def test_every_region_lies_in_its_parent_and_goes_to_a_successor(book: Rulebook) -> None:
    regions = book.versions(Region)
    for (region,) in regions.values():
        assert region.parent is None or region.id.startswith(region.parent.rstrip("0"))
        if region.in_force_to is not None:
            (successor,) = regions[region.successor or ""]
            assert successor.holds_on(TODAY)


@pytest.mark.parametrize(
    ("code", "day", "holds"),
    [
        ("320584", date(2012, 8, 31), True),
        ("320584", date(2012, 9, 1), False),
        ("320509", date(2012, 8, 31), False),
        ("320509", date(2012, 9, 1), True),
    ],
)
def test_a_merged_region_holds_until_its_day(
    book: Rulebook, code: str, day: date, *, holds: bool
) -> None:
    assert (book.in_force(Region, code, day) is not None) is holds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("浙江", "330000"),
        ("浙江省", "330000"),
        ("内蒙古", "150000"),
        ("广西", "450000"),
        ("香港", "810000"),
        ("苏州", "320500"),
        ("昆山市", "320583"),
        ("吴江市", "320584"),
        ("320505", "320505"),
        ("鼓楼区", None),
        ("某地", None),
    ],
)
def test_regions_are_found_by_code_or_by_a_name_of_their_own(
    book: Rulebook, text: str, code: str | None
) -> None:
    assert book.names.region_code(text) == code


@pytest.mark.parametrize(
    ("court", "code"),
    [
        ("苏", "320000"),
        ("苏05", "320500"),
        ("苏0505", "320505"),
        ("苏0591", "320500"),
        ("浙1024", "331024"),
        ("京01", "110000"),
        ("京0105", "110105"),
        ("沪72", None),
        ("琼97", None),
        ("粤1971", None),
        ("最高法", None),
        ("丙01", None),
        ("苏5", None),
    ],
)
def test_a_court_code_implies_its_region(book: Rulebook, court: str, code: str | None) -> None:
    assert book.names.court_region(court) == code


def test_the_logic_agrees_with_the_real_table(book: Rulebook) -> None:
    path = Path(os.environ.get("CREDITGRAPH_SHARED_DATA", SHARED)) / TABLE
    if not path.is_file():
        pytest.skip(f"the table of court codes is not here: {TABLE}")
    with path.open(encoding="utf-8-sig", newline="") as table:
        rows = [(row["法院"].strip(), row["区划"].strip()) for row in csv.DictReader(table)]
    derived = {court: book.names.court_region(court) for court, _ in rows}
    stated = {court: region for court, region in rows if region}
    assert len(rows) == 3582
    assert {c for c in stated if derived[c] != stated[c]} == RENUMBERED
    jiangsu = [court for court, _ in rows if court.startswith("苏")]
    assert len(jiangsu) == 124
    assert all(derived[court] for court in jiangsu)
    without = {c: derived[c] for c, region in rows if not region and derived[c]}
    own = {court.id for court in book.all_in_force(Court, TODAY)}
    assert {c for c in without if c not in own} == {
        *("京01", "京02", "京03", "京04", "津01", "津02", "沪01", "沪02", "沪03"),
        *("渝01", "渝02", "渝03", "渝04", "渝05"),
        "琼9003",
    }
