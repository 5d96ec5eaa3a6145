"""Who is meant: one matcher for every caller, and decisions on which subjects are one.

Facts never move. A subject's dated ``IS`` edge says which entity it is; only decisions move it,
and what a commit number saw before a decision, it sees for ever.
"""

from graph.resolution.identities import Identity, identities
from graph.resolution.lookup import Found, Notice, lookup
from graph.resolution.match import Candidate, Match, Status
from graph.resolution.matcher import find, find_many

__all__ = [
    "Candidate",
    "Found",
    "Identity",
    "Match",
    "Notice",
    "Status",
    "find",
    "find_many",
    "identities",
    "lookup",
]
