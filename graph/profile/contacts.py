"""The contacts of a profile, by kind, each with how many others state the same."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import ContactKind
from graph.model.periods import period
from graph.provenance import Provenance
from graph.store import Row

MOST_SHARED = 1_000
"""As many others as are counted; behind an address that more state stands no one house."""


def contacts_data(contacts: Sequence[Row], provenance: Provenance) -> dict[str, object]:
    """Return kind → value → where it is stated; what several sources state stands once.

    ``shared`` is how many others state the same: a lead, no relation.
    """
    return {
        str(kind): _items([row for row in contacts if row["contact"]["kind"] == kind], provenance)
        for kind in ContactKind
    }


def _items(rows: Sequence[Row], provenance: Provenance) -> list[dict[str, object]]:
    items: dict[str, dict[str, object]] = {}
    for row in rows:
        contact = row["contact"]
        item = {
            "value": contact["value"],
            **period(contact),
            "shared": row["shared"],
            "source": provenance.source(contact),
        }
        items.setdefault(contact["contact_key"], item)
    return list(items.values())
