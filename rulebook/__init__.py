"""The law as dated data: field standards, lists, measures, terms, codes of places.

``Rulebook.load()`` gives it; nothing is read before it is asked for. See ``rulebook.layers`` for
how a city's supplement is laid over the national entries.
"""

from rulebook.book import Rulebook
from rulebook.formats import Column, Condition, DefaultSource, Format, Rule
from rulebook.lists import (
    DEBTOR_LIST,
    ClassTerm,
    DebtorRegime,
    Imposition,
    ListType,
    Measure,
    Reach,
    Situation,
)
from rulebook.names import Names
from rulebook.places import Court, Region
from rulebook.publicity import Degree, PublicityRegime, PublicityTerm, Sort
from rulebook.schema import Bilingual, Dated, Entry, LegalBasis, Rank
from rulebook.screening import BarRule, Line, Purpose, Reason, ScreeningPolicy
from rulebook.terms import (
    CalendarYear,
    Deposit,
    PaymentRegime,
    PaymentTerm,
    Procedure,
    Rate,
    Step,
    Threshold,
)
from rulebook.tracing import HubPolicy, NamedHub, Target, TracePolicy, Walk
from rulebook.verifications import Breaker, Use, Verification

__all__ = [
    "DEBTOR_LIST",
    "BarRule",
    "Bilingual",
    "Breaker",
    "CalendarYear",
    "ClassTerm",
    "Column",
    "Condition",
    "Court",
    "Dated",
    "DebtorRegime",
    "DefaultSource",
    "Degree",
    "Deposit",
    "Entry",
    "Format",
    "HubPolicy",
    "Imposition",
    "LegalBasis",
    "Line",
    "ListType",
    "Measure",
    "NamedHub",
    "Names",
    "PaymentRegime",
    "PaymentTerm",
    "Procedure",
    "PublicityRegime",
    "PublicityTerm",
    "Purpose",
    "Rank",
    "Rate",
    "Reach",
    "Reason",
    "Region",
    "Rule",
    "Rulebook",
    "ScreeningPolicy",
    "Situation",
    "Sort",
    "Step",
    "Target",
    "Threshold",
    "TracePolicy",
    "Use",
    "Verification",
    "Walk",
]
