"""Workbooks that are made in memory, so that a full disk leaves none open."""

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
def workbook(path: Path) -> Iterator[Workbook]:
    """Yield a workbook whose texts stay texts; it is written to ``path`` at the end, at one stroke.

    On a full disk the library leaves a package open that complains when it is forgotten.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 (slow to import, and few commands need it)

    packed = io.BytesIO()
    with Workbook(packed, {**_PLAIN, "in_memory": True}) as book:
        yield book
    path.write_bytes(packed.getvalue())
