"""The golden table, asked: penalties, listings, the courts' list, and what happens to them.

A case that the derivation does not reach yet stands in ``NOT_YET`` with what it waits for, and has
to leave it once it is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.standing import Interval, standing, timeline
from rulebook import Rulebook
from tests.standing.golden_cases import Case, cases

NATIONAL = Path(__file__).parents[2] / "rulebook" / "national" / "publicity.yaml"
READINGS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "跨期记录仍按45号令": ("samr_107", {"earlier": "own"}),
    "跨期记录仍按58号令": ("ndrc_36", {"earlier": "own"}),
    "跨期记录一律改按36号令": ("ndrc_36", {"earlier": "later"}),
    "107号令沿用45号令的起算日：自公示之日": ("samr_107", {"starts": "publication"}),
    "专项信用报告写已修复记录": ("ndrc_36", {"repaired_in_report": True}),
    "撤销修复的，公示期重新计算": ("ndrc_36", {"revoked": "anew"}),
    "行业规定：未纠正的继续公示至纠正": ("ndrc_36", {"uncorrected_sectors": ["fire"]}),
}
"""Readings of the law that are not the shipped one, each as a city writes it in its supplement."""

_OTHER_RECORDS = "other records of the subject"
_LOCAL = "local regulations of other cities"
_PERSONS = "the rules on persons"
_CLASSES = "the minimum of the serious class on the lists of ministry rules"
_READING = "a reading of the law that no entry offers yet"
_UNVERIFIED = "only a list that is verified as serious counts here (the table counts any)"
NOT_YET: Mapping[str, str] = {
    "o45-reoffence-same-kind": _OTHER_RECORDS,
    "o45-in-abnormal-list": _OTHER_RECORDS,
    "o45-on-serious-list": _OTHER_RECORDS,
    "shanghai-summary-procedure-outside": _LOCAL,
    "shanghai-trivial-outside": _LOCAL,
    "shanghai-mitigated-outside": _LOCAL,
    "shanghai-query-five-years": _LOCAL,
    "shenzhen-trivial-corrected": _LOCAL,
    "shenzhen-minimum-then-repair": _LOCAL,
    "shenzhen-bankruptcy-abuse-three-years": _LOCAL,
    "public-records-not-bureau": "the rules on credit bureaux",
    "person-penalty-not-open": _PERSONS,
    "o36-class-minimum-one-year": _CLASSES,
    "ministry-term-replaced": _CLASSES,
    "c2013-no-term": "an end by the law of the day asked for; shown is the end that later law set",
    "c2013-effective-on-decision": "the day of a court's decision apart from its publication",
    "c2017-termed-paid-not-removed": _READING,
    "court-2013-listing-crosses": _READING,
    "samr44-restriction-over-three-years": _READING,
    "d654-serious-recurrence": _READING,
    "securities166-three-years": "the ground of a listing that decides on its term",
    "ip8-one-year": _UNVERIFIED,
    "construction241-one-year": _UNVERIFIED,
    "customs-before-order-282": _UNVERIFIED,
    "air-one-year": _UNVERIFIED,
    "rail-180-days": _UNVERIFIED,
}
_DUTIES = dict.fromkeys(
    ["corrected", "arrears_paid", "fine_paid", "tax_paid", "correction_date"], "duty"
)
"""What a list asks for in the table's word."""

ASKED = frozenset(
    [
        *("state", "visible", "counts_against", "disputed", "repairable", "repairable_since"),
        *("ends_on", "next_change", "end_event", "regime", "temporary", "missing"),
    ]
)
"""What a standing answers; the rest of the table is asked of other parts."""


def asked() -> Iterator[Any]:
    """Yield the cases of penalties that ask for a standing."""
    for case in cases("penalty", "listing", "enforcement"):
        if case.stated["record"]["fields"].get("debtor_state", "dishonest") != "dishonest":
            continue  # 被执行人和限制消费的状态另行推导
        if any(expect.keys() & ASKED for _, _, expect in case.questions()):
            yield pytest.param(case, id=case.id)


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    return Rulebook.load()


@pytest.fixture
def read_as(shipped: Rulebook, tmp_path: Path) -> Any:
    """Return the rulebook as a case reads the law."""

    def read(case: Case) -> Rulebook:
        reading = READINGS.get(case.assumes or "")
        if reading is None:
            return shipped
        return laid(*reading, tmp_path)

    return read


def laid(name: str, change: Mapping[str, Any], folder: Path) -> Rulebook:
    """Return the national rulebook with one regime changed by a supplement."""
    national = yaml.safe_load(NATIONAL.read_text(encoding="utf-8"))
    (entry,) = (each for each in national["entries"] if each["id"] == name)
    entries = [{**national["defaults"], **entry, **change, "overlay": "replace"}]
    text = yaml.safe_dump({"entries": entries}, allow_unicode=True)
    (folder / "publicity.yaml").write_text(text, encoding="utf-8")
    return Rulebook.load(extra=folder)


@pytest.mark.parametrize("case", list(asked()))
def test_a_case_of_the_golden_table(case: Case, read_as: Any) -> None:
    differences = list(_differences(case, read_as(case)))
    if case.id in NOT_YET:
        assert differences, "it is right now: take it out of NOT_YET"
        pytest.skip(f"waits for {NOT_YET[case.id]}")
    assert not differences


def _differences(case: Case, book: Rulebook) -> Iterator[str]:
    for day, seen, expect in case.questions():
        now = standing(timeline(case.versions(seen), case.events(seen), book), day)
        if now is None:
            yield f"{day}: nothing is known of it"
            continue
        for name, wanted in expect.items():
            if name == "regime" and case.kind != "penalty":
                continue  # the list's own entry decides, under another name
            if name in ASKED and (found := _found(name, wanted, now, day)) != wanted:
                yield f"{day}: {name} is {found}, not {wanted}"


def _found(name: str, wanted: Any, now: Interval, day: date) -> object:
    """Return what a standing says under a name of the table."""
    found: Mapping[str, object] = {
        "state": _state(now),
        "visible": {who: getattr(now.visible, who) for who in wanted} if name == "visible" else {},
        "repairable": _repairable(now, day),
        "repairable_since": now.repairable_from,
        "ends_on": now.until if now.state == "published" else None,
        "end_event": now.end_event.kind if now.end_event else None,
        "regime": (now.regime or "").partition("@")[0].replace("_", "-"),
        "missing": sorted({_DUTIES.get(code, code) for code in now.missing} - {"minimum_period"}),
    }
    return found[name] if name in found else getattr(now, name)


def _repairable(now: Interval, day: date) -> bool:
    """Tell whether time and exclusions allow a repair; what else it needs is ``missing``."""
    return now.repairable_from is not None and now.repairable_from <= day


def _state(now: Interval) -> str:
    """Return a state in the table's words: it tells an application, and what is never shown."""
    if now.state == "ended":
        return "expired"
    if now.state == "published" and now.repair == "applied":
        return "repair_applied"
    if now.state == "pending" and "not_to_be_shown" in now.warnings:
        return "not_published"
    return now.state


def test_every_reading_is_asked_and_every_wait_names_a_case() -> None:
    every = cases("penalty", "listing", "enforcement")
    assert READINGS.keys() <= {case.assumes for case in every}
    assert NOT_YET.keys() <= {case.id for case in every}


def test_a_term_changed_in_a_supplement_changes_the_answer(tmp_path: Path) -> None:
    case = next(each for each in cases("penalty") if each.id == "o36-general-minimum")
    book = laid("ndrc_36", {"terms": [{"min_months": 5, "max_months": 7}]}, tmp_path)
    now = standing(timeline(case.versions(1), [], book), date(2026, 4, 11))
    assert now is not None
    assert (now.repairable_from, now.until) == (date(2026, 9, 11), date(2026, 11, 10))
