"""Sample parameters for every query: by the parameter's name, from what the database holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from graph.model import OPEN_COMMIT, RecordKind, RelationType
from graph.store import Store, load_query, query_names
from scripts.check_cypher import header
from tests.guards.poison import MARK, TWINS

WRITER_SIDE = ("ingest/", "replay/", "store/", "testing/")
"""Folders of what only writers ask; no answer is made of it."""

_WRITES = re.compile(r"^\s*(MERGE|CREATE|SET|DELETE|DETACH|REMOVE)\b", re.MULTILINE)
AS_OF = date(2026, 11, 20)
VERIFICATION, OFFICE, REFERENCE, CONSENT = "test", "uscc:office", "REF", "SQ-1"
RECEIPTS = ("receipt:answered", "receipt:asked")

Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """What a database holds, as parameters want it."""

    subjects: list[str]
    entities: list[str]
    pairs: list[list[str]]
    files: list[str]
    names: list[dict[str, Any]]
    codes: list[dict[str, Any]]
    contacts: list[dict[str, Any]]
    lots: list[str]
    roles: list[str]
    sids: list[str]
    ids: list[str]


def held(store: Store) -> Held:
    """Read what the database holds."""

    def column(query: str) -> list[Any]:
        rows = store._driver.execute_query(query).records
        return sorted((row[0] for row in rows), key=str)

    return Held(
        subjects=column("MATCH (x:Subject) RETURN x.id"),
        entities=column("MATCH (x:Entity) RETURN x.id"),
        pairs=column(
            "MATCH (a:Entity)<-[:IS]-(:Subject)-->(:Subject)-[:IS]->(b:Entity) WHERE a <> b"
            " WITH DISTINCT a.id AS a, b.id AS b"
            f" UNWIND [[a, b], [a, b + '{MARK}'], [a + '{MARK}', b]] AS pair RETURN pair"
        ),
        files=column("MATCH (x:File) RETURN x.id"),
        names=column("MATCH (x:Name) RETURN DISTINCT x {.value, .name_key}"),
        codes=column(
            "MATCH (x:Subject) RETURN {id: x.id, org: x.org_code, value: x.id} AS code"
            " UNION MATCH (x:Identifier) RETURN {id: '-', org: '-', value: x.value} AS code"
        ),
        contacts=column("MATCH (x:Contact) RETURN {kind: x.kind, key: x.contact_key}"),
        lots=column("MATCH (x:Lot) UNWIND [x.key, x.lot_number] AS lot RETURN DISTINCT lot"),
        roles=column("MATCH ()-[x:CONCERNS]->() RETURN DISTINCT x.role"),
        sids=column("MATCH (:Subject)-[x]->(:Subject) WHERE x.sid IS NOT NULL RETURN x.sid"),
        ids=column("MATCH (x:Case|Decision) RETURN x.id"),
    )


def with_twins(sids: list[str]) -> list[str]:
    """Return ``sids`` with those that their twins will have."""
    return [*sids, *(sid + twin for sid in sids for twin in TWINS)]


# Each parameter of the read queries: the values to try. A new parameter needs a line here.
VALUES: dict[str, Callable[[Held], list[Any]]] = {
    "a": lambda held: [a for a, _ in held.pairs],
    "after": lambda _: [datetime(2026, 1, 1, tzinfo=UTC)],
    "as_of": lambda _: [AS_OF],
    "b": lambda held: [b for _, b in held.pairs],
    "before": lambda _: [OPEN_COMMIT],
    "cap": lambda _: [200, 2, 0],
    "codes": lambda held: [held.codes],
    "contacts": lambda held: [held.contacts],
    "day": lambda _: [AS_OF],
    "entities": lambda held: [held.entities],
    "entity": lambda held: held.entities,
    "files": lambda held: [held.files],
    "first": lambda _: [AS_OF],
    "frontier": lambda held: [held.entities],
    "hits": lambda _: [1000],
    "holders": lambda held: [with_twins(held.sids)],
    "hub_ids": lambda held: [[], held.subjects[:1]],
    "hub_names": lambda held: [[], [held.names[0]["name_key"]]],
    "id": lambda held: held.ids,
    "ids": lambda held: [held.subjects],
    "key": lambda _: [f"Consent|{CONSENT}"],
    "keys": lambda held: [[name["name_key"] for name in held.names]],
    "kinds": lambda _: [[str(kind) for kind in RecordKind]],
    "last": lambda _: [AS_OF],
    "limit": lambda _: [1000],
    "lot": lambda held: held.lots,
    "most": lambda _: [1000],
    "office": lambda _: [OFFICE],
    "officers": lambda held: [with_twins(held.sids)],
    "positions": lambda _: [["监事"]],
    "receipt": lambda _: [*RECEIPTS, *(receipt + MARK for receipt in RECEIPTS)],
    "reference": lambda _: [REFERENCE, REFERENCE + MARK],
    "roles": lambda held: [held.roles],
    "sids": lambda held: [held.sids],
    "stage": lambda _: ["registration", "deal"],
    "text": lambda _: ["样本", "提及", "新名"],
    "types": lambda _: [[str(kind) for kind in RelationType]],
    "verification": lambda _: [VERIFICATION],
}


def read_queries() -> list[str]:
    """Return the names of the queries that answers are made of."""
    return [name for name in query_names() if not _for_writers(name)]


def _for_writers(name: str) -> bool:
    """Tell whether a query writes, or reads the newest state under the clock's lock."""
    kept = name.startswith(WRITER_SIDE) or "open" in parameters(name)
    return kept or bool(_WRITES.search(load_query(name)))


def parameters(name: str) -> frozenset[str]:
    """Return the parameters that the header of a query names."""
    return header(load_query(name)).parameters or frozenset()


def samples(name: str, held: Held) -> list[Params]:
    """Return the parameters to run ``name`` with, without ``seen``; none if some are unknown."""
    needed = parameters(name) - {"seen"}
    if not needed <= VALUES.keys():
        return []
    values = {each: VALUES[each](held) for each in needed}
    runs = max((len(tried) for tried in values.values()), default=1)
    return [
        {each: tried[run % len(tried)] for each, tried in values.items()} for run in range(runs)
    ]
