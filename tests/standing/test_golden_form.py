"""The golden table of standing is well formed: it can be read without asking what a case means.

What the cases say is the law's business and is checked against the code elsewhere; here only that
each case says what it rests on, how sure it is, what it asks, and that no situation is missing.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.model.kinds import EventKind, RecordKind

Case = dict[str, Any]

FOLDER = Path(__file__).parent / "golden"
SUBJECTS = ("record", "period", "threshold", "contract")
REQUIRED = {"id", "title", "title_en", "basis", "certainty"}
ALLOWED = REQUIRED | {"assumes", "covers", "events", "ask", "rolls", "last_day", "why", *SUBJECTS}
DATED = re.compile(r"(_on|_until|_to|_from|_since|_due|^due|_end)$")


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


FORM = _read("form.yaml")
LAWS: dict[str, Case] = {law["law"]: law for law in _read("laws.yaml")}
FILES = sorted({path.name for path in FOLDER.glob("*.yaml")} - {"form.yaml", "laws.yaml"})
CASES: list[Case] = [case for name in FILES for case in _read(name)]
REGIMES = {law["id"] for law in LAWS.values()}
SITUATIONS = {
    *FORM["situations"],
    *(f"boundary-{day}-{side}" for day in FORM["boundaries"] for side in ("before", "on", "after")),
}


def faults(case: Case) -> list[str]:
    """Return what is wrong with the form of a case, in words; empty if nothing is."""
    wrong = [f"key {key}" for key in sorted(case.keys() - ALLOWED)]
    wrong += [f"no {key}" for key in sorted(REQUIRED) if not case.get(key)]
    wrong += [f"law {b['law']}" for b in case.get("basis") or () if b["law"] not in LAWS]
    wrong += ["article" for b in case.get("basis") or () if not b.get("article")]
    wrong += [f"tag {tag}" for tag in case.get("covers", ()) if tag not in SITUATIONS]
    if case.get("certainty") not in {"statute", "configurable"}:
        wrong.append("certainty")
    if (case.get("certainty") == "configurable") != bool(case.get("assumes")):
        wrong.append("assumes belongs to configurable")
    if sum(subject in case for subject in SUBJECTS) != 1:
        wrong.append("one subject")
    return wrong + _subject_faults(case) + _ask_faults(case) + _date_faults(case)


def _subject_faults(case: Case) -> list[str]:
    wrong = []
    if record := case.get("record"):
        wrong += [] if record["kind"] in _names(RecordKind) else [f"record {record['kind']}"]
        wrong += (
            [] if record["platform"] in FORM["platforms"] else [f"platform {record['platform']}"]
        )
    for event in case.get("events", ()):
        wrong += [] if event["kind"] in _names(EventKind) else [f"event {event['kind']}"]
    if period := case.get("period"):
        wrong += [] if period["unit"] in FORM["units"] else [f"unit {period['unit']}"]
        wrong += [] if isinstance(case.get("rolls"), bool) else ["rolls"]
        wrong += [] if isinstance(case.get("last_day"), date) else ["last_day"]
    return wrong


def _ask_faults(case: Case) -> list[str]:
    if "period" in case:
        return []
    if not case.get("ask"):
        return ["no ask"]
    wrong = []
    for ask in case["ask"]:
        wrong += [] if isinstance(ask.get("as_of"), date) else ["as_of"]
        wrong += [] if isinstance(ask.get("known_at", date.min), date) else ["known_at"]
        wrong += [] if ask.get("why") else ["why"]
        wrong += [] if ask.get("expect") else ["expect"]
        wrong += [f"{key}: {value}" for key, value in ask["expect"].items() if _odd(key, value)]
    return wrong


def _odd(key: str, value: Any) -> bool:
    """Whether an expectation is none of form.yaml's, or has a value of another kind."""
    if key not in FORM["expect"]:
        return True
    entry = FORM["expect"][key]
    return not {
        "yes_or_no": isinstance(value, bool),
        "date": value is None or isinstance(value, date),
        "number": value is None or isinstance(value, int),
        "names": isinstance(value, list),
        "one_of": value in entry.get("values", ()),
        "law": value is None or str(value) in REGIMES,
        "audiences": isinstance(value, dict) and _are_audiences(value),
    }[entry["kind"]]


def _are_audiences(shown: dict[str, Any]) -> bool:
    known = shown.keys() <= set(FORM["audiences"])
    return known and all(isinstance(seen, bool) for seen in shown.values())


def _date_faults(thing: Any, key: str = "") -> list[str]:
    """A value under a name that says a day is a day, however deep."""
    if isinstance(thing, dict):
        return [fault for name, value in thing.items() for fault in _date_faults(value, name)]
    if isinstance(thing, list):
        return [fault for value in thing for fault in _date_faults(value, key)]
    named = DATED.search(key) is not None and not isinstance(thing, bool) and key != "rests_on"
    return [f"{key} is no date"] if named and not isinstance(thing, date | None) else []


def _names(kinds: type[RecordKind | EventKind]) -> set[str]:
    return {kind.name.lower() for kind in kinds}


def _label(case: Case) -> str:
    return str(case["id"])


@pytest.mark.parametrize("case", CASES, ids=_label)
def test_a_case_is_well_formed(case: Case) -> None:
    assert faults(case) == []


def test_ids_are_short_and_unique() -> None:
    counted = Counter(case["id"] for case in CASES)
    assert [name for name, times in counted.items() if times > 1] == []
    assert [name for name in counted if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 180
    assert sum(case["certainty"] == "statute" for case in CASES) > len(CASES) / 2


def test_no_situation_is_missing() -> None:
    covered = {tag for case in CASES for tag in case.get("covers", ())}
    assert SITUATIONS - covered == set()


def test_one_decision_stands_on_three_platforms() -> None:
    records = [c["record"] for c in CASES if "three-platforms" in c.get("covers", ())]
    numbered = [
        (r["fields"].get("document_number") or r["fields"].get("basis_document"), r["platform"])
        for r in records
    ]
    by_number = {number: {p for n, p in numbered if n == number} for number, _ in numbered}
    assert {"credit_china", "enterprise_system", "court"} in by_number.values()


def test_what_is_known_later_is_asked_before_and_after() -> None:
    late = [case for case in CASES if "late-event" in case.get("covers", ())]
    assert [c["id"] for c in late if not any("known_at" in ask for ask in c["ask"])] == []
    assert [c["id"] for c in late if not any("recorded_on" in e for e in c["events"])] == []


def test_no_case_rests_on_a_law_that_came_later() -> None:
    """Only a case that asks which rule governs may name the one that does not yet."""
    assert [case["id"] for case in CASES if case.get("ask") and _too_early(case)] == []


def _too_early(case: Case) -> bool:
    last = max(ask.get("known_at", ask["as_of"]) for ask in case["ask"])
    starts = [LAWS[basis["law"]]["in_force_from"] or date.min for basis in case["basis"]]
    return any(start > last for start in starts) and "regime" not in _keys(case)


def _keys(case: Case) -> set[str]:
    return {key for ask in case["ask"] for key in ask["expect"]}


@pytest.mark.parametrize("law", LAWS.values(), ids=lambda law: law["id"])
def test_a_law_has_its_dates_and_its_text(law: Case) -> None:
    start, end = law["in_force_from"], law["in_force_to"]
    assert isinstance(start, date) or (start is None and law.get("note"))
    assert end is None or end > (start or date.min)
    assert len(law["text"].keys() & {"data", "standards"}) == 1
    assert law["text"].get("data", "00_reference/laws/").startswith("00_reference/laws/")


def test_laws_are_told_apart_and_each_is_cited() -> None:
    assert len(REGIMES) == len(LAWS)
    cited = {basis["law"] for case in CASES for basis in case["basis"]}
    assert LAWS.keys() - cited == set()


def test_the_words_are_ours_and_no_citizen_number_stands_in_the_table() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.iterdir())
    assert re.findall("黑名单|\\d{17}[\\dXx]", text) == []


BROKEN: dict[str, Any] = {
    "no basis": ("basis", []),
    "an unknown law": ("basis", [{"law": "虚构条例", "article": "第一条"}]),
    "no article": ("basis", [{"law": next(iter(LAWS)), "article": ""}]),
    "no ask": ("ask", []),
    "a certainty of its own": ("certainty", "likely"),
    "configurable without an assumption": ("certainty", "configurable"),
    "an unknown situation": ("covers", ["full-moon"]),
    "a day that is text": ("events", [{"kind": "repair", "fields": {"applied_on": "soon"}}]),
    "an unknown event": ("events", [{"kind": "miracle", "fields": {}}]),
    "an unknown state": (
        "ask",
        [{"as_of": date(2024, 1, 1), "expect": {"state": "fine"}, "why": "一"}],
    ),
    "a question without a day": ("ask", [{"as_of": "now", "expect": {"points": 1}, "why": "一"}]),
    "a second subject": ("threshold", {"question": "controlling_shareholder"}),
}


@pytest.mark.parametrize(("key", "value"), BROKEN.values(), ids=BROKEN)
def test_a_broken_case_is_found(key: str, value: Any) -> None:
    case = copy.deepcopy(next(c for c in CASES if c["certainty"] == "statute" and "record" in c))
    assert faults(case) == []
    case[key] = value
    assert faults(case) != []
