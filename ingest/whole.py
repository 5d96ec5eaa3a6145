"""Files that appear whole or not at all, and workbooks that are made in memory for that."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a path to write to; ``path`` is what was written there once all of it is.

    What was at ``path`` before stays until then, and for good if anything is raised.
    """
    partial = path.with_name(path.name + ".part")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def workbook(path: Path) -> Iterator[Workbook]:
    """Yield a workbook whose texts stay texts; it is written to ``path`` at the end, at one stroke.

    On a full disk the library leaves a package open that complains when it is forgotten.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 (slow to import, and few commands need it)

    packed = io.BytesIO()
    with Workbook(packed, {**_PLAIN, "in_memory": True}) as book:
        yield book
    path.write_bytes(packed.getvalue())
