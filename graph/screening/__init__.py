"""Screening: who is barred from a purpose on a day, by which rule, and what a person must judge.

Nothing bars without a rule in force that names the list or the relation for the purpose. Related
subjects are leads; "clear" means no more than that the sources named hold no such finding.
"""

from graph.screening.cases import Case, stored_case
from graph.screening.lot import Lot, Quote, read_lot
from graph.screening.model import Bidder, Effect, Reach, Reason, Row, RuleText, Verdict
from graph.screening.recorded import RecordedLot, recorded_bidders, recorded_lot
from graph.screening.screen import Screening, screen
from graph.screening.setting import stage_of

__all__ = [
    "Bidder",
    "Case",
    "Effect",
    "Lot",
    "Quote",
    "Reach",
    "Reason",
    "RecordedLot",
    "Row",
    "RuleText",
    "Screening",
    "Verdict",
    "read_lot",
    "recorded_bidders",
    "recorded_lot",
    "screen",
    "stage_of",
    "stored_case",
]
