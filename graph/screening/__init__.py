"""Screening: who is barred from a purpose on a day, by which rule, and what a person must judge.

Nothing bars without a rule in force that names the list or the relation for the purpose. Related
subjects are leads; "clear" means no more than that the sources named hold no such finding.
"""

from graph.screening.cases import Case, stored_case
from graph.screening.lot import Lot, Quote, read_lot
from graph.screening.model import Bidder, Effect, Reach, Reason, Row, RuleText, Verdict
from graph.screening.screen import Screening, screen

__all__ = [
    "Bidder",
    "Case",
    "Effect",
    "Lot",
    "Quote",
    "Reach",
    "Reason",
    "Row",
    "RuleText",
    "Screening",
    "Verdict",
    "read_lot",
    "screen",
    "stored_case",
]
