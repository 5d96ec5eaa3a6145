"""Snapshot files: what they no longer list ends, unless a refused row may have listed it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model import OPEN_COMMIT
from ingest.load import Loader, Outcome
from messages import InputError
from tests.builders import firm, uscc
from tests.ingest.intake import Folder, Intake, Row, csv_text
from tests.ingest.rows import HOLDING, LISTED

END = date(9999, 12, 31)
OTHER = {"企业名称": "澄州市丁实业有限公司", "企业统一社会信用代码": uscc(4)}
HOLDERS = {
    number: {**HOLDING, "股东名称": f"澄州市第{number}投资有限公司", "股东证件号码": uscc(number)}
    for number in (5, 6, 7)
}
PERSON = {**HOLDING, "股东名称": "甄虚构", "股东证件号码": "", "股东类型": "自然人"}


@pytest.fixture
def snapshot(intake: Intake, folder: Folder) -> Any:
    """Load rows as the snapshot of a day."""

    def load(day: str, rows: Sequence[Row], **stated: Any) -> Outcome:
        path = folder.csv(rows, f"{day}.csv")
        return intake.load(path, **{"mode": "snapshot", "dated": day, "source": "s", **stated})

    return load


def holders(intake: Intake, seen: int | None = None) -> dict[str, tuple[date, date]]:
    """Return who holds shares, from when to when, as known at a commit."""
    rows = intake.store.read("testing/relations", seen=seen or intake.store.seen())
    return {
        f"{row['start']}@{row['valid_from']}": (row["valid_from"], row["valid_to"]) for row in rows
    }


def ends(intake: Intake) -> dict[str, date]:
    """Return the last day of each holding by its holder."""
    return {row["start"]: row["valid_to"] for row in _relations(intake)}


def _relations(intake: Intake) -> list[dict[str, Any]]:
    return intake.store.read("testing/relations", seen=intake.store.seen())


def listings(intake: Intake) -> dict[str, date]:
    """Return the last day of each listing by its document."""
    rows = [row["properties"] for row in intake.store.read("testing/facts_all")]
    open_ones = [row for row in rows if row.get("kind") == "Listing" and row["until"] > 10**9]
    return {row["document_number"]: row["valid_to"] for row in open_ones}


def test_what_is_no_longer_listed_ends_the_day_before_and_the_past_stays(
    intake: Intake, snapshot: Any
) -> None:
    snapshot("2025-01-01", [HOLDERS[5], HOLDERS[6], {**HOLDERS[7], **OTHER}])
    before = intake.store.seen()
    outcome = snapshot("2025-06-01", [HOLDERS[5]])
    assert (outcome.ended, outcome.held, outcome.unchanged) == (1, 0, 1)
    assert ends(intake) == {firm(5): END, firm(6): date(2025, 5, 31), firm(7): END}
    assert {last for _, last in holders(intake, before).values()} == {END}


def test_what_comes_back_holds_anew_and_the_gap_stays(intake: Intake, snapshot: Any) -> None:
    for day, rows in (("2025-01-01", (5, 6)), ("2025-03-01", (5,)), ("2025-06-01", (5, 6))):
        snapshot(day, [HOLDERS[n] for n in rows])
    assert holders(intake)[f"{firm(6)}@2020-01-01"] == (date(2020, 1, 1), date(2025, 2, 28))
    assert holders(intake)[f"{firm(6)}@2025-06-01"] == (date(2025, 6, 1), END)
    outcome = snapshot("2025-09-01", [HOLDERS[5], HOLDERS[6]])
    assert (outcome.ended, outcome.loaded) == (0, 0)
    snapshot("2025-12-01", [HOLDERS[5]])
    assert holders(intake)[f"{firm(6)}@2025-06-01"] == (date(2025, 6, 1), date(2025, 11, 30))


def test_an_older_snapshot_that_comes_late_ends_nothing(intake: Intake, snapshot: Any) -> None:
    snapshot("2025-06-01", [HOLDERS[5], HOLDERS[6]])
    assert snapshot("2025-01-01", [HOLDERS[6]]).ended == 0
    assert ends(intake) == {firm(5): END, firm(6): END}


def test_what_only_an_older_snapshot_lists_ended_by_the_later_one(
    intake: Intake, snapshot: Any
) -> None:
    snapshot("2025-06-01", [HOLDERS[5], {**HOLDERS[7], **OTHER}])
    before = intake.store.seen()
    outcome = snapshot("2025-01-01", [HOLDERS[5], HOLDERS[6]])
    assert (outcome.loaded, outcome.ended) == (2, 0)
    assert ends(intake) == {firm(5): END, firm(6): date(2025, 5, 31), firm(7): END}
    assert firm(6) not in str(holders(intake, before))
    snapshot("2024-01-01", [HOLDERS[5], {**HOLDERS[6], **OTHER}])
    snapshot("2023-01-01", [HOLDERS[5], HOLDERS[7]])
    found = {(row["start"], row["end_id"]): row["valid_to"] for row in _relations(intake)}
    assert found[firm(6), firm(4)] == date(2025, 5, 31)
    assert found[firm(7), firm(1)] == date(2023, 12, 31)
    assert found[firm(7), firm(4)] == END


def test_what_only_an_older_list_has_ended_by_the_later_one(intake: Intake, snapshot: Any) -> None:
    snapshot("2025-06-01", [LISTED])
    snapshot("2025-03-01", [LISTED, {**LISTED, "列入文书号": "2号"}])
    assert listings(intake) == {"澄税信〔2025〕1号": END, "2号": date(2025, 5, 31)}


def test_a_delta_ends_nothing(intake: Intake, snapshot: Any) -> None:
    snapshot("2025-01-01", [HOLDERS[5], HOLDERS[6]])
    outcome = snapshot("2025-06-01", [HOLDERS[5]], mode="delta")
    assert outcome.ended == 0
    assert ends(intake) == {firm(5): END, firm(6): END}


def test_a_snapshot_ends_only_what_its_own_source_and_scope_said(
    intake: Intake, snapshot: Any
) -> None:
    snapshot("2025-01-01", [HOLDERS[5]], source="other")
    snapshot("2025-01-01", [HOLDERS[6], {**HOLDERS[7], **OTHER}])
    snapshot("2025-06-01", [HOLDERS[6]])
    assert ends(intake) == {firm(5): END, firm(6): END, firm(7): END}


def test_lists_end_by_list(intake: Intake, snapshot: Any) -> None:
    wages = {**LISTED, "名单名称": "拖欠农民工工资失信联合惩戒对象名单", "列入文书号": "3号"}
    second = {**LISTED, "列入文书号": "2号"}
    snapshot("2025-03-01", [LISTED, second, wages])
    assert snapshot("2025-06-01", [LISTED]).ended == 1
    assert listings(intake) == {"澄税信〔2025〕1号": END, "2号": date(2025, 5, 31), "3号": END}


def test_a_guarantors_snapshot_lists_all_that_it_guarantees(intake: Intake, snapshot: Any) -> None:
    row = {
        "保证人": "澄州市甲贸易有限公司",
        "保证人证件号码": uscc(1),
        "债务人": "澄州市乙贸易有限公司",
    }
    debts = [{**row, "债务人证件号码": uscc(n), "担保合同编号": f"{n}号"} for n in (2, 3)]
    others = {**row, "保证人证件号码": uscc(9), "债务人证件号码": uscc(2), "担保合同编号": "9号"}
    snapshot("2025-01-01", [*debts, others])
    assert snapshot("2025-06-01", debts[:1]).ended == 1
    rows = _relations(intake)
    ended = [(row["start"], row["end_id"]) for row in rows if row["valid_to"] < END]
    assert ended == [(firm(1), firm(3))]


def test_a_second_load_of_a_snapshot_ends_nothing_that_came_between(
    intake: Intake, snapshot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot("2025-01-01", [HOLDERS[5]])
    snapshot("2025-02-01", [HOLDERS[6]], mode="delta")
    monkeypatch.setattr(intake.rulebook, "version", "another")
    outcome = snapshot("2025-01-01", [HOLDERS[5]])
    assert (outcome.commits, outcome.ended, outcome.unchanged) == (1, 0, 1)
    assert ends(intake) == {firm(5): END, firm(6): END}


@pytest.mark.parametrize(
    "change",
    [
        {"认缴出资额（万元）": "600元"},
        {"入股日期": "2014年2月29日"},
        {"股东名称": ""},
        {"股东证件号码": uscc(6)[:17]},
        {"企业统一社会信用代码": uscc(1)[:17]},
        {"企业名称": ""},
        {"持股比例（%）": "=60"},
    ],
)
def test_what_a_refused_row_may_have_listed_does_not_end(
    intake: Intake, snapshot: Any, change: dict[str, str]
) -> None:
    snapshot("2025-01-01", [HOLDERS[5], HOLDERS[6]])
    outcome = snapshot("2025-06-01", [HOLDERS[5], {**HOLDERS[6], **change}])
    assert (outcome.quarantined, outcome.ended, outcome.held) == (1, 0, 1)
    assert ends(intake) == {firm(5): END, firm(6): END}
    (warning,) = outcome.warnings
    assert "2025-06-01.csv" in warning.zh
    assert "2025-06-01.csv" in warning.en


def test_a_refused_row_holds_nothing_that_it_cannot_have_meant(
    intake: Intake, snapshot: Any
) -> None:
    snapshot("2025-01-01", [HOLDERS[5], HOLDERS[6], {**HOLDERS[7], **OTHER}])
    bad = {**HOLDERS[6], "认缴出资额（万元）": "600元"}
    outcome = snapshot("2025-06-01", [bad, {**HOLDERS[5], **OTHER}])
    assert (outcome.ended, outcome.held) == (1, 0)
    assert ends(intake)[firm(7)] == date(2025, 5, 31)


def test_a_row_with_only_a_name_left_holds_what_bears_that_name(
    intake: Intake, snapshot: Any
) -> None:
    snapshot("2025-01-01", [HOLDERS[5], HOLDERS[6], {**HOLDERS[7], **OTHER}])
    nobody = {"股东名称": "", "股东证件号码": "", "企业统一社会信用代码": uscc(1)[:17]}
    rows = [{**HOLDERS[6], **nobody}, HOLDERS[5], {**HOLDERS[5], **OTHER}]
    outcome = snapshot("2025-06-01", rows)
    assert (outcome.ended, outcome.held) == (1, 1)
    assert (ends(intake)[firm(6)], ends(intake)[firm(7)]) == (END, date(2025, 5, 31))


def test_a_person_known_by_name_is_held_by_that_name(snapshot: Any) -> None:
    snapshot("2025-01-01", [HOLDERS[5], PERSON])
    outcome = snapshot("2025-06-01", [HOLDERS[5], {**PERSON, "持股比例（%）": "160"}])
    assert (outcome.ended, outcome.held) == (0, 1)


def test_a_list_with_a_refused_row_holds_its_party_and_ends_the_others(
    intake: Intake, snapshot: Any
) -> None:
    others = [
        {**LISTED, "主体名称": f"第{n}公司", "主体代码": uscc(n), "列入文书号": f"{n}号"}
        for n in (2, 3)
    ]
    snapshot("2025-03-01", [LISTED, *others])
    bad = {**others[0], "列入日期": "2014年2月29日"}
    outcome = snapshot("2025-06-01", [LISTED, bad])
    assert (outcome.ended, outcome.held) == (1, 1)
    assert listings(intake)["3号"] == date(2025, 5, 31)
    assert listings(intake)["2号"] == END


def test_a_snapshot_cut_off_ends_nothing(intake: Intake, snapshot: Any, folder: Folder) -> None:
    snapshot("2025-01-01", list(HOLDERS.values()))
    text = csv_text(list(HOLDERS.values()))
    path: Path = folder.text(text[: text.rindex("企业法人")], "2025-06-01.csv")
    outcome = intake.load(path, mode="snapshot", dated="2025-06-01", source="s")
    assert (outcome.quarantined, outcome.ended, outcome.held) == (1, 0, 1)
    assert set(ends(intake).values()) == {END}


def shares(intake: Intake, as_of: date) -> dict[str, int]:
    """Return who holds how many parts in a million on a day, all holdings of one added up."""
    held: dict[str, int] = {}
    for row in _relations(intake):
        if row["valid_from"] <= as_of <= row["valid_to"]:
            held[row["start"]] = held.get(row["start"], 0) + row["share_ppm"]
    return held


def holding(number: int, share: int, **other: str) -> Row:
    """Return a holding of a firm by its share in hundredths."""
    return {**HOLDERS[number], "持股比例（%）": str(share), **other}


REPORTS = {
    "2025-01-01": [holding(5, 60), holding(6, 40)],
    "2025-03-01": [holding(5, 40), holding(6, 40), holding(7, 20)],
    "2025-06-01": [holding(5, 60), holding(7, 40)],
    "2025-09-01": [holding(5, 60), holding(6, 40)],
}
HELD = {
    date(2025, 2, 28): {firm(5): 600_000, firm(6): 400_000, firm(7): 200_000},
    date(2025, 5, 31): {firm(5): 400_000, firm(6): 400_000, firm(7): 200_000},
    date(2025, 8, 31): {firm(5): 600_000, firm(7): 400_000},
    date(2025, 9, 1): {firm(5): 600_000, firm(6): 400_000},
}
"""The third holder is known to be one since 2020 from when it is first reported."""


@pytest.mark.parametrize("order", list(itertools.permutations(REPORTS)), ids="-".join)
def test_snapshots_tell_the_same_in_whatever_order_they_come(
    intake: Intake, snapshot: Any, order: tuple[str, ...]
) -> None:
    for day in order:
        snapshot(day, REPORTS[day])
    assert {day: shares(intake, day) for day in HELD} == HELD
    seen = intake.store.seen()
    told = intake.store.read("testing/relations", seen=seen)
    for day in order:
        again = snapshot(day, REPORTS[day])
        assert (again.loaded, again.ended) == (0, 0)
    assert intake.store.read("testing/relations", seen=intake.store.seen()) == told


def test_a_share_that_changes_is_another_from_the_day_of_the_file(
    intake: Intake, snapshot: Any
) -> None:
    snapshot("2025-01-01", [holding(5, 60)])
    before = intake.store.seen()
    outcome = snapshot("2025-06-01", [holding(5, 40)])
    assert (outcome.loaded, outcome.ended) == (1, 0)
    assert shares(intake, date(2025, 5, 31)) == {firm(5): 600_000}
    assert shares(intake, date(2025, 6, 1)) == {firm(5): 400_000}
    assert holders(intake, before)[f"{firm(5)}@2020-01-01"] == (date(2020, 1, 1), END)


@pytest.mark.parametrize(
    ("start", "changed"), [("2025-04-01", date(2025, 4, 1)), ("2019-01-01", date(2019, 1, 1))]
)
def test_a_holding_with_another_start_is_never_counted_twice(
    intake: Intake, snapshot: Any, start: str, changed: date
) -> None:
    snapshot("2025-01-01", [holding(5, 60)])
    snapshot("2025-06-01", [holding(5, 40, 入股日期=start)])
    for day in (date(2020, 6, 1), date(2025, 3, 31), date(2025, 4, 1), date(2025, 6, 1)):
        assert shares(intake, day) == {firm(5): 400_000 if day >= changed else 600_000}


def test_one_who_holds_twice_since_two_days_holds_both(intake: Intake, snapshot: Any) -> None:
    both = [holding(5, 30), holding(5, 10, 入股日期="2022-01-01")]
    snapshot("2025-01-01", both)
    snapshot("2025-06-01", both)
    assert shares(intake, date(2025, 7, 1)) == {firm(5): 400_000}


def test_a_snapshot_that_would_end_much_stops_and_asks(
    intake: Intake, snapshot: Any, folder: Folder
) -> None:
    many = [
        {**HOLDING, "股东名称": f"澄州市第{n}投资有限公司", "股东证件号码": uscc(n)}
        for n in range(100, 200)
    ]
    snapshot("2025-01-01", many)
    with pytest.raises(InputError) as caught:
        snapshot("2025-06-01", many[:70])
    assert (caught.value.params["ended"], caught.value.params["in_force"]) == (30, 100)
    assert set(ends(intake).values()) == {END}
    path = folder.csv(many[:70], "2025-06-01.csv")
    stated: Any = {"mode": "snapshot", "dated": "2025-06-01", "source": "s"}
    loader = Loader(
        intake.store, intake.rulebook, intake.home / "person.key", "test", allow_ending=True
    )
    assert loader.load(intake.incoming(path, **stated)).ended == 30
    assert snapshot("2025-09-01", many[:60]).ended == 10


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_whom_an_earlier_list_lacked_holds_since_the_list_that_names_it(
    intake: Intake, snapshot: Any, order: tuple[int, int]
) -> None:
    undated = {"入股日期": ""}
    files = [
        ("2025-01-01", [holding(5, 60, **undated), holding(6, 40, **undated)]),
        ("2025-02-01", [holding(5, 60, **undated), holding(7, 40, **undated)]),
    ]
    for number in order:
        snapshot(*files[number])
    assert shares(intake, date(2025, 1, 15)) == {firm(5): 600_000, firm(6): 400_000}
    assert shares(intake, date(2025, 2, 1)) == {firm(5): 600_000, firm(7): 400_000}


def test_a_file_about_the_same_day_corrects(intake: Intake, snapshot: Any) -> None:
    snapshot("2025-01-01", [holding(5, 60)])
    snapshot("2025-01-01", [holding(5, 40)])
    assert shares(intake, date(2020, 6, 1)) == {firm(5): 400_000}


def test_an_older_list_replaces_nothing_that_a_newer_one_states(
    intake: Intake, snapshot: Any
) -> None:
    snapshot("2025-06-01", [{**LISTED, "列入事由": "偷税"}])
    outcome = snapshot("2025-03-01", [{**LISTED, "列入事由": "逃税"}])
    assert (outcome.loaded, outcome.ended) == (1, 0)
    rows = [row["properties"] for row in intake.store.read("testing/facts_all")]
    stated = {r["reason"]: r["until"] == OPEN_COMMIT for r in rows if r.get("kind") == "Listing"}
    assert stated == {"偷税": True, "逃税": False}
    assert snapshot("2025-03-02", [{**LISTED, "列入事由": "逃税"}]).loaded == 0


def test_a_row_that_is_corrected_afterwards_stays_in_force(
    intake: Intake, snapshot: Any, folder: Folder
) -> None:
    snapshot("2025-01-01", [HOLDERS[5], HOLDERS[6]])
    snapshot("2025-06-01", [HOLDERS[5], {**HOLDERS[6], "认缴出资额（万元）": "600元"}])
    corrected = folder.csv([HOLDERS[6]], "更正.csv")
    assert intake.load(corrected, dated="2025-06-01", source="s").unchanged == 1
    assert ends(intake)[firm(6)] == END
