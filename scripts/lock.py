"""Make the locks from pyproject.toml, or with ``--check`` say offline whether they are in step.

A lock carries versions and hashes and no address, holds for Python 3.11 to 3.14 on every platform,
and begins with the digest of the tables it was made from.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

from scripts.bootstrap import fetch_uv, uv_environment
from scripts.guard import ROOT, report

if TYPE_CHECKING:
    from pathlib import Path

LOCKS = ROOT / "locks"
LABEL = "# made from pyproject.toml by `make lock`; digest of its requirements: "
COMPILE = ("--universal", "--python-version=3.11", "--generate-hashes", "--only-binary=:all:")
QUIET = ("--quiet", "--no-header", "--no-emit-index-url")
SOURCES: dict[str, tuple[str, ...]] = {
    "uv": ("-",),
    "run": ("pyproject.toml", "--group=build"),
    "dev": ("pyproject.toml", "--group=dev", "--all-extras", "--constraints=locks/run.txt"),
}


def digest(pyproject: Path) -> str:
    """Return the SHA-256 of everything in ``pyproject`` that a lock depends on."""
    content = tomllib.loads(pyproject.read_text("utf-8"))
    project = content["project"]
    tables = [
        content["build-system"]["requires"],
        project["requires-python"],
        project["dependencies"],
        project.get("optional-dependencies", {}),
        content["dependency-groups"],
    ]
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def pins(lock: str) -> set[str]:
    """Return the ``name==version ; marker`` of each requirement in ``lock``."""
    return set(re.findall(r"^(\S+==[^\\\n]*?) *\\?$", lock, re.MULTILINE))


def problems(locks: Path, pyproject: Path) -> list[str]:
    """Say what is wrong with the locks, without network."""
    texts = {name: (locks / f"{name}.txt").read_text("utf-8") for name in SOURCES}
    expected = LABEL + digest(pyproject)
    found = [
        f"locks/{name}.txt: not made from this pyproject.toml; run `make lock`"
        for name, text in texts.items()
        if text.partition("\n")[0] != expected
    ]
    found += [f"locks/{name}.txt: has an address" for name, text in texts.items() if "://" in text]
    found += [
        f"locks/{name}.txt: {pin} has no hash"
        for name, text in texts.items()
        for pin in pins(text)
        if f"{pin} \\\n    --hash=sha256:" not in text
    ]
    missing = sorted(pins(texts["run"]) - pins(texts["dev"]))
    return found + [f"locks/dev.txt: lacks {pin} of locks/run.txt" for pin in missing]


def make() -> None:
    """Resolve every lock; what an older one has pinned stays unless pyproject.toml forbids it."""
    tool = ROOT / ".tool"
    uv, env = fetch_uv(tool, LOCKS / "uv.txt"), uv_environment(tool)
    header = f"{LABEL}{digest(ROOT / 'pyproject.toml')}\n"
    for name, source in SOURCES.items():
        target = LOCKS / f"{name}.txt"
        command = (str(uv), "pip", "compile", *COMPILE, *QUIET, *source, f"--output-file={target}")
        subprocess.run(command, cwd=ROOT, env=env, input="uv", text=True, check=True)
        target.write_text(header + target.read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    if "--check" not in sys.argv:
        make()
    sys.exit(report("locks", problems(LOCKS, ROOT / "pyproject.toml")))
