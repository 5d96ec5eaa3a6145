"""The question itself: which of these bidders are barred from a purpose on a day, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Moment
from graph.provenance import Provenance
from graph.resolution import Match
from graph.screening.batch import Batch, Reader
from graph.screening.bonds import bonds
from graph.screening.cases import Digest, case_of, entry, keep
from graph.screening.codes import Codes
from graph.screening.freshness import Freshness
from graph.screening.leads import Lead, leads
from graph.screening.lot import Lot
from graph.screening.model import Bidder, Reason, Row, Verdict
from graph.screening.own import Own
from graph.screening.penalties import Punished
from graph.screening.reasons import Telling, manual_reasons, match_reasons
from graph.screening.related import Way
from graph.screening.same_lot import Together, together
from graph.screening.setting import Setting
from graph.screening.verdict import decide
from graph.store import Store
from messages import Text, both, warning
from rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Screening:
    """The outcome for all bidders.

    Attributes:
        case: id of the stored case; the same question at the same ``seen`` has the same one.
        rows: one a bidder, in order.
        sources: the sources that the purpose needs, as the contract writes them.
        warnings: what a reader has to know beside it.
    """

    case: str
    purpose: str
    stage: str
    lot: str | None
    rows: tuple[Row, ...]
    sources: tuple[dict[str, object], ...]
    warnings: tuple[dict[str, str], ...]

    @property
    def totals(self) -> dict[str, int]:
        """How many bidders have each verdict, all verdicts named."""
        counted = Counter(row.verdict for row in self.rows)
        return {str(verdict): counted[verdict] for verdict in Verdict}

    @property
    def head(self) -> dict[str, object]:
        """What the contract writes of it beside the rows."""
        return {
            "case": self.case,
            "purpose": self.purpose,
            "stage": self.stage,
            "lot": self.lot,
            "totals": self.totals,
        }

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {**self.head, "rows": [row.data for row in self.rows]}


def screen(  # noqa: PLR0913, PLR0917 (the store and law, and what the contract's command takes)
    store: Store,
    rulebook: Rulebook,
    bidders: Iterable[Bidder],
    purpose: str,
    stage: str | None,
    lot: Lot | None,
    moment: Moment,
) -> Screening:
    """Screen bidders for a purpose at a moment and store the case.

    Args:
        store: the graph.
        rulebook: the rules that bar, the purpose's policy, and the law by which records count.
        bidders: the rows of the list; they are read in batches.
        purpose: ``land-auction``, ``procurement`` or ``tendering``.
        stage: one of the policy's stages, by default its first.
        lot: the lot with what its announcement says; with it the bidders are also compared.
        moment: the day, and what had been recorded.

    Raises:
        InputError: unknown purpose or stage, or the lot quotes a rule that the purpose has not.
    """
    setting = Setting.of(rulebook, purpose, stage, lot, moment.as_of)
    work = _Work.of(store, rulebook, setting, moment)
    taken = Digest()
    rows = tuple(work.rows(_noted(bidders, taken)))
    case = case_of(setting, moment, taken, rulebook.version)
    keep(store, case, rows)
    return Screening(
        case=case.id,
        purpose=purpose,
        stage=setting.stage,
        lot=lot.id if lot else None,
        rows=rows,
        sources=work.sources,
        warnings=tuple(_warnings(setting)),
    )


def _noted(bidders: Iterable[Bidder], taken: Digest) -> Iterator[Bidder]:
    for bidder in bidders:
        taken.add(entry(bidder))
        yield bidder


def _warnings(setting: Setting) -> Iterator[dict[str, str]]:
    if setting.lot and not setting.shares_lot:
        yield warning("screening.same_lot_withheld", day=setting.lot.closes_on)


@dataclass(slots=True)
class _Draft:
    """A bidder with the reasons found so far."""

    bidder: Bidder
    match: Match
    reasons: list[Reason]

    @property
    def entity(self) -> str | None:
        return self.match.subject.entity if self.match.subject else None


@dataclass(frozen=True, slots=True)
class _Work:
    """Makes rows, batch by batch; bonds within a lot come when all bidders are known."""

    store: Store
    setting: Setting
    moment: Moment
    reader: Reader
    own: Own
    sources: tuple[dict[str, object], ...]
    common: tuple[Reason, ...]
    texts: Mapping[Verdict, Text]

    @classmethod
    def of(cls, store: Store, rulebook: Rulebook, setting: Setting, moment: Moment) -> _Work:
        fresh = Freshness.read(store, moment, setting.policy)
        return cls(
            store=store,
            setting=setting,
            moment=moment,
            reader=Reader.of(store, rulebook, setting, moment),
            own=Own(setting, rulebook, Provenance(store)),
            sources=fresh.data,
            common=(*manual_reasons(setting), *fresh.reasons),
            texts={v: both(f"screening.verdict_{v}") for v in Verdict},
        )

    def rows(self, bidders: Iterable[Bidder]) -> Iterator[Row]:
        drafts: list[_Draft] = []
        ways: dict[str, tuple[Way, ...]] = {}
        for batch in self.reader.batches(bidders):
            drafted = self._drafts(batch)
            if self.setting.shares_lot:
                drafts += drafted
                ways |= {e: batch.ways.get(e, ()) for d in drafted if (e := d.entity)}
            else:
                yield from map(self._row, drafted)
        self._bind(drafts, ways)
        yield from map(self._row, drafts)

    def _drafts(self, batch: Batch) -> list[_Draft]:
        judged = {e: leads(some, batch.findings, self.setting) for e, some in batch.ways.items()}
        telling = self._telling([lead.way for some in judged.values() for lead in some], ())
        return [
            _Draft(bidder, match, [*self._reasons(match, batch, judged, telling)])
            for bidder, match in zip(batch.bidders, batch.matches, strict=True)
        ]

    def _reasons(
        self,
        match: Match,
        batch: Batch,
        judged: Mapping[str, Sequence[Lead]],
        telling: Telling,
    ) -> Iterator[Reason]:
        if match.subject is None:
            yield from match_reasons(match)
            return
        entity = match.subject.entity
        yield from self.own.reasons(batch.findings.get(entity, ()))
        yield from Punished(self.own).reasons(batch.penalties.get(entity, ()))
        yield from self.own.status(batch.statuses.get(entity))
        yield from Codes(self.own).reasons(match)
        yield from batch.namesakes.reasons(match, batch.findings, self.own)
        yield from map(telling.lead, judged.get(entity, ()))

    def _bind(self, drafts: Sequence[_Draft], ways: Mapping[str, tuple[Way, ...]]) -> None:
        """Add the bonds between the bidders of one lot."""
        found = bonds(ways, self.reader.bodies)
        judged = {entity: together(some, self.setting) for entity, some in found.items()}
        used = list(_used(judged.values()))
        telling = self._telling(
            used, (e for some in judged.values() for b in some for e in b.others)
        )
        for draft in drafts:
            draft.reasons += map(telling.bond, judged.get(draft.entity or "", ()))

    def _telling(self, ways: Sequence[Way], entities: Iterable[str]) -> Telling:
        return Telling.read(self.store, self.own, self.moment, ways, entities)

    def _row(self, draft: _Draft) -> Row:
        reasons = (*draft.reasons, *(self.common if draft.entity else ()))
        verdict = decide(draft.match.status, reasons)
        return Row(
            bidder=draft.bidder,
            match=draft.match,
            verdict=verdict,
            reasons=reasons,
            text=self.texts[verdict],
            sources=self.sources,
        )


def _used(judged: Iterable[Sequence[Together]]) -> Iterator[Way]:
    for bond in (bond for some in judged for bond in some):
        yield bond.shared.way
        yield from bond.shared.others.values()
