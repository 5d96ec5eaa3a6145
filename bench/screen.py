"""Screening in bulk: bidders a second, beside a bare look-up of the same codes.

Builds firms with representatives, holders and listed debtors, screens a list of bidders in one
call, and runs the query that only finds each code. Prints both, the ratio, and the memory taken.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from graph.model import Moment
from graph.screening import Bidder, screen
from graph.store import Store
from graph.store.local import LocalServer
from graph.store.migrations import migrate
from graph.store.testing import empty, mark_for_tests
from rulebook import Rulebook
from tests.builders import World, firm

ROOT = Path(__file__).resolve().parent.parent

AS_OF = date(2026, 11, 20)
CHUNK = 1_000
LOOKED_UP = 2_000
SHARE_LISTED = 0.004
SITUATION = "有履行能力而拒不履行生效法律文书确定义务"


def build(store: Store, firms: int, seed: int) -> None:
    """Write firms with a representative and two holders; 4 in 1,000 of all are listed debtors."""
    dice = random.Random(seed)  # noqa: S311 (a repeatable choice, no secret)
    for name in ("debtors", "lists"):
        World(store, source=name, format=name).send()
    world = World(store, source="registry", format="registry")
    for number in range(firms):
        _firm(world, number, firms, dice)
        if number % CHUNK == CHUNK - 1:
            world.send()
    world.send()


def _firm(world: World, number: int, firms: int, dice: random.Random) -> None:
    id_ = world.subject(firm(number), f"澄州第{number}建设有限公司")
    person = world.person(number, f"虞某{number}")
    world.relate(person, "LEGAL_REPRESENTATIVE_OF", id_, date(2020, 1, 1))
    world.relate(person, "SHAREHOLDER_OF", id_, date(2020, 1, 1), share_ppm=600_000)
    other = dice.randrange(firms)
    if other != number:
        world.relate(firm(other), "SHAREHOLDER_OF", id_, date(2020, 1, 1), share_ppm=400_000)
    for party in (id_, person):
        if dice.random() < SHARE_LISTED:
            _list(world, party, number)


def _list(world: World, party: str, number: int) -> None:
    court, case = "澄州市人民法院", f"（2026）苏0599执{number}号"
    own: dict[str, Any] = {"debtor_state": "dishonest", "situations": (SITUATION,)}
    own |= {"court": court, "case_number": case}
    world.record("Enforcement", {party: "debtor"}, date(2026, 1, 6), court, case, party, **own)


def bidders(count: int, firms: int) -> Iterator[Bidder]:
    """Yield bidders: the firms in turn, one in fifty unknown."""
    for row in range(count):
        number = firms + row if row % 50 == 49 else row % firms
        name = f"澄州第{number}建设有限公司"
        yield Bidder(row + 2, name, firm(number).removeprefix("uscc:"))


def look_up(store: Store, count: int, firms: int, seen: int) -> int:
    """Find each code by the bare query, in batches; return how many are known."""
    ids = [f"uscc:{bidder.code}" for bidder in bidders(count, firms)]
    parts = (ids[start : start + LOOKED_UP] for start in range(0, count, LOOKED_UP))
    return sum(len(store.read("subjects/entities", ids=part, seen=seen)) for part in parts)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=20_000)
    parser.add_argument("--bidders", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    home = Path(os.environ.get("CREDITGRAPH_TEST_HOME", ROOT / ".test-home-bench"))
    endpoint = LocalServer(home).ensure_running()
    with Store(endpoint.uri, endpoint.user, endpoint.password) as store:
        mark_for_tests(store)
        migrate(store)
        empty(store)
        built = timed(lambda: build(store, asked.firms, asked.seed))
        print(f"built {asked.firms} firms in {built:.1f} s")
        measure(store, asked.firms, asked.bidders)


def measure(store: Store, firms: int, count: int) -> None:
    """Time the bare look-up and the screening, each once warmed, and print them."""
    moment = Moment(AS_OF, store.seen())
    rulebook = Rulebook.load(city="suzhou")

    def whole(some: int) -> None:
        rows = screen(store, rulebook, bidders(some, firms), "land-auction", None, None, moment)
        if some == count:
            print(f"verdicts {rows.totals}")

    look_up(store, LOOKED_UP, firms, moment.seen)
    bare = timed(lambda: look_up(store, count, firms, moment.seen))
    whole(LOOKED_UP // 2)
    full = timed(lambda: whole(count))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"bare look-up {count / bare:,.0f} rows/s · screening {count / full:,.0f} rows/s")
    print(f"ratio {full / bare:.1f} · {full:.1f} s for {count} rows · peak memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
