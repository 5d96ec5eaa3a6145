"""主体登记: what the register says of a subject on the day of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from graph.model import OPEN_END, UNKNOWN_START, Link, NameFact, RecordFact, RecordKind
from graph.model.facts import Properties
from graph.model.names import name_key
from ingest.dates import parse_date
from ingest.problems import Problem, RefusedValue
from ingest.sources import contacts
from ingest.sources.base import (
    Context,
    Facts,
    RowRefusedError,
    codes,
    day,
    party_of,
    properties,
    text,
)
from ingest.tables import TypedRow

_SEPARATORS = re.compile(r"[、；;，,\s]+(?![^（(]*[）)])")
_DATED = re.compile(r"(?P<name>.+?)[（(](?P<start>[^至~—（(]*)[至~—](?P<end>[^）)]*)[）)]")


def facts_of(row: TypedRow, context: Context) -> Facts:
    """Return the subject, its registered and former names, codes and registration."""
    party = party_of(row, "company", context)
    subject = party.subject(context.source, context.format, *_apart(row))
    facts = Facts(subjects=[subject])
    facts.nodes.extend(codes(party, subject.id, row, context))
    start = day(row, "status_since") or day(row, "established") or UNKNOWN_START
    facts.nodes.append(_registered_name(subject.id, party.name or "", row, context))
    facts.nodes.extend(_former_names(subject.id, row, context))
    facts.nodes.extend(contacts.registered_address(subject.id, row, context))
    facts.nodes.append(
        RecordFact(
            source=context.source,
            row=row.number,
            valid_from=start,
            base=f"registration|{subject.id}|{context.source}",
            observed=context.observed,
            kind=RecordKind.REGISTRATION,
            about=(subject.id, context.source),
            date=None,
            own=_own(row),
            links=(Link(subject.id, "CONCERNS", {"role": "registered"}),),
        )
    )
    return facts


def _apart(row: TypedRow) -> tuple[str, ...]:
    """Return what tells two subjects of one name apart that the register gives no code."""
    established = day(row, "established")
    return (established.isoformat() if established else "", text(row, "region"))


def _own(row: TypedRow) -> Properties:
    names = ("status_since", "established", "expires", "address", "region", "industry")
    own = properties(
        row,
        capital_fen="capital",
        legal_representative="legal_representative",
        name="company.name",
        **{name: name for name in names},
    )
    return {**own, "status": text(row, "status") or "unknown"}


def _registered_name(subject: str, value: str, row: TypedRow, context: Context) -> NameFact:
    return NameFact(
        source=context.source,
        row=row.number,
        base=f"registered name|{subject}|{context.source}",
        observed=context.observed,
        subject=subject,
        value=value,
        name_key=name_key(value),
        basis="registered",
    )


def _former_names(subject: str, row: TypedRow, context: Context) -> Iterator[NameFact]:
    for written in filter(None, _SEPARATORS.split(text(row, "former_names"))):
        value, start, end = _split(written)
        fact = NameFact(
            source=context.source,
            row=row.number,
            valid_from=start or UNKNOWN_START,
            valid_to=end or OPEN_END,
            subject=subject,
            value=value,
            name_key=name_key(value),
            basis="former",
        )
        last = context.observed - timedelta(days=1)
        yield fact if end else replace(fact, valid_to=last, inferred_end=True)


def _split(written: str) -> tuple[str, date | None, date | None]:
    found = _DATED.fullmatch(written)
    if not found:
        return written, None, None
    return found["name"], _date(found["start"]), _date(found["end"])


def _date(written: str) -> date | None:
    if not written.strip():
        return None
    try:
        return parse_date(written)
    except RefusedValue as refusal:
        problem = Problem("former_names", refusal.code, refusal.params)
        raise RowRefusedError(problem) from refusal
