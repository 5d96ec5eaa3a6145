"""Listings by the term of their list: boundaries, unknown dates, caps, repair, objections."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from graph.standing import Interval, RecordEvent, RecordVersion, standing, timeline
from rulebook import DEBTOR_LIST, Rulebook

DAY = timedelta(days=1)


def listing(list_type: str, listed_on: date | None, **more: Any) -> RecordVersion:
    values = {"kind": "Listing", "key": "k", "since": 1, **more}
    return RecordVersion(list_type=list_type, dated=listed_on, **values)


def on(day: date, record: RecordVersion, book: Rulebook, *events: RecordEvent) -> Interval:
    found = standing(timeline([record], events, book), day)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("list_type", "listed_on", "last"),
    [
        ("samr_serious_violation", date(2023, 1, 31), date(2026, 1, 31)),
        ("samr_serious_violation", date(2021, 8, 31), date(2026, 8, 31)),
        ("samr_serious_violation", date(2021, 9, 1), date(2024, 9, 1)),
        ("wage_arrears", date(2024, 2, 29), date(2027, 2, 28)),
        ("statistics", date(2023, 11, 30), date(2024, 11, 30)),
        ("train_restriction", date(2026, 1, 1), date(2026, 6, 30)),
        ("telecom_fraud", date(2025, 3, 1), date(2028, 3, 1)),
    ],
)
def test_a_list_that_ends_by_itself_ends_after_its_last_day(
    book: Rulebook, list_type: str, listed_on: date, last: date
) -> None:
    record = listing(list_type, listed_on)
    assert on(last, record, book).state == "published"
    assert on(last, record, book).until == last
    assert on(last + DAY, record, book).state == "expired"


@pytest.mark.parametrize(
    "list_type",
    ["social_organization_violation", "customs_serious_dishonest", "abnormal_operation"],
)
def test_a_list_that_does_not_end_by_itself_stays(book: Rulebook, list_type: str) -> None:
    now = on(date(2060, 1, 1), listing(list_type, date(2026, 5, 1)), book)
    assert (now.state, now.until, now.next_change) == ("published", None, None)


@pytest.mark.parametrize(
    ("list_type", "counts", "degree"),
    [
        ("wage_arrears", True, "serious"),
        ("revoked_enterprises", False, None),
        ("abnormal_operation", False, None),
        ("fire_safety", False, None),
    ],
)
def test_only_a_serious_list_counts(
    book: Rulebook, list_type: str, degree: str | None, *, counts: bool
) -> None:
    now = on(date(2026, 11, 23), listing(list_type, date(2025, 1, 1)), book)
    assert (now.state, now.counts_against, now.degree) == ("published", counts, degree)


def test_a_list_that_nobody_knows_is_not_derived(book: Rulebook) -> None:
    now = on(date(2026, 1, 1), listing("gossip", date(2025, 1, 1)), book)
    assert (now.state, now.missing) == ("not_derived", ("list_type",))


def test_a_licence_is_not_derived_yet(book: Rulebook) -> None:
    penalty = RecordVersion(kind="Licence", key="k", since=1, dated=date(2025, 1, 1))
    (only,) = timeline([penalty], [], book)
    assert (only.state, only.missing, only.until) == ("not_derived", ("kind_not_derived",), None)
    assert not only.counts_against


def test_the_courts_list_is_left_by_the_courts_decision_only(book: Rulebook) -> None:
    record = RecordVersion(
        kind="Enforcement",
        key="k",
        since=1,
        dated=date(2026, 4, 10),
        list_type=DEBTOR_LIST,
        situations=("违反财产报告制度的",),
    )
    for platform, state in (("credit_china", "published"), ("court", "repaired")):
        decided = RecordEvent(
            kind="Repair", on=date(2026, 6, 20), outcome="accepted", platform=platform
        )
        assert on(date(2026, 7, 1), record, book, decided).state == state


def test_a_repair_that_is_revoked_counts_until_then(book: Rulebook) -> None:
    record = listing("wage_arrears", date(2025, 1, 1))
    granted = RecordEvent(kind="Repair", on=date(2025, 9, 1), outcome="accepted")
    revoked = RecordEvent(kind="Repair", on=date(2025, 12, 1), outcome="revoked")
    days = {date(2025, 8, 31): "published", date(2025, 9, 1): "repaired"}
    days |= {date(2025, 11, 30): "repaired", date(2025, 12, 1): "published"}
    found = {day: on(day, record, book, granted, revoked).state for day in days}
    assert found == days


def test_an_unknown_day_of_listing_is_trusted_until_a_source_showed_it(book: Rulebook) -> None:
    record = listing("wage_arrears", None, shown_on=date(2025, 6, 1))
    shown = on(date(2025, 6, 1), record, book)
    assert (shown.state, shown.counts_against, shown.until) == ("published", True, shown.last)
    after = on(date(2025, 6, 2), record, book)
    assert (after.state, after.missing) == ("not_derived", ("listed_on",))
    assert (after.counts_against, after.bars) == (False, ())


def test_a_listing_without_any_day_is_never_derived(book: Rulebook) -> None:
    (only,) = timeline([listing("wage_arrears", None)], [], book)
    assert (only.state, only.missing) == ("not_derived", ("listed_on",))


def test_a_stated_end_serves_where_the_day_of_listing_is_unknown(book: Rulebook) -> None:
    record = listing("wage_arrears", None, valid_to=date(2026, 5, 1), shown_on=date(2025, 6, 1))
    assert on(date(2026, 5, 1), record, book).counts_against
    assert on(date(2026, 5, 2), record, book).state == "expired"


@pytest.mark.parametrize(
    ("stated", "last", "warned"),
    [
        (date(2025, 6, 30), date(2025, 6, 30), False),
        (date(2027, 3, 5), date(2027, 3, 5), False),
        (date(2027, 3, 6), date(2027, 3, 5), True),
    ],
)
def test_a_stated_end_goes_first_unless_the_law_allows_less(
    book: Rulebook, stated: date, last: date, *, warned: bool
) -> None:
    now = on(date(2024, 6, 1), listing("wage_arrears", date(2024, 3, 5), valid_to=stated), book)
    assert now.until == last
    assert ("stated_end_beyond_law" in now.warnings) is warned


def test_a_stated_end_serves_where_the_list_has_no_term(book: Rulebook) -> None:
    record = listing("fire_safety", date(2024, 3, 5), valid_to=date(2034, 3, 5))
    assert on(date(2024, 6, 1), record, book).until == date(2034, 3, 5)


def test_the_serious_class_cuts_longer_terms_of_ministry_rules(book: Rulebook) -> None:
    early, late = (listing("securities", day) for day in (date(2022, 1, 10), date(2025, 1, 10)))
    assert on(date(2026, 3, 31), early, book).counts_against
    assert on(date(2026, 4, 1), early, book).state == "expired"
    assert on(date(2026, 4, 1), late, book).until == date(2028, 1, 10)
    assert "later_law" in on(date(2026, 4, 1), late, book).warnings


def test_the_cut_is_a_matter_of_configuration(lay: Any) -> None:
    book = lay("classes.yaml", UNCUT)
    record = listing("securities", date(2022, 1, 10))
    assert on(date(2026, 4, 1), record, book).until == date(2027, 1, 10)


UNCUT = """
- id: credit_china_serious
  overlay: replace
  name_zh: 严重
  name_en: Serious
  degree: serious
  platforms: [credit_china, authority]
  min_months: 12
  max_months: 36
  caps: []
  legal_basis: {title: 某规定}
  authority: 某部
  in_force_from: 2026-04-01
  verified: source
"""


def test_a_term_laid_over_the_rulebook_is_followed(lay: Any) -> None:
    book = lay("lists.yaml", SHORTER)
    assert on(date(2026, 2, 1), listing("wage_arrears", date(2026, 1, 15)), book).until == date(
        2026, 6, 15
    )
    earlier = listing("wage_arrears", date(2025, 12, 31))
    assert on(date(2026, 2, 1), earlier, book).until == date(2028, 12, 31)


SHORTER = """
- id: wage_arrears
  overlay: version
  name_zh: 名单
  name_en: List
  serious: "yes"
  ends: automatic
  max_months: 5
  scope: {zh: 全市, en: The city}
  listed: [unit]
  basis_rank: local_regulation
  platform: credit_china
  checked_on: 2026-11-23
  legal_basis: {title: 某市条例}
  authority: 某市
  in_force_from: 2026-01-01
  verified: source
"""


def test_early_removal_may_be_asked_for_once_the_period_is_full(book: Rulebook) -> None:
    record = listing("samr_serious_violation", date(2025, 3, 5))
    waiting = on(date(2026, 3, 5), record, book)
    assert waiting.repairable_from == date(2026, 3, 6)
    assert waiting.missing[0] == "minimum_period"
    assert waiting.next_change == date(2026, 3, 6)
    full = on(date(2026, 3, 6), record, book)
    assert "minimum_period" not in full.missing
    assert "corrected" in full.missing
    assert not full.repairable_now
    assert (full.since, full.until) == (waiting.since, waiting.until)


def test_a_period_that_counts_from_the_correction_needs_its_day(book: Rulebook) -> None:
    now = on(date(2026, 3, 6), listing("wage_arrears", date(2025, 3, 5)), book)
    assert now.repairable_from is None
    assert now.missing[0] == "correction_date"


def test_repair_is_applied_for_then_accepted(book: Rulebook) -> None:
    record = listing("wage_arrears", date(2025, 3, 5))
    events = (
        RecordEvent(kind="Repair", on=date(2026, 1, 1)),
        RecordEvent(kind="Repair", on=date(2026, 1, 10), outcome="accepted"),
    )
    assert on(date(2025, 12, 31), record, book, *events).repair is None
    applied = on(date(2026, 1, 9), record, book, *events)
    assert (applied.repair, applied.state, applied.counts_against) == ("applied", "published", True)
    repaired = on(date(2026, 1, 10), record, book, *events)
    assert (repaired.repair, repaired.state) == ("accepted", "repaired")
    assert not repaired.counts_against
    assert not repaired.visible.shared
    assert repaired.visible.internal


def test_a_refused_repair_changes_nothing_else(book: Rulebook) -> None:
    record = listing("wage_arrears", date(2025, 3, 5))
    refused = RecordEvent(kind="Repair", on=date(2026, 1, 10), outcome="refused")
    now = on(date(2026, 2, 1), record, book, refused)
    assert (now.repair, now.state, now.counts_against) == ("refused", "published", True)


def test_an_objection_disputes_until_it_is_decided_and_lifts_no_bar(book: Rulebook) -> None:
    record = listing("wage_arrears", date(2025, 3, 5))
    events = (
        RecordEvent(kind="Objection", on=date(2026, 1, 1)),
        RecordEvent(kind="Objection", on=date(2026, 1, 15), outcome="refused"),
    )
    assert not on(date(2025, 12, 31), record, book, *events).disputed
    disputed = on(date(2026, 1, 14), record, book, *events)
    assert disputed.disputed
    assert disputed.bars == on(date(2025, 12, 31), record, book, *events).bars != ()
    assert not on(date(2026, 1, 15), record, book, *events).disputed


def test_a_withdrawal_acts_from_its_day_unless_from_the_start(book: Rulebook) -> None:
    record = listing("wage_arrears", date(2025, 3, 5))
    later = RecordEvent(kind="Withdrawal", on=date(2026, 1, 1))
    assert on(date(2025, 12, 31), record, book, later).counts_against
    assert on(date(2026, 1, 1), record, book, later).state == "withdrawn"
    whole = RecordEvent(kind="Withdrawal", on=date(2026, 1, 1), from_start=True)
    (only,) = timeline([record], [whole], book)
    assert (only.state, only.first) == ("withdrawn", date(2025, 3, 5))


def test_a_repair_after_the_term_leaves_it_hidden_from_counts(book: Rulebook) -> None:
    record = listing("statistics", date(2023, 11, 30))
    repaired = RecordEvent(kind="Repair", on=date(2025, 6, 1), outcome="accepted")
    assert on(date(2025, 5, 31), record, book, repaired).state == "expired"
    assert on(date(2025, 6, 1), record, book, repaired).state == "repaired"


def test_of_two_statements_the_newer_counts_and_silence_takes_nothing_back(
    book: Rulebook,
) -> None:
    old = listing("wage_arrears", date(2025, 3, 5), ended_on=date(2026, 2, 1), end_kind="paid")
    new = listing("wage_arrears", date(2025, 4, 5), since=2)
    intervals = timeline([new, old], [], book)
    assert intervals[0].since == date(2025, 4, 5)
    assert intervals[-1].state == "ended"
