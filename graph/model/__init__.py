"""The model: subjects, facts about them, and when each was true and known.

Three ideas: everything that a source said is an immutable fact; one number (a commit's ``seq``)
orders all writes; facts hang on what was stated, and a dated edge says who that is.
"""

from graph.model.facts import (
    ContactFact,
    EventFact,
    Fact,
    IdentifierFact,
    Link,
    NameFact,
    RecordFact,
    RelationFact,
    SubjectNode,
)
from graph.model.kinds import ContactKind, EventKind, RecordKind, RelationType, SubjectKind
from graph.model.moment import OPEN_COMMIT, OPEN_END, UNKNOWN_START, Moment

__all__ = [
    "OPEN_COMMIT",
    "OPEN_END",
    "UNKNOWN_START",
    "ContactFact",
    "ContactKind",
    "EventFact",
    "EventKind",
    "Fact",
    "IdentifierFact",
    "Link",
    "Moment",
    "NameFact",
    "RecordFact",
    "RecordKind",
    "RelationFact",
    "RelationType",
    "SubjectKind",
    "SubjectNode",
]
