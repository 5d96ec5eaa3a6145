"""The server has nothing to say against any query, and returns the columns its header names."""

from __future__ import annotations

import pytest

from graph.store import Store, load_query, query_names
from scripts.check_cypher import header
from tests.guards.queries import parameters


def columns(store: Store, name: str) -> tuple[str, ...]:
    values = dict.fromkeys(parameters(name))
    result = store._driver.execute_query("EXPLAIN " + load_query(name), values)
    return tuple(result.keys)


@pytest.mark.parametrize("name", query_names())
def test_a_query_passes_explain(hamlet: Store, name: str) -> None:
    assert hamlet.explain(name, **dict.fromkeys(parameters(name))) == []


@pytest.mark.parametrize("name", query_names())
def test_a_query_returns_the_columns_of_its_header(hamlet: Store, name: str) -> None:
    assert columns(hamlet, name) == header(load_query(name)).columns


@pytest.mark.parametrize(
    ("query", "finding"),
    [
        ("MATCH (x:Subjekt) RETURN x", "label does not exist"),
        ("MATCH (x:Subject)-[:IST]->() RETURN x", "relationship type does not exist"),
        ("MATCH (x:Subject) RETURN x.nmae", "property key does not exist"),
        ("MATCH (x:Subject), (y:Entity) RETURN x, y", "cartesian product"),
    ],
)
def test_explain_finds_what_is_wrong(
    hamlet: Store, monkeypatch: pytest.MonkeyPatch, query: str, finding: str
) -> None:
    monkeypatch.setattr("graph.store.store.load_query", lambda _: f"CYPHER 25 {query}")
    assert any(finding in problem for problem in hamlet.explain("wrong"))
