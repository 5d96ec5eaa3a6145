"""Refuse an import name of ours that the standard library or another distribution owns.

Ours are plain words, and a clash shows far away: a folder ``catalogue`` broke ``import spacy``.
"""

from __future__ import annotations

import sys
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

from scripts.guard import packages, report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

OURS = "creditgraph"


def problems(names: Iterable[str], owners: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a sentence for each of ``names`` that somebody else in ``owners`` has as well."""
    found = []
    for name in names:
        others = sorted(set(owners.get(name, ())) - {OURS})
        if name in sys.stdlib_module_names:
            others.append("the standard library")
        found += [f"{name}: this import name belongs to {other}" for other in others]
    return found


if __name__ == "__main__":
    sys.exit(report("package names", problems(packages(), packages_distributions())))
