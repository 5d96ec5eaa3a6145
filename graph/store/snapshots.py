"""Ending what a snapshot no longer lists (design §2 rule 3)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from graph.model import OPEN_COMMIT
from graph.model.facts import digest
from graph.model.names import name_key
from graph.model.succession import Report, State, succeed
from graph.store.chunks import Ends, Snapshot
from graph.store.reports import days_of
from graph.store.states import FACTS, RELATIONS, Form, differences, write_moves
from graph.store.store import Row, Store, Writer
from graph.store.versions import INFERRED
from messages import InputError

_FEW = 20
"""So few ends need no question, whatever their share."""

_RESUMED = re.compile(r"(?:@\d{4}-\d{2}-\d{2})+$")
"""What a key has behind it since a fact that had ended was listed again."""

_Days = Mapping[str, set[date]]
_Pair = tuple[str, str, str]
_STATE = ("sid", "content", "valid_from", "valid_to", "observed", "stated_to")


def end_unlisted(store: Store, snapshot: Snapshot) -> Ends:
    """End, the day before the snapshot, what it had in its scope and no longer lists.

    One commit; the past stays true as of its time. What a refused row may have listed stays. Where
    later snapshots were loaded before it, what they list goes on from the first of them, and what
    only this one lists ends by the first of them that lists its scope.

    Raises:
        InputError: it would end more than the share that it may; nothing is ended then.
    """
    return store.write(lambda writer: _end(writer, snapshot))


@dataclass(slots=True)
class _Plan:
    """What a snapshot's silence would come to.

    Attributes:
        form: nodes or relations.
        in_force: how many held on its day, of those in its scopes.
        moves: versions with new dates.
        closed: what they replace.
    """

    form: Form
    in_force: int
    moves: list[Row] = field(default_factory=list)
    closed: list[Row] = field(default_factory=list)
    ended: int = 0
    held: int = 0


def _end(writer: Writer, snapshot: Snapshot) -> Ends:
    plans = _end_facts(writer, snapshot), _end_relations(writer, snapshot)
    ends = Ends(sum(plan.ended for plan in plans), sum(plan.held for plan in plans))
    _ask(ends.ended, sum(plan.in_force for plan in plans), snapshot)
    for plan in plans:
        write_moves(writer, plan.form, plan.moves, plan.closed)
    rows = {"row_from": snapshot.row, "row_to": snapshot.row}
    none = {"loaded": 0, "unchanged": 0, "quarantined": 0}
    writer.run("store/commit", file=snapshot.file, by=snapshot.by, listings=None, **rows, **none)
    return ends


def _ask(ended: int, in_force: int, snapshot: Snapshot) -> None:
    """Stop before an unlikely number of ends: a file that is cut short ends much."""
    most = snapshot.most_ended
    if most is not None and ended >= _FEW and ended > most * in_force:
        share = f"{most:.0%}"
        told = {"ended": ended, "in_force": in_force, "share": share}
        raise InputError("ingest.would_end", file=snapshot.name, **told)


def _end_facts(writer: Writer, snapshot: Snapshot) -> _Plan:
    scopes = list(snapshot.fact_scopes)
    found = writer.run("store/scope_facts", scopes=scopes, open=OPEN_COMMIT) if scopes else []
    days = days_of(writer, snapshot.file, lambda: {scope: (scope,) for scope in scopes})
    later = {scope: min(d for d in of if d > snapshot.dated) for scope, of in _late(days, snapshot)}
    ended = [*_unlisted(found, snapshot, later), *_superseded(found, snapshot, later)]
    sure = [(row, day) for row, day in ended if not _is_doubted(row, snapshot, {})]
    in_force = sum(row["valid_from"] < snapshot.dated <= row["valid_to"] for row in found)
    plan = _Plan(FACTS, in_force, ended=len(sure), held=len(ended) - len(sure))
    plan.moves = [_ended(row, day) for row, day in sure]
    plan.closed = [{"sid": row["sid"]} for row, _ in sure]
    return plan


def _late(days: _Days, snapshot: Snapshot) -> Iterator[tuple[str, set[date]]]:
    """Yield the scopes that later snapshots listed too."""
    for scope, of_scope in days.items():
        if any(day > snapshot.dated for day in of_scope):
            yield scope, of_scope


def _unlisted(
    found: Sequence[Row], snapshot: Snapshot, later: Mapping[str, date]
) -> Iterator[tuple[Row, date]]:
    """Yield what the newest snapshot of a scope does not list, with the day of the snapshot."""
    for row in found:
        holds = row["valid_from"] < snapshot.dated <= row["valid_to"]
        listed = _RESUMED.sub("", row["key"]) in snapshot.keys
        if holds and not listed and row["scope"] not in later:
            yield row, snapshot.dated


def _superseded(
    found: Sequence[Row], snapshot: Snapshot, later: Mapping[str, date]
) -> Iterator[tuple[Row, date]]:
    """Yield what only this snapshot states, with the day of the next one: it did not list it.

    Had it been listed there, it would have been known.
    """
    for row in found:
        day = later.get(row["scope"])
        if day and row["file"] == snapshot.file and row["valid_from"] < day <= row["valid_to"]:
            yield row, day


def _ended(row: Row, day: date) -> Row:
    """Return a fact as it ends the day before ``day``."""
    end = day - timedelta(days=1)
    new = {"new_sid": digest(row["sid"], row["valid_from"], end), "valid_to": end}
    kept = {"observed": None, "stated_to": None, "ending": INFERRED}
    return {"sid": row["sid"], "valid_from": row["valid_from"], **new, **kept}


def _end_relations(writer: Writer, snapshot: Snapshot) -> _Plan:
    found = _relations(writer, snapshot)
    unlisted = [rows for thing, rows in found.items() if thing not in snapshot.keys]
    listings = {rows[0]["thing"]: (rows[0]["scope"],) for rows in unlisted}
    days = days_of(writer, snapshot.file, lambda: listings)
    names = _names(writer, unlisted, snapshot)
    starts = _new_starts(found, snapshot)
    plan = _Plan(RELATIONS, sum(_holds(rows, snapshot.dated) for rows in found.values()))
    for rows in unlisted:
        before = _states(rows)
        after = _silenced(before, rows, snapshot.dated, starts.get(_pair(rows[0])), days)
        if after == before:
            continue
        if _is_doubted(rows[0], snapshot, names):
            plan.held += 1
            continue
        plan.ended += [s.valid_to for s in before] != [s.valid_to for s in after]
        moved, replaced = differences(before, after, rows[0])
        plan.moves += moved
        plan.closed += replaced
    return plan


def _holds(rows: Sequence[Row], day: date) -> bool:
    return any(row["valid_from"] < day <= row["valid_to"] for row in rows)


def _relations(writer: Writer, snapshot: Snapshot) -> dict[str, list[Row]]:
    """Return the relations of the snapshot's scopes, the states of each in order."""
    scopes = [{"scope": s, "subject": on} for s, on in snapshot.relation_scopes.items()]
    if not scopes:
        return {}
    types = list(snapshot.relation_types)
    found: defaultdict[str, list[Row]] = defaultdict(list)
    asked = {"scopes": scopes, "types": types, "open": OPEN_COMMIT}
    for row in writer.run("store/scope_relations", **asked):
        found[row["thing"]].append(row)
    return found


def _states(rows: Sequence[Row]) -> tuple[State, ...]:
    return tuple(State(**{name: row[name] for name in _STATE}) for row in rows)


def _new_starts(found: Mapping[str, Sequence[Row]], snapshot: Snapshot) -> Mapping[_Pair, date]:
    """Return since when the snapshot lists a pair anew, where it lists it once and with a day."""
    starts: defaultdict[_Pair, list[date]] = defaultdict(list)
    for thing, (first, *_) in found.items():
        if thing in snapshot.keys and first["observed"] == snapshot.dated:
            starts[_pair(first)].append(first["valid_from"])
    return {pair: days[0] for pair, days in starts.items() if len(days) == 1}


def _pair(row: Row) -> _Pair:
    return row["start"], row["type"], row["end"]


def _silenced(
    before: tuple[State, ...], rows: Sequence[Row], day: date, anew: date | None, days: _Days
) -> tuple[State, ...]:
    """Return the states of a relation that is no longer listed.

    Where its pair is listed with another start, it ended the day before that; where that start is
    earlier than its own, it was the same relation, and its start is corrected.
    """
    if anew and len(before) == 1 and anew <= before[0].valid_from:
        return ()
    return succeed(before, Report("", None, day, anew), days.get(rows[0]["thing"], ()))


def _names(
    writer: Writer, relations: Sequence[Sequence[Row]], snapshot: Snapshot
) -> Mapping[str, frozenset[str]]:
    if not (relations and snapshot.doubts):
        return {}
    ids = sorted({rows[0][end] for rows in relations for end in ("start", "end")})
    return {row["id"]: frozenset(row["keys"]) for row in writer.run("store/name_keys", ids=ids)}


def _is_doubted(row: Row, snapshot: Snapshot, names: Mapping[str, frozenset[str]]) -> bool:
    if "parties" in row:
        written = (name_key(name) for name in row["names"])
        start, end = {*row["parties"], *written}, {row["scope"]}
    else:
        start, end = ({who, *names.get(who, ())} for who in (row["start"], row["end"]))
    return any(doubt.covers(start, end) for doubt in snapshot.doubts)
