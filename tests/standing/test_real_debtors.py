"""The situations of real published rows are understood, so that their terms can be derived."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from graph.standing import RecordVersion, standing, timeline
from rulebook import DEBTOR_LIST, Rulebook

SHARED = Path(__file__).parents[3] / "shared" / "data"
ROWS = "02_judgment_debtors/dishonest_debtors_baidu_2019.jsonl"


def test_every_real_situation_gives_a_standing(book: Rulebook) -> None:
    path = Path(os.environ.get("CREDITGRAPH_SHARED_DATA", SHARED)) / ROWS
    if not path.is_file():
        pytest.skip(f"the published rows are not here: {ROWS}")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    states = Counter(_state(row, book) for row in rows)
    # 38 can pay and refuse, which has no term; the two years of the others ended in 2021.
    assert states == {"published": 38, "expired": 12}


def _state(row: dict[str, str], book: Rulebook) -> str:
    year, month, day = (int(row["publishDate"][i:j]) for i, j in ((0, 4), (5, 7), (8, 10)))
    record = RecordVersion(
        kind="Enforcement",
        key=row["caseCode"],
        since=1,
        dated=date(year, month, day),
        list_type=DEBTOR_LIST,
        situations=(row["disruptTypeName"],),
        performance=row["performance"],
    )
    now = standing(timeline([record], [], book), date(2026, 11, 23))
    return now.state if now else "none"
