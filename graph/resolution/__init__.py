"""Who is meant: one matcher for every caller, and decisions on which subjects are one.

Facts never move. A subject's dated ``IS`` edge says which entity it is; only decisions move it,
and what a commit number saw before a decision, it sees for ever.
"""

from graph.resolution.compare import Outcome
from graph.resolution.decisions import decide, undo
from graph.resolution.explain import Explanation, explain
from graph.resolution.identities import Identity, identities
from graph.resolution.log import Decision
from graph.resolution.lookup import Found, lookup, subject_named
from graph.resolution.match import Candidate, Match, Status
from graph.resolution.matcher import find, find_many
from graph.resolution.memberships import Verdict
from graph.resolution.settle import settle

__all__ = [
    "Candidate",
    "Decision",
    "Explanation",
    "Found",
    "Identity",
    "Match",
    "Outcome",
    "Status",
    "Verdict",
    "decide",
    "explain",
    "find",
    "find_many",
    "identities",
    "lookup",
    "settle",
    "subject_named",
    "undo",
]
