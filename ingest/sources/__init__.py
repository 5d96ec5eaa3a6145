"""One builder a format: a typed row to its facts."""

from collections.abc import Callable, Mapping
from functools import partial

from ingest.sources import contracts, records, registry, relations
from ingest.sources.base import Context, Facts, RowRefusedError
from ingest.tables import TypedRow

Builder = Callable[[TypedRow, Context], Facts]

BUILDERS: Mapping[str, Builder] = {
    "registry": registry.facts_of,
    **dict.fromkeys(relations.PATTERNS, relations.facts_of),
    "penalties": partial(records.facts_of, pattern=records.PENALTY),
    "penalties_2015": partial(records.facts_of, pattern=records.PENALTY),
    "debtors": partial(records.facts_of, pattern=records.DEBTOR),
    "lists": partial(records.facts_of, pattern=records.LISTING),
    "contracts": contracts.contract,
    "obligations": contracts.obligation,
    "payments": contracts.payment,
    "complaints": contracts.complaint,
}

__all__ = ["BUILDERS", "Builder", "Context", "Facts", "RowRefusedError"]
