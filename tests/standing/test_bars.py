"""What a listing bars: rules in force on the day, by purpose, with their words."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.standing import Interval, RecordVersion, standing, timeline
from rulebook import Rulebook

REFUSES = "有履行能力而拒不履行生效法律文书确定义务"


def record(list_type: str, listed_on: date, **more: Any) -> RecordVersion:
    kind = "Enforcement" if list_type == "dishonest_judgment_debtor" else "Listing"
    values = {"kind": kind, "key": "k", "since": 1, "party_kind": "Enterprise", **more}
    return RecordVersion(list_type=list_type, dated=listed_on, situations=(REFUSES,), **values)


def on(day: date, version: RecordVersion, book: Rulebook) -> Interval:
    found = standing(timeline([version], [], book), day)
    assert found is not None
    return found


def ids(bars: Any) -> set[tuple[str, str]]:
    return {(bar.purpose, bar.rule.id) for bar in bars}


def test_a_dishonest_debtor_is_barred_from_land_from_the_rule_s_first_day(book: Rulebook) -> None:
    debtor = record("dishonest_judgment_debtor", date(2017, 8, 1))
    before, after = on(date(2018, 2, 28), debtor, book), on(date(2018, 3, 1), debtor, book)
    assert ("land-auction", "land_dishonest_debtor") not in ids(before.bars)
    assert ("land-auction", "land_dishonest_debtor") in ids(after.bars)
    assert before.next_change == date(2018, 3, 1)
    assert (before.since, before.until) == (after.since, after.until)
    assert before.counts_against


def test_a_notice_bars_only_where_it_is_quoted(book: Rulebook) -> None:
    now = on(date(2026, 11, 23), record("wage_arrears", date(2025, 1, 1)), book)
    assert ("land-auction", "land_serious_listing") in ids(now.bars_if_quoted)
    assert "land-auction" not in {bar.purpose for bar in now.bars}
    assert ("procurement", "procurement_wage_arrears") in ids(now.bars)
    assert ("tendering", "tendering_wage_arrears") in ids(now.bars)


def test_a_notice_on_enterprises_says_nothing_of_persons(book: Rulebook) -> None:
    person = record("wage_arrears", date(2025, 1, 1), party_kind="Person")
    assert ids(on(date(2026, 11, 23), person, book).bars_if_quoted) == set()


def test_abnormal_operation_bars_only_where_the_announcement_says_so(book: Rulebook) -> None:
    now = on(date(2026, 11, 23), record("abnormal_operation", date(2025, 1, 1)), book)
    assert now.bars == ()
    assert ids(now.bars_if_quoted) == {("land-auction", "land_announcement_abnormal")}


def test_a_list_that_no_rule_names_bars_from_nothing(book: Rulebook) -> None:
    now = on(date(2026, 11, 23), record("revoked_enterprises", date(2025, 1, 1)), book)
    assert (now.bars, now.bars_if_quoted) == ((), ())


def test_what_is_over_bars_no_more(book: Rulebook) -> None:
    version = record("wage_arrears", date(2025, 1, 1), ended_on=date(2026, 1, 1), end_kind="paid")
    assert on(date(2025, 12, 31), version, book).bars
    assert on(date(2026, 1, 1), version, book).bars == ()


def test_a_rule_laid_over_the_rulebook_is_followed(lay: Any) -> None:
    book = lay("bars.yaml", RULE)
    listed = record("revoked_enterprises", date(2025, 1, 1))
    assert ids(on(date(2026, 7, 31), listed, book).bars) == set()
    assert ids(on(date(2026, 8, 1), listed, book).bars) == {("tendering", "tendering_revoked")}
    assert ids(on(date(2026, 8, 31), listed, book).bars) == {("tendering", "tendering_revoked")}
    assert ids(on(date(2026, 9, 1), listed, book).bars) == set()


RULE = """
- id: tendering_revoked
  name_zh: 吊销
  name_en: Revoked
  purposes: [tendering]
  reason: own_listing
  lists: [revoked_enterprises]
  reach: [own]
  rank: local_regulation
  quote: 被吊销的不得投标
  source: 某市条例
  legal_basis: {title: 某市条例}
  authority: 某市
  in_force_from: 2026-08-01
  in_force_to: 2026-08-31
  verified: source
"""
