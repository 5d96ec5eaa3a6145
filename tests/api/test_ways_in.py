"""What goes wrong is said once and the same: problem+json over HTTP, one line and a code on CLI."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.desk import Desk
from api.problems import of_error
from graph.model.identifiers import is_uscc
from messages import CreditgraphError


def refusal(run: Any, *arguments: str) -> CreditgraphError:
    """Return the error that a command ends with."""
    with pytest.raises(CreditgraphError) as caught:
        run(*arguments)
    return caught.value


def test_a_wrong_check_digit_is_refused(command: Any, client: TestClient) -> None:
    wrong = "91320505Y723888062"
    assert not is_uscc(wrong)
    assert refusal(command, "profile", wrong).exit_code == 2
    answer = client.get("/v1/profile", params={"q": wrong})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json().keys() >= {"type", "title", "title_zh", "status", "instance"}


def test_nothing_found_is_said(command: Any, client: TestClient) -> None:
    assert refusal(command, "profile", "没有这样的公司").exit_code == 4
    assert client.get("/v1/profile", params={"q": "没有这样的公司"}).status_code == 404


def test_a_citizen_number_is_no_argument(command: Any, client: TestClient) -> None:
    number = "320500196301042319"
    error = refusal(command, "profile", number)
    assert error.exit_code in {2, 6}
    assert number not in error.text.zh + error.text.en
    answer = client.get("/v1/profile", params={"q": number})
    assert answer.status_code in {403, 422}
    assert number not in answer.text


def test_several_subjects_of_a_name_are_candidates(
    command: Any, client: TestClient, truth: dict[str, Any]
) -> None:
    name = truth["homonym_firms"][0]["name"]
    error = refusal(command, "profile", name)
    assert error.exit_code == 3
    answer = client.get("/v1/profile", params={"q": name})
    assert answer.status_code == 409
    found = {candidate["id"] for candidate in answer.json()["data"]["candidates"]}
    assert found >= {f"uscc:{code}" for code in truth["homonym_firms"][0]["usccs"]}


def test_contradicting_moments_are_refused(command: Any) -> None:
    line = ["search", "公司", "--seen", "1", "--known-at", "2026-01-01T00:00:00+00:00"]
    assert refusal(command, *line).exit_code == 2
    assert refusal(command, "search", "公司", "--as-of", "2026-02-30").exit_code == 2


def test_known_at_names_the_commit_of_that_instant(command: Any, desk: Desk) -> None:
    early = command("search", "公司", "--known-at", "2020-01-01T00:00:00+00:00", "--json")
    assert early["seen"] == 0
    assert early["data"]["items"] == []
    now = datetime.now(UTC)
    late = command("search", "公司", "--known-at", now.isoformat(), "--json")
    assert late["seen"] == desk.store.seen(now) > 0


def test_wrong_query_parameters_are_a_problem(
    command: Any, client: TestClient, truth: dict[str, Any]
) -> None:
    start = truth["traces"][0]["start"]
    assert client.get("/v1/trace", params={"q": start, "depth": 99}).status_code == 422
    assert refusal(command, "trace", start, "--depth", "99").exit_code == 2
    answer = client.get("/v1/trace", params={"q": start, "depth": 0})
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("api.bad_request")


def test_health_and_readiness(client: TestClient, desk: Desk) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    ready = client.get("/ready").json()
    assert ready["status"] == "ready"
    assert ready["seen"] == desk.store.seen()


def test_openapi_names_every_route(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/v1/search", "/v1/profile", "/v1/trace", "/v1/path", "/v1/screen"} <= paths.keys()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "::"])  # noqa: S104
def test_no_other_address_is_served(command: Any, host: str) -> None:
    assert refusal(command, "serve", "--host", host).exit_code == 2


def test_the_process_prints_one_line_and_its_code(
    server_environment: dict[str, str], tmp_path: Path
) -> None:
    environment = {**os.environ, **server_environment, "CREDITGRAPH_HOME": str(tmp_path)}
    line = [sys.executable, "-m", "api.cli", "profile", "没有这样的公司"]
    done = subprocess.run(line, env=environment, capture_output=True, check=False, timeout=120)
    assert done.returncode == 4
    assert done.stdout == b""
    assert "没有这样的公司" in done.stderr.decode()


def test_a_store_that_cannot_be_reached_is_exit_code_5(tmp_path: Path) -> None:
    nowhere = {"CREDITGRAPH_NEO4J_URI": "bolt://127.0.0.1:9", "CREDITGRAPH_HOME": str(tmp_path)}
    line = [sys.executable, "-m", "api.cli", "search", "公司"]
    done = subprocess.run(
        line, env={**os.environ, **nowhere}, capture_output=True, check=False, timeout=180
    )
    assert done.returncode == 5
    assert "127.0.0.1:9" in done.stderr.decode()


def test_a_person_who_bids_is_known_by_number_and_shown_masked(
    command: Any, client: TestClient, truth: dict[str, Any], tmp_path: Path
) -> None:
    person = next(subject for subject in truth["dishonest"] if subject.get("citizen_id"))
    number = person["citizen_id"]
    bidders = tmp_path / "bidders.csv"
    bidders.write_text(f"竞买人,代码\n{person['name']},{number}\n", encoding="utf-8")
    printed = command("screen", str(bidders), "--as-of", truth["today"], "--json")
    row = printed["data"]["rows"][0]
    assert row["verdict"] == "barred"
    assert number not in str(printed)
    body = {"bidders": [{"name": person["name"], "code": number}]}
    answer = client.post("/v1/screen", params={"as_of": truth["today"]}, json=body)
    assert answer.json()["data"]["rows"][0]["verdict"] == "barred"
    assert number not in answer.text


def test_the_documentation_page_needs_no_other_host(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    linked = re.findall(r"(?:src|href)=[\"']([^\"']+)", page.text)
    assert linked
    assert not [address for address in linked if address.startswith(("http:", "https:", "//"))]
    assert all(client.get(address).status_code == 200 for address in linked)


def test_what_is_yet_to_come_cannot_be_asked_for(command: Any, client: TestClient) -> None:
    for moment in (
        ["--seen", "5000"],
        ["--seen", "9" * 20],
        ["--known-at", "2999-01-01T00:00:00Z"],
    ):
        assert refusal(command, "search", "公司", *moment).exit_code == 2
    assert refusal(command, "search", "公司", "--known-at", "2026-01-01T00:00:00").exit_code == 2
    answer = client.get("/v1/search", params={"q": "公司", "seen": "9" * 23})
    assert answer.status_code == 422


@pytest.mark.parametrize(("route", "status"), [("/v1/nowhere", 404), ("/v1/decisions", 405)])
def test_what_no_route_takes_is_a_problem_too(client: TestClient, route: str, status: int) -> None:
    answer = client.get(route)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_who_decides_is_kept_so_no_citizen_number_may_stand_in_it(client: TestClient) -> None:
    number = "320500196301042319"
    body = {"a": "uscc:x", "b": "uscc:y", "verdict": "match", "by": f"某{number}", "reason": "r"}
    answer = client.post("/v1/decisions", json=body)
    assert answer.status_code == 422
    assert number not in answer.text
    undo = client.post("/v1/decisions/x/undo", json={"by": f"某{number}", "reason": "r"})
    assert undo.status_code == 422


@pytest.mark.parametrize(
    ("variables", "line", "code"),
    [
        ({"CREDITGRAPH_NEO4J_URI": "http://127.0.0.1:1"}, ["search", "公司"], 5),
        ({"CREDITGRAPH_LANGUAGE": "fr"}, ["search", "公司"], 2),
        ({"CREDITGRAPH_HOME": "/proc/none"}, ["up"], 2),
        ({}, ["quarantine", "list", "--limit", "0"], 2),
        ({}, ["serve", "--port", "99999"], 2),
    ],
)
def test_bad_settings_are_one_line(
    tmp_path: Path, variables: dict[str, str], line: list[str], code: int
) -> None:
    environment = {**os.environ, "CREDITGRAPH_HOME": str(tmp_path), **variables}
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *line],
        env=environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_file_that_fails_does_not_hide_what_was_loaded_before(
    command: Any, tmp_path: Path
) -> None:
    good, bad = tmp_path / "branches.jsonl", tmp_path / "bad.csv"
    good.write_text('{"branch_name": "澄州新分公司", "company_name": "澄州新公司"}\n', "utf-8")
    bad.write_text("没有这一栏\n1\n", encoding="utf-8")
    error = refusal(command, "ingest", str(good), str(bad), "--format", "branches", "--json")
    told: Any = of_error(error)
    assert told["code"] == "ingest.unknown_heading"
    assert told["data"]["total"] == {"read": 1, "loaded": 1, "unchanged": 0, "quarantined": 0}
