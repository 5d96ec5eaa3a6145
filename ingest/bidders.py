"""The list of bidders that a reviewer screens: any table with names or codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.screening import Bidder
from ingest.headings import heading_key
from ingest.masking import mask
from ingest.reading import RawRow, open_sheet
from messages import InputError

_NAMES = ("竞买人", "竞买人名称", "名称", "企业名称", "单位名称", "主体名称", "姓名或名称", "NAME")
_CODES = (
    "统一社会信用代码",
    "代码",
    "主体代码",
    "证件号码",
    "竞买人代码",
    "组织机构代码",
    "USCC",
    "CODE",
)


def read_bidders(path: Path) -> Iterator[Bidder]:
    """Yield the bidders of a list, each with the row in which it stands.

    Raises:
        InputError: the file cannot be read, or has neither a column of names nor one of codes.
    """
    sheet = open_sheet(path)
    if not sheet.headings:
        yield from (
            _bidder(row, _pick(row.cells, _NAMES), _pick(row.cells, _CODES)) for row in sheet.rows
        )
        return
    name, code = _pick(sheet.headings, _NAMES), _pick(sheet.headings, _CODES)
    if name is None and code is None:
        raise InputError("ingest.no_bidder_column", file=path.name, names="、".join(_NAMES[:4]))
    yield from (_bidder(row, name, code) for row in sheet.rows)


def _pick(headings: Sequence[str] | dict[str, str], known: Sequence[str]) -> str | None:
    by_key = {heading_key(heading): heading for heading in headings}
    return next((by_key[heading_key(name)] for name in known if heading_key(name) in by_key), None)


def _bidder(row: RawRow, name: str | None, code: str | None) -> Bidder:
    if row.problems:
        return Bidder(row.number, None, None)
    written = row.cells.get(name) if name else None
    return Bidder(
        row.number, mask(written) if written else None, row.cells.get(code) if code else None
    )
