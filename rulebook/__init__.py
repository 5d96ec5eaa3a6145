"""The law as dated data: field standards, lists, measures, terms, codes of places.

``Rulebook.load()`` gives it; nothing is read before it is asked for. See ``rulebook.layers`` for
how a city's supplement is laid over the national entries.
"""

from rulebook.book import Rulebook
from rulebook.formats import Column, Condition, DefaultSource, Format, Rule
from rulebook.schema import Bilingual, Dated, Entry, LegalBasis

__all__ = [
    "Bilingual",
    "Column",
    "Condition",
    "Dated",
    "DefaultSource",
    "Entry",
    "Format",
    "LegalBasis",
    "Rule",
    "Rulebook",
]
