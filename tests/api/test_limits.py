"""What is turned away before a route sees it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.desk import Desk
from api.settings import Settings


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8600", "LOCALHOST:80", "[::1]:8600", "[::1]"]
)
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "127.0.0.2", "", "::1"])
def test_a_foreign_host_is_a_problem(client: TestClient, host: str) -> None:
    answer = client.get("/v1/search", params={"q": "公司"}, headers={"host": host})
    assert (answer.status_code, answer.json()["code"]) == (400, "api.foreign_host")
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_bound_address_is_one_of_ours(desk: Desk) -> None:
    for host, name in (("127.0.0.5", "127.0.0.5"), ("::1", "[::1]")):
        with TestClient(create_app(Settings(), desk, host), f"http://{name}:8600") as client:
            assert client.get("/health").status_code == 200


@pytest.fixture
def narrow(desk: Desk) -> Iterator[TestClient]:
    """An application that takes a megabyte."""
    settings = Settings(body_limit_mb=1)
    with TestClient(create_app(settings, desk), "http://127.0.0.1") as client:
        yield client


def test_a_body_that_says_it_is_too_large_is_refused(narrow: TestClient) -> None:
    answer = narrow.post("/v1/profile", content=b"x" * (1 << 20) + b"x")
    assert (answer.status_code, answer.json()["code"]) == (413, "api.body_too_large")
    assert answer.headers["content-type"] == "application/problem+json"
    fitting = narrow.post("/v1/profile", content=b" " * (1 << 20))
    assert fitting.status_code == 422


def test_a_body_that_says_nothing_is_counted(narrow: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(1025):
            yield b" " * 1024

    answer = narrow.post("/v1/profile", content=parts())
    assert (answer.status_code, answer.json()["code"]) == (413, "api.body_too_large")
