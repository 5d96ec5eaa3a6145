"""A citizen number comes in by standard input or a body, with a purpose, and is shown nowhere."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ingest.privacy import PersonKeys
from messages import CreditgraphError

PURPOSE = ("--purpose", "土地竞买资格核查")
BODY = {"purpose": "土地竞买资格核查"}
NOBODY = "320500196301042319"


@pytest.fixture
def person(truth: dict[str, Any]) -> dict[str, Any]:
    """A dishonest person of the hamlet, with the number."""
    found: dict[str, Any] = next(s for s in truth["dishonest"] if s.get("citizen_id"))
    return found


@pytest.fixture
def expected(person: dict[str, Any], desk: Any) -> str:
    """The id that the person is known by."""
    return PersonKeys.open(desk.person_key, desk.store).subject_id(person["citizen_id"])


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Put lines on standard input."""

    def put(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return put


def refused(run: Any, *arguments: str) -> CreditgraphError:
    """Return the error of a command."""
    with pytest.raises(CreditgraphError) as caught:
        run(*arguments)
    return caught.value


@pytest.mark.parametrize("question", ["profile", "search", "trace"])
def test_a_number_on_standard_input_finds_the_person(
    question: str,
    command: Any,
    typed: Any,
    person: dict[str, Any],
    expected: str,
    truth: dict[str, Any],
) -> None:
    typed(person["citizen_id"])
    printed = command(question, "-", *PURPOSE, "--as-of", truth["today"], "--json")
    assert expected in str(printed["data"])
    assert person["citizen_id"] not in str(printed)


@pytest.mark.parametrize("question", ["profile", "search", "trace"])
def test_a_number_in_a_body_finds_the_person(
    question: str,
    client: TestClient,
    person: dict[str, Any],
    expected: str,
    truth: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    day = {"as_of": truth["today"]}
    number = person["citizen_id"]
    with caplog.at_level(logging.DEBUG):
        answer = client.post(f"/v1/{question}", params=day, json={"q": number, **BODY})
        assert answer.status_code == 200, answer.text
        assert expected in answer.text
        bare = client.post(f"/v1/{question}", params=day, json={"q": number})
    assert (bare.status_code, bare.json()["code"]) == (403, "api.no_purpose")
    assert number not in answer.text + bare.text + caplog.text


def test_two_ends_may_be_private(
    command: Any, client: TestClient, typed: Any, person: dict[str, Any], truth: dict[str, Any]
) -> None:
    number, day = person["citizen_id"], truth["today"]
    code = truth["traces"][0]["start"]
    typed(number)
    printed = command("path", "-", code, *PURPOSE, "--as-of", day, "--json")
    body = {"a": number, "b": code, **BODY}
    answer = client.post("/v1/path", params={"as_of": day}, json=body)
    assert answer.json()["data"] == printed["data"]
    typed(code, number)
    turned = command("path", "-", "-", *PURPOSE, "--as-of", day, "--json")
    assert turned["data"]["end"] == printed["data"]["start"]


def test_any_query_may_be_private_and_needs_no_purpose(
    command: Any, client: TestClient, typed: Any, truth: dict[str, Any]
) -> None:
    code = truth["traces"][0]["start"]
    typed(code)
    printed = command("profile", "-", "--json")
    assert printed["data"] == command("profile", code, "--json")["data"]
    assert client.post("/v1/profile", json={"q": code}).json()["data"] == printed["data"]


def test_a_number_needs_a_purpose(command: Any, typed: Any, person: dict[str, Any]) -> None:
    for purpose in ([], ["--purpose", "  "]):
        typed(person["citizen_id"])
        error = refused(command, "profile", "-", *purpose)
        assert (error.key, error.exit_code) == ("api.no_purpose", 6)
        assert person["citizen_id"] not in "".join(error.text)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("320500196301042317", "api.bad_number"),
        (NOBODY, "resolution.not_found"),
        (f"某人{NOBODY}", "api.number_in_text"),
        ("某人 320500 19630104 2319", "api.number_in_text"),
    ],
)
def test_no_error_repeats_a_number(
    query: str, code: str, command: Any, client: TestClient, typed: Any
) -> None:
    digits = query.replace(" ", "").lstrip("某人")
    typed(query)
    error = refused(command, "profile", "-", *PURPOSE)
    assert error.key == code
    answer = client.post("/v1/profile", json={"q": query, **BODY})
    assert answer.json()["code"] == code
    assert digits not in ("".join(error.text) + answer.text).replace(" ", "")


@pytest.mark.parametrize("question", ["profile", "search", "trace"])
def test_no_argument_holds_a_number_amid_text(
    question: str, command: Any, client: TestClient
) -> None:
    query = f"某人{NOBODY}"
    error = refused(command, question, query)
    answer = client.get(f"/v1/{question}", params={"q": query})
    assert answer.status_code == error.status == 422
    assert NOBODY not in "".join(error.text) + answer.text


def test_a_wrong_body_is_not_repeated(client: TestClient) -> None:
    for body in ({"q": [NOBODY]}, {"q": "x", NOBODY: 1}, {"q": NOBODY * 20}):
        answer = client.post("/v1/profile", json=body)
        assert answer.status_code == 422
        assert NOBODY not in answer.text
