"""The notebook guide: its code, as it stands, on the real server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from graph.store import Store
from tests.builders import World, firm

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "py2neo.md").read_text(encoding="utf-8")
REPORT = "\nprint((len(named), len(held), counted[0]['kind'], counted[0]['records'], seen))\n"


@pytest.mark.skipif(
    "CREDITGRAPH_TEST_NEO4J_URI" in os.environ, reason="the guide asks the local one"
)
def test_the_guides_code_opens_the_graph(store: Store, test_home: Path, tmp_path: Path) -> None:
    world = World(store)
    world.register(firm(1), "澄州甲建设有限公司", date(2020, 1, 1))
    world.relate(firm(2), "SHAREHOLDER_OF", firm(1), date(2020, 1, 1), share_ppm=600_000)
    world.relate(firm(3), "SHAREHOLDER_OF", firm(1), date(2018, 1, 1), date(2019, 1, 1))
    world.send()
    code = "\n".join(re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL))
    assert code.count("notebook.query(") == 4
    path = tmp_path / "notebook.py"
    path.write_text(code + REPORT, encoding="utf-8")
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    here = {"CREDITGRAPH_HOME": str(test_home), "PATH": tools, "PYTHONPATH": str(ROOT)}
    command = (sys.executable, path)
    done = subprocess.run(command, env={**os.environ, **here}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines()[-1] == f"(1, 1, 'Registration', 1, {store.seen()})"
