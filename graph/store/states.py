"""Writing facts that follow each other in time (design §2 rule 3: a change is two facts)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from graph.model import OPEN_COMMIT, OPEN_END, UNKNOWN_START
from graph.model.facts import digest
from graph.model.succession import Report, State, succeed
from graph.store.reports import days_of
from graph.store.store import Row, Writer
from graph.store.versions import INFERRED


@dataclass(frozen=True, slots=True)
class Form:
    """The queries for states that are nodes, and for those that are relations."""

    recorded: str
    redate: str
    close: str


FACTS = Form("store/fact_states", "store/redate_facts", "store/close_states")
RELATIONS = Form("store/relation_states", "store/redate_relations", "store/close_relations")


@dataclass(slots=True)
class Placed:
    """What a chunk's reports come to.

    Attributes:
        fresh: rows of facts to write.
        changed: origins of the reports that changed something.
    """

    fresh: list[Row] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)


def place(
    writer: Writer,
    form: Form,
    facts: Sequence[Row],
    file: str,
    newcomers: AbstractSet[str] = frozenset(),
) -> Placed:
    """Date each reported state among those recorded, close what that changes, and say what is new.

    Args:
        writer: the transaction.
        form: nodes or relations.
        facts: as ``fact_row`` and ``relation_row`` give them, each with its ``thing``.
        file: id of the file that reports.
        newcomers: subjects that nobody had named before, so that nothing of them is recorded.
    """
    placed = Placed()
    if not facts:
        return placed
    reports: defaultdict[str, list[Row]] = defaultdict(list)
    for fact in facts:
        reports[fact["thing"]].append(fact)
    asked = [of_thing[0] for of_thing in reports.values() if not newcomers & _subjects(of_thing[0])]
    recorded = _recorded(writer, form, asked)
    unknown = any(_begins_unknown(of_thing, recorded) for of_thing in reports.values())
    days = days_of(writer, file, lambda: _listings(reports), earlier=unknown)
    moves: list[Row] = []
    closed: list[Row] = []
    for thing, of_thing in reports.items():
        if thing not in recorded and thing not in days and _stands_alone(of_thing):
            placed.fresh.append(of_thing[0])
            placed.changed.add(of_thing[0]["origin"])
            continue
        before = recorded.get(thing, ())
        after = _told(before, of_thing, days.get(thing, ()), placed)
        if after != before:
            placed.fresh += _fresh(before, after, of_thing)
            moved, replaced = differences(before, after, of_thing[0])
            moves += moved
            closed += replaced
    write_moves(writer, form, moves, closed)
    return placed


def _recorded(writer: Writer, form: Form, facts: Sequence[Row]) -> dict[str, tuple[State, ...]]:
    """Return the recorded states of things, each in the order of its days."""
    rows = [{"thing": fact["thing"], **_place_of(fact)} for fact in facts]
    found: defaultdict[str, list[State]] = defaultdict(list)
    for row in writer.run(form.recorded, rows=rows, open=OPEN_COMMIT) if rows else ():
        found[row.pop("thing")].append(State(**row))
    return {thing: tuple(sorted(states, key=_first_day)) for thing, states in found.items()}


def write_moves(writer: Writer, form: Form, moves: Sequence[Row], closed: Sequence[Row]) -> None:
    """Write states with new dates as versions of the recorded ones, and close what they replace."""
    if moves:
        writer.run(form.redate, rows=moves, open=OPEN_COMMIT)
    if closed:
        writer.run(form.close, rows=closed)


def differences(
    before: Sequence[State], after: Sequence[State], fact: Row
) -> tuple[list[Row], list[Row]]:
    """Return the versions of states that got other dates, and the states that are replaced."""
    return _moves(before, after, fact), _closed(before, after, fact)


def _first_day(state: State) -> date:
    return state.valid_from


def _place_of(fact: Row) -> Row:
    """Return the ends of a relation, where its states are to be looked for."""
    return {name: fact[name] for name in ("start", "end") if name in fact}


def _subjects(fact: Row) -> set[str]:
    if "links" in fact:
        return {link["subject"] for link in fact["links"]}
    return {fact["start"], fact["end"]}


def _listings(reports: Mapping[str, Sequence[Row]]) -> dict[str, tuple[str, ...]]:
    """Return each thing with itself and the list that it is on."""
    scopes = (
        (thing, of_thing[0]["properties"].get("scope")) for thing, of_thing in reports.items()
    )
    return {thing: (thing, scope) if scope else (thing,) for thing, scope in scopes}


def _begins_unknown(facts: Sequence[Row], recorded: Mapping[str, object]) -> bool:
    """Tell whether a list names a thing first and not since when; an earlier one may lack it."""
    first = facts[0]
    unknown = first["properties"]["valid_from"] == UNKNOWN_START
    return bool(first["listed"]) and unknown and first["thing"] not in recorded


def _stands_alone(facts: Sequence[Row]) -> bool:
    """Tell whether the only report of a thing is its state as it came, as in a first load."""
    return len(facts) == 1 and facts[0]["properties"]["valid_to"] == OPEN_END


def _told(
    states: Sequence[State], facts: Sequence[Row], days: Iterable[date], placed: Placed
) -> Sequence[State]:
    for fact in facts:
        told = succeed(states, _report(fact), days)
        if told != states:
            placed.changed.add(fact["origin"])
        states = told
    return states


def _report(fact: Row) -> Report:
    properties = fact["properties"]
    stated = properties["valid_from"]
    return Report(
        sid=fact["sid"],
        content=fact["content"],
        observed=properties["observed"],
        stated_from=None if stated == UNKNOWN_START else stated,
        stated_to=properties["valid_to"],
    )


def _fresh(before: Sequence[State], after: Sequence[State], facts: Sequence[Row]) -> list[Row]:
    known = {state.sid for state in before}
    by_sid = {fact["sid"]: fact for fact in facts}
    return [_dated(by_sid[state.sid], state, before) for state in after if state.sid not in known]


def _dated(fact: Row, state: State, before: Sequence[State]) -> Row:
    """Return a new state as it is written; the first of a thing is the report as it came."""
    dates = _dates(state, fact["properties"]["valid_from"])
    own = {**fact["properties"], **dates}
    if before:
        own["sid"] = _sid(state, before)
    if own["sid"] != state.content:
        own["content"] = state.content
    return {**fact, "sid": own["sid"], "properties": own}


def _dates(state: State, stated_from: date) -> Row:
    dates: Row = {"valid_from": state.valid_from, "valid_to": state.valid_to}
    if state.valid_from != stated_from:
        dates["start"] = INFERRED
    if state.valid_to != state.stated_to:
        dates["end"] = INFERRED
    if state.stated_to != OPEN_END:
        dates["stated_to"] = state.stated_to
    return dates


def _sid(state: State, before: Sequence[State]) -> str:
    """Return a sid that no version has had: what was open then is never all open again."""
    dates = (state.valid_from, state.valid_to, state.observed)
    return digest(state.sid, *dates, *(known.sid for known in before))


def _moves(before: Sequence[State], after: Sequence[State], fact: Row) -> list[Row]:
    known: Mapping[str, State] = {state.sid: state for state in before}
    return [
        {
            **_relation(fact),
            "sid": state.sid,
            "new_sid": _sid(state, before),
            "valid_from": state.valid_from,
            "valid_to": state.valid_to,
            "observed": state.observed,
            "ending": None if state.valid_to == state.stated_to else INFERRED,
            "stated_to": None if state.stated_to == OPEN_END else state.stated_to,
        }
        for state in after
        if state.sid in known and state != known[state.sid]
    ]


def _closed(before: Sequence[State], after: Sequence[State], fact: Row) -> list[Row]:
    kept = set(after)
    return [{**_place_of(fact), "sid": state.sid} for state in before if state not in kept]


def _relation(fact: Row) -> Row:
    ends = _place_of(fact)
    return {**ends, "type": fact["type"]} if ends else {}
