from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from ingest.sample import write_town

SEED = 7


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest sample, written once."""
    out = tmp_path_factory.mktemp("sample") / "hamlet"
    write_town(out, SEED, "hamlet")
    return out


@pytest.fixture(scope="session")
def truth(hamlet: Path) -> dict[str, Any]:
    """Its answers."""
    content: dict[str, Any] = orjson.loads((hamlet / "truth.json").read_bytes())
    return content
