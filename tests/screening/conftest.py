"""The rulebook of a city, and a graph in which every source that a purpose needs has come."""

from __future__ import annotations

import pytest

from graph.store import Store
from rulebook import Rulebook
from tests.builders import World
from tests.screening.asking import FORMATS


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """The national rulebook with a city's."""
    return Rulebook.load(city="suzhou")


@pytest.fixture
def world(store: Store) -> World:
    """A source of each needed format; what a test adds comes from the register's."""
    for name in FORMATS[1:]:
        World(store, source=name, format=name).send()
    return World(store, source="registry", format="registry")
