"""The list of bidders that a reviewer screens: any table with names or codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.model.identifiers import is_citizen_number, normalize_code, parse_code
from graph.screening import Bidder
from ingest.headings import heading_key
from ingest.masking import MASK, mask
from ingest.privacy import PersonKeys
from ingest.problems import Problem
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


@dataclass(frozen=True, slots=True)
class UnreadBidder(Bidder):
    """A row whose cells cannot be taken as they are.

    Attributes:
        problems: why.
    """

    problems: tuple[Problem, ...] = ()


def read_bidders(path: Path, keys: PersonKeys) -> Iterator[Bidder]:
    """Yield the bidders of a list, each with the row in which it stands.

    Args:
        path: the list.
        keys: make the ids of persons, whose citizen numbers go no further.

    Raises:
        InputError: the file cannot be read, or has neither a column of names nor one of codes.
    """
    sheet = open_sheet(path)
    if sheet.headings and not (_pick(sheet.headings, _NAMES) or _pick(sheet.headings, _CODES)):
        raise InputError("ingest.no_bidder_column", file=path.name, names="、".join(_NAMES[:4]))
    for row in sheet.rows:
        yield _bidder(row, keys)


def _pick(headings: Sequence[str], known: Sequence[str]) -> str | None:
    by_key = {heading_key(heading): heading for heading in headings}
    return next((by_key[heading_key(name)] for name in known if heading_key(name) in by_key), None)


def _bidder(row: RawRow, keys: PersonKeys) -> Bidder:
    if row.problems:
        return UnreadBidder(row.number, None, None, problems=row.problems)
    headings = tuple(row.cells)
    name, code = _pick(headings, _NAMES), _pick(headings, _CODES)
    return bidder_of(
        row.number, row.cells[name] if name else None, row.cells[code] if code else None, keys
    )


def bidder_of(row: int, name: str | None, code: str | None, keys: PersonKeys) -> Bidder:
    """Return a bidder as given; a citizen number becomes the person's id, shown as a mask.

    One that stands beside other text is no code of anybody, and is masked where that is shown.
    """
    named = mask(name) if name else None
    if not code or parse_code(code) is not None:
        return Bidder(row, named, code)
    if is_citizen_number(normalize_code(code)):
        return Bidder(row, named, keys.subject_id(normalize_code(code)), MASK)
    return Bidder(row, named, code, mask(code))
