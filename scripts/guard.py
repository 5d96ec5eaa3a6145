"""What the guards share: the checkout's files, the strings in its code, how a finding is told."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Literals:
    """The strings of some code.

    Attributes:
        whole: each string constant.
        prefixes: what f-strings that build a name begin with (``"trace."``, ``"trace/"``).
    """

    whole: frozenset[str]
    prefixes: tuple[str, ...]

    def mention(self, name: str) -> bool:
        """Tell whether the code has ``name``, or an f-string that may become it."""
        return name in self.whole or name.startswith(self.prefixes)


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


def packages(root: Path = ROOT) -> list[str]:
    """Return the import names that the project installs."""
    content = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    names: list[str] = content["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    return names


def modules(root: Path = ROOT) -> list[Path]:
    """Return the Python files of the packages, not those of tests and scripts."""
    return [path for name in packages(root) for path in sorted((root / name).rglob("*.py"))]


def literals(files: Iterable[Path]) -> Literals:
    """Collect the strings in the Python code of ``files``."""
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    constants = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    heads = [node.values[0] for node in nodes if isinstance(node, ast.JoinedStr) and node.values]
    starts = {str(head.value) for head in heads if isinstance(head, ast.Constant)}
    prefixes = sorted(start for start in starts if re.match(r"[a-z_]+[./]", start))
    return Literals(frozenset(constants), tuple(prefixes))


def report(subject: str, problems: Sequence[str]) -> int:
    """Print the findings of one guard and return its exit code: 0 when there are none."""
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{subject}: {len(problems)} to mend", file=sys.stderr)
    return bool(problems)
