"""Receipts belong to the log of a graph: a graph made again from it has them."""

from __future__ import annotations

from pathlib import Path

from api import verifying
from api.answers import Asked
from api.desk import Desk
from graph.replay import export, replay
from graph.store.testing import empty
from graph.verification import page
from tests.contents import contents, differences
from tests.verification.conftest import insurance


def test_a_replayed_graph_has_its_receipts(desk: Desk, tmp_path: Path) -> None:
    store = desk.store
    asker = verifying.asker(desk)
    asked = [asker.ask(insurance()), asker.ask(insurance())]
    before, moment = contents(store), desk.moment(Asked())
    export(store, tmp_path / "log.jsonl")
    empty(store)
    replay(store, tmp_path / "log.jsonl")
    assert differences(before, contents(store)) == []
    assert page(store, moment, None, 10) == (asked[::-1], None)
