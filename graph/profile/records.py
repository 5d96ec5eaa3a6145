"""The records of a profile, by kind, each with its standing on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from graph.model import OPEN_END, Moment
from graph.model.money import yuan_text
from graph.model.periods import iso
from graph.model.shares import share_text
from graph.provenance import Provenance
from graph.standing import Interval, as_json, from_row, of_version
from graph.store import Row
from rulebook import Rulebook

_HIDDEN = frozenset({"expired", "ended"})
_GONE = frozenset({"repaired", "withdrawn", "corrected"})
_BOOKKEEPING = frozenset(
    [
        *("sid", "key", "valid_from", "valid_to", "since", "until", "file", "row"),
        *("kind", "base", "observed", "scope", "date", "content", "record"),
    ]
)
_TITLES = (
    *("title", "document_number", "case_number", "contract_number", "complaint_number"),
    *("licence_number", "pledge_number", "task_number"),
    *("supervision_number", "lot_number", "commitment_number", "item", "consent_number"),
)


def records_data(
    records: Sequence[Row], rulebook: Rulebook, moment: Moment, provenance: Provenance
) -> dict[str, object]:
    """Return kind → what is shown and how many are hidden (expired or ended).

    A repaired, withdrawn or corrected record is neither shown nor counted.
    """
    kinds: defaultdict[str, dict[str, Any]] = defaultdict(
        lambda: {"shown": 0, "hidden": 0, "items": []}
    )
    for row in records:
        kind = kinds[row["record"]["kind"]]
        interval = standing_of(row, rulebook, moment)
        if interval is None or interval.state in _GONE:
            continue
        if interval.state in _HIDDEN or row["record"]["valid_to"] < moment.as_of:
            kind["hidden"] += 1
            continue
        kind["shown"] += 1
        kind["items"].append(_item(row, interval, provenance))
    return {name: kind for name, kind in kinds.items() if kind["shown"] or kind["hidden"]}


def standing_of(row: Row, rulebook: Rulebook, moment: Moment) -> Interval | None:
    """Return what a record means for its party on the day; None before it exists."""
    version = from_row(row["record"], row["kind_of_party"])
    return of_version(version, row["events"], rulebook, moment.as_of)


def _item(row: Row, interval: Interval, provenance: Provenance) -> dict[str, object]:
    record: Mapping[str, Any] = row["record"]
    return {
        "id": record["sid"],
        "key": record["key"],
        "date": iso(record.get("date")),
        "title": next((record[name] for name in _TITLES if record.get(name)), None),
        "role": row["role"],
        "standing": as_json(interval),
        "details": details(record),
        "events": [_event(event, provenance) for event in row["events"]],
        "source": provenance.source(record),
    }


def _event(event: Mapping[str, Any], provenance: Provenance) -> dict[str, object]:
    return {
        "id": event["sid"],
        "kind": event["kind"],
        "date": iso(event.get("date")),
        "details": details(event),
        "source": provenance.source(event),
    }


def details(record: Mapping[str, Any]) -> dict[str, object]:
    """Return what a record says besides, money in yuan and days in ISO form; no end is no day."""
    shown = (item for item in record.items() if item[0] not in _BOOKKEEPING)
    return dict(_detail(name, value) for name, value in shown if value != OPEN_END)


def _detail(name: str, value: Any) -> tuple[str, object]:  # noqa: ANN401 (a stored property)
    if name.endswith("_fen"):
        return name.removesuffix("_fen"), yuan_text(value)
    if name.endswith("_ppm"):
        return name.removesuffix("_ppm"), share_text(value)
    return name, _plain(value)


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
