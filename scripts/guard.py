"""What the guards share: where the checkout is, its tracked files, and how a finding is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent


def tracked(root: Path = ROOT, *patterns: str) -> list[Path]:
    """Return the files below ``root`` that git tracks and that are there, by pattern if given."""
    listing = subprocess.run(
        ("git", "ls-files", "-z", "--", *patterns),
        cwd=root,
        capture_output=True,
        check=True,
    )
    names = listing.stdout.decode().split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def report(subject: str, problems: Sequence[str]) -> int:
    """Print the findings of one guard and return its exit code: 0 when there are none."""
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{subject}: {len(problems)} to mend", file=sys.stderr)
    return bool(problems)
