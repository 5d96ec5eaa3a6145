"""Judgment debtors on the courts' list, by situation and by the text in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.standing import Interval, RecordVersion, from_row, standing, timeline
from rulebook import Rulebook

REPORT = "违反财产报告制度"
REFUSES = "有履行能力而拒不履行生效法律文书确定义务"
VIOLENCE = "其他妨碍、抗拒执行"


def debtor(published: date | None, *situations: str, **more: Any) -> RecordVersion:
    values = {"kind": "Enforcement", "key": "k", "since": 1, "list_type": DEBTORS, **more}
    return RecordVersion(dated=published, situations=situations, **values)


DEBTORS = "dishonest_judgment_debtor"


def on(day: date, record: RecordVersion, book: Rulebook) -> Interval:
    found = standing(timeline([record], [], book), day)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("published", "last"),
    [
        (date(2024, 3, 5), date(2026, 3, 5)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2022, 2, 28), date(2024, 2, 28)),
        (date(2023, 12, 31), date(2025, 12, 31)),
        (date(2017, 5, 1), date(2019, 5, 1)),
    ],
)
def test_two_years_end_by_themselves_after_the_last_day(
    book: Rulebook, published: date, last: date
) -> None:
    record = debtor(published, REPORT)
    intervals = timeline([record], [], book)
    first, second = intervals[0], intervals[-1]
    assert (first.since, first.until, first.state) == (published, last, "published")
    assert on(last, record, book).counts_against
    after = on(date.fromordinal(last.toordinal() + 1), record, book)
    assert (after.state, after.counts_against, after.until) == ("expired", False, None)
    assert after == second
    assert after.end_event is not None
    assert (after.end_event.kind, after.end_event.date) == ("term", last)
    assert intervals[-2].next_change == after.since


def test_before_its_publication_it_does_not_exist(book: Rulebook) -> None:
    intervals = timeline([debtor(date(2024, 3, 5), REPORT)], [], book)
    assert standing(intervals, date(2024, 3, 4)) is None
    assert standing(intervals, date(2024, 3, 5)) is not None


def test_who_can_pay_and_refuses_has_no_term(book: Rulebook) -> None:
    now = on(date(2046, 1, 1), debtor(date(2019, 7, 12), REFUSES), book)
    assert (now.state, now.until, now.counts_against) == ("published", None, True)


def test_the_situation_without_a_term_prevails_over_one_with_it(book: Rulebook) -> None:
    now = on(date(2046, 1, 1), debtor(date(2019, 7, 12), REPORT, REFUSES), book)
    assert now.state == "published"


@pytest.mark.parametrize(
    ("situations", "stated", "last", "warned"),
    [
        ((REPORT,), date(2025, 6, 30), date(2025, 6, 30), False),
        ((REPORT,), date(2027, 1, 1), date(2026, 3, 5), True),
        ((VIOLENCE,), date(2028, 3, 5), date(2028, 3, 5), False),
        ((VIOLENCE,), date(2029, 3, 5), date(2029, 3, 5), False),
        ((VIOLENCE,), date(2029, 3, 6), date(2029, 3, 5), True),
        ((REPORT, "违反限制消费令"), date(2029, 3, 5), date(2029, 3, 5), False),
        ((REFUSES,), date(2039, 3, 5), date(2039, 3, 5), False),
    ],
)
def test_a_stated_end_goes_first_unless_the_law_allows_less(
    book: Rulebook, situations: tuple[str, ...], stated: date, last: date, *, warned: bool
) -> None:
    now = on(date(2024, 6, 1), debtor(date(2024, 3, 5), *situations, valid_to=stated), book)
    assert now.until == last
    assert ("stated_end_beyond_law" in now.warnings) is warned


def test_an_unknown_situation_is_sure_for_the_shortest_term_only(book: Rulebook) -> None:
    record = debtor(date(2024, 3, 5))
    assert on(date(2026, 3, 5), record, book).counts_against
    later = on(date(2026, 3, 6), record, book)
    assert (later.state, later.missing) == ("not_derived", ("situations",))
    assert not later.counts_against
    assert not later.visible.public


def test_the_first_text_had_no_terms(book: Rulebook) -> None:
    record = debtor(date(2014, 1, 10), REPORT)
    assert on(date(2017, 4, 30), record, book).state == "published"


def test_the_second_text_ends_earlier_listings_from_its_own_first_day(book: Rulebook) -> None:
    old, young = debtor(date(2014, 1, 10), REPORT), debtor(date(2016, 8, 1), REPORT)
    assert on(date(2017, 4, 30), old, book).until == date(2017, 4, 30)
    assert on(date(2017, 5, 1), old, book).state == "expired"
    assert on(date(2018, 8, 1), young, book).state == "published"
    assert on(date(2018, 8, 2), young, book).state == "expired"
    assert "later_law" in on(date(2018, 8, 2), young, book).warnings
    assert on(date(2018, 8, 2), young, book).regime == f"{DEBTORS}@2017-05-01"


def test_the_second_text_leaves_earlier_listings_alone_where_a_city_says_so(lay: Any) -> None:
    book = lay("debtors.yaml", SECOND_TEXT.replace("{earlier}", "false").replace("{months}", "24"))
    now = on(date(2026, 11, 23), debtor(date(2014, 1, 10), REPORT), book)
    assert (now.state, now.until) == ("published", None)


def test_a_term_laid_over_the_rulebook_is_followed(lay: Any) -> None:
    book = lay("debtors.yaml", SECOND_TEXT.replace("{earlier}", "true").replace("{months}", "7"))
    record = debtor(date(2024, 3, 5), REPORT)
    assert on(date(2024, 4, 1), record, book).until == date(2024, 10, 5)


SECOND_TEXT = """
- id: dishonest_judgment_debtor
  overlay: version
  name_zh: 期限
  name_en: Term
  authority: 最高人民法院
  legal_basis: {title: 某规定}
  in_force_from: 2017-05-01
  verified: source
  performed: [全部已履行]
  applies_to_earlier: {earlier}
  several_extension_months: 0
  situations:
    - {id: report, number: 1, text_zh: 报告, phrases: [违反财产报告制度], term_months: {months}}
"""


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("paid", "ended"),
        ("settled", "ended"),
        ("creditor_request", "ended"),
        ("no_assets", "ended"),
        ("term", "expired"),
        ("repaired", "repaired"),
        ("withdrawn", "withdrawn"),
        ("corrected", "corrected"),
        (None, "ended"),
    ],
)
def test_off_the_list_says_why(book: Rulebook, kind: Any, state: str) -> None:
    record = debtor(date(2024, 3, 5), REFUSES, ended_on=date(2025, 1, 10), end_kind=kind)
    assert on(date(2025, 1, 9), record, book).counts_against
    gone = on(date(2025, 1, 10), record, book)
    assert (gone.state, gone.counts_against, gone.bars) == (state, False, ())
    assert not gone.visible.public
    assert not gone.visible.shared
    assert gone.visible.internal
    assert gone.end_event is not None
    assert gone.end_event.kind == kind


def test_no_assets_is_not_paid(book: Rulebook) -> None:
    record = debtor(date(2024, 3, 5), REFUSES, ended_on=date(2025, 1, 10), end_kind="no_assets")
    end = on(date(2026, 1, 1), record, book).end_event
    assert end is not None
    assert end.kind == "no_assets"


@pytest.mark.parametrize("words", ["全部已履行", " 全部 已履行", "履行完毕"])
def test_wholly_performed_is_paid_from_the_day_a_source_showed_it(
    book: Rulebook, words: str
) -> None:
    record = debtor(date(2024, 3, 5), REFUSES, performance=words, shown_on=date(2025, 2, 1))
    assert on(date(2025, 1, 31), record, book).counts_against
    paid = on(date(2025, 2, 1), record, book)
    assert (paid.state, paid.counts_against) == ("ended", False)
    assert paid.end_event is not None
    assert (paid.end_event.kind, paid.end_event.date) == ("paid", None)


@pytest.mark.parametrize("words", ["全部未履行", "部分未履行", "暂无", ""])
def test_not_performed_changes_nothing(book: Rulebook, words: str) -> None:
    record = debtor(date(2024, 3, 5), REFUSES, performance=words, shown_on=date(2025, 2, 1))
    assert on(date(2026, 11, 23), record, book).counts_against


def test_a_debtor_who_is_not_on_the_list_is_not_derived(book: Rulebook) -> None:
    plain = RecordVersion(kind="Enforcement", key="k", since=1, dated=date(2024, 3, 5))
    now = on(date(2024, 4, 1), plain, book)
    assert (now.state, now.missing) == ("not_derived", ("kind_not_derived",))
    assert not now.counts_against


def test_a_row_of_the_graph_is_read(book: Rulebook) -> None:
    row = {
        "kind": "Enforcement",
        "key": "Enforcement|法院|（2024）苏0505执1号|p",
        "since": 7,
        "date": date(2024, 3, 5),
        "valid_from": date(2024, 3, 5),
        "valid_to": date(9999, 12, 31),
        "debtor_state": "dishonest",
        "situations": [REPORT],
        "performance": "全部未履行",
        "party_kind": "Enterprise",
        "court": "某法院",
    }
    assert on(date(2026, 3, 6), from_row(row), book).state == "expired"
    gone = from_row(row | {"valid_to": date(2025, 5, 31), "end": "inferred"})
    assert on(date(2025, 5, 31), gone, book).counts_against
    left = on(date(2025, 6, 1), gone, book)
    assert (left.state, left.end_event) == ("ended", None)


def test_unknown_dates_of_the_graph_are_unknown() -> None:
    version = from_row({"kind": "Listing", "key": "k", "since": 1, "valid_from": date(1, 1, 1)})
    assert (version.start, version.valid_to) == (None, None)
