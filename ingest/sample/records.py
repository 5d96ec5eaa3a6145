"""Some of the rows that were written, for later rows to name: never more than a fixed number."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.sample.complaints import OPEN
from ingest.sample.dice import Dice
from ingest.sample.sheets import Entry, Row
from ingest.sample.town import Town

MOST = 500
"""How many rows of a format are kept."""


class Records:
    """Rows by format, each as likely as any other to be kept.

    Rows on which a stated truth rests are not: what happens to them later must not change it.
    """

    def __init__(self, town: Town, dice: Dice) -> None:
        self._dice = dice
        self._owed = {str(owed["contract_number"]) for owed in town.known["overdue"]}
        self._kept: dict[str, list[Row]] = {}
        self._seen: dict[str, int] = {}

    @property
    def held(self) -> int:
        """Rows that are held now."""
        return sum(map(len, self._kept.values()))

    def of(self, standard: str) -> list[Row]:
        """Return the rows of a format that were kept."""
        return self._kept.get(standard, [])

    def keep(self, standard: str, entry: Entry) -> None:
        """Take note of a row that was written."""
        if entry.refused or entry.marks or self._speaks(standard, entry.row):
            return
        kept = self._kept.setdefault(standard, [])
        self._seen[standard] = seen = self._seen.get(standard, 0) + 1
        if len(kept) < MOST:
            kept.append(entry.row)
        elif (place := self._dice.randrange(seen)) < MOST:
            kept[place] = entry.row

    def _speaks(self, standard: str, row: Row) -> bool:
        """Tell whether a truth rests on a row, or it is of a natural person."""
        if standard in {"lists", "debtors"} or row.get("party.citizen_id"):
            return True
        if standard == "complaints":
            return row["state"] in OPEN
        return str(row.get("contract_number")) in self._owed


def code_of(row: Mapping[str, object], prefix: str) -> object:
    """Return the code by which a row names a party."""
    return row.get(f"{prefix}.code") or row.get(f"{prefix}.uscc")
