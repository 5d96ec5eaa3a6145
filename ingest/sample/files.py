"""The files of a town, as ``files.yaml`` lists them, with the rows that go into each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from ingest.sample import complaints, contracts, dishonesty, penalties, registry, words
from ingest.sample.adverse import MARKET, REVOKED, WAGES, Docket
from ingest.sample.dice import topic
from ingest.sample.ledger import Ledger
from ingest.sample.places import Place
from ingest.sample.sheets import Entry, Sheet
from ingest.sample.town import Town

_LIST = Path(__file__).with_name("files.yaml")


@dataclass(frozen=True, slots=True)
class Shipment:
    """A file with its rows; they are drawn as they are written."""

    sheet: Sheet
    entries: Iterable[Entry]


def shipments(town: Town, docket: Docket, ledger: Ledger) -> list[Shipment]:
    """Return all files of a town in the order in which they were received."""
    listed = yaml.safe_load(_LIST.read_text(encoding="utf-8"))
    rows = _rows(town, docket, ledger)
    made: list[Shipment] = []
    for line in listed["files"]:
        if line["rows"] == "weekly":
            made.extend(_weekly(town, line, listed["sources"]))
        else:
            made.append(Shipment(_sheet(town.place, line, listed["sources"]), rows[line["rows"]]()))
    return sorted(made, key=lambda shipment: shipment.sheet.received_at)


def _rows(
    town: Town, docket: Docket, ledger: Ledger
) -> Mapping[str, Callable[[], Iterable[Entry]]]:
    half = town.scale.decisions // 2
    return {
        "subjects": partial(registry.subjects, town),
        "holdings": partial(registry.holdings, town),
        "officers": partial(registry.officers, town),
        "branches": partial(registry.branches, town),
        "guarantees": partial(registry.guarantees, town),
        "controllers": partial(registry.controllers, town),
        "changed_subjects": partial(registry.changed_subjects, town),
        "later_holdings": partial(registry.later_holdings, town),
        "archive": partial(penalties.archive, town, town.scale.old_decisions),
        "market": partial(penalties.history, town, words.MARKET, half),
        "urban": partial(penalties.history, town, words.URBAN, half),
        "market_lists": partial(dishonesty.listings, docket, MARKET, REVOKED),
        "wages_list": partial(dishonesty.listings, docket, WAGES),
        "first_tax_list": partial(dishonesty.tax_list, docket, dishonesty.TAX_FIRST),
        "second_tax_list": partial(dishonesty.tax_list, docket, dishonesty.TAX_SECOND),
        "published": partial(dishonesty.published, docket),
        "exchanged": partial(dishonesty.exchanged, docket),
        "scanned": partial(dishonesty.scanned, docket),
        "contracts": partial(contracts.contracts, ledger),
        "obligations": partial(contracts.obligations, ledger),
        "payments": partial(contracts.payments, ledger),
        "complaints": partial(complaints.complaints, ledger),
    }


def _weekly(town: Town, line: Mapping[str, Any], sources: Mapping[str, str]) -> Iterator[Shipment]:
    dice = topic(town.seed, "weekly")
    register = penalties.Register(town, words.EMERGENCY, dice)
    for sent in penalties.weekly_days(town):
        dated = {**line, "file": line["file"].format(day=f"{sent:%Y%m%d}"), "received": sent}
        entries = penalties.weekly(town, register, sent, dice)
        yield Shipment(_sheet(town.place, dated, sources), entries)


def _sheet(place: Place, line: Mapping[str, Any], sources: Mapping[str, str]) -> Sheet:
    known = {key: value for key, value in line.items() if key not in {"rows", "received"}}
    received: date = line["received"]
    source = line["source"]
    known |= {"source": place.source(source), "source_name": place.says(sources[source])}
    return Sheet(received_at=penalties.at_work(received), place=place, **known)
