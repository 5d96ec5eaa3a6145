"""Ways in which a file goes wrong, as values: a failing example says what was done to what."""

from __future__ import annotations

import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hypothesis import strategies as st

CITIZEN = "32050019900101003X"
"""Shaped like a citizen number; it is nobody's."""

SAID: Sequence[bytes] = (
    *(
        b"\x00",
        b"\x1f",
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\x84\x31\xa4\x37",
        b"\xf0\x9f",
        b"\x1a",
    ),
    *(b'"', b"'", b"\n", b"\r", b"\r\n", b"\t", b",", b";", b"\x0c", b"\xc2\x85", b"\xe2\x80\xa8"),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"- ",
        b"&a ",
        b"*a",
        b"!!python/none ",
        b"<<: ",
        b"? ",
        b"---",
    ),
    *(b"null", b"true", b"NaN", b"Infinity", b"-0", b"1e999", b"-1", b"0x1F", b"9" * 5_000),
    *(b"2026-13-45", b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-12:00", b"99999999999999"),
    *(
        b"=1+1",
        b"@SUM(A1)",
        b"\xe2\x80\xae",
        b"\xcc\x81" * 50,
        b'"\\ud800"',
        b"\\ud800",
        b"\\u0000",
    ),
    *(b"[" * 3_000, b'{"a":' * 3_000, b"&a [*a]", b"{a: &b {c: *b}}", b"a" * 1_200_000),
    *(b"../../x", b"x" * 300, b"%s {0} {file} {{", "〔已截断〕".encode(), CITIZEN.encode()),
    "公民身份号码".encode("gb18030"),
)
"""What is put where it does not belong."""

ENCODINGS = ("gb18030", "utf-8-sig", "utf-16", "utf-16-le", "big5", "utf-7", "utf-32")

SHEET_SAID: Sequence[tuple[bytes, bytes]] = (
    (rb"<v>[^<]*</v>", b"<v>99999999</v>"),
    (rb"<v>[^<]*</v>", b"<v>-1</v>"),
    (rb"<v>[^<]*</v>", b"<v>1e308</v>"),
    (rb"<v>[^<]*</v>", b"<v></v>"),
    (rb"<v>[^<]*</v>", b"<v>&lol;</v>"),
    (rb"<v>[^<]*</v>", b"<v>nonsense</v>"),
    (rb' t="\w+"', b' t="d"'),
    (rb' t="\w+"', b' t="n"'),
    (rb' t="\w+"', b' t="e"'),
    (rb' t="\w+"', b""),
    (rb' r="[A-Z]+\d+"', b' r="XFD1048576"'),
    (rb' r="[A-Z]+\d+"', b' r="ALL1000000"'),
    (rb' r="[A-Z]+\d+"', b' r="A0"'),
    (rb' r="[A-Z]+\d+"', b' r="A-5"'),
    (rb' r="[A-Z]+\d+"', b' r="ZZZZZZZZ99999999999999999999"'),
    (rb' r="[A-Z]+\d+"', b' r="7"'),
    (rb' r="[A-Z]+\d+"', b""),
    (rb'<row r="\d+"', b'<row r="1048576"'),
    (rb'<row r="\d+"', b'<row r="-3"'),
    (rb"<dimension [^>]*>", b'<dimension ref="A1:XFD1048576"/>'),
    (rb"<dimension [^>]*>", b'<dimension ref="B9:A1"/>'),
    (rb"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    (rb"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="C9:A1"/></mergeCells>'),
    (rb"</sheetData>", b""),
    (rb"<sheetData", b"<c <c <row " * 40_000 + b"<sheetData"),
    (rb"<c ", b"<c " + b'r="A1" ' * 20_000),
    (rb"<\?xml[^>]*\?>", b'<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY lol "&a;&a;&a;&a;">]>'),
    (rb"Target=\"[^\"]*\"", b'Target="../../nowhere.xml"'),
    (rb"Target=\"[^\"]*\"", b""),
    (rb"r:id=\"[^\"]*\"", b'r:id="rId99"'),
    (rb"formatCode=\"[^\"]*\"", b'formatCode="yyyy-mm-dd"'),
    (rb"numFmtId=\"\d+\"", b'numFmtId="14"'),
    (rb"encoding=\"[^\"]*\"", b'encoding="gb2312"'),
    (rb"<si>", b"<si></si>" * 3 + b"<si>"),
    (rb"<t[^>]*>", b"<t>=HYPERLINK(1)"),
)
"""What a part of a workbook says instead."""


_UNPACKING = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, KeyError, OSError, RuntimeError, ValueError),
)
"""What unpacking raises of a package that was damaged before."""


class Operation(Protocol):
    """Something that is done to bytes."""

    def apply(self, content: bytes) -> bytes:
        """Return what is left."""


@dataclass(frozen=True)
class Put:
    """Bytes put in at a share of the file, over as many as ``over``."""

    at: float
    said: bytes
    over: int = 0

    def apply(self, content: bytes) -> bytes:
        place = _between(content, int(self.at * len(content)))
        return content[:place] + self.said + content[_between(content, place + self.over) :]

    def __repr__(self) -> str:
        said = self.said if len(self.said) < 60 else self.said[:20]
        return f"Put({self.at}, {said!r}, {self.over})  # {len(self.said)} bytes"


@dataclass(frozen=True)
class Cut:
    """A stretch of the file taken out, doubled, or put elsewhere."""

    start: float
    end: float
    to: float | None = None
    kept: bool = False

    def apply(self, content: bytes) -> bytes:
        shares = (int(self.start * len(content)), int(self.end * len(content)))
        first, last = sorted(_between(content, place) for place in shares)
        rest = content if self.kept else content[:first] + content[last:]
        if self.to is None:
            return rest
        place = _between(rest, int(self.to * len(rest)))
        return rest[:place] + content[first:last] + rest[place:]


@dataclass(frozen=True)
class Say:
    """The nth word of the file replaced."""

    nth: int
    said: bytes

    def apply(self, content: bytes) -> bytes:
        words = list(re.finditer(rb"[\w\x80-\xff.\-]+", content))
        if not words:
            return self.said
        word = words[self.nth % len(words)]
        return content[: word.start()] + self.said + content[word.end() :]

    def __repr__(self) -> str:
        return f"Say({self.nth}, {self.said[:30]!r})  # {len(self.said)} bytes"


@dataclass(frozen=True)
class Encode:
    """The text in another encoding; one that it does not fit leaves it."""

    encoding: str

    def apply(self, content: bytes) -> bytes:
        return content.decode("utf-8", "replace").encode(self.encoding, "ignore")


@dataclass(frozen=True)
class Part:
    """What is done to one part of a workbook: other words, other bytes, or another name for it."""

    nth: int
    said: tuple[bytes, bytes] | None = None
    times: int = 1
    inside: Operation | None = None
    name: str | None = None

    def apply(self, content: bytes) -> bytes:
        try:
            parts = _unpacked(content)
        except _UNPACKING:
            return content
        if not parts:
            return content
        chosen = sorted(parts)[self.nth % len(parts)]
        text = parts.pop(chosen)
        if self.said:
            pattern, other = self.said
            text = re.sub(pattern, lambda _: other, text, count=self.times)
        if self.inside:
            text = self.inside.apply(text)
        if self.name != "":
            parts[self.name or chosen] = text
        return _packed(parts)


Damage = Sequence[Operation]


def damaged(content: bytes, damage: Damage) -> bytes:
    """Return a file to which one thing after another was done."""
    for operation in damage:
        content = operation.apply(content)
    return content


def _between(content: bytes, place: int) -> int:
    """Return the nearest place from there on that is in no character of UTF-8.

    Most damage shall leave text that can be read; what cannot is one error, soon known.
    """
    while place < len(content) and 0x80 <= content[place] < 0xC0:
        place += 1
    return place


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands twice
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, text in parts.items():
                package.writestr(name, text)
    return written.getvalue()


_share = st.floats(0, 1, allow_nan=False)
_said = st.one_of(
    st.sampled_from(SAID),
    st.text(min_size=1, max_size=12).map(lambda text: text.encode("utf-8", "replace")),
    st.binary(min_size=1, max_size=12),
)
_of_bytes: st.SearchStrategy[Operation] = st.one_of(
    st.builds(Put, _share, _said, st.sampled_from((0, 0, 1, 2, 20))),
    st.builds(Say, st.integers(0, 5_000), _said),
    st.builds(Cut, _share, _share, st.one_of(st.none(), _share), st.booleans()),
    st.builds(Cut, _share, st.just(1.0)),
)
_of_text: st.SearchStrategy[Operation] = st.one_of(
    _of_bytes, _of_bytes, st.builds(Encode, st.sampled_from(ENCODINGS))
)
_part = st.integers(0, 30)
_of_workbook: st.SearchStrategy[Operation] = st.one_of(
    st.builds(Part, _part, st.sampled_from(SHEET_SAID), st.sampled_from((1, 1, 2, 0))),
    st.builds(Part, _part, st.sampled_from(SHEET_SAID), st.sampled_from((1, 1, 2, 0))),
    st.builds(Part, _part, inside=_of_bytes),
    st.builds(Part, _part, name=st.sampled_from(("", "xl/vbaProject.bin", "/../x", "a\x00b"))),
    _of_bytes,
)


def damages(ending: str) -> st.SearchStrategy[Damage]:
    """Return what may be done to a file with an ending."""
    operations = _of_workbook if ending == ".xlsx" else _of_text
    return st.lists(operations, min_size=1, max_size=4)
