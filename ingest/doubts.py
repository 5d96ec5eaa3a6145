"""What a refused row of a snapshot may have listed: its silence about that proves no end."""

from __future__ import annotations

from graph.model.names import name_key
from graph.store.chunks import Doubt
from ingest.parties import read_party
from ingest.sources import Context, scope_of
from ingest.sources.relations import PATTERNS
from ingest.tables import TypedRow
from rulebook.formats import Format

_ANYBODY: frozenset[str] = frozenset()


def doubt_of(row: TypedRow, standard: Format, context: Context) -> Doubt:
    """Return whom a row names as far as it can be read; a side that it cannot tell is anybody."""
    pattern = PATTERNS.get(context.format)
    if pattern is not None:
        start = _mentioned(row, pattern.start, context)
        return Doubt(start, _mentioned(row, pattern.end, context))
    scope = scope_of(standard, row, context)
    return Doubt(_mentioned(row, "party", context), frozenset({scope}) if scope else _ANYBODY)


def _mentioned(row: TypedRow, role: str, context: Context) -> frozenset[str]:
    party = read_party(row, role, context.keys)
    if party is None:
        return _ANYBODY
    named = {party.id} if party.id else set()
    return frozenset(named | ({name_key(party.name)} if party.name else set()))
