"""The desk: every question that can be asked, answered the same for CLI and HTTP."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from api.answers import Answer, Asked
from graph import complaints, contracts, resolution, search, trace
from graph.boards import Board
from graph.model import Moment
from graph.model.moment import SHANGHAI
from graph.profile import profile
from graph.provenance import Received, sources
from graph.screening import Bidder, Lot, Screening, screen
from graph.store import Store
from ingest.privacy import PersonKeys
from messages import InputError
from rulebook import Rulebook

_RELATIONS = ("shareholders", "officers", "controllers", "branches", "guarantees")
_ADVERSE = ("debtors", "lists", "penalties", "penalties_2015")
PAGE = 50


class Desk:
    """Answers questions about one graph under one rulebook.

    Attributes:
        store: the graph.
        rulebook: the law.
        person_key: file of the secret that person ids are made with.
    """

    def __init__(self, store: Store, rulebook: Rulebook, person_key: Path) -> None:
        self.store = store
        self.rulebook = rulebook
        self.person_key = person_key

    def person_keys(self) -> PersonKeys:
        """Return what makes a person's id from a citizen number.

        Raises:
            StoreError: the secret is lost or another than this graph was written with.
        """
        return PersonKeys.open(self.person_key, self.store)

    def moment(self, asked: Asked) -> Moment:
        """Return the day and the commit that a question is asked for.

        Raises:
            InputError: a commit or an instant that is yet to come: its answer could still change.
        """
        now = datetime.now(SHANGHAI)
        if asked.known_at is not None and asked.known_at > now:
            raise InputError("api.not_known_yet", value=asked.known_at.isoformat())
        newest = self.store.seen(asked.known_at)
        seen = newest if asked.seen is None else asked.seen
        if seen > newest:
            raise InputError("api.not_known_yet", value=seen)
        return Moment(asked.as_of or now.date(), seen)

    def search(
        self, query: str, asked: Asked, limit: int = PAGE, cursor: str | None = None
    ) -> Answer:
        """Find subjects by a part of a name, a former name or an identifier."""
        moment = self.moment(asked)
        page = search.search(self.store, query, moment, limit, cursor)
        return self._answer(page.data, moment, asked, truncated=page.truncated, next_page=page.next)

    def profile(self, query: str, asked: Asked) -> Answer:
        """Tell all that is known of one subject."""
        moment = self.moment(asked)
        found = resolution.lookup(self.store, query, moment)
        answer = profile(self.store, self.rulebook, found, moment)
        return self._answer(
            answer.data,
            moment,
            asked,
            formats=self.rulebook.formats,
            truncated=answer.truncated,
            warnings=[notice.data for notice in found.notices],
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
        found = resolution.lookup(self.store, query, moment)
        traced = trace.trace(
            self.store,
            self.rulebook,
            found.subject.entity,
            moment,
            depth,
            during=during,
            include=include,
        )
        notices = [notice.data for notice in found.notices]
        return self._answer(
            traced.data,
            moment,
            asked,
            formats=(*_RELATIONS, *_ADVERSE),
            truncated=traced.truncated,
            warnings=[*notices, *traced.warnings],
        )

    def path(self, first: str, second: str, asked: Asked, depth: int | None = None) -> Answer:
        """Show how two subjects are related."""
        moment = self.moment(asked)
        ends = [resolution.lookup(self.store, query, moment) for query in (first, second)]
        pair = (ends[0].subject.entity, ends[1].subject.entity)
        found = trace.paths(self.store, self.rulebook, pair, moment, depth)
        notices = [notice.data for end in ends for notice in end.notices]
        return self._answer(
            found.data,
            moment,
            asked,
            formats=_RELATIONS,
            truncated=found.truncated,
            warnings=[*notices, *found.warnings],
        )

    def screen(
        self,
        bidders: Iterable[Bidder],
        asked: Asked,
        purpose: str,
        stage: str | None,
        lot: Lot | None,
    ) -> tuple[Answer, Screening]:
        """Screen a list of bidders for a purpose; the screening itself serves exports."""
        moment = self.moment(asked)
        screening = screen(self.store, self.rulebook, bidders, purpose, stage, lot, moment)
        answer = self._answer(
            screening.data, moment, asked, formats=_ADVERSE, warnings=screening.warnings
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

    def explain(self, first: str, second: str, asked: Asked) -> Answer:
        """Tell what speaks for and against two subjects being one."""
        moment = self.moment(asked)
        return self._answer(
            resolution.explain(self.store, first, second, moment).data, moment, asked
        )

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
        decided = resolution.decide(
            self.store, first, second, verdict, by, reason, members=members or None
        )
        return self._answer(decided.data, self.moment(Asked()), Asked())

    def undo(self, decision: str, by: str, reason: str) -> Answer:
        """Undo a decision; the memberships that it changed are as before."""
        undone = resolution.undo(self.store, decision, by=by, reason=reason)
        return self._answer(undone.data, self.moment(Asked()), Asked())

    def sources(self, moment: Moment, formats: Collection[str]) -> Sequence[Received]:
        """Return the sources that send any of these formats."""
        known = sources(self.store, moment.seen, moment.as_of)
        return [source for source in known if set(source.formats) & set(formats)]

    def _board(self, board: Board, moment: Moment, asked: Asked) -> Answer:
        return self._answer(
            board.data, moment, asked, formats=board.formats, warnings=board.warnings
        )

    def _answer(  # noqa: PLR0913 (the parts of an answer)
        self,
        data: object,
        moment: Moment,
        asked: Asked,
        *,
        formats: Collection[str] = (),
        truncated: bool = False,
        next_page: str | None = None,
        warnings: Sequence[dict[str, str]] = (),
    ) -> Answer:
        return Answer(
            data=data,
            moment=moment,
            rulebook=self.rulebook.version,
            known_at=asked.known_at,
            sources=self.sources(moment, formats) if formats else (),
            truncated=truncated,
            next=next_page,
            warnings=warnings,
        )
