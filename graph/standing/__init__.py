"""Standing: what a record means on a date. The one place that decides it; pure.

``timeline`` turns what is known of a record into intervals that follow each other without a gap;
``standing`` is the interval that holds a day. Derived are listings, judgment debtors on the
courts' dishonesty list, and penalties; of other kinds it says that they are not yet derived.

Its laws: a repaired, withdrawn or corrected record never counts; an event never makes a record
count on more days; a later law never acts on an earlier day; ``until`` is the last day.
"""

from graph.standing.derivation import of_version, standing, timeline
from graph.standing.intervals import Interval, Visible, as_json
from graph.standing.records import RecordEvent, RecordVersion, from_row

__all__ = [
    "Interval",
    "RecordEvent",
    "RecordVersion",
    "Visible",
    "as_json",
    "from_row",
    "of_version",
    "standing",
    "timeline",
]
