"""The truth is true of the files: what it says was planted stands in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from graph.model.identifiers import normalize_code
from graph.model.names import name_key
from ingest.reading import RawRow, open_sheet

Truth = dict[str, Any]


def _rows(folder: Path, file: str) -> list[RawRow]:
    return list(open_sheet(folder / file).rows)


@pytest.fixture(scope="module")
def holders(hamlet: Path) -> dict[str, set[str]]:
    """Codes of holders by the code of their company."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(hamlet, "shareholders_20260630.csv"):
        company = normalize_code(row.cells["企业统一社会信用代码"])
        found[company].add(row.cells.get("股东证件号码", ""))
    return found


def test_rings_of_holdings_close(truth: Truth, holders: dict[str, set[str]]) -> None:
    rings = [ring["members"] for ring in truth["rings"] if ring["relation"] == "SHAREHOLDER_OF"]
    assert rings
    for members in rings:
        for company, holder in zip(members, [members[-1], *members[:-1]], strict=True):
            assert holder in holders[company]


def test_cross_holdings_go_both_ways(truth: Truth, holders: dict[str, set[str]]) -> None:
    for pair in truth["cross_holdings"]:
        first, second = pair["members"]
        assert second in holders[first]
        assert first in holders[second]


def test_hidden_controllers_hold_through_the_chain(
    truth: Truth, holders: dict[str, set[str]]
) -> None:
    assert {hidden["hops"] for hidden in truth["hidden_controllers"]} == {1, 2, 3, 4}
    for hidden in truth["hidden_controllers"]:
        top = hidden["controller"]
        above = top.get("uscc") or top["citizen_id"]
        for company in hidden["chain"]:
            assert above in holders[company]
            above = company
        assert above == hidden["target"]


def test_shares_of_a_company_are_its_whole(hamlet: Path, truth: Truth) -> None:
    bad = {row["row"] for row in truth["refused"] if row["file"] == "shareholders_20260630.csv"}
    totals: Counter[str] = Counter()
    for row in _rows(hamlet, "shareholders_20260630.csv"):
        if row.number not in bad:
            share = round(Decimal(row.cells["持股比例（%）"]) * 10)
            totals[row.cells["企业名称"]] += share
    assert set(totals.values()) == {1000}


def test_namesakes_bear_one_name_and_two_numbers(hamlet: Path, truth: Truth) -> None:
    for pair in truth["homonym_persons"]:
        assert len(set(pair["citizen_ids"])) == 2
    shops = Counter(
        name_key(row.cells.get("主体名称", "")) for row in _rows(hamlet, "registry_20260630.csv")
    )
    for pair in truth["homonym_firms"]:
        assert shops[name_key(pair["name"])] == 2


def test_agent_is_contact_of_as_many_companies_as_stated(hamlet: Path, truth: Truth) -> None:
    agent = next(hub for hub in truth["hubs"] if hub["what"] == "registration_agent")
    rows = _rows(hamlet, "officers_20260630.xlsx")
    clients = [row for row in rows if row.cells.get("公民身份号码") == agent["citizen_id"]]
    assert len(clients) >= agent["companies"]


def test_damaged_codes_are_written_as_the_truth_says(hamlet: Path, truth: Truth) -> None:
    rows = {row.number: row.cells for row in _rows(hamlet, "debtors_scan.csv")}
    assert truth["damaged_codes"]
    for damaged in truth["damaged_codes"]:
        assert rows[damaged["row"]]["统一社会信用代码"] == damaged["written"] != damaged["really"]


def test_late_reports_were_decided_long_before_they_came(truth: Truth) -> None:
    assert truth["late_reports"]
    for late in truth["late_reports"]:
        came, decided = date.fromisoformat(late["received"]), date.fromisoformat(late["decided"])
        assert (came - decided).days >= 30


def test_unreported_decisions_stand_in_no_file_of_penalties(hamlet: Path, truth: Truth) -> None:
    reported = {row.cells.get("CF_WSH") for row in _rows(hamlet, "penalties_market.csv")}
    assert truth["missing_reports"]
    assert not reported & {missing["document_number"] for missing in truth["missing_reports"]}


def test_overdue_sums_are_what_the_payments_leave(hamlet: Path, truth: Truth) -> None:
    paid: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    bad = {row["row"] for row in truth["refused"] if row["file"] == "payments.csv"}
    for row in _rows(hamlet, "payments.csv"):
        if row.number not in bad:
            key = (row.cells["合同编号"].translate(_BRACKETS), row.cells["义务编号"])
            paid[key] += Decimal(row.cells["付款金额（元）"])
    assert {owed["case"] for owed in truth["overdue"]} == {
        *("unpaid", "disputed_part", "part_paid", "paid_late"),
    }
    for owed in truth["overdue"]:
        key = (owed["contract_number"].translate(_BRACKETS), owed["obligation_number"])
        left = Decimal(owed["amount"]) - paid[key]
        assert date.fromisoformat(owed["due"]) < date.fromisoformat(truth["today"])
        if owed["case"] == "paid_late":
            assert left == 0 < Decimal(owed["outstanding"])
        else:
            assert left == Decimal(owed["outstanding"])


def test_verdicts_of_bidders_rest_on_what_was_planted(truth: Truth) -> None:
    dishonest = {who.get("uscc") for who in truth["dishonest"]}
    by_verdict: defaultdict[str, list[Truth]] = defaultdict(list)
    for bidder in truth["bidders"]:
        by_verdict[bidder["verdict"]].append(bidder)
    assert set(by_verdict) == {"barred", "review", "clear", "undetermined", "invalid"}
    assert all(bidder["code"] in dishonest for bidder in by_verdict["barred"])
    assert not any(bidder["code"] in dishonest for bidder in by_verdict["clear"])


def test_ended_records_are_of_every_kind(truth: Truth) -> None:
    hows = {ended["how"] for ended in truth["ended"]}
    assert {"performed", "expired", "repaired", "dropped_from_snapshot", "not_serious"} == hows
    dropped = {listing["document_number"] for listing in truth["dropped_listings"]}
    stated = {e["document"] for e in truth["ended"] if e["how"] == "dropped_from_snapshot"}
    assert stated <= dropped


def test_open_complaints_are_those_whose_state_is_open(hamlet: Path, truth: Truth) -> None:
    closing = {"不予受理日期", "撤回日期", "认定不实日期", "整改完成日期"}
    bad = {row["row"] for row in truth["refused"] if row["file"] == "complaints.csv"}
    rows = (row for row in _rows(hamlet, "complaints.csv") if row.number not in bad)
    still_open = {
        row.cells["投诉编号"].translate(_BRACKETS) for row in rows if not closing & row.cells.keys()
    }
    stated = {c["complaint_number"].translate(_BRACKETS) for c in truth["open_complaints"]}
    assert still_open == stated


_BRACKETS = str.maketrans("〔〕", "（）")
