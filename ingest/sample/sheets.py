"""Files as bureaus send them: which columns, which headings, which hand writes the cells."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeAlias

import orjson
import xlsxwriter

from ingest.sample import codes
from ingest.sample.dice import Dice
from ingest.sample.places import HOME, Place
from rulebook import Column, Format

Cell: TypeAlias = str | int | bool | date | Decimal | None
Row: TypeAlias = Mapping[str, Cell]
Encoding = Literal["utf-8", "utf-8-sig", "gb18030", "xlsx", "jsonl"]
DateStyle = Literal["iso", "chinese", "slash", "compact", "dot", "mixed"]

_DATES: Mapping[str, Callable[[date], str]] = {
    "iso": lambda day: day.isoformat(),
    "chinese": lambda day: f"{day.year}年{day.month:02d}月{day.day:02d}日",
    "slash": lambda day: f"{day.year}/{day.month}/{day.day}",
    "compact": lambda day: f"{day:%Y%m%d}",
    "dot": lambda day: f"{day.year}.{day.month}.{day.day}",
}
CREATED = datetime(2026, 11, 20)  # noqa: DTZ001 (a workbook's property has no zone)
_PER_MYRIAD = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file to write.

    Attributes:
        left_out: codes of the format's columns that the file does not have.
        headings: the standard's codes, its Chinese titles, or titles by column code.
        schedule_days: how often its source reports, if it has promised.
        place: in whose words it is written.
    """

    file: str
    format: str
    source: str
    source_name: str
    received_at: datetime
    encoding: Encoding = "utf-8"
    headings: Literal["code", "title"] | Mapping[str, str] = "title"
    dates: DateStyle = "iso"
    left_out: Collection[str] = ()
    mode: Literal["delta", "snapshot"] = "delta"
    dated: date | None = None
    schedule_days: int | None = None
    place: Place = HOME

    @property
    def manifest(self) -> dict[str, object]:
        """Its line in the manifest."""
        return {
            "file": self.file,
            "format": self.format,
            "source": self.source,
            "source_name": self.source_name,
            "received_at": self.received_at,
            "mode": self.mode,
            "dated": self.dated,
            "schedule_days": self.schedule_days,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to write.

    Attributes:
        refused: field and reason code for which an importer has to refuse it.
        marks: what the truth tells of it, by section; file and row are added when it is written.
    """

    row: Row
    refused: tuple[str, str] | None = None
    marks: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


class Hand:
    """How one clerk writes cells: words, style of dates, now and then full-width digits."""

    def __init__(self, style: DateStyle, dice: Dice, place: Place) -> None:
        self._style = style
        self._place = place
        self._dice = dice

    def text(self, column: Column, cell: Cell) -> str:
        """Return a cell as it is written."""
        match cell:
            case None:
                return ""
            case bool():
                return "是" if cell else "否"
            case date():
                return self._date(cell)
            case Decimal():
                return f"{in_unit(column, cell).normalize():f}"
            case _:
                return self._place.says(self._code(column, str(cell)))

    def _date(self, day: date) -> str:
        if self._style == "mixed":
            return _DATES[self._dice.choice(list(_DATES))](day)
        return _DATES[self._style](day)

    def _code(self, column: Column, text: str) -> str:
        if column.type == "uscc" and self._dice.chance(0.01):
            return codes.full_width(text)
        if column.type == "document_number" and self._dice.chance(0.2):
            return text.replace("〔", "（").replace("〕", "）")
        return text


def in_unit(column: Column, amount: Decimal) -> Decimal:
    """Return yuan in the unit of the column; shares are in per cent already."""
    return amount / _PER_MYRIAD if column.unit == "万元" else amount


def write_sheet(
    out: Path, sheet: Sheet, standard: Format, entries: Iterable[Entry], dice: Dice
) -> Iterator[tuple[int, Entry]]:
    """Write a file row by row and yield each entry with its row number as the sheet shows it."""
    columns = [column for column in standard.columns if column.code not in sheet.left_out]
    hand = Hand(sheet.dates, dice, sheet.place)
    path = out / sheet.file
    if sheet.encoding == "jsonl":
        return _write_jsonl(path, columns, entries, hand)
    headings = [_heading(sheet, column) for column in columns]
    if sheet.encoding == "xlsx":
        return _write_xlsx(path, headings, columns, entries, hand)
    return _write_csv(path, sheet.encoding, headings, columns, entries, hand)


def _heading(sheet: Sheet, column: Column) -> str:
    if isinstance(sheet.headings, str):
        return column.code if sheet.headings == "code" else column.title_zh
    return sheet.headings.get(column.code, column.title_zh)


def _cells(columns: Sequence[Column], entry: Entry) -> Iterator[tuple[Column, Cell]]:
    for column in columns:
        yield column, entry.row.get(column.field or column.code)


def _write_csv(
    path: Path,
    encoding: str,
    headings: Sequence[str],
    columns: Sequence[Column],
    entries: Iterable[Entry],
    hand: Hand,
) -> Iterator[tuple[int, Entry]]:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(headings)
        for number, entry in enumerate(entries, start=2):
            writer.writerow(hand.text(column, cell) for column, cell in _cells(columns, entry))
            yield number, entry


def _write_jsonl(
    path: Path, columns: Sequence[Column], entries: Iterable[Entry], hand: Hand
) -> Iterator[tuple[int, Entry]]:
    with path.open("wb") as file:
        for number, entry in enumerate(entries, start=1):
            cells = {c.code: hand.text(c, cell) for c, cell in _cells(columns, entry)}
            file.write(orjson.dumps(cells) + b"\n")
            yield number, entry


def _write_xlsx(
    path: Path,
    headings: Sequence[str],
    columns: Sequence[Column],
    entries: Iterable[Entry],
    hand: Hand,
) -> Iterator[tuple[int, Entry]]:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(os.fspath(path), options) as book:
        book.set_properties({"created": CREATED})
        day_format = book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet()
        page.write_row(0, 0, headings)
        for number, entry in enumerate(entries, start=2):
            for place, (column, cell) in enumerate(_cells(columns, entry)):
                if isinstance(cell, Decimal):
                    page.write_number(number - 1, place, float(in_unit(column, cell)))
                elif isinstance(cell, date):
                    page.write_datetime(number - 1, place, cell, day_format)
                else:
                    page.write_string(number - 1, place, hand.text(column, cell))
            yield number, entry
