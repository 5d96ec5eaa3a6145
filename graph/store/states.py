"""Writing facts that follow each other in time (design §2 rule 3: a change is two facts)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graph.model import OPEN_COMMIT, UNKNOWN_START
from graph.model.facts import digest
from graph.model.succession import Placement, State, place
from graph.store.store import Row, Writer
from graph.store.versions import INFERRED


def place_states(writer: Writer, facts: Sequence[Row], file: str) -> list[Row]:
    """Date each new state among those recorded, move its neighbours, and return what to write."""
    if not facts:
        return []
    recorded = _recorded(writer, facts)
    placed: dict[str, Row] = {}
    moves: list[Row] = []
    for fact in facts:
        placement = _place(fact, recorded[fact["properties"]["base"]])
        if placement is None:
            continue
        if placement.moved and placement.moved.sid in placed:
            placed |= _moved_here(placed.pop(placement.moved.sid), placement.moved)
        elif placement.moved:
            moves.append(_move(placement.moved, fact["properties"]["row"]))
        row = _dated(fact, placement)
        placed[row["sid"]] = row
        _remember(recorded[fact["properties"]["base"]], placement, row)
    if moves:
        writer.run("store/redate_facts", rows=moves, file=file, open=OPEN_COMMIT)
    return list(placed.values())


def _recorded(writer: Writer, facts: Sequence[Row]) -> defaultdict[str, list[State]]:
    bases = sorted({fact["properties"]["base"] for fact in facts})
    recorded: defaultdict[str, list[State]] = defaultdict(list)
    for row in writer.run("store/open_states", bases=bases, open=OPEN_COMMIT):
        recorded[row.pop("base")].append(State(**row))
    return recorded


def _place(fact: Row, states: list[State]) -> Placement | None:
    properties = fact["properties"]
    stated = properties["valid_from"]
    known = None if stated == UNKNOWN_START else stated
    return place(states, fact["sid"], known, properties["observed"])


def _dated(fact: Row, placement: Placement) -> Row:
    start, end = placement.valid_from, placement.valid_to
    sid = digest(fact["sid"], start, end)
    key = _state_key(fact, placement)
    dates = {"valid_from": start, "valid_to": end, "sid": sid, "content": fact["sid"], "key": key}
    return fact | {"sid": sid, "key": key, "properties": fact["properties"] | dates}


def _state_key(fact: Row, placement: Placement) -> str:
    """Return the key of a state: its base and the day of the report, a correction's the same."""
    replaced = placement.replaced
    observed = replaced.observed if replaced else fact["properties"]["observed"]
    return f"{fact['properties']['base']}|{observed.isoformat()}"


def _remember(states: list[State], placement: Placement, row: Row) -> None:
    """Keep the list of states true for the next fact of the same base in this chunk."""
    if placement.replaced:
        states.remove(placement.replaced)
    if placement.moved:
        old = next(state for state in states if state.sid == placement.moved.sid)
        states.remove(old)
        states.append(replace(placement.moved, sid=_moved_sid(placement.moved)))
    properties = row["properties"]
    states.append(
        State(
            sid=row["sid"],
            content=properties["content"],
            valid_from=placement.valid_from,
            valid_to=placement.valid_to,
            observed=properties["observed"],
        )
    )


def _moved_sid(state: State) -> str:
    return digest(state.sid, state.valid_from, state.valid_to)


def _move(moved: State, row: int) -> Row:
    dates = {"valid_from": moved.valid_from, "valid_to": moved.valid_to}
    return {"sid": moved.sid, "new_sid": _moved_sid(moved), "end": INFERRED, "row": row} | dates


def _moved_here(row: Row, moved: State) -> dict[str, Row]:
    """Return the row of a state of the same chunk with its new dates."""
    sid = _moved_sid(moved)
    dates = {"sid": sid, "valid_from": moved.valid_from, "valid_to": moved.valid_to}
    return {sid: row | {"sid": sid, "properties": row["properties"] | dates}}
