"""An office that asks, a consent, another system that answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import app
from api.desk import Desk
from api.settings import Settings
from graph.store import Store
from ingest.privacy import PersonKeys
from ingest.verification import CONNECTIONS, Wish
from rulebook import Rulebook
from rulebook.book import HOME
from tests.builders import World, uscc
from tests.verification.stub import Stub, serving

NUMBER = "11010519491231002X"
SPOUSE = "110105194912310038"
OFFICE = uscc(900, "11320500")
FIRM = uscc(901)
TODAY = date.today()  # noqa: DTZ011 (a consent around any day that Shanghai may have now)
CREDENTIAL = "TOKENOFTHEOFFICE42"

Change = Callable[..., Rulebook]
Command = Callable[..., Any]


@pytest.fixture
def stub() -> Iterator[Stub]:
    """Another system."""
    with serving() as served:
        yield served


@pytest.fixture
def home(tmp_path: Path, stub: Stub) -> Path:
    """A home that says where to ask, and with what credential."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "token").write_text(CREDENTIAL + "\n", encoding="ascii")
    ids = [entry["id"] for entry in _national()["entries"]]
    stated = {each: {"url": stub.url, "credential_file": "token"} for each in ids}
    (folder / CONNECTIONS).write_text(yaml.safe_dump(stated), encoding="utf-8")
    return folder


def _national() -> Any:
    return yaml.safe_load((HOME / "national" / "verifications.yaml").read_text("utf-8"))


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Lay a city's own entry over the national one, as a file of a rulebook folder."""

    def lay(verification: str, **changes: Any) -> Rulebook:
        content = _national()
        entry = next(each for each in content["entries"] if each["id"] == verification)
        entry = {**content["defaults"], **entry, **changes, "overlay": "replace"}
        folder = tmp_path / "rulebook"
        folder.mkdir(exist_ok=True)
        text = yaml.safe_dump({"entries": [entry]}, allow_unicode=True)
        (folder / "verifications.yaml").write_text(text, encoding="utf-8")
        return Rulebook.load(extra=folder)

    return lay


@pytest.fixture
def desk(store: Store, home: Path) -> Desk:
    """A desk under the national rulebook, with consents to the office."""
    keys = PersonKeys.open(home / "person.key", store)
    consents(store, keys)
    return Desk(store, Rulebook.load(), home / "person.key")


def consents(store: Store, keys: PersonKeys) -> None:
    """Record consents: good ones of a person and a firm, and one for each way to be none."""
    person, firm, office = keys.subject_id(NUMBER), f"uscc:{FIRM}", f"uscc:{OFFICE}"
    day = timedelta(days=1)
    world = World(store, "consents")
    kinds = "婚姻、户籍、学历、机动车、不动产"

    def give(number: str, giver: str, to: str = office, **own: Any) -> None:
        first, last = own.pop("first", TODAY - 30 * day), own.pop("last", TODAY + 30 * day)
        said = {"purpose": "贷款审查", "data_kinds": kinds, "consent_number": number, **own}
        world.record(
            "Consent", {giver: "consenter", to: "recipient"}, first, number, last=last, **said
        )

    give("SQ-1", person)
    give("SQ-FIRM", firm, data_kinds="社保、纳税、公积金", purpose="融资")
    give("SQ-OTHER", keys.subject_id(SPOUSE))
    give("SQ-BANK", person, to=f"uscc:{uscc(902)}")
    give("SQ-PAST", person, last=TODAY - 5 * day)
    give("SQ-LATER", person, first=TODAY + 5 * day)
    give("SQ-TAX", person, data_kinds="纳税")
    give("SQ-USE", person, purpose="政策兑现")
    world.send()


def citizen_number(born: date) -> str:
    """Return a possible citizen number of somebody born on a day."""
    body = f"320500{born:%Y%m%d}001"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(c) for w, c in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]


def marriage(**changes: Any) -> Wish:
    """Return a question about a person that is complete."""
    fields = {
        "name": "甄虚构",
        "citizen_id": NUMBER,
        "spouse_name": "贾虚构",
        "spouse_citizen_id": SPOUSE,
    }
    said = {"purpose": "financing", "office": OFFICE, "by": "tester", "consent": "SQ-1"}
    given = {"verification": "marriage", "fields": fields, **said, **changes}
    return Wish(**given)


def insurance(**changes: Any) -> Wish:
    """Return a question about a firm that is complete."""
    fields = {"name": "澄州虚构有限公司", "uscc": FIRM, "month": "2026-10-01"}
    said = {"purpose": "financing", "office": OFFICE, "by": "tester", "consent": "SQ-FIRM"}
    given = {"verification": "social_insurance", "fields": fields, **said, **changes}
    return Wish(**given)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """The HTTP application."""
    served = create_app(Settings(), desk)
    with TestClient(served, "http://127.0.0.1:8600", raise_server_exceptions=False) as asking:
        yield asking


@pytest.fixture
def command(
    desk: Desk,
    server_environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Command:
    """Run a command as a user does and return what ``--json`` prints."""
    home = {"CREDITGRAPH_HOME": str(desk.person_key.parent)}
    for name, value in {**server_environment, **home}.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> Any:
        capfdbinary.readouterr()
        app(list(arguments), standalone_mode=False)
        printed = capfdbinary.readouterr().out
        return json.loads(printed) if "--json" in arguments else printed.decode()

    return run
