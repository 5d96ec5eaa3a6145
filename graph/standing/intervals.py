"""Intervals of standing, and their form in answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import groupby

from graph.deadlines import day_after
from graph.standing.bars import Bar
from graph.standing.states import EndEvent, State
from messages import both
from rulebook import Dated


@dataclass(frozen=True, slots=True)
class Visible:
    """Who may see a record: the public site, other agencies, a special report, its own body."""

    public: bool
    shared: bool
    special_report: bool
    internal: bool = True


SHOWN = Visible(public=True, shared=True, special_report=True)
GONE = Visible(public=False, shared=False, special_report=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Days on which a record has one standing.

    Attributes:
        first: the first of these days; ``date.min`` where the start is unknown.
        last: the last of them, inclusive; None while nothing changes any more.
        since: the day from which the state holds, which may be before ``first``.
        until: the last day of the state, inclusive.
        counts_against: whether it counts as serious dishonesty of the subject.
        bars: what rules bar the subject from on these days.
        bars_if_quoted: what it is barred from where a lot's announcement quotes the rule.
        degree: class of dishonesty, if it is known.
        regime: the rulebook's entry and version that decides the term.
        missing: codes of what is missing: for a derivation, or for a repair now.
        temporary: whether it is repaired for the time of a reorganisation only.
        entries: the rulebook's entries that it rests on.
        warnings: codes of what a reader has to know.
    """

    first: date
    last: date | None
    state: State
    since: date
    until: date | None
    visible: Visible
    counts_against: bool = False
    bars: tuple[Bar, ...] = ()
    bars_if_quoted: tuple[Bar, ...] = ()
    degree: str | None = None
    platform: str | None = None
    regime: str | None = None
    repairable_from: date | None = None
    repairable_now: bool = False
    missing: tuple[str, ...] = ()
    repair: str | None = None
    disputed: bool = False
    temporary: bool = False
    end_event: EndEvent | None = None
    entries: tuple[Dated, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def next_change(self) -> date | None:
        """The day on which the standing next changes by itself, if any."""
        return None if self.last is None else day_after(self.last)


def joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Join neighbours that say the same, so that each boundary is a change."""
    found: list[Interval] = []
    for interval in intervals:
        if found and _same(found[-1], interval):
            found[-1] = replace(found[-1], last=interval.last)
        else:
            found.append(interval)
    return tuple(found)


def with_runs(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """Say of each interval from when to when its state lasts, whatever else changes in it."""
    found: list[Interval] = []
    for _, run in groupby(intervals, key=lambda interval: interval.state):
        same = list(run)
        since, until = same[0].first, same[-1].last
        found += [replace(interval, since=since, until=until) for interval in same]
    return tuple(found)


def _same(one: Interval, other: Interval) -> bool:
    return replace(one, first=other.first, last=other.last, since=other.since) == other


def as_json(interval: Interval) -> dict[str, object]:
    """Return an interval in the form of ``a standing`` of the contract.

    Days of an unknown start are None with ``"start": "unknown"``; warnings and what is missing
    also come with their sentences, and rules that bar only where a lot quotes them apart.
    """
    start = {"start": "unknown"} if interval.since == date.min else {}
    return start | {
        "state": interval.state,
        "since": _known(interval.since),
        "until": _known(interval.until),
        "visible": asdict(interval.visible),
        "counts_against": interval.counts_against,
        "bars": [_bar(bar) for bar in interval.bars],
        "bars_if_quoted": [_bar(bar) for bar in interval.bars_if_quoted],
        "class": interval.degree,
        "platform": interval.platform,
        "regime": interval.regime,
        "repairable_from": _known(interval.repairable_from),
        "repairable_now": interval.repairable_now,
        "missing": list(interval.missing),
        "missing_texts": [_sentence(code) for code in interval.missing],
        "repair": interval.repair,
        "disputed": interval.disputed,
        "temporary": interval.temporary,
        "next_change": _known(interval.next_change),
        "end_event": _end_event(interval.end_event),
        "basis": [basis for entry in interval.entries for basis in _basis(entry)],
        "warnings": [_sentence(code) for code in interval.warnings],
    }


def _known(day: date | None) -> str | None:
    return None if day is None or day == date.min else day.isoformat()


def _bar(bar: Bar) -> dict[str, object]:
    rule = {"id": bar.rule.id, "quote": bar.rule.quote, "source": bar.rule.source}
    return {"purpose": bar.purpose, "reach": bar.reach, "rule": rule}


def _end_event(event: EndEvent | None) -> dict[str, str | None] | None:
    return None if event is None else {"kind": event.kind, "date": _known(event.date)}


def _basis(entry: Dated) -> list[dict[str, str | None]]:
    return [
        {
            "item": basis.item,
            "title": basis.title,
            "article": basis.article,
            "version": entry.version,
        }
        for basis in entry.legal_basis
    ]


def _sentence(code: str) -> dict[str, str]:
    text = both(f"standing.{code}")
    return {"code": code, "text_zh": text.zh, "text_en": text.en}
