"""What went wrong is told in both languages, and to a program as one document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.cli import app
from api.settings import Settings, unknown_variables
from api.usage import misused
from graph.store.local import default_home
from messages import CreditgraphError

ENVELOPE = {
    *("as_of", "seen", "known_at", "rulebook", "sources", "data"),
    *("truncated", "next", "warnings"),
}
PROBLEM = {"type", "title", "title_zh", "status", "detail", "detail_zh", "code", "errors"}


def refusal(run: Any, *arguments: str) -> CreditgraphError:
    """Return the error that a command ends with."""
    with pytest.raises(CreditgraphError) as caught:
        run(*arguments)
    return caught.value


def typed(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )


def misuse(*arguments: str) -> CreditgraphError:
    """Return the error of a command line that cannot be read."""
    try:
        app(list(arguments), standalone_mode=False)
    except Exception as error:  # noqa: BLE001 (the library's own, told by what it is)
        return misused(error, arguments)  # type: ignore[arg-type]
    raise AssertionError(arguments)


@pytest.mark.parametrize(
    ("line", "key", "named"),
    [
        ("profil x", "usage_no_such_command", "profile"),
        ("profile", "usage_missing_argument", "query"),
        ("profile a b", "usage_too_many", "b"),
        ("search x --limt 3", "usage_no_such_option", "--limit"),
        ("search x --limit", "usage_no_value", "--limit"),
        ("trace x --depth a", "usage_bad_value", "整数"),
        ("trace x --depth 0", "usage_bad_value", "1"),
        ("resolve undo x", "usage_missing_option", "--reason"),
        ("trace x --during 2025-01-01", "usage_period", "--during"),
        ("trace --during 2025-01-01 x", "usage_period", "--during"),
        ("ingest x --strict=3", "usage", "--strict"),
    ],
)
def test_wrong_usage_is_told_in_both_languages(line: str, key: str, named: str) -> None:
    error = misuse(*line.split())
    assert (error.key, error.exit_code) == (f"api.{key}", 2)
    assert named in error.text.zh
    assert error.text.zh != error.text.en


def test_wrong_usage_repeats_no_citizen_number() -> None:
    error = misuse("profile", "某人", "320500196301042319")
    assert "320500196301042319" not in "".join(error.text)


@pytest.mark.parametrize(
    ("days", "named"),
    [(("2025-13-01", "2025-12-31"), "2025-13-01"), (("2025-02-01", "2025-01-31"), "2025-01-31")],
)
def test_a_wrong_period_is_named(command: Any, days: tuple[str, str], named: str) -> None:
    error = refusal(command, "trace", "x", "--during", *days)
    assert error.exit_code == 2
    assert named in error.text.zh


def test_half_a_period_is_named(client: TestClient) -> None:
    answer = client.get("/v1/trace", params={"q": "x", "during_from": "2025-01-01"})
    assert (answer.status_code, answer.json()["code"]) == (422, "api.half_period")
    assert "during_to" in answer.json()["detail_zh"]


def test_a_path_to_itself_is_told_as_it_was_asked(
    command: Any, client: TestClient, truth: dict[str, Any]
) -> None:
    code = truth["traces"][0]["start"]
    error = refusal(command, "path", code, code)
    assert error.key == "trace.same_subject"
    answer = client.get("/v1/path", params={"a": code, "b": code})
    assert answer.json()["code"] == "trace.same_subject"
    assert "entity:" not in "".join(error.text) + answer.text


@pytest.mark.parametrize(("route", "name"), [("contracts", "overdue"), ("complaints", "open")])
def test_a_board_of_the_others_is_refused(client: TestClient, route: str, name: str) -> None:
    answer = client.get(f"/v1/{route}", params={name: "false"})
    assert (answer.status_code, answer.json()["code"]) == (422, "api.which_board")
    assert client.get(f"/v1/{route}", params={name: "true"}).status_code == 200


@pytest.mark.parametrize(
    ("params", "field", "text"),
    [
        ({}, "q", "没有给出"),
        ({"q": "x", "depth": "a"}, "depth", "应为整数"),
        ({"q": "x", "depth": 0}, "depth", "应不小于 1"),
        ({"q": "x", "as_of": "2026-02-30"}, "as_of", "应为日期，写成 YYYY-MM-DD"),
        ({"q": "长" * 201}, "q", "过长，最多 200 个字符"),
    ],
)
def test_wrong_parameters_are_told_in_chinese_and_by_field(
    client: TestClient, params: dict[str, Any], field: str, text: str
) -> None:
    told = client.get("/v1/trace", params=params).json()
    assert told.keys() == PROBLEM | {"instance"}
    assert [(error["field"], error["text_zh"]) for error in told["errors"]] == [(field, text)]
    assert told["detail_zh"] == f"请求有误：{field}：{text}。"


def test_each_wrong_field_of_a_body_is_named(client: TestClient) -> None:
    told = client.post("/v1/decisions", json={"a": "", "verdict": "maybe"}).json()
    named = {error["field"]: error["text_zh"] for error in told["errors"]}
    assert named.keys() == {"a", "b", "verdict", "by", "reason"}
    assert named["verdict"] == "只能是：match, no_match"
    broken = client.post(
        "/v1/decisions", content=b"{", headers={"content-type": "application/json"}
    )
    assert broken.json()["errors"][0]["text_zh"] == "正文不是 JSON"


def test_every_route_documents_its_problems(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert set(document["components"]["schemas"]["Problem"]["required"]) == PROBLEM
    for route in document["paths"].values():
        for operation in route.values():
            answers = operation["responses"]
            assert {"400", "403", "404", "409", "413", "422", "500", "503"} <= answers.keys()
            assert list(answers["422"]["content"]) == ["application/problem+json"]


def test_an_ambiguous_name_is_answered_whole(
    command: Any,
    server_environment: dict[str, str],
    home: Path,
    truth: dict[str, Any],
    client: TestClient,
) -> None:
    name = truth["homonym_firms"][0]["name"]
    assert refusal(command, "profile", name).exit_code == 3
    environment = {**server_environment, "CREDITGRAPH_HOME": str(home)}
    done = typed(environment, "profile", name, "--json")
    assert done.returncode == 3
    printed = json.loads(done.stdout)
    assert printed.keys() == ENVELOPE | PROBLEM
    assert printed["code"] == "resolution.ambiguous"
    answered = client.get("/v1/profile", params={"q": name}).json()
    assert answered["data"] == printed["data"]
    assert name in done.stderr.decode()


def test_an_error_is_one_document_for_a_program(tmp_path: Path) -> None:
    environment = {"CREDITGRAPH_HOME": str(tmp_path), "CREDITGRAPH_NEO4J_URI": "bolt://127.0.0.1:9"}
    for line, code, key in (
        (["search", "公司", "--json"], 5, "store.unreachable"),
        (["search", "--json"], 2, "api.usage_missing_argument"),
    ):
        done = typed(environment, *line)
        assert done.returncode == code
        printed = json.loads(done.stdout)
        assert (printed.keys(), printed["code"]) == (PROBLEM, key)
        assert printed["detail_zh"] in done.stderr.decode()


@pytest.mark.parametrize("line", [[], ["quarantine"]])
def test_help_is_shown_once_and_nothing_else(line: list[str], tmp_path: Path) -> None:
    done = typed({"CREDITGRAPH_HOME": str(tmp_path)}, *line)
    assert (done.returncode, done.stderr) == (2, b"")
    assert done.stdout.count(b"Usage:") == 1


@pytest.mark.parametrize("line", ["up", "down"])
def test_an_own_server_is_not_started_or_stopped(line: str, tmp_path: Path) -> None:
    own = {"CREDITGRAPH_NEO4J_URI": "bolt://127.0.0.1:9", "CREDITGRAPH_HOME": str(tmp_path)}
    done = typed(own, line)
    assert done.returncode == 2
    assert "bolt://127.0.0.1:9" in done.stderr.decode()
    assert not any(tmp_path.iterdir())


def test_the_state_of_a_server_that_is_not_used_is_said_to_be_that(tmp_path: Path) -> None:
    own = {"CREDITGRAPH_NEO4J_URI": "bolt://127.0.0.1:9", "CREDITGRAPH_HOME": str(tmp_path)}
    done = typed(own, "status")
    assert done.returncode == 0
    assert "bolt://127.0.0.1:9" in done.stderr.decode()


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITGRAPH_HOME", "")
    monkeypatch.setenv("CREDITGRAPH_NEO4J_URI", "")
    assert Settings().home == default_home() != Path()
    assert Settings().neo4j_uri is None


def test_an_unknown_variable_is_named_with_the_nearest(tmp_path: Path) -> None:
    known = ["CREDITGRAPH_HOME", "CREDITGRAPH_TEST_HOME", "CREDITGRAPH_JAVA", "OTHER_HOME"]
    assert not list(unknown_variables(known))
    near = dict(unknown_variables(["CREDITGRAPH_HOEM", "CREDITGRAPH_NEO4J_URL"]))
    assert near == {
        "CREDITGRAPH_HOEM": "CREDITGRAPH_HOME",
        "CREDITGRAPH_NEO4J_URL": "CREDITGRAPH_NEO4J_URI",
    }
    done = typed({"CREDITGRAPH_HOME": str(tmp_path), "CREDITGRAPH_HOEM": "x"}, "status")
    assert done.returncode == 0
    assert "CREDITGRAPH_HOEM" in done.stderr.decode()


def test_files_go_in_and_rows_come_out_in_whole_answers(command: Any, tmp_path: Path) -> None:
    none = command(
        "quarantine", "export", "--out", str(tmp_path / "none.csv"), "--file", "x", "--json"
    )
    assert none["data"] == {"totals": {"rows": 0}, "out": None}
    assert not (tmp_path / "none.csv").exists()
    written = tmp_path / "rows.csv"
    some = command("quarantine", "export", "--out", str(written), "--json")
    assert some["data"]["out"] == str(written)
    again = command("quarantine", "retry", str(written), "--json")
    assert again["data"]["total"]["read"] == some["data"]["totals"]["rows"]
    new = tmp_path / "branches.jsonl"
    new.write_text('{"branch_name": "澄州分公司", "company_name": "澄州新公司"}\n', "utf-8")
    loaded = command("ingest", str(new), "--json")
    assert none.keys() == some.keys() == again.keys() == loaded.keys() == ENVELOPE
    assert loaded["sources"]
    assert loaded["seen"] > 0
    headings = tmp_path / "headings.csv"
    headings.write_text(written.read_text("utf-8-sig").splitlines()[0] + "\n", "utf-8")
    error = refusal(command, "quarantine", "retry", str(headings))
    assert (error.key, error.exit_code) == ("ingest.retry_no_rows", 2)
