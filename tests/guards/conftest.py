"""The small sample on which every query is explained and poisoned."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph.store import Store
from graph.store.testing import empty
from tests.builders import World, firm, uscc
from tests.guards.poison import CHANGED


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
    registry.subject(firm(4), "澄州只被提及有限公司")
    registry.relate(owner, "SHAREHOLDER_OF", one, date(2020, 1, 1), share_ppm=600_000)
    registry.relate(one, "SHAREHOLDER_OF", two, date(2021, 1, 1), share_ppm=510_000)
    registry.relate(owner, "OFFICER_OF", two, date(2021, 1, 1), distinction="监事", position="监事")
    registry.relate(one, "BRANCH_OF", three)
    registry.relate(three, "SUCCESSOR_OF", one, date(2023, 1, 1), debts=True)
    registry.relate(two, "GUARANTOR_OF", three, amount_fen=5_000)
    registry.send()
    court = World(server, "court", schedule_days=30)
    for kind in ("Penalty", "Listing", "Enforcement", "Licence"):
        court.record(kind, {two: "party"}, date(2025, 6, 1), "样本局", kind, two, title=kind)
    parties = {one: "complained", three: "complainant"}
    court.record("Complaint", parties, date(2026, 1, 1), "TS-1")
    _state_contract(court, buyer=one, supplier=two)
    court.send()
    registry.register(one, "澄州新名有限公司", date(2024, 1, 1), capital_fen=20_000)
    registry.relate(owner, "SHAREHOLDER_OF", three, date(2022, 1, 1), scope="holdings of three")
    registry.send()
    registry.relate(one, "SHAREHOLDER_OF", three, date(2025, 1, 1), scope="holdings of three")
    registry.send(snapshot=date(2025, 1, 1))
    _write_what_is_no_fact(server)
    return server


def _state_contract(world: World, buyer: str, supplier: str) -> None:
    """State a contract with a payment, and an obligation of a contract that no source stated."""
    parties = {buyer: "buyer", supplier: "supplier"}
    key = world.record("Contract", parties, date(2025, 1, 1), "HT-1", contract_number="HT-1")
    parties = {buyer: "debtor", supplier: "creditor"}
    for contract in (key, key + CHANGED):
        own: dict[str, Any] = {"contract_number": "HT-1", "contract": contract}
        world.record("Obligation", parties, None, contract, amount_fen=100, **own)
    own = {"contract_number": "HT-1", "contract": key}
    world.record("Payment", {buyer: "payer"}, date(2025, 3, 1), "PZ-1", amount_fen=40, **own)


def _write_what_is_no_fact(store: Store) -> None:
    """Add what ingest keeps beside the facts: a finished file, a check value."""
    store.write_unclocked("ingest/keep_person_key", id="k1", check="check")
    store.write_unclocked(
        "store/file",
        id="dated",
        properties={
            "name": "dated.csv",
            "source": "registry",
            "format": "test",
            "mode": "snapshot",
            "dated": date(2025, 1, 1),
            "received_at": datetime(2025, 1, 2, tzinfo=UTC),
        },
        source="registry",
        source_properties={},
    )
    store.write_unclocked("store/finish_file", id="dated", rulebook="1", read=1, sheet_end=2)
    store.write_unclocked("screening/keep_case", id="case", properties={"purpose": "test"}, seq=1)
