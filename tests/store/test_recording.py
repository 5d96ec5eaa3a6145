"""The rules of the model (design §2), each on the real server."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

from graph.model import OPEN_COMMIT
from graph.store import Store
from graph.store.local import LocalServer
from graph.store.migrations import migrate
from graph.subjects import describe, entities_of
from tests.builders import World, firm

D = date


def name_of(store: Store, world: World, who: str, as_of: date, seen: int | None = None) -> str:
    """Return the name that a subject bears at a moment."""
    moment = world.moment(as_of, seen)
    entity = entities_of(store, [who], moment.seen)[who]
    return describe(store, [entity], moment)[entity].name


def visible(store: Store, key: str, seen: int) -> list[dict[str, object]]:
    """Return the versions of a fact that are visible at a commit."""
    return store.read("testing/facts", key=key, seen=seen)


def test_loading_twice_adds_nothing(store: Store) -> None:
    for expected in (1, 0):
        world = World(store)
        a = world.subject(firm(1), "澄州市甲贸易有限公司")
        world.record("Penalty", {a: "punished"}, D(2025, 3, 1), "机关", "1号", fine_fen=100)
        done = world.send()
        assert done.loaded == expected * 2
    assert len(store.read("testing/facts_all")) == 2


def test_a_correction_closes_the_old_version_and_an_earlier_seen_still_shows_it(
    store: Store,
) -> None:
    world = World(store)
    a = world.subject(firm(1))
    key = world.record("Penalty", {a: "punished"}, D(2025, 3, 1), "机关", "1号", fine_fen=100)
    before = world.send().seq
    world.record("Penalty", {a: "punished"}, D(2025, 3, 1), "机关", "1号", fine_fen=200)
    after = world.send().seq
    assert [row["fine_fen"] for row in visible(store, key, before)] == [100]
    assert [row["fine_fen"] for row in visible(store, key, after)] == [200]


def test_a_correction_may_name_a_party_whom_nobody_had_named(store: Store) -> None:
    world = World(store)
    wrong = world.subject(firm(1))
    key = world.record("Penalty", {wrong: "punished"}, D(2025, 3, 1), "机关", "1号")
    before = world.send().seq
    right = world.subject(firm(2))
    world.record("Penalty", {right: "punished"}, D(2025, 3, 1), "机关", "1号")
    after = world.send().seq
    first, second = (visible(store, key, seq) for seq in (before, after))
    assert len(first) == len(second) == 1
    assert first[0]["sid"] != second[0]["sid"]


def test_a_source_that_returns_to_what_it_said_before_is_heard(store: Store) -> None:
    world = World(store)
    a = world.subject(firm(1))
    seqs = []
    for fine in (100, 200, 100, 100, 200):
        key = world.record("Penalty", {a: "punished"}, D(2025, 3, 1), "x", "1", fine_fen=fine)
        seqs.append(world.send().seq)
    said = [visible(store, key, seq)[0]["fine_fen"] for seq in seqs]
    assert said == [100, 200, 100, 100, 200]


def test_a_relation_is_corrected_and_restated_like_a_record(store: Store) -> None:
    world = World(store)
    seqs = []
    for share in (600_000, 500_000, 600_000):
        world.relate(firm(1), "SHAREHOLDER_OF", firm(2), share_ppm=share)
        seqs.append(world.send().seq)
    found = [store.read("testing/relations", seen=seq) for seq in seqs]
    shares = [[row["share_ppm"] for row in rows] for rows in found]
    assert shares == [[600_000], [500_000], [600_000]]


def test_a_snapshot_ends_what_it_no_longer_lists_and_the_past_stays(store: Store) -> None:
    world = World(store)
    scope = "holdings|2"
    world.relate(firm(1), "SHAREHOLDER_OF", firm(2), D(2020, 1, 1), scope=scope)
    world.relate(firm(3), "SHAREHOLDER_OF", firm(2), D(2020, 1, 1), scope=scope)
    first = world.send(snapshot=D(2024, 6, 30)).seq
    world.relate(firm(1), "SHAREHOLDER_OF", firm(2), D(2020, 1, 1), scope=scope)
    world.send(snapshot=D(2025, 6, 30))
    rows = {row["start"]: row for row in store.read("testing/relations", seen=store.seen())}
    assert rows[firm(3)]["valid_to"] == D(2025, 6, 29)
    assert rows[firm(3)]["end"] == "inferred"
    assert rows[firm(1)]["valid_to"] == D(9999, 12, 31)
    earlier = {row["start"]: row for row in store.read("testing/relations", seen=first)}
    assert earlier[firm(3)]["valid_to"] == D(9999, 12, 31)


def test_a_holding_that_a_later_snapshot_lists_again_holds_anew(store: Store) -> None:
    world = World(store)
    for day, holders in [(D(2023, 1, 1), (1, 3)), (D(2024, 1, 1), (1,)), (D(2025, 1, 1), (1, 3))]:
        for holder in holders:
            world.relate(firm(holder), "SHAREHOLDER_OF", firm(2), scope="s")
        world.send(snapshot=day)
    again = [r for r in store.read("testing/relations", seen=store.seen()) if r["start"] == firm(3)]
    assert [(row["valid_from"], row["valid_to"]) for row in again] == [
        (D(1, 1, 1), D(2023, 12, 31)),
        (D(2025, 1, 1), D(9999, 12, 31)),
    ]


def test_a_delta_ends_nothing(store: Store) -> None:
    world = World(store)
    world.relate(firm(1), "SHAREHOLDER_OF", firm(2), scope="s")
    world.send()
    world.relate(firm(3), "SHAREHOLDER_OF", firm(2), scope="s")
    world.send()
    ends = {row["valid_to"] for row in store.read("testing/relations", seen=store.seen())}
    assert ends == {D(9999, 12, 31)}


def test_a_change_in_the_register_is_two_facts(store: Store) -> None:
    world = World(store)
    a = firm(1)
    world.register(a, "澄州市旧名有限公司", D(2024, 1, 1), D(2010, 5, 1))
    world.send()
    world.register(a, "澄州市新名有限公司", D(2025, 1, 1), D(2010, 5, 1))
    world.send()
    assert name_of(store, world, a, D(2024, 12, 31)) == "澄州市旧名有限公司"
    assert name_of(store, world, a, D(2025, 1, 1)) == "澄州市新名有限公司"


def test_a_report_that_arrives_late_goes_before_what_is_known(store: Store) -> None:
    world = World(store)
    a = firm(1)
    world.register(a, "澄州市新名有限公司", D(2025, 1, 1))
    world.send()
    world.register(a, "澄州市旧名有限公司", D(2023, 1, 1))
    world.send()
    assert name_of(store, world, a, D(2024, 6, 1)) == "澄州市旧名有限公司"
    assert name_of(store, world, a, D(2025, 6, 1)) == "澄州市新名有限公司"


def test_a_register_corrected_for_the_same_day_keeps_the_earlier_seen(store: Store) -> None:
    world = World(store)
    a = firm(1)
    world.register(a, "澄州市误名有限公司", D(2025, 1, 1))
    before = world.send().seq
    world.register(a, "澄州市正名有限公司", D(2025, 1, 1))
    world.send()
    assert name_of(store, world, a, D(2025, 6, 1)) == "澄州市正名有限公司"
    assert name_of(store, world, a, D(2025, 6, 1), before) == "澄州市误名有限公司"


def test_two_writers_get_different_commits_and_lose_nothing(store: Store) -> None:
    seqs: list[int] = []

    def write(number: int) -> None:
        world = World(store, source=f"s{number}")
        for _ in range(5):
            world.relate(firm(number), "SHAREHOLDER_OF", firm(9), distinction=str(_))
            seqs.append(world.send().seq)

    writers = [threading.Thread(target=write, args=(number,)) for number in (1, 2, 3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(seqs) == list(range(1, 16))
    assert len(store.read("testing/relations", seen=15)) == 15


def test_one_seen_is_constant_under_two_writers(store: Store) -> None:
    world = World(store)
    world.relate(firm(1), "SHAREHOLDER_OF", firm(9))
    seen = world.send().seq
    done = threading.Event()

    def write(number: int) -> None:
        other = World(store, source=f"w{number}")
        for turn in range(10):
            other.relate(firm(number), "SHAREHOLDER_OF", firm(9), distinction=str(turn))
            world_share = 1000 * turn
            other.relate(firm(1), "SHAREHOLDER_OF", firm(9), share_ppm=world_share)
            other.send()
        done.set()

    writers = [threading.Thread(target=write, args=(number,)) for number in (2, 3)]
    for writer in writers:
        writer.start()
    answers: list[list[dict[str, Any]]] = []
    while not done.is_set() or not answers:
        answers.append(store.read("testing/relations", seen=seen))
    for writer in writers:
        writer.join()
    answers.append(store.read("testing/relations", seen=seen))
    assert all(answer == answers[0] for answer in answers)
    assert len(answers) > 2


def test_two_spellings_in_one_commit_leave_the_last_one(store: Store) -> None:
    """They share a key, being one name: neither may close the other so that none is left."""
    world = World(store)
    for name in ("澄州（虚构）有限公司", "澄州(虚构)有限公司"):
        world.subject(firm(1), name)
    world.send()
    moment = world.moment()
    entity = entities_of(store, [firm(1)], moment.seen)[firm(1)]
    assert describe(store, [entity], moment)[entity].name == "澄州(虚构)有限公司"
    rows = store.read("testing/facts_all")
    assert sorted(row["properties"]["until"] == OPEN_COMMIT for row in rows) == [False, True]


def test_a_chunk_too_large_for_the_server_is_written_in_parts(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "neo4j-extra.conf").write_text("db.memory.transaction.max=4m\n", encoding="utf-8")
    server = LocalServer(home, heap_mb=512)
    endpoint = server.ensure_running()
    try:
        with Store(endpoint.uri, endpoint.user, endpoint.password) as store:
            migrate(store)
            world = World(store)
            for number in range(2, 1_002):
                world.relate(firm(number), "SHAREHOLDER_OF", firm(1))
            done = world.send()
            assert done.commits > 1
            assert done.loaded == 1_000
            assert len(store.read("testing/relations", seen=store.seen())) == 1_000
    finally:
        server.stop()
