"""The small sample on which every query is explained and poisoned."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph.feeds import Terms, agree
from graph.model import OPEN_COMMIT, ContactKind
from graph.store import Store, Writer
from graph.store.testing import empty
from ingest.incoming import find_files
from ingest.load import Loader
from ingest.sample import write_town
from rulebook import Rulebook
from tests.builders import World, firm, uscc
from tests.guards.poison import CHANGED
from tests.guards.queries import AS_OF, CONSENT, OFFICE, RECEIPTS, REFERENCE, VERIFICATION


@pytest.fixture(scope="module")
def sample(server: Store) -> Store:
    """A graph that has a fact of every form, in several versions."""
    empty(server)
    registry = World(server, "registry")
    one, two, three = firm(1), firm(2), firm(3)
    owner = registry.person(1, "甄虚构")
    for number, each in enumerate((one, two, three), start=1):
        registry.register(each, f"澄州样本{number}有限公司", date(2020, 1, 1), capital_fen=10_000)
    registry.former_name(one, "澄州旧名有限公司", date(2015, 1, 1), date(2019, 12, 31))
    registry.identifier(two, "org", uscc(2)[8:17])
    for each in (one, three):
        registry.contact(each, ContactKind.PHONE, "0512 6522 0001")
    for each in (firm(4), "row:1", "row:2"):
        registry.subject(each, "澄州只被提及有限公司")
    registry.relate(owner, "SHAREHOLDER_OF", one, date(2020, 1, 1), share_ppm=600_000)
    registry.relate(one, "SHAREHOLDER_OF", two, date(2021, 1, 1), share_ppm=510_000)
    registry.relate(owner, "OFFICER_OF", two, date(2021, 1, 1), distinction="监事", position="监事")
    registry.relate(one, "BRANCH_OF", three)
    registry.relate(owner, "LEGAL_REPRESENTATIVE_OF", three)
    registry.relate(three, "SUCCESSOR_OF", one, date(2023, 1, 1), debts=True)
    registry.relate(two, "GUARANTOR_OF", three, amount_fen=5_000)
    registry.send()
    server.write(lambda writer: _decide(writer, one, two))
    court = World(server, "court", schedule_days=30)
    agreed = Terms(30, "澄州", "甄虚构")
    agree(server, "court", ["test"], agreed, "test", court.received_at)
    for kind in ("Penalty", "Listing", "Enforcement", "Licence"):
        key = court.record(kind, {two: "party"}, date(2025, 6, 1), "样本局", kind, two, title=kind)
        court.event("Objection", key, date(2025, 7, 1), "异议1号", result="refused")
    day, told = date(2025, 6, 1), "甄虚构"
    key = court.record(
        "Penalty", {"row:1": "punished"}, day, "提及", "1", legal_representative=told
    )
    court.event("Repair", key, date(2026, 11, 1), "修复1号", platform="credit_china")
    court.record("Penalty", {"row:2": "punished"}, day, "提及", "2")
    parties = {one: "complained", three: "complainant"}
    court.record("Complaint", parties, date(2026, 1, 1), "TS-1")
    _state_contract(court, buyer=one, supplier=two)
    given = {one: "consenter", two: "recipient"}
    court.record("Consent", given, date(2026, 1, 1), CONSENT, purpose="测试", data_kinds="测试")
    _state_lot(court, grantor=three, bidder=one)
    court.send()
    registry.register(one, "澄州新名有限公司", date(2024, 1, 1), capital_fen=20_000)
    registry.relate(owner, "SHAREHOLDER_OF", three, date(2022, 1, 1), scope="holdings of three")
    registry.send()
    registry.relate(one, "SHAREHOLDER_OF", three, date(2025, 1, 1), scope="holdings of three")
    registry.send(snapshot=date(2025, 1, 1))
    _write_what_is_no_fact(server)
    return server


@pytest.fixture(scope="module")
def hamlet(sample: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample, and beside it all that the product's own loader writes of a synthetic hamlet."""
    folder = tmp_path_factory.mktemp("hamlet")
    write_town(folder, seed=1, scale="hamlet")
    rulebook = Rulebook.load()
    loader = Loader(sample, rulebook, folder / "secret", "test")
    for incoming in find_files([folder], rulebook, None):
        loader.load(incoming)
    return sample


def _state_contract(world: World, buyer: str, supplier: str) -> None:
    """State a contract with a payment, and obligations of contracts that no source stated."""
    parties = {buyer: "buyer", supplier: "supplier"}
    key = world.record("Contract", parties, date(2025, 1, 1), "HT-1", contract_number="HT-1")
    parties = {buyer: "debtor", supplier: "creditor"}
    for contract in (key, key + CHANGED, "none"):
        own: dict[str, Any] = {"contract_number": "HT-1", "contract": contract}
        world.record("Obligation", parties, None, contract, amount_fen=100, **own)
    own = {"contract_number": "HT-1", "contract": key}
    world.record("Payment", {buyer: "payer"}, date(2025, 3, 1), "PZ-1", amount_fen=40, **own)


def _state_lot(world: World, grantor: str, bidder: str) -> None:
    """State a lot with a condition and a bid at two stages."""
    day, about = date(2026, 1, 1), ("GG-1", "DK-1")
    numbers: dict[str, Any] = {"announcement_number": "GG-1", "lot_number": "DK-1"}
    key = world.record("Lot", {grantor: "grantor"}, day, *about, **numbers)
    own: dict[str, Any] = {"lot": key, "condition_number": "1", "quote": "不得参加"}
    world.record("LotCondition", {grantor: "grantor"}, day, *about, "1", **own)
    for stage in ("registration", "deal"):
        world.record("Bid", {bidder: "bidder"}, day, *about, stage, lot=key, stage=stage)


def _write_what_is_no_fact(store: Store) -> None:
    """Add what is kept beside the facts: a finished file, a refused row, a screening, a mark."""
    store.write_unclocked("replay/begin")
    store.write_unclocked(
        "store/file",
        id="dated",
        properties={
            "name": "dated.csv",
            "source": "registry",
            "format": "test",
            "mode": "snapshot",
            "dated": date(2025, 1, 1),
            "mapping_text": "{}",
            "received_at": datetime(2025, 1, 2, tzinfo=UTC),
        },
        source="registry",
        source_properties={},
    )
    store.write_unclocked("store/finish_file", id="dated", rulebook="1", read=1, sheet_end=2)
    refused = {"id": "refused", "file": "dated", "row": 2, "format": "test", "raw": "{}"}
    rows = [{**refused, "reasons": ["{}"]}]
    store.write_unclocked("store/quarantine", seq=1, rows=rows)
    resolved = [{"id": "refused", "state": "resolved", "again": "refused"}]
    store.write_unclocked("ingest/release", rows=resolved, by_file="dated")
    store.write_unclocked("screening/keep_case", id="case", properties={"purpose": "test"}, seq=1)
    _write_receipts(store)


def _write_receipts(store: Store) -> None:
    """Add a question that was answered and one that was not."""
    at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    for name in RECEIPTS:
        asked = {"verification": VERIFICATION, "office": OFFICE, "asked_on": AS_OF, "asked_at": at}
        store.write_unclocked("verification/put", seq=1, properties={"id": name, **asked})
    said: dict[str, Any] = {
        "receipt": RECEIPTS[0],
        "verification": VERIFICATION,
        "state": "answered",
    }
    said |= {"reference": REFERENCE, "ended_at": at}
    store.write_unclocked("verification/settle", seq=1, properties=said)


def _decide(writer: Writer, a: str, b: str) -> None:
    """Record that two subjects are not the same."""
    said: dict[str, Any] = {"id": "decision", "a": a, "b": b, "verdict": "no_match", "number": 1}
    said |= {"members": [b], "undoes": "-", "by": "test", "reason": "测试", "rule": "-"}
    said |= {"score": 0.1, "evidence": ["{}"], "contradictions": ["{}"]}
    rows = [{"properties": said, "subjects": [a, b]}]
    writer.run("resolution/keep", rows=rows, open=OPEN_COMMIT)
