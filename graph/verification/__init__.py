"""核验: receipts of questions that another system answered with yes, no or unknown.

Nothing of an answer is kept but the receipt. It is written in two parts, each once and never
changed: that a question is put, before it is sent, and what came of it. Quota and circuit breaker
are read from these, under the lock that orders all writers, so they hold over all processes.
"""

from graph.verification.consent import Need, consent_for
from graph.verification.model import Answer, Outcome, Question, Receipt, State
from graph.verification.receipts import find, page, put, settle

__all__ = [
    "Answer",
    "Need",
    "Outcome",
    "Question",
    "Receipt",
    "State",
    "consent_for",
    "find",
    "page",
    "put",
    "settle",
]
