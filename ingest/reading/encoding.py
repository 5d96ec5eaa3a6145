"""Which encoding a text file has: UTF-8 with or without mark, else GB 18030."""

from __future__ import annotations

import codecs
from pathlib import Path

from ingest.masking import shown
from messages import InputError

_BLOCK = 1 << 20
_FOREIGN_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def find_encoding(path: Path) -> str:
    """Return ``utf-8-sig`` or ``gb18030``, whichever the whole file can be read with.

    Raises:
        InputError: neither, or UTF-8 that ends within a character (most of its bytes would pass
            for GB 18030 and read as nonsense); the sentence names the byte.
    """
    with path.open("rb") as file:
        if file.read(2) in _FOREIGN_MARKS:
            raise InputError("ingest.wrong_encoding", file=shown(path), byte=0)
    fault = _first_fault(path, "utf-8")
    if fault is None:
        return "utf-8-sig"
    if not _ends_within_character(path, fault) and _first_fault(path, "gb18030") is None:
        return "gb18030"
    raise InputError("ingest.wrong_encoding", file=shown(path), byte=fault)


def _first_fault(path: Path, encoding: str) -> int | None:
    """Return the byte at which a file stops being text of an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return done - pending + error.start
            done += len(block)
    pending = len(decoder.getstate()[0])
    return done - pending if pending else None


def _ends_within_character(path: Path, fault: int) -> bool:
    """Tell whether all before the fault is UTF-8 beyond ASCII, and the fault but a cut-off end."""
    if path.stat().st_size - fault >= 4:
        return False
    with path.open("rb") as file:
        head = file.read(fault)
    return not head.isascii()
