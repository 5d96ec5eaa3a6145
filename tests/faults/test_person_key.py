"""The loader's own disk full: the secret of persons is whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Store
from ingest.privacy import PersonKeys
from tests.fuzz.test_outputs import full_disk


def test_a_secret_on_a_full_disk_is_whole_or_not_there(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "home" / "person.key"
    with full_disk(10), pytest.raises(OSError, match="File too large"):
        PersonKeys.open(path, store)
    assert list(path.parent.iterdir()) == []
    made = PersonKeys.open(path, store)
    assert made.check == PersonKeys.open(path, store).check
