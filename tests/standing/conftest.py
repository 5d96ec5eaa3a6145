"""Rulebooks for the tests of standing: as shipped, and with one entry laid over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rulebook import Rulebook

Lay = Callable[[str, str], Rulebook]


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return Rulebook.load(city="suzhou")


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Lay one entry over the rulebook: its file and its text."""

    def laid(name: str, entry: str) -> Rulebook:
        text = "entries:\n" + "".join(f"  {line}\n" for line in entry.strip().splitlines())
        (tmp_path / name).write_text(text, encoding="utf-8")
        return Rulebook.load(city="suzhou", extra=tmp_path)

    return laid
