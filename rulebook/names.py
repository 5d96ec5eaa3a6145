"""Finding entries by the names that files use for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rulebook.lists import ListType
from rulebook.places import Court, Region, court_region

_NOISE = re.compile(r"[\s“”\"'‘’]+")
_SUFFIX = re.compile(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市)$")


def plain(text: str) -> str:
    """Return ``text`` as names are compared here: NFKC, no spaces or quotation marks."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True, slots=True)
class Names:
    """Ids by name; a name that two ids share is in none of the indexes."""

    lists: Mapping[str, str]
    regions: Mapping[str, str]
    courts: Mapping[str, str]

    @classmethod
    def of(
        cls, lists: Iterable[ListType], regions: Iterable[Region], courts: Iterable[Court]
    ) -> Names:
        """Return the indexes over these entries, in all their versions."""
        return cls(
            _index((name, entry.id) for entry in lists for name in entry.names),
            _index((name, entry.id) for entry in regions for name in _region_names(entry)),
            {court.id: court.region for court in courts},
        )

    def list_id(self, name: str) -> str | None:
        """Return the id of the list that a file calls ``name``, or None."""
        return self.lists.get(plain(name))

    def region_code(self, text: str) -> str | None:
        """Return the six-digit code of a region given by code or by name, or None."""
        name = plain(text)
        return name if name in self.regions.values() else self.regions.get(name)

    def court_region(self, code: str) -> str | None:
        """Return the code of the region in which the court with this code sits, or None."""
        provinces = {court: region for court, region in self.courts.items() if len(court) == 1}
        return self.courts.get(code) or court_region(code, provinces)


def _region_names(region: Region) -> tuple[str, ...]:
    short = _SUFFIX.sub("", region.name_zh) if region.level != "county" else region.name_zh
    return (region.name_zh, short)


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name, entry_id in pairs:
        found.setdefault(plain(name), set()).add(entry_id)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}
