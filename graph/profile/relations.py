"""The relations of a profile, by type; those that have ended are counted, not listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model.money import yuan_text
from graph.model.periods import period
from graph.model.shares import share_text
from graph.provenance import Provenance
from graph.store import Row
from graph.subjects import Subject

_SUCCESSION = "SUCCESSOR_OF"


def relations_data(
    relations: Sequence[Row], others: Mapping[str, Subject], provenance: Provenance
) -> dict[str, object]:
    """Return type → how many are in force, how many have ended, and those in force."""
    return {
        row["type"]: {
            "count": row["count"],
            "ended": row["ended"],
            "items": [_item(item, others, provenance) for item in row["items"]],
        }
        for row in relations
    }


def _item(item: Row, others: Mapping[str, Subject], provenance: Provenance) -> dict[str, object]:
    properties = item["properties"]
    stated = {name: properties[name] for name in _STATED if name in properties}
    sums = {"amount": yuan_text(properties["amount_fen"])} if "amount_fen" in properties else {}
    shares = {"share": share_text(properties["share_ppm"])} if "share_ppm" in properties else {}
    return {
        **others[item["other"]].reference,
        "direction": item["direction"],
        **period(properties),
        **stated,
        **shares,
        **sums,
        "source": provenance.source(properties),
    }


_STATED = (
    *("position", "basis", "document_number", "currency", "share_text", "end", "start"),
    *("sector", "profession", "company", "company_uscc", "succession", "debts", "debts_terms"),
    *("announcement_number", "lot_number"),
)


def successors(
    relations: Sequence[Row], others: Mapping[str, Subject]
) -> dict[str, list[dict[str, str]]]:
    """Return the subject's ``successors`` and ``predecessors``."""
    items = [item for row in relations if row["type"] == _SUCCESSION for item in row["items"]]
    return {
        "successors": [others[i["other"]].reference for i in items if i["direction"] == "in"],
        "predecessors": [others[i["other"]].reference for i in items if i["direction"] == "out"],
    }
