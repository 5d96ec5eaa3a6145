"""What the container files say is what the program, its settings and its tests know.

Compose cannot run where these tests run, so each thing that it would do is compared or done.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import yaml
from typer.main import get_command

from api.app import create_app
from api.cli import app
from api.commands.server import check_loopback
from api.desk import Desk
from api.settings import ELSEWHERE, Settings, unknown_variables
from graph.store import Store
from graph.store.local.jars import read_lock, version
from graph.store.local.settings import FIXED
from graph.store.local.start import free_port
from messages import InputError
from rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES = ("neo4j", "app", "proxy")


@pytest.fixture(scope="module")
def compose() -> Any:
    """The Compose file."""
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


def _judged(path: Path) -> int:
    """Return what the Compose specification's schema says of a file: 0 if it keeps to it."""
    schema = ("--builtin-schema", "vendor.compose-spec")
    command = (sys.executable, "-m", "check_jsonschema", *schema, path)
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_the_compose_file_keeps_to_the_specification(tmp_path: Path) -> None:
    assert _judged(COMPOSE) == 0
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(COMPOSE.read_text(encoding="utf-8").replace("healthcheck:", "healthchek:"))
    assert _judged(wrong) != 0


def test_every_service_is_limited_watched_and_without_privileges(compose: Any) -> None:
    assert tuple(compose["services"]) == SERVICES
    for service in compose["services"].values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}
        assert service["healthcheck"]["test"][0] == "CMD"
        assert service["restart"] == "unless-stopped"
    for name in ("neo4j", "proxy"):
        assert int(compose["services"][name]["user"].partition(":")[0]) > 0
    assert "USER creditgraph" in DOCKERFILE.rpartition("FROM")[2]


def test_only_the_hosts_loopback_address_is_published(compose: Any) -> None:
    published = {name: s["ports"] for name, s in compose["services"].items() if "ports" in s}
    assert published == {"proxy": ["127.0.0.1:8600:8601"]}
    assert compose["services"]["app"]["network_mode"] == "service:proxy"
    assert compose["services"]["proxy"]["command"][-1] == "127.0.0.1:8600"


def test_the_applications_variables_are_settings(
    compose: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    service = compose["services"]["app"]
    said = re.findall(r"(CREDITGRAPH_\w+)=", DOCKERFILE)
    assert list(unknown_variables([*service["environment"], *said])) == []
    for name, value in service["environment"].items():
        monkeypatch.setenv(name, re.sub(r"\$\{\w+:-(\w*)\}", r"\1", value))
    secret = tmp_path / "neo4j_auth"
    secret.write_text("neo4j/an invented/password\n", encoding="utf-8")
    monkeypatch.setenv("CREDITGRAPH_NEO4J_AUTH_FILE", str(secret))
    settings = Settings()
    assert settings.neo4j_login == ("neo4j", "an invented/password")
    assert (settings.language, settings.city) == ("zh", None)


def test_the_secret_is_mounted_where_both_look_for_it(compose: Any) -> None:
    (name,) = compose["secrets"]
    for service, variable in (("neo4j", "NEO4J_AUTH_FILE"), ("app", "CREDITGRAPH_NEO4J_AUTH_FILE")):
        assert compose["services"][service]["secrets"] == [name]
        assert compose["services"][service]["environment"][variable] == f"/run/secrets/{name}"
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/secrets/" in ignored


@pytest.mark.parametrize("content", [None, b"", b"neo4j", b"/x", b"neo4j/", b"\xff\xfe/x"])
def test_a_login_file_that_says_none_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "auth"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        _ = Settings(neo4j_auth_file=path).neo4j_login
    assert caught.value.key == "api.auth_file"
    assert str(path) in caught.value.text.zh


def test_the_command_is_one_of_ours_and_serves_loopback(compose: Any) -> None:
    name, *line = compose["services"]["app"]["command"]
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    context = command.make_context(name, line)
    check_loopback(context.params["host"])
    target = f"{context.params['host']}:{context.params['port']}"
    assert target == compose["services"]["proxy"]["command"][-1]
    assert f'CMD ["{name}"]' in DOCKERFILE


@pytest.fixture
def served(store: Store, tmp_path: Path) -> Iterator[int]:
    """The port of the application, served as ``creditgraph serve`` does."""
    port = free_port()
    application = create_app(Settings(), Desk(store, Rulebook.load(), tmp_path / "key"))
    config = uvicorn.Config(application, port=port, access_log=False, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.01)
    yield port
    server.should_exit = True
    thread.join()


def test_the_health_checks_tell_a_ready_server_from_none(compose: Any, served: int) -> None:
    kind, python, *line = compose["services"]["app"]["healthcheck"]["test"]
    assert (kind, python) == ("CMD", "python")
    assert line[1] in DOCKERFILE
    for port, works in ((served, True), (free_port(), False)):
        here = [part.replace("8600", str(port)) for part in line]
        done = subprocess.run((sys.executable, *here), capture_output=True, check=False)
        assert (done.returncode == 0) is works, done.stderr
    assert compose["services"]["proxy"]["healthcheck"]["test"][-1].endswith("/health")


def test_the_server_is_ours_with_the_settings_of_the_local_one(compose: Any) -> None:
    service = compose["services"]["neo4j"]
    assert service["image"] == f"neo4j:{version(read_lock())}-community"
    said = {
        re.sub("__", "_", re.sub("(?<!_)_(?!_)", ".", name.removeprefix("NEO4J_"))): value
        for name, value in service["environment"].items()
        if not name.endswith("_FILE")
    }
    ours = {name: said[name] for name in said.keys() & FIXED.keys()}
    assert ours == {name: FIXED[name] for name in ours}
    assert said.keys() - FIXED.keys() == {
        "server.memory.heap.initial_size",
        "server.memory.heap.max_size",
        "server.memory.pagecache.size",
        "server.bolt.advertised_address",
    }
    address = compose["services"]["app"]["environment"]["CREDITGRAPH_NEO4J_URI"]
    assert address == f"neo4j://{said['server.bolt.advertised_address']}"


def test_the_image_has_what_the_wheel_needs_and_no_build_tools() -> None:
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], wheel["hooks"]["custom"]["path"], "pyproject.toml", "locks"}
    needed |= {*pyproject["project"]["license-files"], pyproject["project"]["readme"]}
    assert needed == {line[1:] for line in kept if line.startswith("!")}
    assert kept[0] == "*"
    tools = {re.split("[<>=]", name)[0] for name in pyproject["dependency-groups"]["build"]}
    (removed,) = re.findall(r"pip uninstall --yes (.*)", DOCKERFILE)
    assert set(removed.split()) == {*tools, "pip"}
    assert DOCKERFILE.count("FROM ") == DOCKERFILE.count("FROM python:3.13-slim") == 2


def test_the_operations_page_names_every_variable() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(CREDITGRAPH_\w+)`", page, re.MULTILINE))
    settings = {f"CREDITGRAPH_{name.upper()}" for name in (*Settings.model_fields, *ELSEWHERE)}
    assert named == settings
