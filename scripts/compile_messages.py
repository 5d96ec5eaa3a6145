"""Compile the message catalogues (.po) to what gettext reads (.mo), at build and on demand.

Run as a script it compiles in place; as a hatch build hook it does so before files are collected.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path(__file__).resolve().parent.parent / "messages" / "locale"


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Write a .mo beside every .po below ``locale`` and return the files written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as lines:
            catalogue = read_po(lines, abort_invalid=True)
        target = source.with_suffix(".mo")
        with target.open("wb") as out:
            write_mo(out, catalogue)
        written.append(target)
    return written


class CompileMessages(BuildHookInterface):  # type: ignore[type-arg]
    """The hatch hook: the wheel and the editable install both carry compiled catalogues."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile before hatch collects the files."""
        compile_all()


if __name__ == "__main__":
    print(f"{len(compile_all())} catalogues compiled")
