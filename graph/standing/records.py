"""What standing is derived from: the versions of one record, and the events about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal

from graph.model.moment import known_end, known_start
from rulebook import DEBTOR_LIST, Degree

EndKind = Literal[
    "term",
    "paid",
    "settled",
    "creditor_request",
    "no_assets",
    "corrected",
    "withdrawn",
    "repaired",
]
"""Why a record ended, as its source said."""

EventKind = Literal["Repair", "Objection", "Correction", "Withdrawal"]
Outcome = Literal["accepted", "refused", "revoked"]
_STEPS: Sequence[Outcome | None] = (None, "refused", "accepted", "revoked")
"""Of one day an application comes before its decision, and that before its revocation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVersion:
    """One version of a record about one party, with what its standing depends on.

    Attributes:
        kind: the record's label (``Listing``, ``Enforcement`` …).
        dated: the record's own day: published on, listed on, decided on.
        valid_from: first day as stated, where it is another than ``dated``.
        valid_to: last day as stated, inclusive; None if no source stated one.
        gone_after: the last day before a snapshot that no longer lists it.
        list_type: id of the list in the rulebook.
        situations: situations of a judgment debtor, as written.
        performance: how far the debt is performed, as written.
        ended_on: the day of removal, from which it is off the list.
        end_kind: the reason of the removal.
        party_kind: kind of subject that the party is.
        since: commit number of the version; of two statements the newer one counts.
        shown_on: the last day on which a source showed the record.
        published_on: the day on which a platform began to show it.
        penalty_kinds: kinds of penalty of a decision, as written.
        severity: its class of dishonesty, where the authority stated it.
        domain: field of supervision (food, drug …), where that decides on a term.
        procedure: ``summary`` for a decision of the summary procedure 简易程序.
        fine_scale: how the fine is called: ``lower``, ``ordinary``, ``large``, ``huge``.
        publicity_needed: whether it has to be published although its sort is not.
        restricted_until: the last day of a restriction that it imposes.
        duty_fulfilled: whether its duty is fulfilled, None if no source says.
        duty_fulfilled_on: since when.
        commitment_made: whether a commitment was made for its repair, None if no source says.
        authority_sector: sector of the authority that decided.
        in_catalogue: whether the catalogue of public credit information names such records.
        unrepairable_by: rank of a text that forbids to repair it.
        corrected_on: the day on which the act that it is about was corrected.
        sanction: why a supplier is listed: ``fine``, ``ban_only`` or ``fine_and_ban``.
        banned_until: the last day of that ban.
        under_review_since: since when it is under administrative review or in court.
    """

    kind: str
    key: str
    since: int
    dated: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    gone_after: date | None = None
    list_type: str | None = None
    situations: tuple[str, ...] = ()
    performance: str | None = None
    platform: str | None = None
    ended_on: date | None = None
    end_kind: EndKind | None = None
    party_kind: str | None = None
    shown_on: date | None = None
    published_on: date | None = None
    penalty_kinds: tuple[str, ...] = ()
    severity: Degree | None = None
    domain: str | None = None
    procedure: str | None = None
    fine_scale: str | None = None
    publicity_needed: bool | None = None
    restricted_until: date | None = None
    duty_fulfilled: bool | None = None
    duty_fulfilled_on: date | None = None
    commitment_made: bool | None = None
    authority_sector: str | None = None
    in_catalogue: bool | None = None
    unrepairable_by: str | None = None
    corrected_on: date | None = None
    sanction: str | None = None
    banned_until: date | None = None
    under_review_since: date | None = None

    @property
    def start(self) -> date | None:
        """The day from which it counts, or None if no source gave one."""
        return self.dated or self.valid_from


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """Something that happened to a record.

    Attributes:
        on: its day.
        outcome: None while it is only applied for or filed; ``revoked`` undoes a repair.
        from_start: a withdrawal that acts from the record's first day.
        platform: on which platform; None for one that concerns all.
        temporary: a repair for the time of a reorganisation.
        since: commit number at which it was recorded, None if that does not matter.
        corrected_on: the day of the correction that an application for repair states.
    """

    kind: EventKind
    on: date
    outcome: Outcome | None = None
    from_start: bool = False
    platform: str | None = None
    temporary: bool = False
    since: int | None = None
    corrected_on: date | None = None

    @property
    def order(self) -> tuple[date, int]:
        """What sorts events: by their days, and of one day by their steps."""
        return self.on, _STEPS.index(self.outcome)


def from_row(row: Mapping[str, object], party_kind: str | None = None) -> RecordVersion:
    """Return the version that a row of the graph holds.

    Args:
        row: the record's properties by their names in the graph, and where the query gives them
            ``platform`` and ``shown_on``. What is absent is unknown.
        party_kind: kind of the subject that the party is.
    """
    values = {name: row[name] for name in _NAMES if row.get(name) is not None}
    values |= {_RENAMED[name]: row[name] for name in _RENAMED if row.get(name) is not None}
    if row.get("debtor_state") == "dishonest":
        values["list_type"] = DEBTOR_LIST
    if party_kind is not None:
        values["party_kind"] = party_kind
    values |= _days(row)
    values["situations"] = _texts(row.get("situations"))
    kinds = (row.get(name) for name in ("penalty_kind", "penalty_kind_2"))
    values["penalty_kinds"] = tuple(str(kind) for kind in kinds if kind)
    return RecordVersion(**values)  # type: ignore[arg-type]


_NAMES = frozenset(field.name for field in fields(RecordVersion))
_RENAMED = {"date": "dated", "removed_on": "ended_on", "removal_reason": "end_kind"}


def _days(row: Mapping[str, object]) -> dict[str, object]:
    ended = known_end(_day(row.get("valid_to")))
    inferred = row.get("end") == "inferred"
    return {
        "valid_from": known_start(_day(row.get("valid_from"))),
        "valid_to": _stated_end(row) or (None if inferred else ended),
        "gone_after": ended if inferred else None,
    }


def _stated_end(row: Mapping[str, object]) -> date | None:
    return _day(row.get("stated_end")) or _day(row.get("publish_until"))


def known_on(version: RecordVersion, as_of: date) -> RecordVersion:
    """Return a version without the ends that came after a day: they did not exist then."""
    removed = version.ended_on is not None and version.ended_on > as_of
    gone = version.gone_after is not None and version.gone_after >= as_of
    return replace(
        version,
        ended_on=None if removed else version.ended_on,
        end_kind=None if removed else version.end_kind,
        gone_after=None if gone else version.gone_after,
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(part) for part in value) if isinstance(value, list | tuple) else ()


def merged(versions: Sequence[RecordVersion]) -> RecordVersion:
    """Return what the visible versions say together: of each thing, the newest statement.

    A newer version that is silent about something does not take back what an older one said.
    """
    oldest, *newer = sorted(versions, key=lambda version: version.since)
    said = {name: getattr(oldest, name) for name in _NAMES}
    for version in newer:
        stated = {name: getattr(version, name) for name in _NAMES}
        said |= {name: value for name, value in stated.items() if value not in (None, ())}
    return RecordVersion(**said)
