"""Tracing: who is dishonest around a subject, and how two subjects are related, with the evidence.

The searches know the graph only through :class:`~graph.trace.expansion.Expander`.
"""

from graph.trace.answer import Path, Paths, Reached, Step, Stopped, Trace
from graph.trace.expansion import Expander, Expansion, Span, Stop, Tie
from graph.trace.policy import Policy, Scheme, load_scheme
from graph.trace.reading import CypherExpander, relation_facts
from graph.trace.tracing import paths, trace

__all__ = [
    "CypherExpander",
    "Expander",
    "Expansion",
    "Path",
    "Paths",
    "Policy",
    "Reached",
    "Scheme",
    "Span",
    "Step",
    "Stop",
    "Stopped",
    "Tie",
    "Trace",
    "load_scheme",
    "paths",
    "relation_facts",
    "trace",
]
