"""What is given to a way in is read or refused, never overlooked and never repeated."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from fastapi.testclient import TestClient

from api.problems import of_error
from api.usage import misused
from messages import CreditgraphError, InputError

NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("profile?q=x&asof=2020-01-01", "asof"),
        ("search?q=x&page=2", "page"),
        ("contracts?over=true", "over"),
        ("complaints?only_open=true", "only_open"),
        ("sources?late=true", "late"),
        ("quarantine?after=x", "after"),
        ("formats?x=1", "x"),
        ("resolve?a=x&b=y&c=z", "c"),
        ("path?a=x&b=y&include=z", "include"),
    ],
)
def test_an_unknown_parameter_is_named_with_the_known(
    client: TestClient, address: str, name: str
) -> None:
    answer = client.get(f"/v1/{address}")
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "api.unknown_parameter")
    assert told["errors"][0]["field"] == name
    assert name in told["detail_zh"]
    assert name in told["detail"]


def test_the_known_parameters_are_told(client: TestClient) -> None:
    told = client.get("/v1/trace", params={"q": "x", "asof": "2020-01-01"}).json()
    assert all(
        name in told["detail"]
        for name in ("q", "as_of", "seen", "known_at", "depth", "during_from", "include")
    )


def test_a_parameter_given_twice_is_refused(client: TestClient, truth: dict[str, Any]) -> None:
    answer = client.get("/v1/profile?q=x&as_of=2020-01-01&as_of=2026-01-01")
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "api.parameter_twice")
    assert told["errors"][0]["field"] == "as_of"
    start = truth["traces"][0]["start"]
    several = client.get(f"/v1/trace?q={start}&include=penalties&include=penalties")
    assert several.status_code == 200, several.text


def test_parameters_of_a_body_s_route_are_read_too(client: TestClient) -> None:
    for route, body in (
        ("screen", {"bidders": []}),
        ("profile", {"q": "x"}),
        ("decisions", {"a": "x", "b": "y", "verdict": "match", "by": "z", "reason": "r"}),
        ("decisions/x/undo", {"by": "z", "reason": "r"}),
    ):
        answer = client.post(f"/v1/{route}", params={"asof": "2020-01-01"}, json=body)
        assert answer.json()["code"] == "api.unknown_parameter", route


def test_a_number_given_as_an_id_is_not_repeated(client: TestClient, command: Any) -> None:
    answers = [
        client.post(f"/v1/decisions/{NUMBER}/undo", json={"by": "甲", "reason": "误"}),
        client.get("/v1/search", params={"q": "公司", "cursor": NUMBER}),
        client.get("/v1/quarantine", params={"cursor": NUMBER}),
        client.get(f"/v1/formats?{NUMBER}=1"),
        client.get(f"/v1/{NUMBER}"),
    ]
    for answer in answers:
        assert answer.status_code in {404, 422}
        assert NUMBER not in answer.text
    assert [answer.json()["code"] for answer in answers[:3]] == ["api.number_as_id"] * 3
    for line in (
        ["resolve", "undo", NUMBER, "--reason", "误"],
        ["quarantine", "show", NUMBER],
        ["quarantine", "list", "--after", NUMBER],
        ["search", "公司", "--cursor", NUMBER],
    ):
        with pytest.raises(InputError) as caught:
            command(*line)
        assert NUMBER not in "".join(caught.value.text)


def test_no_problem_repeats_a_number() -> None:
    error = CreditgraphError("ingest.no_such_row", id=NUMBER, file=NUMBER)
    assert NUMBER in error.text.zh
    assert NUMBER not in str(of_error(error))


def test_two_bidders_of_one_row_are_refused(client: TestClient) -> None:
    for first, second in ((3, 3), (2, None)):
        bidders = [{"row": first, "name": "甲"}, {"row": second, "name": "乙"}]
        answer = client.post("/v1/screen", json={"bidders": bidders})
        assert (answer.status_code, answer.json()["code"]) == (422, "api.row_twice")
        assert str(first) in answer.json()["detail_zh"]
    none = client.post("/v1/screen", json={"bidders": [{"row": 0, "name": "甲"}]})
    assert none.json()["errors"][0]["field"] == "bidders.0.row"


def test_json_that_is_not_said_to_be_json_is_told(client: TestClient) -> None:
    sent = {"content": b'{"q": "x"}', "headers": {"content-type": "text/plain"}}
    answer = client.post("/v1/profile", **sent)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert "application/json" in answer.json()["detail_zh"]
    assert "application/json" in answer.json()["detail"]
    listed = client.post("/v1/profile", json=[1])
    assert "application/json" not in listed.json()["detail"]


def test_a_commit_below_none_is_wrong_usage(command: Any) -> None:
    with pytest.raises(typer.TyperException) as caught:
        command("search", "公司", "--seen", "-1")
    error = misused(caught.value, [])
    assert (error.exit_code, error.key) == (2, "api.usage_bad_value")
    assert "--seen" in error.text.zh
    assert command("search", "公司", "--seen", "0", "--json")["data"]["items"] == []


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", "serve", "--port", port],
            env={**os.environ, "CREDITGRAPH_HOME": str(tmp_path)},
            capture_output=True,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stdout) == (2, b"")
    told = done.stderr.decode()
    assert port in told
    assert len(told.splitlines()) == 1
    assert not any(tmp_path.iterdir())
