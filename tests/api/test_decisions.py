"""A decision by hand against what the codes say is made, and every way in warns of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import app
from api.desk import Desk
from api.settings import Settings
from graph.store import Store
from rulebook import Rulebook
from tests.api.conftest import Command
from tests.builders import World, firm, uscc

PAIR = (firm(1), firm(2))


@pytest.fixture
def pair(store: Store) -> None:
    """Two firms with codes of their own."""
    world = World(store)
    for number, subject in enumerate(PAIR, 1):
        world.subject(subject, f"澄州{number}号有限公司")
    world.send()


@pytest.mark.usefixtures("pair")
def test_the_command_warns(command: Command, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    line = ["resolve", "decide", *PAIR, "match", "--reason", "同一主体"]
    (told,) = command(*line, "--json")["warnings"]
    assert told["code"] == "contradicted"
    assert command(*line).count("decision:") == 1
    app(line, standalone_mode=False)
    assert f"uscc:{uscc(2)}" in capfdbinary.readouterr().err.decode()


@pytest.mark.usefixtures("pair")
def test_the_route_warns(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, Rulebook.load(), tmp_path / "person.key")
    body = {"a": PAIR[0], "b": PAIR[1], "verdict": "match", "by": "li", "reason": "同一主体"}
    with TestClient(create_app(Settings(), desk), "http://127.0.0.1:8600") as client:
        answer = client.post("/v1/decisions", json=body)
    assert answer.status_code == 201
    (told,) = answer.json()["warnings"]
    assert told["code"] == "contradicted"
    assert uscc(1) in told["text_zh"]
