"""No answer shows a fact that is not yet recorded, closed, not yet valid, or valid no more.

The sample gets such twins of all its facts; every read query must answer as before. Then each
condition is taken out of each query in turn, and the answer must change: so the twins do bite.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.store import Row, Store, load_query
from graph.store.testing import empty
from tests.guards.poison import Poison, add_later_commits, add_shadows, add_twins
from tests.guards.queries import VALUES, Held, held, parameters, read_queries, samples

if TYPE_CHECKING:
    from collections.abc import Iterator

Answer = list[bytes]

RECORDED = re.compile(r"\w+\.(?:since|seq) <= \$seen|\w+\.until > \$seen")
NOT_YET = re.compile(r"\w+\.valid_from <= \$(?:as_of|last)")
DATED = re.compile(r"\w+\.date <= \$as_of")
NO_MORE = re.compile(r"\w+\.valid_to >= \$(?:as_of|first)")

# Queries that look whether something was recorded at all, whatever its days.
LATER_WANTED = {"contracts/orphans": "a contract signed later is known, and its parts wait for it"}

# Queries that hand out what has ended, because their answer shows or needs it.
ENDED_WANTED = {
    "profile/relations": "it counts the relations that have ended",
    "resolution/named": "a former name still finds who bore it",
}


@dataclass(frozen=True, slots=True, repr=False)
class Bench:
    """The sample with shadows, and how it answered while it was clean."""

    store: Store
    held: Held
    seen: int
    before: dict[str, Answer]

    def ask(self, name: str, text: str, seen: int) -> Answer:
        """Run the query ``name``, or ``text`` in its place, with its sample parameters."""
        extra = {"seen": seen} if "seen" in parameters(name) else {}
        rows = [
            row.data()
            for params in samples(name, self.held)
            for row in self.store._driver.execute_query(text, {**params, **extra}).records
        ]
        return sorted(_packed(row) for row in rows)

    def changed(self, name: str, text: str | None = None, later: int = 0) -> bool:
        """Tell whether the answer differs from the clean one."""
        return self.ask(name, text or load_query(name), self.seen + later) != self.before[name]


def _packed(row: Row) -> bytes:
    return orjson.dumps(_ordered(row), option=orjson.OPT_SORT_KEYS, default=str)


def _ordered(value: Any) -> Any:
    """Sort lists inside a row: collect() promises no order."""
    if isinstance(value, dict):
        return {name: _ordered(item) for name, item in value.items()}
    if isinstance(value, list):
        return sorted((_ordered(item) for item in value), key=str)
    return value


def ready(store: Store, held: Held, seen: int) -> Bench:
    """Return a bench whose answers are those of now."""
    bench = Bench(store, held, seen, {})
    for name in read_queries():
        bench.before[name] = bench.ask(name, load_query(name), seen)
    return bench


def poisoned(bench: Bench, *kinds: Poison) -> Bench:
    """Add twins; the answers to compare with are those from just before."""
    ahead = ready(bench.store, bench.held, bench.seen)
    for kind in kinds:
        add_twins(bench.store, kind)
    return ahead


@pytest.fixture(scope="module")
def clean(sample: Store) -> Iterator[Bench]:
    add_shadows(sample)
    yield ready(sample, held(sample), sample.seen())
    empty(sample)


@pytest.fixture(scope="module")
def unrecorded(clean: Bench) -> Bench:
    add_later_commits(clean.store, clean.seen)
    return poisoned(clean, Poison.unrecorded(clean.seen), Poison.closed(clean.seen))


@pytest.fixture(scope="module")
def not_yet(unrecorded: Bench) -> Bench:
    return poisoned(unrecorded, Poison.not_yet(unrecorded.seen))


@pytest.fixture(scope="module")
def no_more(not_yet: Bench) -> Bench:
    return poisoned(not_yet, Poison.no_more(not_yet.seen))


@pytest.fixture(scope="module")
def dated_later(no_more: Bench) -> Bench:
    return poisoned(no_more, Poison.dated_later(no_more.seen))


def asking(pattern: re.Pattern[str]) -> list[str]:
    return [name for name in read_queries() if pattern.search(load_query(name))]


def without_each(pattern: re.Pattern[str], name: str) -> list[str]:
    """Return the query once without each condition that ``pattern`` finds."""
    text = load_query(name)
    return [f"{text[: found.start()]}true{text[found.end() :]}" for found in pattern.finditer(text)]


def survivors(bench: Bench, pattern: re.Pattern[str], name: str) -> list[str]:
    """Return the queries without a condition that still answer as before."""
    return [text for text in without_each(pattern, name) if not bench.changed(name, text)]


def test_every_parameter_has_sample_values() -> None:
    needed = {each for name in read_queries() for each in parameters(name)}
    assert needed - {"seen"} <= VALUES.keys(), "add them to tests/guards/queries.py"


@pytest.mark.parametrize("name", read_queries())
def test_the_sample_has_an_answer(clean: Bench, name: str) -> None:
    assert clean.before[name]


@pytest.mark.parametrize("name", read_queries())
def test_what_is_not_recorded_or_closed_is_not_shown(unrecorded: Bench, name: str) -> None:
    assert not unrecorded.changed(name)


@pytest.mark.parametrize("name", asking(RECORDED))
def test_it_is_shown_once_it_is_recorded(unrecorded: Bench, name: str) -> None:
    assert unrecorded.changed(name, later=len(unrecorded.held.files))


@pytest.mark.parametrize("name", asking(RECORDED))
def test_a_query_that_forgets_a_commit_is_found(unrecorded: Bench, name: str) -> None:
    assert survivors(unrecorded, RECORDED, name) == []


@pytest.mark.parametrize("name", asking(NOT_YET))
def test_what_does_not_hold_yet_is_not_shown(not_yet: Bench, name: str) -> None:
    assert not_yet.changed(name) == (name in LATER_WANTED)


@pytest.mark.parametrize("name", asking(NOT_YET))
def test_a_query_that_forgets_the_first_day_is_found(not_yet: Bench, name: str) -> None:
    assert survivors(not_yet, NOT_YET, name) == []


@pytest.mark.parametrize("name", asking(NO_MORE))
def test_what_has_ended_is_not_shown(no_more: Bench, name: str) -> None:
    assert no_more.changed(name) == (name in ENDED_WANTED)


@pytest.mark.parametrize("name", asking(NO_MORE))
def test_a_query_that_forgets_the_last_day_is_found(no_more: Bench, name: str) -> None:
    assert survivors(no_more, NO_MORE, name) == []


@pytest.mark.parametrize("name", asking(DATED))
def test_what_is_dated_later_is_not_shown(dated_later: Bench, name: str) -> None:
    assert not dated_later.changed(name)


@pytest.mark.parametrize("name", asking(DATED))
def test_a_query_that_forgets_the_date_is_found(dated_later: Bench, name: str) -> None:
    assert survivors(dated_later, DATED, name) == []
