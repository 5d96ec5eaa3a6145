"""What the shipped entries have to hold, whichever they are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from graph.model import RecordKind, RelationType
from rulebook import (
    BarRule,
    Dated,
    Entry,
    HubPolicy,
    Imposition,
    ListType,
    Measure,
    PaymentRegime,
    Procedure,
    Rate,
    Rulebook,
    ScreeningPolicy,
    Threshold,
    TracePolicy,
)
from rulebook.book import KINDS

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return Rulebook.load(city="suzhou")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_entry_says_what_it_rests_on(book: Rulebook, kind: type[Dated]) -> None:
    for versions in book.versions(kind).values():
        for entry in versions:
            assert entry.legal_basis
            assert entry.verified == "source" or entry.note
            if isinstance(entry, Entry):
                assert entry.name_zh != entry.name_en


def test_all_lists_of_the_table_are_there(book: Rulebook) -> None:
    lists = book.versions(ListType)
    assert len(lists) == 37
    serious = {i for i, versions in lists.items() if versions[-1].serious == "yes"}
    assert {"dishonest_judgment_debtor", "samr_serious_violation", "wage_arrears"} <= serious
    for plain in ("revoked_enterprises", "abnormal_operation", "train_restriction"):
        assert lists[plain][-1].serious == "no"


def test_a_name_leads_to_one_list(book: Rulebook) -> None:
    owners: dict[str, set[str]] = {}
    for list_id, versions in book.versions(ListType).items():
        for name in (name for version in versions for name in version.names):
            owners.setdefault(name, set()).add(list_id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("name", "list_id"),
    [
        ("失信被执行人名单", "dishonest_judgment_debtor"),
        ("工商吊销企业名单", "revoked_enterprises"),
        ("海关失信认证企业名单", "customs_dishonest"),
        (" 严重违法失信企业名单 ", "samr_serious_violation"),
        ("本地自建名单", None),
    ],
)
def test_lists_are_found_by_the_names_of_files(
    book: Rulebook, name: str, list_id: str | None
) -> None:
    assert book.names.list_id(name) == list_id


def test_there_are_fourteen_measures_in_three_groups(book: Rulebook) -> None:
    measures = book.all_in_force(Measure, TODAY)
    assert [measure.number for measure in measures] == list(range(1, 15))
    assert {measure.group for measure in measures} == {"restricting", "managing", "by_others"}


def test_a_measure_that_reaches_others_names_them(book: Rulebook) -> None:
    consumption = book.versions(Imposition)["dishonest_judgment_debtor/restrict_consumption"][-1]
    assert "legal_representative" in consumption.reach
    others = book.versions(Imposition)["dishonest_judgment_debtor/restrict_access"][-1]
    assert others.reach == ("own",)


def test_land_bars_by_the_debtor_list_without_a_quote(book: Rulebook) -> None:
    rules = {r.id: r for r in book.all_in_force(BarRule, TODAY) if "land-auction" in r.purposes}
    debtor = rules["land_dishonest_debtor"]
    assert not debtor.only_if_quoted
    assert "actual_controller" in debtor.reach
    assert "controlled_company" not in debtor.reach
    assert rules["land_serious_listing"].only_if_quoted
    assert rules["land_announcement_abnormal"].only_if_quoted


def test_the_land_rule_starts_on_its_day(book: Rulebook) -> None:
    assert book.in_force(BarRule, "land_dishonest_debtor", date(2018, 2, 28)) is None
    assert book.in_force(BarRule, "land_dishonest_debtor", date(2018, 3, 1)) is not None


def test_rules_of_suzhou_stand_in_its_own_layer() -> None:
    assert "land_serious_listing" not in Rulebook.load().versions(BarRule)


def test_procurement_names_direct_holding_only(book: Rulebook) -> None:
    rule = book.versions(BarRule)["procurement_related_suppliers"][-1]
    assert rule.reach == ("same_principal", "direct_holding", "management")
    assert rule.same_lot
    fine = book.versions(BarRule)["procurement_major_violation"][-1]
    assert (fine.lookback_years, fine.min_fine) == (3, Decimal(2_000_000))


def test_every_purpose_has_its_policy(book: Rulebook) -> None:
    policies = book.all_in_force(ScreeningPolicy, TODAY)
    assert {policy.purpose for policy in policies} == {"land-auction", "procurement", "tendering"}
    assert all(set(policy.sources) <= set(book.formats) for policy in policies)


def test_policies_speak_of_relations_and_records_that_there_are(book: Rulebook) -> None:
    trace = book.versions(TracePolicy)["default"][-1]
    relations = {walk.relation for walk in trace.walks}
    assert relations <= set(RelationType)
    assert "CONTACT_OF" not in relations
    targets = [*trace.targets, *trace.include["penalties"]]
    assert {target.record for target in targets} <= set(RecordKind)
    screening = (p for of_id in book.versions(ScreeningPolicy).values() for p in of_id)
    lines = [line for policy in screening for line in policy.lines]
    assert {name for line in lines for name in line.relations} <= set(RelationType)


def test_known_hubs_are_named(book: Rulebook) -> None:
    hubs = book.versions(HubPolicy)["default"][-1]
    names = {name for hub in hubs.named for name in (hub.name, *hub.aliases)}
    assert {"香港中央结算有限公司", "中央汇金投资有限责任公司", "中国证券金融股份有限公司"} <= names
    assert hubs.degree_cap == 200


@pytest.mark.parametrize(
    ("signed", "regime", "days"),
    [
        (date(2020, 8, 31), "none", {}),
        (date(2020, 9, 1), "728", {"agency": 30}),
        (date(2025, 5, 31), "728", {"agency": 30}),
        (date(2025, 6, 1), "802", {"agency": 30, "large": 60}),
    ],
)
def test_the_day_of_signature_chooses_the_decree(
    book: Rulebook, signed: date, regime: str, days: dict[str, int]
) -> None:
    found = book.in_force(PaymentRegime, "sme_payment", signed)
    assert found is not None
    assert found.regime == regime
    assert {term.debtors[0]: term.days for term in found.terms} == days
    assert found.daily_interest == (None if regime == "none" else Decimal("0.0005"))


def test_complaint_procedures_keep_their_own_clocks(book: Rulebook) -> None:
    sme = book.in_force(Procedure, "sme_payment", TODAY)
    default = book.in_force(Procedure, "government_default", TODAY)
    assert sme is not None
    assert default is not None
    clocks = [(step.days, step.unit, step.extended_days) for step in sme.steps]
    assert clocks == [(10, "working", None), (10, "working", None), (30, "calendar", 90)]
    assert all(step.days is None for step in default.steps)


def test_steps_start_and_end_with_fields_of_the_complaint_format(book: Rulebook) -> None:
    fields = {column.field for column in book.formats["complaints"].columns}
    for versions in book.versions(Procedure).values():
        for step in (step for version in versions for step in version.steps):
            assert {step.starts, *step.ends} <= fields


def test_rates_follow_each_other_without_a_gap(book: Rulebook) -> None:
    rates = book.versions(Rate)["lpr_1y"]
    for earlier, later in pairwise(rates):
        assert earlier.in_force_to == later.in_force_from - timedelta(days=1)
    on = {day: book.in_force(Rate, "lpr_1y", day) for day in (date(2024, 10, 21), TODAY)}
    assert [str(rate.percent) for rate in on.values() if rate] == ["3.10", "3.00"]


@pytest.mark.parametrize(
    ("day", "half_is_control"), [(date(2024, 6, 30), True), (date(2024, 7, 1), False)]
)
def test_half_was_control_until_the_new_company_law(
    book: Rulebook, day: date, *, half_is_control: bool
) -> None:
    threshold = book.in_force(Threshold, "controlling_holder", day)
    assert threshold is not None
    assert threshold.reached_by(Fraction(1, 2)) is half_is_control
    assert threshold.reached_by(Fraction(5001, 10000))


def test_a_quarter_is_a_beneficial_owner(book: Rulebook) -> None:
    threshold = book.in_force(Threshold, "beneficial_owner", TODAY)
    assert threshold is not None
    assert threshold.reached_by(Fraction(1, 4))
    assert not threshold.reached_by(Fraction(2499, 10000))
