"""What every answer is made with: the moment that it holds for, its sources, its envelope."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from api.answers import Answer, Asked
from graph.feeds import senders
from graph.model import Moment
from graph.model.moment import SHANGHAI
from graph.store import Store
from messages import AmbiguousError, InputError
from rulebook import Rulebook


class Office:
    """Puts answers about one graph under one rulebook into their envelope.

    Attributes:
        store: the graph.
        rulebook: the law.
    """

    def __init__(self, store: Store, rulebook: Rulebook) -> None:
        self.store = store
        self.rulebook = rulebook

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

    def now(
        self,
        data: object,
        following: str | None = None,
        formats: Collection[str] = (),
        warnings: Sequence[dict[str, str]] = (),
    ) -> Answer:
        """Return what holds now: what has just been done, or what only the present knows."""
        return self.answer(
            data,
            self.moment(Asked()),
            Asked(),
            formats=formats,
            truncated=following is not None,
            next_page=following,
            warnings=warnings,
        )

    def answer(  # noqa: PLR0913 (the parts of an answer)
        self,
        data: object,
        moment: Moment,
        asked: Asked,
        *,
        formats: Collection[str] = (),
        bearing: Sequence[Mapping[str, object]] = (),
        truncated: bool = False,
        next_page: str | None = None,
        warnings: Sequence[dict[str, str]] = (),
    ) -> Answer:
        """Return an answer with the sources that send ``formats`` and those known to bear on it."""
        named = self._sources(moment, formats) if formats else []
        return Answer(
            data=data,
            as_of=moment.as_of,
            seen=moment.seen,
            rulebook=self.rulebook.version,
            known_at=asked.known_at,
            sources=[*named, *(source for source in bearing if source not in named)],
            truncated=truncated,
            next=next_page,
            warnings=warnings,
        )

    @contextmanager
    def with_candidates(self, moment: Moment, asked: Asked) -> Iterator[None]:
        """Give an ambiguous look-up its answer: the candidates, and from when they are."""
        try:
            yield
        except AmbiguousError as error:
            data = {"candidates": error.params["candidates"]}
            error.answer = self.answer(data, moment, asked).document
            raise

    def _sources(self, moment: Moment, formats: Collection[str]) -> list[Mapping[str, object]]:
        """Return the sources that send any of these formats."""
        return [source.data for source in senders(self.store, moment, formats)]
