"""Who answers for a body that was reformed away (机构调整 is no excuse, 发改财金〔2023〕1103号)."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Moment
from graph.store import Row, Store


def successors(store: Store, entities: Iterable[str], moment: Moment) -> dict[str, str]:
    """Return the last successor of each entity that has one, through all reforms in between.

    Of several (a division), the one that took the debts over goes first, then the earliest.
    """
    heirs: dict[str, str] = {}
    frontier = set(entities)
    known = set(frontier)
    while frontier:
        rows = store.read("complaints/successors", entities=sorted(frontier), **moment.params)
        for row in sorted(rows, key=_rank):
            heirs.setdefault(row["entity"], row["successor"])
        frontier = {row["successor"] for row in rows} - known
        known |= frontier
    return {entity: _last(entity, heirs) for entity in heirs}


def _rank(row: Row) -> tuple[bool, object, str]:
    return not row["debts"], row["since"], row["successor"]


def _last(entity: str, heirs: dict[str, str]) -> str:
    passed = {entity}
    while entity in heirs and heirs[entity] not in passed:
        entity = heirs[entity]
        passed.add(entity)
    return entity
