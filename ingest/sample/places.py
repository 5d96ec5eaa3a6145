"""The places of a city: each is a town of its own, told in its own words and codes."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.sample import words

_SERIALS = 1_000_000
"""How many serial numbers each place has for itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its number in the city, 0 for a town that stands alone, and its character.

    A town is drawn in the words of the first place. Another place swaps the two characters
    wherever they stand, so what differed before still differs, and no name is borne in two places.
    """

    number: int
    character: str

    def says(self, text: str) -> str:
        """Return a text of the first place in this one's words."""
        return text.translate(self._swap)

    def source(self, source: str) -> str:
        """Return the id of a bureau of this place."""
        return f"{source}-{self.number:02d}" if self.number else source

    @property
    def serials(self) -> int:
        """The number after which its documents are numbered."""
        return self.number * _SERIALS

    @property
    def digit(self) -> str:
        """The digit by which its invented codes differ from those of the other places."""
        return str(self.number % 10) if self.number else ""

    @property
    def _swap(self) -> dict[int, str]:
        first = words.DOCUMENT_PREFIX
        return {ord(first): self.character, ord(self.character): first}


HOME = Place(0, words.DOCUMENT_PREFIX)
"""The town that stands alone."""

PLACES = tuple(Place(number, c) for number, c in enumerate("澄枫岚瑾砚栩泓芃樾桐", start=1))
"""The places of a city; ten, since one digit tells their codes apart."""
