"""The command and the route give the same; errors are problems with their receipt."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from messages import CreditgraphError
from tests.api.test_contract import ENVELOPE
from tests.verification.conftest import FIRM, NUMBER, OFFICE, Command, insurance
from tests.verification.stub import Stub

ENTRY = {
    *("id", "name_zh", "name_en", "question_zh", "question_en", "subjects", "subject_field"),
    *("fields", "consent", "purposes", "daily_quota", "timeout_seconds", "breaker", "keep_days"),
    *("basis", "configurable", "connected"),
}
RECEIPT = {
    *("id", "verification", "subject", "purpose", "office", "by", "consent", "asked_at", "state"),
    *("answer", "answered_at", "reference", "failure", "keep_until", "rulebook"),
}
ASK = [
    *("verify", "ask", "social_insurance", "--purpose", "financing", "--office", OFFICE),
    *("--consent", "SQ-FIRM", "--field", "name=澄州虚构有限公司", "--field", f"uscc={FIRM}"),
    *("--field", "month=2026-10-01"),
]


def body(**changes: Any) -> dict[str, Any]:
    wish = insurance()
    said = {"fields": wish.fields, "purpose": wish.purpose, "office": OFFICE, "by": "tester"}
    return {**said, "consent": wish.consent, **changes}


def test_what_can_be_verified(command: Command, client: TestClient) -> None:
    printed = command("verify", "list", "--json")
    assert printed == client.get("/v1/verifications").json()
    assert printed.keys() == ENVELOPE
    assert len(printed["data"]["items"]) == 9
    assert all(item.keys() == ENTRY for item in printed["data"]["items"])
    assert all(item["basis"] and item["configurable"] for item in printed["data"]["items"])
    shown = command("verify", "list")
    assert "不动产登记核验" in shown


def test_asking_and_its_receipt(command: Command, client: TestClient) -> None:
    printed = command(*ASK, "--json")
    assert printed.keys() == ENVELOPE
    assert printed["data"].keys() == {"receipt", "question_zh", "question_en"}
    receipt = printed["data"]["receipt"]
    assert receipt.keys() == RECEIPT
    assert receipt["answer"] == "yes"
    assert [source["source"] for source in printed["sources"]] == []
    shown = command("verify", "receipts", receipt["id"], "--json")
    assert shown["data"] == receipt
    assert shown == client.get(f"/v1/receipts/{receipt['id']}").json()
    answered = client.post("/v1/verifications/social_insurance", json=body())
    assert answered.status_code == 201
    assert answered.json()["data"].keys() == printed["data"].keys()
    listed = command("verify", "receipts", "--json")
    assert listed == client.get("/v1/receipts").json()
    newest = answered.json()["data"]["receipt"]
    assert listed["data"]["items"] == [newest, receipt]
    assert "是" in command(*ASK)
    assert receipt["id"] in command("verify", "receipts")


def test_receipts_come_in_pages_and_as_known_then(command: Command, client: TestClient) -> None:
    told = [command(*ASK, "--json") for _ in range(3)]
    ids = [each["data"]["receipt"]["id"] for each in told]
    first = client.get("/v1/receipts", params={"limit": 2}).json()
    assert [item["id"] for item in first["data"]["items"]] == ids[:0:-1]
    assert first["truncated"]
    rest = client.get("/v1/receipts", params={"limit": 2, "cursor": first["next"]}).json()
    assert [item["id"] for item in rest["data"]["items"]] == ids[:1]
    assert rest["next"] is None
    then = {"seen": told[0]["seen"]}
    assert [
        i["id"] for i in client.get("/v1/receipts", params=then).json()["data"]["items"]
    ] == ids[:1]
    assert client.get(f"/v1/receipts/{ids[2]}", params=then).status_code == 404
    before = {"seen": told[0]["seen"] - 1}
    asked = client.get(f"/v1/receipts/{ids[0]}", params=before).json()["data"]
    assert (asked["state"], asked["answer"], asked["reference"]) == ("asked", None, None)
    early = {"as_of": "2026-01-01"}
    assert client.get("/v1/receipts", params=early).json()["data"]["items"] == []
    assert client.get(f"/v1/receipts/{ids[0]}", params=early).status_code == 404
    assert client.get("/v1/receipts", params={"cursor": "x"}).status_code == 422


@pytest.mark.parametrize(
    ("verification", "changes", "status", "code"),
    [
        ("horoscope", {}, 404, "verification.unknown"),
        ("social_insurance", {"purpose": "curiosity"}, 403, "verification.purpose"),
        ("social_insurance", {"consent": "SQ-1"}, 403, "verification.consent_of_another"),
        ("social_insurance", {"fields": {}}, 422, "verification.missing_field"),
        ("social_insurance", {"more": 1}, 422, "api.bad_request"),
        ("social_insurance", {"fields": {"name": [NUMBER]}}, 422, "api.bad_request"),
        ("social_insurance", {"by": f"某{NUMBER}"}, 422, "verification.number_in_text"),
    ],
)
def test_a_refusal_is_a_problem(
    client: TestClient, verification: str, changes: dict[str, Any], status: int, code: str
) -> None:
    answer = client.post(f"/v1/verifications/{verification}", json=body(**changes))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert NUMBER not in answer.text


def test_a_failed_call_gives_its_receipt_everywhere(
    command: Command, client: TestClient, stub: Stub
) -> None:
    stub.behaviour = "broken"
    with pytest.raises(CreditgraphError) as failed:
        command(*ASK, "--json")
    assert failed.value.exit_code == 1
    answer = client.post("/v1/verifications/social_insurance", json=body())
    assert answer.status_code == 502
    told = answer.json()
    assert told["code"] == "verification.failed_status"
    assert told.keys() >= ENVELOPE
    receipt = told["data"]["receipt"]
    kept = client.get(f"/v1/receipts/{receipt['id']}").json()["data"]
    assert kept == receipt
    assert kept["state"] == "failed"


def test_a_used_up_quota_is_429(client: TestClient, desk: Any, change: Any) -> None:
    desk.rulebook = change("social_insurance", daily_quota=1)
    assert client.post("/v1/verifications/social_insurance", json=body()).status_code == 201
    answer = client.post("/v1/verifications/social_insurance", json=body())
    assert (answer.status_code, answer.json()["title_zh"]) == (429, "次数已用完")


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        (["name"], "verification.bad_field"),
        (["=x"], "verification.bad_field"),
        (["name=a", "name=b"], "verification.field_twice"),
        ([f"name=甄{NUMBER}"], "verification.number_as_argument"),
        ([f"{NUMBER}=1"], "verification.unknown_field"),
    ],
)
def test_a_wrong_command_line_is_told(command: Command, fields: list[str], key: str) -> None:
    line = ["verify", "ask", "social_insurance", "--purpose", "financing", "--office", OFFICE]
    with pytest.raises(CreditgraphError) as refused:
        command(*line, *(part for field in fields for part in ("--field", field)))
    assert refused.value.key == key
    assert NUMBER not in "".join(refused.value.text)
