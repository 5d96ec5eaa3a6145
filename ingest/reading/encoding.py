"""Which encoding a text file has: UTF-8 with or without mark, else GB 18030."""

from __future__ import annotations

import codecs
from pathlib import Path

from messages import InputError

_BLOCK = 1 << 20
_FOREIGN_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def find_encoding(path: Path) -> str:
    """Return ``utf-8-sig`` or ``gb18030``, whichever the whole file can be read with.

    Raises:
        InputError: neither; the sentence names the byte at which UTF-8 ends.
    """
    with path.open("rb") as file:
        if file.read(2) in _FOREIGN_MARKS:
            raise InputError("ingest.wrong_encoding", file=path.name, byte=0)
    fault = _first_fault(path, "utf-8")
    if fault is None:
        return "utf-8-sig"
    if _first_fault(path, "gb18030") is None:
        return "gb18030"
    raise InputError("ingest.wrong_encoding", file=path.name, byte=fault)


def _first_fault(path: Path, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return done + error.start
            done += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return done
    return None
