"""Nothing is stored, logged or shown but the receipt."""

from __future__ import annotations

import io
import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.desk import Desk
from graph.store import Store
from graph.verification import Outcome, Receipt, settle
from graph.verification import find as find_receipt
from messages import CreditgraphError
from tests.ingest import leaks
from tests.verification.conftest import CREDENTIAL, NUMBER, OFFICE, SPOUSE, Command, marriage
from tests.verification.stub import PERSONAL, Stub

PLANTED = (NUMBER, SPOUSE, CREDENTIAL, "13900008888", "SECRETMARRIAGEHISTORY")
NAMES = ("甄隐私", "甄虚构", "贾虚构")
BEHAVIOURS = ("personal", "broken", "garbage", "word", "number_as_reference", "huge")


def body(**changes: Any) -> dict[str, Any]:
    wish = marriage()
    said = {"fields": wish.fields, "purpose": wish.purpose, "office": OFFICE}
    return {**said, "by": "tester", "consent": "SQ-1", **changes}


def in_graph(store: Store) -> list[str]:
    """Return where the graph holds anything that was sent or told beside the receipt."""
    with store._driver.session() as session:
        rows = session.run("MATCH (x:Receipt|Outcome) RETURN properties(x) AS properties").data()
    named = [name for name in NAMES if name in str(rows)]
    return leaks.in_graph(store, PLANTED) + named


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_only_the_receipt_is_kept(
    desk: Desk,
    stub: Stub,
    client: TestClient,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    behaviour: str,
) -> None:
    stub.behaviour = behaviour
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/v1/verifications/marriage", json=body())
    assert answer.status_code == (201 if behaviour == "personal" else 502)
    assert stub.asked[0]["fields"]["citizen_id"] == NUMBER  # it did go out
    assert in_graph(desk.store) == []
    home = desk.person_key.parent
    held = leaks.in_files(home, [each for each in PLANTED if each != CREDENTIAL])
    assert held == []
    printed = capfd.readouterr()
    logged = caplog.text + printed.out + printed.err
    assert not [each for each in (*PLANTED, *NAMES, stub.url) if each in logged]
    told = answer.text
    assert not [each for each in (*PLANTED, "甄隐私", stub.url) if each in told]


def test_the_receipt_has_these_properties_and_no_others(
    desk: Desk, stub: Stub, client: TestClient
) -> None:
    stub.behaviour = "personal"
    client.post("/v1/verifications/marriage", json=body())
    with desk.store._driver.session() as session:
        query = "MATCH (x:Receipt|Outcome) RETURN labels(x)[0] AS label, keys(x) AS names"
        rows = {row["label"]: set(row["names"]) for row in session.run(query)}
        edges = session.run("MATCH (x:Receipt|Outcome)--() RETURN count(*) AS edges")
        assert edges.single(strict=True)["edges"] == 0
    assert rows == {
        "Receipt": {
            *("id", "verification", "subject", "purpose", "office", "by", "consent"),
            *("asked_at", "asked_on", "keep_until", "rulebook", "since"),
        },
        "Outcome": {
            *("receipt", "verification", "state", "ended_at", "answer", "reference"),
            *("answered_at", "since"),
        },
    }


@pytest.mark.parametrize("more", [PERSONAL["note"], PERSONAL["name"], PERSONAL["phone"], NUMBER])
def test_this_check_can_fail(
    desk: Desk, stub: Stub, monkeypatch: pytest.MonkeyPatch, client: TestClient, more: str
) -> None:
    """A program that kept what it was told beside the answer would be caught."""

    def careless(store: Store, receipt: Receipt, outcome: Outcome) -> Receipt:
        done = settle(store, receipt, outcome)
        with store._driver.session() as session:
            session.run("MATCH (x:Outcome) SET x.more = ['-', $more]", more=more)
        return done

    monkeypatch.setattr("ingest.verification.asking.settle", careless)
    stub.behaviour = "personal"
    client.post("/v1/verifications/marriage", json=body())
    assert len(in_graph(desk.store)) == 1


def test_a_profile_shows_no_answer(client: TestClient) -> None:
    told = client.post("/v1/verifications/marriage", json=body()).json()["data"]["receipt"]
    question = {"q": NUMBER, "purpose": "核查"}
    profile = client.post("/v1/profile", json=question)
    assert profile.status_code == 200
    assert told["id"] not in profile.text
    assert told["reference"] not in profile.text
    for text in (told["id"], told["reference"], "SQ-1"):
        found = client.get("/v1/search", params={"q": text})
        assert found.status_code == 404 or found.json()["data"]["items"] == []


def test_a_number_is_no_argument(
    command: Command, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ["verify", "ask", "marriage", "--purpose", "financing", "--office", OFFICE]
    line += ["--consent", "SQ-1", "--field", "name=甄虚构", "--field", "spouse_name=贾虚构"]
    with pytest.raises(CreditgraphError) as refused:
        command(*line, "--field", f"citizen_id={NUMBER}", "--field", f"spouse_citizen_id={SPOUSE}")
    assert refused.value.key == "verification.number_as_argument"
    assert NUMBER not in "".join(refused.value.text)
    assert stub.asked == []
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NUMBER}\n{SPOUSE}\n"))
    hidden = ["--field", "citizen_id=-", "--field", "spouse_citizen_id=-"]
    printed = command(*line, *hidden, "--json")
    assert printed["data"]["receipt"]["answer"] == "yes"
    assert "甄虚构" in printed["data"]["question_zh"]
    assert NUMBER not in str(printed)
    assert stub.asked[0]["fields"]["spouse_citizen_id"] == SPOUSE


def test_a_receipt_is_written_once(desk: Desk, client: TestClient) -> None:
    told = client.post("/v1/verifications/marriage", json=body()).json()["data"]["receipt"]
    from api.answers import Asked  # noqa: PLC0415

    moment = desk.moment(Asked())
    receipt = find_receipt(desk.store, told["id"], moment)
    with pytest.raises(CreditgraphError):
        settle(desk.store, receipt, Outcome.failed("status", receipt.asked_at))
    assert find_receipt(desk.store, told["id"], moment) == receipt


def test_no_file_is_left_beside_the_secrets(desk: Desk, client: TestClient) -> None:
    client.post("/v1/verifications/marriage", json=body())
    home: Path = desk.person_key.parent
    assert {path.name for path in home.iterdir()} == {"person.key", "token", "verification.yaml"}
