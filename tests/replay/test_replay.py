"""The log of a graph, and the same graph out of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.model import Moment
from graph.profile import profile
from graph.replay import export, replay
from graph.resolution.lookup import lookup
from graph.store import Store
from graph.store.testing import empty
from ingest.incoming import find_files
from ingest.load import Loader
from ingest.sample import write_town
from messages import InputError, NotAllowedError
from rulebook import Rulebook
from tests.builders import World, firm
from tests.contents import contents, differences

D = date(2026, 11, 20)


@pytest.fixture(scope="module")
def hamlet(server: Store, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Rulebook]:
    """A graph that a hamlet's files made, with merges and refused rows."""
    empty(server)
    folder = tmp_path_factory.mktemp("hamlet")
    write_town(folder / "files", 3, "hamlet", lambda _: None)
    rulebook = Rulebook.load()
    loader = Loader(server, rulebook, folder / "person.key", "test")
    for incoming in find_files([folder / "files"], rulebook, None):
        loader.load(incoming)
    return server, rulebook


def profiles(store: Store, rulebook: Rulebook, seen: int) -> list[object]:
    """Return the profiles of some subjects at a commit."""
    moment = Moment(D, seen)
    rows = store.read("testing/memberships_all")
    ids = sorted({row["id"] for row in rows})[::40]
    return [profile(store, rulebook, lookup(store, one, moment), moment).data for one in ids]


def test_a_replayed_log_is_the_same_graph_with_the_same_answers(
    hamlet: tuple[Store, Rulebook], tmp_path: Path
) -> None:
    store, rulebook = hamlet
    seen = store.seen()
    before, said = contents(store), profiles(store, rulebook, seen)
    log, again = tmp_path / "log.jsonl", tmp_path / "again.jsonl"
    exported = export(store, log)
    empty(store)
    replayed = replay(store, log)
    assert (replayed.nodes, replayed.edges) == (exported.nodes, exported.edges)
    assert differences(before, contents(store)) == []
    assert (store.seen(), profiles(store, rulebook, seen)) == (seen, said)
    export(store, again)
    one, other = (sorted(each.read_bytes().splitlines()[:-1]) for each in (again, log))
    assert one == other


def test_only_an_empty_graph_takes_a_log(hamlet: tuple[Store, Rulebook], tmp_path: Path) -> None:
    store, _ = hamlet
    log = tmp_path / "log.jsonl"
    export(store, log)
    with pytest.raises(NotAllowedError) as caught:
        replay(store, log)
    assert caught.value.key == "replay.not_empty"


def test_changes_after_a_commit_are_those_that_began_or_ended(
    hamlet: tuple[Store, Rulebook], tmp_path: Path
) -> None:
    store, _ = hamlet
    seen = store.seen()
    none = export(store, tmp_path / "none.jsonl", seen)
    assert (none.nodes, none.edges) == (0, 0)
    some = export(store, tmp_path / "some.jsonl", seen - 1)
    assert some.nodes + some.edges > 0
    with pytest.raises(InputError) as caught:
        replay_into_nothing(store, tmp_path / "some.jsonl")
    assert caught.value.key == "replay.changes_only"


def replay_into_nothing(store: Store, path: Path) -> None:
    """Replay into an emptied graph."""
    empty(store)
    replay(store, path)


@pytest.mark.parametrize(
    ("damage", "key"),
    [
        (lambda text: text[: len(text) // 2].rsplit(b"\n", 1)[0] + b"\n", "replay.cut_off"),
        (lambda text: text[: len(text) // 2], "replay.damaged"),
        (lambda text: text.replace(b"SHAREHOLDER_OF", b"OFFICER_OF", 1), "replay.altered"),
        (lambda _: b'{"a": 1}\n', "replay.no_log"),
        (lambda _: b"", "replay.no_log"),
    ],
)
def test_a_log_that_is_not_whole_writes_nothing(
    store: Store, tmp_path: Path, damage: object, key: str
) -> None:
    world = World(store)
    for number in range(2, 30):
        world.relate(firm(number), "SHAREHOLDER_OF", firm(1))
    world.send()
    log = tmp_path / "log.jsonl"
    export(store, log)
    log.write_bytes(damage(log.read_bytes()))  # type: ignore[operator]
    empty(store)
    with pytest.raises(InputError) as caught:
        replay(store, log)
    assert caught.value.key == key
    assert store.read("replay/clock")[0]["empty"]


def test_an_interrupted_replay_shows_nothing_and_begins_anew(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(store)
    world.relate(firm(2), "SHAREHOLDER_OF", firm(1))
    world.send()
    before = contents(store)
    log = tmp_path / "log.jsonl"
    export(store, log)
    empty(store)
    write = store.write_unclocked

    def stop(name: str, /, **params: object) -> None:
        if name == "replay/finish":
            raise KeyboardInterrupt
        write(name, **params)

    monkeypatch.setattr(store, "write_unclocked", stop)
    with pytest.raises(KeyboardInterrupt):
        replay(store, log)
    monkeypatch.undo()
    assert store.seen() == 0
    replay(store, log)
    assert differences(before, contents(store)) == []
