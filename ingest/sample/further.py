"""Files of every format that has none of its own: a new format needs no line here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from graphlib import TopologicalSorter

from ingest.sample.cast import Cast
from ingest.sample.dice import topic
from ingest.sample.files import Shipment
from ingest.sample.filler import Filler
from ingest.sample.links import Formats, Naming, choices
from ingest.sample.penalties import at_work
from ingest.sample.records import Records
from ingest.sample.sheets import DateStyle, Encoding, Entry, Sheet
from ingest.sample.town import Town
from rulebook import Format
from rulebook.formats import RecordOf

RECEIVED = date(2026, 11, 19)
_ENCODINGS: Sequence[Encoding] = ("utf-8", "gb18030", "utf-8-sig", "jsonl", "xlsx")
_DATES: Sequence[DateStyle] = ("iso", "chinese", "slash", "compact", "dot", "mixed")
_SERIALS = 4_000
"""How many serial numbers each format has for itself."""
_HELD = 200
"""Days after the sample's on which deposits are due: none is overdue, as no bid's is among them."""


def further(
    town: Town, formats: Formats, records: Records, core: Sequence[Shipment]
) -> Iterator[Shipment]:
    """Yield a file of each format that ``core`` has none of; records before what names them."""
    sent = {shipment.sheet.format: shipment.sheet for shipment in core}
    cast = Cast(town)
    for place, name in enumerate(_in_order(formats), start=1):
        standard = formats[name]
        if name in sent:
            continue
        filler = Filler(
            standard,
            Naming(standard, formats, records),
            cast,
            today=RECEIVED,
            serials=town.place.serials + place * _SERIALS,
            dice=topic(town.seed, name),
        )
        yield Shipment(
            _sheet(town, standard, _sender(standard, formats, sent)),
            _told(town, name, filler.rows(town.scale.further)),
        )


def _told(town: Town, standard: str, entries: Iterator[Entry]) -> Iterator[Entry]:
    """Yield rows so that they change no truth that is told elsewhere."""
    if standard != "deposits":
        yield from entries
        return
    for entry in entries:
        due = town.scale.today + timedelta(days=_HELD)
        held = {"trigger": "约定日期", "trigger_on": None, "stated_due": due}
        held |= {"obligation_kind": "履约保证金"}
        yield replace(entry, row={**entry.row, **held})


def _in_order(formats: Formats) -> list[str]:
    before = {
        name: sorted({of.format for of in choices(standard, formats).values()})
        for name, standard in sorted(formats.items())
    }
    return list(TopologicalSorter(before).static_order())


def _sender(standard: Format, formats: Formats, sent: Mapping[str, Sheet]) -> Sheet | None:
    """Return the file whose sender numbers what the rows name: it has to send them too."""
    for of in choices(standard, formats).values():
        makes = formats[of.format].makes
        made: RecordOf | None = makes.record if makes else None
        if made and made.numbered_by_source and of.format in sent:
            return sent[of.format]
    return None


def _sheet(town: Town, standard: Format, sender: Sheet | None) -> Sheet:
    dice = topic(town.seed, f"sheet of {standard.id}")
    encoding = dice.choice(_ENCODINGS)
    ending = encoding if encoding in {"jsonl", "xlsx"} else "csv"
    stated = standard.source
    source = stated.id if stated else standard.id
    name = (stated.name if stated else None) or standard.title_zh
    return Sheet(
        file=f"{standard.id}.{ending}",
        format=standard.id,
        source=sender.source if sender else town.place.source(source),
        source_name=sender.source_name if sender else town.place.says(f"澄州市{name}"),
        received_at=at_work(RECEIVED),
        encoding=encoding,
        headings="code" if encoding == "jsonl" else "title",
        dates=dice.choice(_DATES),
        schedule_days=sender.schedule_days
        if sender
        else (stated.schedule_days if stated else None),
        place=town.place,
    )
