"""Days in every form in which bureaus write them, and days that are none."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import OPEN_END
from ingest.dates import parse_date
from tests.ingest.intake import refusal
from tests.ingest.rows import full_width

D = date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019年07月13日", D(2019, 7, 13)),
        ("2019年7月3号", D(2019, 7, 3)),
        ("2019 年 7 月 3 日", D(2019, 7, 3)),
        ("20190613", D(2019, 6, 13)),
        ("20181116000000", D(2018, 11, 16)),
        ("2018/12/24", D(2018, 12, 24)),
        ("2018/12/4", D(2018, 12, 4)),
        ("2018.1.5", D(2018, 1, 5)),
        ("1993-10-12", D(1993, 10, 12)),
        ("2018-11-16 00:00:00", D(2018, 11, 16)),
        ("2018-11-16T08:30:00.000", D(2018, 11, 16)),
        ("2018-11-16T16:00:00Z", D(2018, 11, 17)),
        ("2018-11-16T23:00:00+08:00", D(2018, 11, 16)),
        ("二〇一一年十一月二十一日", D(2011, 11, 21)),
        ("二○一一年十二月二十日", D(2011, 12, 20)),
        ("二0一一年三月一日", D(2011, 3, 1)),
        ("二Ｏ一九年十月十日", D(2019, 10, 10)),
        ("２０２４－０５－０１", D(2024, 5, 1)),
        ("2024-02-29", D(2024, 2, 29)),
        ("长期", OPEN_END),
        ("2099-12-31", OPEN_END),
        ("2099/12/31", OPEN_END),
    ],
)
def test_dates_in_every_form(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2014年2月29日", "date_impossible"),
        ("20140229", "date_impossible"),
        ("2014-13-01", "date_impossible"),
        ("二〇一四年二月二十九日", "date_impossible"),
        ("1899-12-31", "date_impossible"),
        ("2018-11-16T25:00:00Z", "date_impossible"),
        ("1992-11-131", "date_form"),
        ("2026年09月", "date_form"),
        ("2018-1/5", "date_form"),
        ("二〇一一年十十月一日", "date_form"),
        ("1562947200", "date_form"),
        ("去年", "date_form"),
    ],
)
def test_days_that_are_none_are_refused(text: str, code: str) -> None:
    assert refusal(lambda: parse_date(text)) == code


def test_a_mapping_adds_forms_but_no_impossible_days() -> None:
    assert parse_date("05.03.2024", ["%d.%m.%Y"]) == D(2024, 3, 5)
    assert parse_date("31.12.2099", ["%d.%m.%Y"]) == OPEN_END
    assert refusal(lambda: parse_date("01.01.0001", ["%d.%m.%Y"])) == "date_impossible"


@given(st.dates(D(1900, 1, 1), D(2099, 12, 30)))
def test_a_day_survives_every_way_to_write_it(day: date) -> None:
    written = (
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        full_width(f"{day:%Y-%m-%d}"),
    )
    assert {parse_date(text) for text in written} == {day}


def test_every_date_of_the_real_rows_is_read(shared_data: Path) -> None:
    debtors = shared_data / "02_judgment_debtors" / "dishonest_debtors_baidu_2019.jsonl"
    rows = [json.loads(line) for line in debtors.read_text(encoding="utf-8").splitlines()]
    written = [row[name] for row in rows for name in ("regDate", "publishDate")]
    companies = shared_data / "07_graph" / "a_share_2020_slice" / "company_basic_info.csv"
    with companies.open(encoding="utf-8-sig", newline="") as file:
        written += [row["clrq"] for row in csv.DictReader(file)]
    assert len(written) == 2 * 50 + 934
    assert all(D(1900, 1, 1) < parse_date(text) < D(2026, 11, 23) for text in written if text)
