"""The desk: every question that can be asked, answered the same for CLI and HTTP."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from api import numbers
from api.answers import Answer, Asked
from api.invalid import with_reasons
from api.office import Office
from graph import complaints, contracts, feeds, repair, resolution, search, trace
from graph.boards import Board
from graph.model import Moment
from graph.profile import profile
from graph.screening import (
    Bidder,
    Lot,
    Screening,
    recorded_bidders,
    recorded_lot,
    screen,
    stage_of,
)
from graph.store import Store
from ingest import quarantine
from ingest.masking import mask
from ingest.privacy import PersonKeys
from messages import InputError
from rulebook import Rulebook

_RELATIONS = (
    *("registry", "shareholders", "officers", "controllers", "branches", "guarantees"),
    *("practitioners", "successions", "concert_parties", "equity_pledges"),
)
_ADVERSE = ("debtors", "lists", "penalties", "penalties_2015")
PAGE = 50


class Desk(Office):
    """Answers questions about one graph under one rulebook.

    Attributes:
        person_key: file of the secret that person ids are made with.
    """

    def __init__(self, store: Store, rulebook: Rulebook, person_key: Path) -> None:
        super().__init__(store, rulebook)
        self.person_key = person_key

    def person_keys(self) -> PersonKeys:
        """Return what makes a person's id from a citizen number.

        Raises:
            StoreError: the secret is lost or another than this graph was written with.
        """
        return PersonKeys.open(self.person_key, self.store)

    def private(self, query: str, purpose: str | None) -> str:
        """Return a query that came in private as the others are asked; a number becomes an id.

        Raises:
            InputError, NotAllowedError: as ``numbers.private`` does.
        """
        return numbers.private(query, purpose, self.person_keys)

    def search(
        self, query: str, asked: Asked, limit: int = PAGE, cursor: str | None = None
    ) -> Answer:
        """Find subjects by a part of a name, a former name or an identifier."""
        numbers.require_no_number(query)
        numbers.require_no_number_as_id(cursor or "")
        moment = self.moment(asked)
        page = search.search(self.store, query, moment, limit, cursor)
        return self.answer(page.data, moment, asked, truncated=page.truncated, next_page=page.next)

    def profile(self, query: str, asked: Asked) -> Answer:
        """Tell all that is known of one subject."""
        moment = self.moment(asked)
        found = self._lookup(query, moment, asked)
        answer = profile(self.store, self.rulebook, found, moment)
        return self.answer(
            answer.data,
            moment,
            asked,
            formats=self.rulebook.formats,
            truncated=answer.truncated,
            warnings=found.warnings,
        )

    def trace(
        self,
        query: str,
        asked: Asked,
        depth: int | None = None,
        during: tuple[date, date] | None = None,
        include: Collection[str] = (),
    ) -> Answer:
        """Find dishonest parties related to a subject, with the paths that show it."""
        moment = self.moment(asked)
        found = self._lookup(query, moment, asked)
        traced = trace.trace(
            self.store,
            self.rulebook,
            found.subject.entity,
            moment,
            depth,
            during=during,
            include=include,
        )
        return self.answer(
            traced.data,
            moment,
            asked,
            formats=(*_RELATIONS, *_ADVERSE),
            truncated=traced.truncated,
            warnings=[*found.warnings, *traced.warnings],
        )

    def path(self, first: str, second: str, asked: Asked, depth: int | None = None) -> Answer:
        """Show how two subjects are related."""
        moment = self.moment(asked)
        ends = [self._lookup(query, moment, asked) for query in (first, second)]
        pair = (ends[0].subject.entity, ends[1].subject.entity)
        if pair[0] == pair[1]:
            raise InputError("trace.same_subject", a=first, b=second)
        found = trace.paths(self.store, self.rulebook, pair, moment, depth)
        looked_up = [told for end in ends for told in end.warnings]
        return self.answer(
            found.data,
            moment,
            asked,
            formats=_RELATIONS,
            truncated=found.truncated,
            warnings=[*looked_up, *found.warnings],
        )

    def screen(
        self,
        bidders: Iterable[Bidder] | None,
        asked: Asked,
        purpose: str,
        stage: str | None,
        lot: Lot | str | None,
    ) -> tuple[Answer, Screening]:
        """Screen a list of bidders for a purpose; the screening itself serves exports.

        Args:
            bidders: the list, or None for those whose bids are recorded.
            asked: the day, and what was known.
            purpose: for which.
            stage: of the purpose; by default its first.
            lot: as its file states it, or the number by which it is recorded.
        """
        moment = self.moment(asked)
        recorded = recorded_lot(self.store, lot, moment) if isinstance(lot, str) else None
        meant = lot if isinstance(lot, Lot) else (recorded.lot if recorded else None)
        if bidders is None:
            if recorded is None:
                raise InputError("screening.no_bidders")
            stage = stage_of(self.rulebook, purpose, stage, moment.as_of)
            bidders = recorded_bidders(self.store, recorded, stage, moment)
        screening = with_reasons(
            screen(self.store, self.rulebook, bidders, purpose, stage, meant, moment)
        )
        answer = self.answer(
            screening.data,
            moment,
            asked,
            formats=(*_RELATIONS, *_ADVERSE),
            bearing=screening.sources,
            warnings=screening.warnings,
        )
        return answer, screening

    def contracts(self, asked: Asked, kind: str = "payment", debtor: str | None = None) -> Answer:
        """List what is owed and overdue under government contracts."""
        moment = self.moment(asked)
        return self._board(
            contracts.overdue(self.store, self.rulebook, moment, kind, debtor), moment, asked
        )

    def complaints(self, asked: Asked) -> Answer:
        """List the open complaints about default."""
        moment = self.moment(asked)
        return self._board(
            complaints.open_complaints(self.store, self.rulebook, moment), moment, asked
        )

    def repairs(self, asked: Asked, *, possible: bool = False) -> Answer:
        """List the applications for repair that wait, or what could be repaired now."""
        moment = self.moment(asked)
        board = repair.repairable if possible else repair.open_applications
        return self._board(board(self.store, self.rulebook, moment), moment, asked)

    def sources(self, asked: Asked, *, overdue: bool = False) -> Answer:
        """List who sends what and how often, when it came last, and what is overdue."""
        moment = self.moment(asked)
        board = feeds.board(self.store, self.rulebook, moment, overdue=overdue)
        return self._board(board, moment, asked)

    def agree(self, source: str, formats: Collection[str], terms: feeds.Terms, by: str) -> Answer:
        """State by hand what is agreed of what a source sends; answer where it is news.

        Raises:
            InputError: a citizen number stands in it, which would be stored.
            NotFoundError: nothing has come from such a source, or not in such a format.
        """
        said = [text for text in (source, terms.region, terms.officer, *formats) if text]
        if any(mask(text) != text for text in said):
            raise InputError("sources.number")
        news = feeds.set_terms(self.store, source, formats, terms, by, datetime.now(UTC))
        return self.now({"source": source, "formats": news})

    def explain(self, first: str, second: str, asked: Asked) -> Answer:
        """Tell what speaks for and against two subjects being one."""
        moment = self.moment(asked)
        numbers.require_no_number(first, second)
        with self.with_candidates(moment, asked):
            told = resolution.explain(self.store, first, second, moment)
        return self.answer(told.data, moment, asked)

    def decide(
        self,
        first: str,
        second: str,
        verdict: str,
        by: str,
        reason: str,
        members: Collection[str] | None = None,
    ) -> Answer:
        """Decide whether two subjects are one; ``members`` say who leaves a larger group."""
        numbers.require_no_number(first, second)
        with self.with_candidates(self.moment(Asked()), Asked()):
            decided = resolution.decide(
                self.store, first, second, verdict, by, reason, members=members or None
            )
        return self.now(decided.data, warnings=decided.warnings)

    def undo(self, decision: str, by: str, reason: str) -> Answer:
        """Undo a decision; the memberships that it changed are as before."""
        numbers.require_no_number_as_id(decision)
        undone = resolution.undo(self.store, decision, by=by, reason=reason)
        return self.now(undone.data)

    def quarantined(self, file: str | None, standard: str | None, after: str, limit: int) -> Answer:
        """List the rows that wait for correction, in the order of their ids."""
        numbers.require_no_number_as_id(after)
        rows = quarantine.listed(
            self.store, file=file, standard=standard, after=after, limit=limit + 1
        )
        following = rows[limit - 1].id if len(rows) > limit else None
        items = [row.data for row in rows[:limit]]
        return self.now({"items": items}, following)

    def quarantined_row(self, row_id: str) -> Answer:
        """Show one row that waits for correction."""
        numbers.require_no_number_as_id(row_id)
        return self.now(quarantine.show(self.store, row_id).data)

    def _lookup(self, query: str, moment: Moment, asked: Asked) -> resolution.Found:
        numbers.require_no_number(query)
        with self.with_candidates(moment, asked):
            return resolution.lookup(self.store, query, moment)

    def _board(self, board: Board, moment: Moment, asked: Asked) -> Answer:
        return self.answer(
            board.data, moment, asked, formats=board.formats, warnings=board.warnings
        )
