"""The locks carry versions and hashes, no addresses, and are in step with pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import lock
from scripts.guard import ROOT

HASH = "    --hash=sha256:0123\n"
PYPROJECT = """
[build-system]
requires = ["hatchling"]
[project]
requires-python = ">=3.11"
dependencies = ["one"]
[dependency-groups]
dev = ["two"]
"""


@pytest.fixture
def pyproject(tmp_path: Path) -> Path:
    path = tmp_path / "pyproject.toml"
    path.write_text(PYPROJECT, "utf-8")
    return path


def write_locks(pyproject: Path, run: str, dev: str) -> list[str]:
    header = f"{lock.LABEL}{lock.digest(pyproject)}\n"
    for name, text in (("uv", f"uv==1 \\\n{HASH}"), ("run", run), ("dev", dev)):
        (pyproject.parent / f"{name}.txt").write_text(header + text, "utf-8")
    return lock.problems(pyproject.parent, pyproject)


def test_the_locks_of_this_checkout_are_in_step() -> None:
    assert not lock.problems(ROOT / "locks", ROOT / "pyproject.toml")


def test_a_good_lock_passes(pyproject: Path) -> None:
    one = f"one==1 ; sys_platform == 'linux' \\\n{HASH}"
    assert not write_locks(pyproject, one, one + f"two==2 \\\n{HASH}")


@pytest.mark.parametrize(
    ("run", "dev", "finding"),
    [
        (f"one==1 \\\n{HASH}", f"one==2 \\\n{HASH}", "lacks one==1"),
        ("one==1\n", f"one==1 \\\n{HASH}", "one==1 has no hash"),
        (f"--index-url https://h.example\none==1 \\\n{HASH}", f"one==1 \\\n{HASH}", "an address"),
    ],
)
def test_a_bad_lock_is_found(pyproject: Path, run: str, dev: str, finding: str) -> None:
    assert any(finding in problem for problem in write_locks(pyproject, run, dev))


def test_a_changed_requirement_is_found(pyproject: Path) -> None:
    one = f"one==1 \\\n{HASH}"
    write_locks(pyproject, one, one)
    pyproject.write_text(PYPROJECT.replace('"two"', '"two", "three"'), "utf-8")
    assert len(lock.problems(pyproject.parent, pyproject)) == 3


def test_a_change_of_anything_else_is_not(pyproject: Path) -> None:
    one = f"one==1 \\\n{HASH}"
    write_locks(pyproject, one, one)
    pyproject.write_text(PYPROJECT + "[tool.ruff]\nline-length = 90\n", "utf-8")
    assert not lock.problems(pyproject.parent, pyproject)
