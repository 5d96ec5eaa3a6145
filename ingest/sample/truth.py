"""Small helpers to state the truth in JSON."""

from __future__ import annotations

from ingest.sample.parties import Party, Person


def named(party: Party) -> dict[str, str]:
    """Return how the truth file names a party."""
    if isinstance(party, Person):
        return {"name": party.name, "citizen_id": party.citizen_id}
    return {"name": party.name, "uscc": party.uscc}
