"""One builder a format: a typed row to its facts, as the format declares or a module here says."""

from collections.abc import Callable, Mapping

from ingest.sources import records, registry, relations
from ingest.sources.base import Context, Facts, RowRefusedError
from ingest.sources.declared import Declared, More, nothing_more, scope_of
from ingest.tables import TypedRow
from rulebook.formats import Format

Builder = Callable[[TypedRow, Context], Facts]

BUILDERS: Mapping[str, Builder] = {
    "registry": registry.facts_of,
    **dict.fromkeys(relations.PATTERNS, relations.facts_of),
}
"""Formats whose facts need more than a declaration."""

MORE: Mapping[str, More] = {"debtors": records.debtor, "lists": records.listing}
"""What is added to declared records."""


def builder_of(standard: Format, formats: Mapping[str, Format]) -> Builder:
    """Return what makes the facts of a format's rows."""
    built = BUILDERS.get(standard.id)
    return built or Declared(standard, formats, MORE.get(standard.id, nothing_more))


__all__ = ["Builder", "Context", "Facts", "RowRefusedError", "builder_of", "scope_of"]
