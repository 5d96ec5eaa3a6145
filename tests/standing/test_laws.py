"""The laws of standing, on records and events drawn at random."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from graph.standing import Interval, RecordEvent, RecordVersion, standing, timeline
from graph.standing.records import EndKind, EventKind, Outcome
from rulebook import DEBTOR_LIST, DebtorRegime, ListType, Rulebook

BOOK = Rulebook.load(city="suzhou")
DAY = timedelta(days=1)
DAYS = st.dates(date(2012, 1, 1), date(2032, 12, 31))
LISTS = sorted(BOOK.versions(ListType))
REGIMES = BOOK.versions(DebtorRegime)[DEBTOR_LIST]
WORDS = [situation.text_zh for situation in REGIMES[-1].situations]

PENALTIES = st.builds(
    RecordVersion,
    kind=st.just("Penalty"),
    key=st.just("k"),
    since=st.integers(1, 9),
    dated=DAYS,
    gone_after=st.none() | DAYS,
    platform=st.sampled_from([None, "credit_china", "enterprise_system", "authority"]),
    published_on=st.none() | DAYS,
    penalty_kinds=st.lists(
        st.sampled_from(["警告", "罚款", "吊销许可证件", "通报批评、罚款"]), max_size=2
    ).map(tuple),
    severity=st.sampled_from([None, "minor", "general", "serious"]),
    domain=st.sampled_from([None, "food", "fire"]),
    procedure=st.sampled_from([None, "summary"]),
    fine_scale=st.sampled_from([None, "lower", "huge"]),
    publicity_needed=st.sampled_from([None, True]),
    restricted_until=st.none() | DAYS,
    duty_fulfilled=st.sampled_from([None, True, False]),
    duty_fulfilled_on=st.none() | DAYS,
)
LISTED = st.builds(
    RecordVersion,
    kind=st.sampled_from(["Listing", "Enforcement"]),
    key=st.just("k"),
    since=st.integers(1, 9),
    dated=st.none() | DAYS,
    valid_to=st.none() | DAYS,
    gone_after=st.none() | DAYS,
    list_type=st.sampled_from([*LISTS, DEBTOR_LIST, DEBTOR_LIST]),
    situations=st.lists(st.sampled_from([*WORDS, "其他"]), max_size=3).map(tuple),
    performance=st.sampled_from([None, "全部未履行", "全部已履行"]),
    ended_on=st.none() | DAYS,
    end_kind=st.none() | st.sampled_from(get_args(EndKind)),
    party_kind=st.sampled_from(["Enterprise", "Person", None]),
    shown_on=st.none() | DAYS,
)
RECORDS = LISTED | PENALTIES
SERIOUS = [name for name in LISTS if BOOK.versions(ListType)[name][-1].serious == "yes"]
LASTING = st.builds(
    RecordVersion,
    kind=st.just("Listing"),
    key=st.just("k"),
    since=st.just(1),
    dated=st.dates(date(2021, 1, 1), date(2025, 12, 31)),
    valid_to=st.none() | DAYS,
    list_type=st.sampled_from(SERIOUS),
    situations=st.just((WORDS[-1],)),
)
EVENTS = st.lists(
    st.builds(
        RecordEvent,
        kind=st.sampled_from(get_args(EventKind)),
        on=DAYS,
        outcome=st.none() | st.sampled_from(get_args(Outcome)),
        from_start=st.booleans(),
    ),
    max_size=4,
)
ENDINGS = st.builds(
    RecordEvent,
    kind=st.sampled_from(["Repair", "Withdrawal", "Correction"]),
    on=DAYS,
    outcome=st.just("accepted"),
    from_start=st.booleans(),
)


def at(intervals: tuple[Interval, ...], day: date) -> Interval | None:
    return standing(intervals, day)


def counts(intervals: tuple[Interval, ...], day: date) -> bool:
    found = standing(intervals, day)
    return found is not None and found.counts_against


@given(RECORDS, EVENTS)
def test_intervals_follow_each_other_to_the_end_of_time(
    record: RecordVersion, events: list[RecordEvent]
) -> None:
    intervals = timeline([record], events, BOOK)
    assert intervals[0].first == (record.start or date.min)
    assert intervals[-1].last is None
    for earlier, later in pairwise(intervals):
        assert earlier.last is not None
        assert earlier.last + DAY == later.first
        assert earlier.next_change == later.first


@given(RECORDS, EVENTS)
def test_every_interval_lies_in_the_run_of_its_state(
    record: RecordVersion, events: list[RecordEvent]
) -> None:
    for interval in timeline([record], events, BOOK):
        assert interval.since <= interval.first
        assert interval.last is not None or interval.until is None
        assert interval.until is None or (interval.last or date.max) <= interval.until
        assert interval.last is None or interval.first <= interval.last


@given(RECORDS, EVENTS, DAYS)
def test_standing_is_the_interval_that_holds_the_day(
    record: RecordVersion, events: list[RecordEvent], day: date
) -> None:
    intervals = timeline([record], events, BOOK)
    holding = [i for i in intervals if i.first <= day and (i.last is None or day <= i.last)]
    assert holding == ([standing(intervals, day)] if standing(intervals, day) else [])


@given(RECORDS, EVENTS)
def test_a_next_change_is_a_change(record: RecordVersion, events: list[RecordEvent]) -> None:
    intervals = timeline([record], events, BOOK)
    seen = [_said(interval) for interval in intervals]
    assert all(a != b for a, b in pairwise(seen))


def _said(interval: Interval) -> tuple[object, ...]:
    dates = {"first", "last"}
    return tuple(getattr(interval, n) for n in interval.__dataclass_fields__ if n not in dates)


@given(RECORDS, EVENTS, ENDINGS, DAYS)
def test_an_ending_never_makes_a_record_count_on_more_days(
    record: RecordVersion, events: list[RecordEvent], ending: RecordEvent, day: date
) -> None:
    without = timeline([record], events, BOOK)
    with_it = timeline([record], [*events, ending], BOOK)
    assert not counts(with_it, day) or counts(without, day)
    if day >= ending.on:
        assert not counts(with_it, day)


@given(RECORDS, EVENTS, DAYS)
def test_only_what_is_published_counts_or_bars(
    record: RecordVersion, events: list[RecordEvent], day: date
) -> None:
    now = at(timeline([record], events, BOOK), day)
    if now is not None and now.state != "published":
        assert not now.counts_against
        assert now.bars == now.bars_if_quoted == ()
        assert not now.visible.public
    if now is not None and now.state in {"repaired", "withdrawn", "corrected"}:
        assert not now.visible.shared
        assert not now.visible.special_report


@given(RECORDS, EVENTS.flatmap(lambda events: st.tuples(st.just(events), st.permutations(events))))
def test_the_order_of_events_does_not_matter(
    record: RecordVersion, orders: tuple[list[RecordEvent], list[RecordEvent]]
) -> None:
    one, other = (timeline([record], events, BOOK) for events in orders)
    assert one == other


@given(st.lists(RECORDS, min_size=2, max_size=3, unique_by=lambda r: r.since), EVENTS)
def test_the_order_of_versions_does_not_matter(
    versions: list[RecordVersion], events: list[RecordEvent]
) -> None:
    assert timeline(versions, events, BOOK) == timeline(versions[::-1], events, BOOK)


@given(RECORDS, EVENTS)
def test_saying_the_same_again_changes_nothing(
    record: RecordVersion, events: list[RecordEvent]
) -> None:
    assert timeline([record, record], events, BOOK) == timeline([record], events, BOOK)


CHANGED = date(2024, 7, 1)
LATER = """
entries:
  - id: later_serious
    name_zh: 后法
    name_en: Later law
    degree: serious
    platforms: [credit_china, authority, enterprise_system]
    min_months: 1
    max_months: 2
    caps: [law, admin_regulation, ministry_rule, notice]
    legal_basis: {title: 后法}
    authority: 某部
    in_force_from: 2024-07-01
    verified: source
"""


def _with_later_law(folder: Path) -> Rulebook:
    (folder / "classes.yaml").write_text(LATER, encoding="utf-8")
    return Rulebook.load(city="suzhou", extra=folder)


def test_a_later_law_never_acts_on_an_earlier_day(tmp_path_factory: object) -> None:
    folder = tmp_path_factory.mktemp("later")  # type: ignore[attr-defined]
    later_book = _with_later_law(folder)
    changed = 0

    @given(LASTING | RECORDS, EVENTS, DAYS)
    def holds(record: RecordVersion, events: list[RecordEvent], day: date) -> None:
        nonlocal changed
        now, then = (timeline([record], events, book) for book in (BOOK, later_book))
        before, after = at(now, day), at(then, day)
        if day < CHANGED and before and after:
            assert (before.state, before.counts_against) == (after.state, after.counts_against)
            assert before.bars == after.bars
        changed += [i.first for i in now] != [i.first for i in then]

    holds()
    assert changed, "the later law never mattered, so nothing was shown"


def test_no_term_of_the_law_stands_in_the_code() -> None:
    code = Path(__file__).parents[2] / "graph"
    allowed = {0, 1, 2, 3, 4, 5, 12}  # strengths, Saturday, months of a year
    for path in sorted([*code.glob("standing/*.py"), code / "deadlines.py"]):
        numbers = {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and type(node.value) in {int, float}
        }
        assert numbers <= allowed, path.name
        if path.name not in {"states.py", "deadlines.py"}:
            assert numbers <= {0, 1}, path.name
