"""The two questions: who is dishonest around a subject, and how two subjects are related."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from graph.model import Moment
from graph.store import Store
from graph.subjects import entities_of
from graph.trace.answer import Paths, Reached, Trace
from graph.trace.assembly import Assembly
from graph.trace.expansion import Span
from graph.trace.meeting import Meeting
from graph.trace.policy import Scheme, load_scheme
from graph.trace.reading import CypherExpander
from graph.trace.search import Reach, Walk
from graph.trace.surroundings import Surroundings
from graph.trace.targets import DERIVED, Targets
from messages import InputError, NotFoundError, warning
from rulebook import Rulebook

During = tuple[date, date]
"""The first and the last day between which all steps of a path have to share a day."""


def trace(  # noqa: PLR0913 (each is a part of the question)
    store: Store,
    rulebook: Rulebook,
    subject: str,
    moment: Moment,
    depth: int | None = None,
    *,
    during: During | None = None,
    include: Collection[str] = (),
) -> Trace:
    """Return who is dishonest around a subject, with the shortest paths to each.

    A target is a subject with a record that counts against it on the day and whose kind the
    rulebook's policy names. Of the shortest paths to one target, the three strongest are given.

    Args:
        store: the graph.
        rulebook: the policy of tracing, and the law by which records count.
        subject: a subject's or an entity's id; it is no target itself.
        moment: the day on which records count and, without ``during``, relations are in force.
        depth: most steps, by default the policy's.
        during: relations need not be in force on the day, but all of a path on one day of these.
        include: further kinds of target that the policy offers (``penalties``).

    Raises:
        InputError: the depth is not allowed, ``during`` ends before it starts, or a kind of target
            is unknown.
        NotFoundError: there is no such subject at that moment.
    """
    scheme = load_scheme(rulebook, moment.as_of, include)
    steps = scheme.depth(depth)
    start = _entity(store, subject, moment)
    around = _surroundings(store, moment, scheme, during)
    reach = _outwards(start, around, steps)
    found = Targets(store, rulebook, moment, scheme.targets).among(reach.trails)
    shown = {entity: reach.shortest(entity) for entity in found}
    stops = around.stops(start)
    trails = [trail for some in shown.values() for trail in some]
    records = [finding.facts for findings in found.values() for finding in findings]
    parts = Assembly.read(store, moment, trails, {start, *stops}, records)
    targets = [parts.target(entity, shown[entity], found[entity]) for entity in found]
    return Trace(
        start=parts.subject(start),
        depth=steps,
        complete=reach.complete,
        policy=scheme.policy.name,
        targets=tuple(sorted(targets, key=_order)),
        stopped_at=parts.stopped(stops),
        warnings=(*_not_derived(scheme), *_truncated(steps, reach.complete)),
    )


def paths(
    store: Store,
    rulebook: Rulebook,
    ends: tuple[str, str],
    moment: Moment,
    depth: int | None = None,
    *,
    during: During | None = None,
) -> Paths:
    """Return how two subjects are related: their shortest paths, at most three, strongest first.

    Args:
        store: the graph.
        rulebook: the policy of tracing.
        ends: two ids of subjects or entities; the paths run from the first to the second.
        moment: the day on which, without ``during``, relations are in force.
        depth: most steps, by default the most that the policy allows.
        during: relations need not be in force on the day, but all of a path on one day of these.

    Raises:
        InputError: the depth is not allowed, ``during`` ends before it starts, or both ends are
            the same subject.
        NotFoundError: there is no such subject at that moment.
    """
    scheme = load_scheme(rulebook, moment.as_of)
    steps = scheme.depth(scheme.max_depth if depth is None else depth)
    start, end = (_entity(store, subject, moment) for subject in ends)
    if start == end:
        raise InputError("trace.same_subject", a=ends[0], b=ends[1])
    around = _surroundings(store, moment, scheme, during)
    reach = Meeting(start, end, around).run(steps)
    trails = reach.shortest(end)
    stops = around.stops(start, end)
    parts = Assembly.read(store, moment, trails, {start, end, *stops}, ())
    return Paths(
        start=parts.subject(start),
        end=parts.subject(end),
        depth=steps,
        complete=reach.complete,
        policy=scheme.policy.name,
        paths=tuple(parts.path(trail) for trail in trails),
        stopped_at=parts.stopped(stops),
        warnings=() if trails else tuple(_truncated(steps, reach.complete)),
    )


def _entity(store: Store, subject: str, moment: Moment) -> str:
    if subject.startswith("entity:"):
        return subject
    found = entities_of(store, [subject], moment.seen)
    if subject not in found:
        raise NotFoundError("trace.unknown", id=subject)
    return found[subject]


def _surroundings(
    store: Store, moment: Moment, scheme: Scheme, during: During | None
) -> Surroundings:
    expander = CypherExpander(store)
    return Surroundings(expander, _span(moment, during), moment.seen, scheme.policy)


def _outwards(start: str, around: Surroundings, depth: int) -> Reach:
    around.start_at(start)
    walk = Walk(start, around.span, around.policy.weights, around.known, around.look)
    return walk.run(depth)


def _span(moment: Moment, during: During | None) -> Span:
    if during is None:
        return Span.day(moment.as_of)
    first, last = during
    if last < first:
        raise InputError("trace.during", first=first, last=last)
    return Span(first, last)


def _order(target: Reached) -> tuple[int, Decimal, str]:
    return target.hops, -target.paths[0].strength, target.subject.id


def _not_derived(scheme: Scheme) -> Iterator[dict[str, str]]:
    for kind in sorted({target.record for target in scheme.targets} - DERIVED):
        yield warning("trace.not_derived", kind=kind)


def _truncated(depth: int, complete: int) -> Iterator[dict[str, str]]:
    if complete < depth:
        yield warning("trace.truncated", complete=complete, depth=depth)
