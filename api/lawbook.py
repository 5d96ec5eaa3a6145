"""Answers about the rulebook alone."""

from __future__ import annotations

from collections import Counter
from datetime import date

from api.answers import Answer
from rulebook import Rulebook
from rulebook.looking import differences, entries, entry


def listed(rulebook: Rulebook, kind: str | None, on: date | None) -> Answer:
    """List the entries: all versions, or those in force on a day."""
    items = [told.head for told in entries(rulebook, kind, on)]
    return Answer.of_rulebook({"items": items}, rulebook.version, on)


def shown(rulebook: Rulebook, name: str, on: date | None) -> Answer:
    """Show an entry, all versions or the one in force on a day."""
    versions = [told.whole for told in entry(rulebook, name, on)]
    return Answer.of_rulebook({"versions": versions}, rulebook.version, on)


def compared(rulebook: Rulebook, first: date, second: date) -> Answer:
    """Say what changed between two days."""
    items = [difference.data for difference in differences(rulebook, first, second)]
    days = {"from": first.isoformat(), "to": second.isoformat()}
    return Answer.of_rulebook({**days, "items": items}, rulebook.version, second)


def validated(rulebook: Rulebook) -> Answer:
    """Read every entry of every layer and count them by kind.

    Raises:
        InputError: an entry is wrong; the error names file, entry and field.
    """
    every = entries(rulebook)
    kinds = Counter(told.kind for told in every)
    configurable = sum(told.entry.verified == "configurable" for told in every)
    data = {"kinds": dict(kinds), "total": len(every), "configurable": configurable}
    return Answer.of_rulebook(data, rulebook.version)
