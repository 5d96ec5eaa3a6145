"""Answers about the rulebook alone; no graph bears on them, so ``seen`` is null."""

from __future__ import annotations

from datetime import date, datetime

from api.answers import Answer
from graph.model.moment import SHANGHAI
from rulebook import Rulebook
from rulebook.looking import differences, entries, entry


def listed(rulebook: Rulebook, kind: str | None, on: date | None) -> Answer:
    """List the entries: all versions, or those in force on a day."""
    items = [told.head for told in entries(rulebook, kind, on)]
    return _answer(rulebook, {"items": items}, on)


def shown(rulebook: Rulebook, name: str, on: date | None) -> Answer:
    """Show an entry, all versions or the one in force on a day."""
    return _answer(rulebook, {"versions": [told.whole for told in entry(rulebook, name, on)]}, on)


def compared(rulebook: Rulebook, first: date, second: date) -> Answer:
    """Say what changed between two days."""
    items = [difference.data for difference in differences(rulebook, first, second)]
    days = {"from": first.isoformat(), "to": second.isoformat()}
    return _answer(rulebook, {**days, "items": items}, second)


def validated(rulebook: Rulebook) -> Answer:
    """Read every entry of every layer and count them by kind.

    Raises:
        InputError: an entry is wrong; the error names file, entry and field.
    """
    every = entries(rulebook)
    kinds = {told.kind: 0 for told in every}
    for told in every:
        kinds[told.kind] += 1
    configurable = sum(told.entry.verified == "configurable" for told in every)
    return _answer(rulebook, {"kinds": kinds, "total": len(every), "configurable": configurable})


def _answer(rulebook: Rulebook, data: object, day: date | None = None) -> Answer:
    return Answer(data, day or datetime.now(SHANGHAI).date(), None, rulebook.version)
