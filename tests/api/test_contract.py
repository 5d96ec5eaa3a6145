"""The JSON that programs read has the fields of the contract, by command and by route."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.desk import Desk
from messages import InputError

ENVELOPE = {
    *("as_of", "seen", "known_at", "rulebook", "sources", "data"),
    *("truncated", "next", "warnings"),
}
STANDING = {
    *("state", "since", "until", "visible", "counts_against", "bars", "class", "platform"),
    *("regime", "repairable_from", "repairable_now", "missing", "repair", "disputed"),
    *("next_change", "end_event", "basis"),
}
SOURCE = {"source", "file", "row", "received_at", "commit"}
SUBJECT = {
    *("id", "kind", "name", "status", "identities", "former_names", "successors"),
    *("predecessors", "region", "members"),
}
SCREENED = {"row", "input", "match", "verdict", "reasons", "sources"}
REASON = {
    *("code", "effect", "reach", "rule", "text_zh", "text_en", "records", "basis", "until"),
    *("paths", "base_rate", "confirmed_by"),
}
STEP = {"from", "to", "type", "direction", "valid_from", "valid_to", "recorded", "source"}
OVERDUE = {
    *("obligation", "contract", "kind", "debtor", "creditor", "due", "basis", "amount"),
    *("outstanding", "disputed", "days_overdue", "interest"),
}
FEED = {
    *("format", "title_zh", "title_en", "region", "officer", "schedule_days", "stated_by"),
    *("stated_at", "last_received", "next_due", "overdue", "days_overdue", "file"),
}
COMPLAINT = {
    *("id", "procedure", "state", "against", "by", "contract", "amount", "disputed", "received"),
    *("clock", "step_deadline", "deadline", "overdue", "days_left"),
}


@pytest.fixture
def start(truth: dict[str, Any]) -> str:
    """A firm with a dishonest party near it."""
    near = [trace for trace in truth["traces"] if trace["hops"] <= 3]
    farthest = max(near, key=lambda trace: (trace["hops"], trace["start"]))
    code: str = farthest["start"]
    return code


def both(command: Any, client: TestClient, line: list[str], route: str, **query: Any) -> Any:
    """Return the answer that the command and the route both give."""
    printed = command(*line, "--json")
    answered = client.get(route, params=query)
    assert answered.status_code == 200, answered.text
    assert printed == answered.json()
    assert printed.keys() == ENVELOPE
    assert {s for source in printed["sources"] for s in source} <= {
        *("source", "last_received", "overdue")
    }
    return printed["data"]


def test_profile(command: Any, client: TestClient, start: str, truth: dict[str, Any]) -> None:
    day = truth["today"]
    line = ["profile", start, "--as-of", day]
    data = both(command, client, line, "/v1/profile", q=start, as_of=day)
    assert data.keys() == {"subject", "contacts", "relations", "records"}
    assert data["subject"].keys() == SUBJECT
    assert data["subject"]["status"]["source"].keys() == SOURCE
    assert data["relations"]
    assert data["contacts"].keys() == {"Address", "Phone", "Email"}
    assert all(i["source"].keys() == SOURCE for kind in data["contacts"].values() for i in kind)
    for found in data["relations"].values():
        assert {"count", "ended", "items"} == found.keys()
        assert all(item["source"].keys() == SOURCE for item in found["items"])
    items = [item for found in data["records"].values() for item in found["items"]]
    assert items
    assert all(item["standing"].keys() >= STANDING for item in items)


def test_trace(command: Any, client: TestClient, start: str, truth: dict[str, Any]) -> None:
    day = truth["today"]
    line = ["trace", start, "--depth", "3", "--as-of", day]
    data = both(command, client, line, "/v1/trace", q=start, depth=3, as_of=day)
    assert data.keys() == {"start", "depth", "policy", "targets", "stopped_at"}
    assert data["targets"]
    for target in data["targets"]:
        assert target["dishonest_by"]
        for path in target["paths"]:
            assert path["sentence_zh"]
            assert path["sentence_en"]
            assert all(step.keys() >= STEP for step in path["steps"])


def test_path(command: Any, client: TestClient, truth: dict[str, Any]) -> None:
    planted = truth["traces"][0]
    a, b, day = planted["start"], planted["target"]["uscc"], truth["today"]
    line = ["path", a, b, "--as-of", day]
    data = both(command, client, line, "/v1/path", a=a, b=b, as_of=day)
    assert data["paths"][0]["hops"] == planted["hops"]


def test_search(command: Any, client: TestClient) -> None:
    data = both(
        command, client, ["search", "公司", "--limit", "5"], "/v1/search", q="公司", limit=5
    )
    assert len(data["items"]) == 5
    for item in data["items"]:
        assert item.keys() >= {"id", "kind", "name", "identities", "matched", "how", "score"}


def test_contracts(command: Any, client: TestClient, truth: dict[str, Any]) -> None:
    day = truth["today"]
    line = ["contracts", "--overdue", "--as-of", day]
    data = both(command, client, line, "/v1/contracts", as_of=day)
    assert data["items"]
    assert all(item.keys() >= OVERDUE for item in data["items"])
    assert all(d.keys() == {"id", "name", "count", "outstanding"} for d in data["by_debtor"])


def test_complaints(command: Any, client: TestClient, truth: dict[str, Any]) -> None:
    day = truth["today"]
    line = ["complaints", "--open", "--as-of", day]
    data = both(command, client, line, "/v1/complaints", as_of=day)
    assert {item["id"] for item in data["items"]}
    assert all(item.keys() >= COMPLAINT for item in data["items"])
    assert all(a.keys() == {"id", "name", "open", "overdue"} for a in data["by_agency"])


def test_sources(command: Any, client: TestClient, truth: dict[str, Any]) -> None:
    day = truth["today"]
    data = both(command, client, ["sources", "--as-of", day], "/v1/sources", as_of=day)
    assert data.keys() == {"items", "totals"}
    assert all(item.keys() == {"id", "name", "overdue", "feeds"} for item in data["items"])
    fed = [feed for item in data["items"] for feed in item["feeds"]]
    assert len(fed) == data["totals"]["feeds"]
    assert all(feed.keys() == FEED for feed in fed)
    line = ["sources", "--overdue", "--as-of", "2030-01-01"]
    late = both(command, client, line, "/v1/sources", overdue=True, as_of="2030-01-01")
    assert late["items"]
    assert all(feed["days_overdue"] > 0 for item in late["items"] for feed in item["feeds"])


@pytest.mark.usefixtures("desk")
def test_what_is_agreed_with_a_source_is_set_and_told(command: Any) -> None:
    source = command("sources", "--json")["data"]["items"][0]
    line = ["sources", "set", source["id"], "--schedule-days", "9", "--officer", "甄虚构", "--json"]
    told = command(*line)["data"]
    assert told == {"source": source["id"], "formats": [f["format"] for f in source["feeds"]]}
    now = command("sources", "--json")["data"]["items"][0]["feeds"][0]
    assert (now["schedule_days"], now["officer"]) == (9, "甄虚构")
    assert now["stated_by"]
    assert command(*line)["data"]["formats"] == []
    assert "数据来源" in command("sources")
    number = "11010519491231002X"
    for refused in (["--officer", number], []):
        with pytest.raises(InputError):
            command("sources", "set", source["id"], *refused)


def test_screen(command: Any, client: TestClient, hamlet: Path, truth: dict[str, Any]) -> None:
    day = truth["today"]
    line = ["screen", str(hamlet / "bidders.csv"), "--stage", "registration", "--as-of", day]
    printed = command(*line, "--json")
    assert printed.keys() == ENVELOPE
    data = printed["data"]
    assert data.keys() >= {"case", "purpose", "stage", "lot", "rows", "totals"}
    assert sum(data["totals"].values()) == len(data["rows"]) == len(truth["bidders"])
    for row in data["rows"]:
        assert row.keys() >= SCREENED
        assert all(reason.keys() >= REASON for reason in row["reasons"])
    body = {
        "stage": "registration",
        "bidders": [{**row["input"], "row": row["row"]} for row in data["rows"]],
    }
    answered = client.post("/v1/screen", params={"as_of": day}, json=body)
    assert answered.status_code == 200, answered.text
    bearing = [source for row in data["rows"] for source in row["sources"]]
    assert all(source in printed["sources"] for source in bearing)
    assert any("登记" in str(source["source"]) for source in printed["sources"])
    verdicts = [row["verdict"] for row in answered.json()["data"]["rows"]]
    assert verdicts == [row["verdict"] for row in data["rows"]]


def test_screen_of_a_recorded_lot(
    command: Any, client: TestClient, desk: Desk, truth: dict[str, Any]
) -> None:
    day = truth["today"]
    facts = [row["properties"] for row in desk.store.read("testing/facts_all")]
    bid = next(
        fact for fact in facts if fact.get("kind") == "Bid" and fact["date"].isoformat() <= day
    )
    asked = {"lot": bid["lot"], "stage": bid["stage"]}
    line = ["screen", "--lot", asked["lot"], "--stage", asked["stage"], "--as-of", day, "--json"]
    envelope = command(*line)
    at, printed = {"as_of": day, "seen": envelope["seen"]}, envelope["data"]
    assert printed == client.post("/v1/screen", params=at, json=asked).json()["data"]
    assert printed["lot"] == bid["lot_number"]
    assert sum(printed["totals"].values()) == len(printed["rows"]) > 0
    with pytest.raises(InputError):
        command("screen", "--as-of", day)


def test_rulebook(command: Any, client: TestClient) -> None:
    day, name = "2026-04-01", "publicity/ndrc_36"
    asked = {
        "/v1/rulebook?kind=lists&on=2026-04-01": ["list", "--kind", "lists", "--on", day],
        f"/v1/rulebook/{name}": ["show", name],
        "/v1/rulebook/diff?first=2026-03-31&second=2026-04-01": ["diff", "2026-03-31", day],
    }
    for route, line in asked.items():
        printed = command("rulebook", *line, "--json")
        assert printed == client.get(route).json()
        assert printed.keys() == ENVELOPE
    assert client.get("/v1/rulebook/lists/gossip").status_code == 404
    assert "规则库无误" in command("rulebook", "validate")


def test_formats(command: Any, client: TestClient) -> None:
    printed = command("formats", "--json")
    assert printed == client.get("/v1/formats").json()
    assert printed.keys() == ENVELOPE
    assert printed["seen"] is None
    columns = [column for item in printed["data"]["items"] for column in item["columns"]]
    assert {"code", "title_zh", "field", "mandatory", "type", "unit"} == columns[0].keys()


def test_quarantine(command: Any, client: TestClient, truth: dict[str, Any]) -> None:
    printed = command("quarantine", "list", "--limit", "1000", "--json")
    assert printed == client.get("/v1/quarantine", params={"limit": 1000}).json()
    assert printed.keys() == ENVELOPE
    found = printed["data"]["items"]
    assert len(found) == sum(sum(f["refused"].values()) for f in truth["files"].values())
    for item in found:
        assert item.keys() == {"id", "file", "row", "format", "reasons", "raw"}
        assert all(reason.keys() >= {"field", "code", "message"} for reason in item["reasons"])
    one = command("quarantine", "show", found[0]["id"], "--json")
    assert one.keys() == ENVELOPE
    assert one["data"] == found[0]


def test_an_answer_can_be_asked_again_for_ever(
    command: Any, client: TestClient, start: str, desk: Desk
) -> None:
    first = command("profile", start, "--as-of", "2026-11-20", "--json")
    seen = str(first["seen"])
    desk.store.write(lambda writer: writer.seq)
    again = command("profile", start, "--as-of", "2026-11-20", "--seen", seen, "--json")
    assert again == first
    newest = client.get("/v1/profile", params={"q": start, "as_of": "2026-11-20"}).json()
    assert newest["seen"] == first["seen"] + 1
    assert newest["data"] == first["data"]
