"""``mapping suggest`` as a user types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = "公司名称,姓名,职务,证件,备用\n澄州虚构有限公司,甄虚构,董事,,x\n"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command on a table in GB 18030."""
    table = folder / "人员.csv"
    table.write_bytes(TABLE.encode("gb18030"))
    words = [sys.executable, "-m", "api.cli", "mapping", "suggest", str(table), *arguments]
    environment = {**os.environ, "CREDITGRAPH_HOME": str(folder / "home"), "PYTHONUTF8": "1"}
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=False)


def test_a_draft_is_printed_as_a_mapping_file(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    text = done.stdout.decode()
    assert "format: officers\n" in text
    assert '  "姓名": person.name  #' in text
    assert '  # "备用": null' in text


def test_a_draft_is_written_and_told_to_a_program(tmp_path: Path) -> None:
    out = tmp_path / "映射.yaml"
    done = run(tmp_path, "--format", "officers", "--out", str(out), "--json")
    told = json.loads(done.stdout)["data"]
    assert (told["format"], told["out"]) == ("officers", str(out))
    assert told["unmapped"] == ["备用"]
    assert told["missing"] == []
    (position,) = [column for column in told["columns"] if column["heading"] == "职务"]
    assert (position["field"], position["certainty"]) == ("position", 1.0)
    assert "format: officers\n" in out.read_text(encoding="utf-8")


def test_what_was_written_is_shown_as_a_table(tmp_path: Path) -> None:
    done = run(tmp_path, "--out", str(tmp_path / "映射.yaml"))
    assert "person.name" in done.stdout.decode()
    assert "映射.yaml" in done.stderr.decode()


def test_a_format_that_is_none_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "--format", "nothing")
    assert done.returncode == 2
    assert "nothing" in done.stderr.decode()
