"""The wheel carries all that the code reads at run time, and nothing of the workshop."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts.guard import ROOT, packages, tracked


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = (
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        folder,
    )
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return frozenset(zipfile.ZipFile(wheel).namelist())


def test_every_tracked_file_of_the_packages_is_inside(inside: frozenset[str]) -> None:
    wanted = {path.relative_to(ROOT).as_posix() for path in tracked(ROOT, *packages())}
    assert wanted
    assert wanted <= inside


@pytest.mark.parametrize(
    "ending", [".cypher", ".yaml", "zh/LC_MESSAGES/store.mo", "en/LC_MESSAGES/store.mo"]
)
def test_data_is_inside(inside: frozenset[str], ending: str) -> None:
    assert any(name.endswith(ending) for name in inside)


def test_the_lock_of_the_server_is_inside(inside: frozenset[str]) -> None:
    assert "graph/store/server.lock" in inside


def test_every_catalogue_is_compiled(inside: frozenset[str]) -> None:
    sources = {name.removesuffix(".po") for name in inside if name.endswith(".po")}
    compiled = {name.removesuffix(".mo") for name in inside if name.endswith(".mo")}
    assert sources == compiled


def test_licence_and_notice_are_inside(inside: frozenset[str]) -> None:
    assert {Path(name).name for name in inside} >= {"LICENSE", "NOTICE"}


def test_tests_and_scripts_stay_outside(inside: frozenset[str]) -> None:
    tops = {name.partition("/")[0] for name in inside}
    assert not tops & {"tests", "scripts", "bench", "docs", "locks"}
