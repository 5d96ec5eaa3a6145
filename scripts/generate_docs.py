"""Write the generated documents, or with ``--check`` say which are not what would be written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scripts import docs_formats, docs_model, docs_verifications
from scripts.guard import ROOT, report

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = {
    "model.md": docs_model.render,
    "formats.md": docs_formats.render,
    "verification-interfaces.md": docs_verifications.render,
}


def write(folder: Path) -> None:
    """Write every document into ``folder``."""
    for name, render in DOCUMENTS.items():
        (folder / name).write_text(render(), "utf-8")


def problems(folder: Path) -> list[str]:
    """Return the documents in ``folder`` that are missing or drifted from their source."""
    return [
        f"{folder.name}/{name}: not what the sources say; run `make docs`"
        for name, render in DOCUMENTS.items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != render()
    ]


if __name__ == "__main__":
    if "--check" not in sys.argv:
        write(ROOT / "docs")
    sys.exit(report("generated documents", problems(ROOT / "docs")))
