"""What a newcomer's machine has decides how the environment is set up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import bootstrap
from scripts.guard import ROOT

CONFIG = """:env:.index-url='https://mirror.example/simple'
global.cert='/etc/ssl/ours.pem'
global.index-url='https://other.example/simple'
global.extra-index-url='https://a.example/simple\\nhttps://b.example/simple'
install.find-links='/wheels /more'
list.format='json'
"""


def find_python(path: str, chosen: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ("/bin/sh", ROOT / "scripts" / "find_python.sh"),
        env={"PATH": path, "PYTHON": chosen},
        capture_output=True,
        text=True,
        check=False,
    )


def fake_python(folder: Path, name: str, code: int) -> None:
    script = folder / name
    script.write_text(f"#!/bin/sh\nexit {code}\n", "utf-8")
    script.chmod(0o755)


def test_pip_settings_reach_uv() -> None:
    assert bootstrap.uv_settings(CONFIG) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "/wheels,/more",
        "SSL_CERT_FILE": "/etc/ssl/ours.pem",
    }


def test_without_pip_settings_nothing_is_set() -> None:
    assert bootstrap.uv_settings("") == {}


def test_the_newest_usable_python_is_found(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3.14", 1)
    fake_python(tmp_path, "python3.12", 0)
    fake_python(tmp_path, "python3", 0)
    assert find_python(str(tmp_path)).stdout == "python3.12\n"


def test_the_named_python_is_taken_or_refused(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3.12", 0)
    fake_python(tmp_path, "old", 1)
    assert find_python(str(tmp_path), sys.executable).stdout == f"{sys.executable}\n"
    assert find_python(str(tmp_path), "old").returncode == 1


def test_no_usable_python_is_said_in_both_languages(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", 1)
    result = find_python(str(tmp_path))
    assert result.returncode == 1
    assert "没有找到可用的 Python" in result.stderr
    assert "No usable Python found" in result.stderr


def test_a_failing_command_is_tried_again_and_then_explained(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script = f"echo x >> {tmp_path / 'tries'}; exit 1"
    with pytest.raises(SystemExit):
        bootstrap.run("/bin/sh", "-c", script, attempts=3)
    assert (tmp_path / "tries").read_text("utf-8") == "x\n" * 3
    assert "Set-up failed" in capfd.readouterr().err


def test_a_broken_environment_is_not_taken_for_a_good_one(tmp_path: Path) -> None:
    assert not bootstrap.same_python(tmp_path)
    assert bootstrap.same_python(Path(sys.prefix))


@pytest.mark.parametrize("platform", ["x86_64-pc-linux-musl", "win-arm64"])
def test_a_platform_without_wheels_is_refused_with_a_way_out(
    platform: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        bootstrap.refuse_platform(platform)
    assert platform in capfd.readouterr().err


@pytest.mark.parametrize("platform", ["x86_64-pc-linux-gnu", "aarch64-apple-darwin", "win-amd64"])
def test_a_platform_with_wheels_is_not_refused(platform: str) -> None:
    bootstrap.refuse_platform(platform)


def test_make_names_its_targets() -> None:
    listing = subprocess.run(
        ("make", "--no-print-directory", "-C", ROOT, "help"),
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "make demo" in listing
    assert "make test" in listing
