"""The rulebook of these tests: the national one with a hub policy that small graphs reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulebook import Rulebook
from tests.trace.hubs import POLICY


@pytest.fixture(scope="session")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    extra: Path = tmp_path_factory.mktemp("rulebook")
    (extra / "hubs.yaml").write_text(POLICY, encoding="utf-8")
    return Rulebook.load(extra=extra)
