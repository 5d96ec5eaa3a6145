"""Twins of every fact that no answer may show: not yet recorded, closed, not yet or no more valid.

Each fact gets two: one with other content on the same subject, one with the same content on another
subject (its shadow), so that a leak shows whether a query counts, collects or looks up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from graph.model import OPEN_COMMIT

if TYPE_CHECKING:
    from graph.store import Store

MARK = "#poison"
CHANGED = "毒"
"""What is appended to names, values and keys of the twins with other content."""

FUTURE = "date('2100-01-01')"
PAST = "date('1900-01-01')"


@dataclass(frozen=True, slots=True)
class Poison:
    """One way of not being there.

    Attributes:
        name: what the twin is.
        change: what sets it apart from the fact that it is a twin of; ``x`` is the twin.
        only: which facts have such a twin.
    """

    name: str
    change: str
    only: str = "true"

    @classmethod
    def unrecorded(cls, seen: int) -> Self:
        """Twins that are recorded only after ``seen``."""
        return cls("unrecorded", f"SET x.since = {seen + 1}, x.until = {OPEN_COMMIT}")

    @classmethod
    def closed(cls, seen: int) -> Self:
        """Twins that were replaced by ``seen``."""
        return cls("closed", f"SET x.since = {seen - 1}, x.until = {seen}")

    @classmethod
    def not_yet(cls, seen: int) -> Self:
        """Twins that hold only from the year 2100."""
        return cls("not yet", f"{_visible(seen)}, x.valid_from = {FUTURE}")

    @classmethod
    def no_more(cls, seen: int) -> Self:
        """Twins that held until the year 1900."""
        dates = f"x.valid_from = date('0001-01-01'), x.valid_to = {PAST}"
        return cls("no more", f"{_visible(seen)}, {dates}")

    @classmethod
    def dated_later(cls, seen: int) -> Self:
        """Twins of dated records whose date is in the year 2100, though they hold already."""
        change = f"{_visible(seen)}, x.date = {FUTURE}"
        return cls("dated later", change, only="fact.date IS NOT NULL")


def _visible(seen: int) -> str:
    return f"SET x.since = {seen}, x.until = {OPEN_COMMIT}"


TWINS = tuple(
    f"{MARK} {kind} {side}"
    for kind in ("unrecorded", "closed", "not yet", "dated later", "no more")
    for side in ("own", "start", "end", "other")
)
"""What the sids of all possible twins end with."""


def add_shadows(store: Store) -> None:
    """Give every subject a shadow: a subject of its own with no facts. Part of the clean state."""
    _run(
        store,
        f"""
        MATCH (subject:Subject)-[is:IS]->(entity:Entity)
        WITH subject, entity, max(is.until) AS until
        MERGE (shadow:Subject {{id: subject.id + '{MARK}'}})
        ON CREATE SET shadow += subject {{.*, id: shadow.id, org_code: null}},
                      shadow:$(labels(subject))
        MERGE (shadow)-[is:IS]->(:Entity {{id: entity.id + '{MARK}'}})
        ON CREATE SET is.since = 1, is.until = until
        """,
    )


def add_twins(store: Store, poison: Poison) -> None:
    """Add the twins of one kind for every fact of the clean state."""
    mark = f"{MARK} {poison.name}"
    filled = {"mark": mark, "shadow": MARK, "change": poison.change, "only": poison.only}
    _run(store, _NODES.format(changed=CHANGED, **filled))
    _run(store, _RELATIONS.format(**filled))
    if poison.name in {"unrecorded", "closed"}:
        _run(store, _MEMBERSHIPS.format(shadow=MARK, change=poison.change))
        _run(store, _DECISIONS.format(**filled))
        _run(store, _FEEDS.format(**filled))
    if poison.name == "unrecorded":  # nothing ever closes a receipt
        _run(store, _OUTCOMES.format(**filled))
        _run(store, _RECEIPTS.format(**filled))


def add_later_commits(store: Store, seen: int) -> None:
    """Add a later file with a later commit for every file, and a later commit of itself."""
    _run(
        store,
        f"""
        MATCH (file:File) WHERE NOT file.id CONTAINS '{MARK}'
        WITH collect(file) AS files
        UNWIND range(0, size(files) - 1) AS number
        WITH number, files, files[number] AS file
        CREATE (later:File)
        SET later = file {{.*, id: file.id + '{MARK}',
                          received_at: file.received_at + duration('P1D')}}
        CREATE (:Commit {{seq: {seen} + 1 + number, at: datetime('2100-01-01T00:00:00Z'),
                          file: later.id, row_from: 2, row_to: 2, by: 'poison'}})
        CREATE (:Commit {{seq: {seen} + 1 + size(files) + number, loaded: 7, unchanged: 5,
                          quarantined: 3, at: datetime('2100-01-01T00:00:00Z'), file: file.id,
                          row_from: 2, row_to: 2, by: 'poison'}})
        """,
    )


def _run(store: Store, query: str) -> None:
    store._driver.execute_query("CYPHER 25 " + query)


# The twin `own` differs in content, the twin `other` hangs on the shadow of each subject.
_NODES = """
MATCH (fact:Fact) WHERE NOT fact.sid CONTAINS '#' AND {only}
UNWIND ['own', 'other'] AS side
CREATE (x)
SET x = fact {{.*, sid: fact.sid + '{mark} ' + side, row: coalesce(fact.row, 0) + 1000000}}
SET x:$(labels(fact))
FOREACH (_ IN CASE WHEN side = 'own' AND x.value IS NOT NULL THEN [1] ELSE [] END |
  SET x.value = x.value + '{changed}', x.name_key = x.name_key + '{changed}')
FOREACH (_ IN CASE WHEN side = 'own' AND x:Name THEN [1] ELSE [] END | SET x.basis = 'registered')
FOREACH (_ IN CASE WHEN side = 'own' AND x:Record THEN [1] ELSE [] END |
  SET x.key = x.key + '{changed}', x.address = '{changed}')
{change}
WITH fact, x, side
MATCH (fact)-[edge:OF|CONCERNS]->(subject:Subject)
MATCH (target:Subject {{id: subject.id + CASE side WHEN 'own' THEN '' ELSE '{shadow}' END}})
CREATE (x)-[copy:$(type(edge))]->(target)
SET copy = properties(edge)
FOREACH (_ IN CASE WHEN subject:Adverse THEN [1] ELSE [] END | SET target:Adverse)
"""

_RELATIONS = """
MATCH (start:Subject)-[fact]->(end:Subject)
WHERE fact.sid IS NOT NULL AND NOT fact.sid CONTAINS '#' AND {only}
UNWIND ['own', 'start', 'end'] AS side
MATCH (from:Subject {{id: start.id + CASE side WHEN 'start' THEN '{shadow}' ELSE '' END}})
MATCH (to:Subject {{id: end.id + CASE side WHEN 'end' THEN '{shadow}' ELSE '' END}})
CREATE (from)-[x:$(type(fact))]->(to)
SET x = fact {{.*, sid: fact.sid + '{mark} ' + side, row: coalesce(fact.row, 0) + 1000000}}
{change}
"""

# Each subject would also be its shadow's entity and its neighbours', and its shadow would be its.
_MEMBERSHIPS = """
MATCH (subject:Subject)-[:IS]->(entity:Entity) WHERE NOT subject.id CONTAINS '#'
WITH subject, entity ORDER BY subject.id
WITH collect({{subject: subject, entity: entity}}) AS ring
UNWIND range(0, size(ring) - 1) AS number
WITH ring[number].subject AS subject, ring[number].entity AS entity,
     ring[(number + 1) % size(ring)].entity AS next, ring[number - 1].entity AS last
MATCH (shadow:Subject {{id: subject.id + '{shadow}'}})-[:IS]->(apart:Entity)
WITH DISTINCT subject, entity, next, last, shadow, apart
UNWIND [[shadow, entity], [subject, apart], [subject, next], [subject, last]] AS pair
WITH pair[0] AS from, pair[1] AS to
CREATE (from)-[x:IS]->(to)
{change}
"""

# One twin says the opposite of the same two, the other says the same of their shadows.
_DECISIONS = """
MATCH (decision:Decision) WHERE NOT decision.id CONTAINS '#'
UNWIND ['own', 'other'] AS side
WITH decision, side, CASE side WHEN 'own' THEN '' ELSE '{shadow}' END AS end
CREATE (x:Decision)
SET x = decision {{.*, id: decision.id + '{mark} ' + side,
                   a: decision.a + end, b: decision.b + end}}
FOREACH (_ IN CASE side WHEN 'own' THEN [1] ELSE [] END | SET x.verdict = 'match')
{change}
WITH decision, x, end
MATCH (decision)-[:DECIDES]->(subject:Subject)
MATCH (named:Subject {{id: subject.id + end}})
CREATE (x)-[:DECIDES]->(named)
"""

_FEEDS = """
MATCH (feed:Feed) WHERE feed.officer IS NULL OR NOT feed.officer CONTAINS '{shadow}'
CREATE (x:Feed)
SET x = feed {{.*, officer: '{mark}', schedule_days: coalesce(feed.schedule_days, 0) + 1}}
{change}
"""

# A question without an outcome would have failed, and each receipt would be there twice.
_OUTCOMES = """
MATCH (receipt:Receipt) WHERE NOT EXISTS {{ MATCH (:Outcome {{receipt: receipt.id}}) }}
MATCH (outcome:Outcome {{verification: receipt.verification}})
CREATE (x:Outcome)
SET x = outcome {{.*, receipt: receipt.id, state: 'failed',
                  reference: outcome.reference + '{shadow}'}}
{change}
"""

_RECEIPTS = """
MATCH (receipt:Receipt)
CREATE (x:Receipt)
SET x = receipt {{.*, id: receipt.id + '{shadow}'}}
{change}
"""
