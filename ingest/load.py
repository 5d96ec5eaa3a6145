"""Loading files: rows to facts, facts to the graph, in chunks that are each one commit.

Preparing the next chunk and writing the last one overlap: the server works while Python reads.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from graph import feeds, resolution
from graph.store import Store
from graph.store.chunks import Chunk, Recorded, Snapshot
from graph.store.recording import record
from graph.store.snapshots import end_unlisted
from ingest.incoming import Incoming
from ingest.prepare import Preparation, Prepared
from ingest.privacy import PersonKeys
from ingest.reading import Sheet, open_sheet
from ingest.reading.sheet import Aside
from messages import Text, both
from rulebook import Rulebook

CHUNK_ROWS = 2_000
_ROWS_SHOWN = 10
_OBJECTS_BETWEEN = 100_000

Progress = Callable[[Incoming, int], None]


@dataclass(slots=True)
class Outcome:
    """What became of a file.

    Attributes:
        read: its rows; ``read = loaded + unchanged + quarantined``.
        loaded: rows with a new fact.
        unchanged: rows that brought nothing new.
        quarantined: rows that were refused.
        ended: facts that a snapshot no longer lists.
        held: facts that it does not list either, but that a refused row of it may have listed.
        decisions: subjects that were recognised as known ones.
        commits: transactions.
        named: subjects that nobody had named before.
        aside: what the sheet has besides its rows.
    """

    incoming: Incoming
    read: int = 0
    loaded: int = 0
    unchanged: int = 0
    quarantined: int = 0
    ended: int = 0
    held: int = 0
    decisions: int = 0
    commits: int = 0
    named: set[str] = field(default_factory=set)
    seconds: float = 0.0
    aside: Aside = field(default_factory=Aside)

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What whoever loads the file has to know."""
        name, aside = self.incoming.name, self.aside
        told = (
            (self.held, both("ingest.held", file=name, count=self.held)),
            (aside.hidden, both("ingest.hidden_rows", file=name, count=aside.hidden)),
            (aside.notes, both("ingest.notes_left", file=name, rows=_listed(aside.notes))),
        )
        return tuple(sentence for applies, sentence in told if applies)

    @property
    def data(self) -> dict[str, object]:
        """As the contract writes it."""
        return {
            "file": self.incoming.name,
            "format": self.incoming.standard.id,
            "mode": self.incoming.mode,
            "read": self.read,
            "loaded": self.loaded,
            "unchanged": self.unchanged,
            "quarantined": self.quarantined,
            "ended": self.ended,
            "held": self.held,
            "recognised": self.decisions,
            "commits": self.commits,
            "seconds": round(self.seconds, 3),
        }


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for cycles seldom: rows and facts make none, and the looking takes a tenth of a load."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _listed(rows: Sequence[int]) -> str:
    shown = "、".join(map(str, rows[:_ROWS_SHOWN]))
    return shown if len(rows) <= _ROWS_SHOWN else f"{shown}…"


class Loader:
    """Loads files into one graph.

    Args:
        store: the graph.
        rulebook: the field standards.
        secret: file of the secret that person keys are made with.
        by: who loads.
        allow_ending: whether a snapshot may end more than its format's share of what is in force.
    """

    def __init__(
        self,
        store: Store,
        rulebook: Rulebook,
        secret: Path,
        by: str,
        *,
        allow_ending: bool = False,
    ) -> None:
        self._allow_ending = allow_ending
        self._store = store
        self._rulebook = rulebook
        self._keys = PersonKeys.open(secret, store)
        self._by = by

    def load(self, incoming: Incoming, progress: Progress = lambda *_: None) -> Outcome:
        """Load one file, going on where an interrupted load stopped.

        Raises:
            InputError: the file cannot be read; what was committed before stays.
        """
        return self.load_rows(incoming, open_sheet(incoming.path), progress)

    def load_rows(
        self, incoming: Incoming, sheet: Sheet, progress: Progress = lambda *_: None
    ) -> Outcome:
        """Load the rows of a sheet as those of a file."""
        started = time.monotonic()
        outcome = Outcome(incoming, aside=sheet.aside)
        done = self._store.read("store/resume", id=incoming.id)[0]
        if done["finished"] and done["rulebook"] == self._rulebook.version:
            self._known(outcome, done)
        else:
            with _seldom_collected():
                self._load(outcome, sheet, done, progress)
        outcome.seconds = time.monotonic() - started
        return outcome

    def _known(self, outcome: Outcome, done: dict[str, Any]) -> None:
        outcome.read = done["read"]
        outcome.quarantined = done["quarantined"]
        outcome.unchanged = outcome.read - outcome.quarantined

    def _load(
        self, outcome: Outcome, sheet: Sheet, done: dict[str, Any], progress: Progress
    ) -> None:
        incoming = outcome.incoming
        preparation = Preparation(incoming, self._rulebook, self._keys)
        resume_after = 0 if done["finished"] else done["row_to"]
        chunks = preparation.chunks(sheet, CHUNK_ROWS)
        first = next(chunks, Prepared(1, 1, 0))  # nothing is kept of a file that cannot be read
        self._describe(incoming)
        with ThreadPoolExecutor(max_workers=1) as writer:
            pending: Future[Recorded] | None = None
            for prepared in chain((first,), chunks):
                outcome.read += prepared.read
                if prepared.row_to <= resume_after:
                    self._count_done(outcome, prepared)
                    continue
                self._collect(outcome, pending, progress)
                pending = writer.submit(record, self._store, self._chunk(incoming, prepared))
            self._collect(outcome, pending, progress)
        if incoming.mode == "snapshot" and not done["finished"]:
            self._end(outcome, preparation)
        if done["row_to"]:  # an earlier load was stopped before it asked who they are
            outcome.named |= self._unsettled(incoming)
        self._finish(outcome, preparation)

    def _unsettled(self, incoming: Incoming) -> set[str]:
        return {row["id"] for row in self._store.read("ingest/unsettled", file=incoming.id)}

    def _describe(self, incoming: Incoming) -> None:
        self._store.write_unclocked(
            "store/file",
            id=incoming.id,
            properties=incoming.properties,
            source=incoming.source,
            source_properties={"name": incoming.source_name},
        )
        sent = (incoming.source, [incoming.standard.id], incoming.terms)
        feeds.agree(self._store, *sent, by=self._by, at=incoming.received_at)

    def _chunk(self, incoming: Incoming, prepared: Prepared) -> Chunk:
        return Chunk(
            file=incoming.id,
            by=self._by,
            row_from=prepared.row_from,
            row_to=prepared.row_to,
            read=prepared.read,
            subjects=tuple(prepared.facts.subjects),
            nodes=tuple(prepared.facts.nodes),
            relations=tuple(prepared.facts.relations),
            refused=tuple(prepared.refused),
            dated=incoming.dated,
            snapshot=incoming.mode == "snapshot",
        )

    def _count_done(self, outcome: Outcome, prepared: Prepared) -> None:
        outcome.quarantined += len(prepared.refused)
        outcome.unchanged += prepared.read - len(prepared.refused)

    def _collect(
        self, outcome: Outcome, pending: Future[Recorded] | None, progress: Progress
    ) -> None:
        if pending is None:
            return
        recorded = pending.result()
        outcome.loaded += recorded.loaded
        outcome.unchanged += recorded.unchanged
        outcome.quarantined += recorded.quarantined
        outcome.commits += recorded.commits
        outcome.named.update(recorded.subjects)
        progress(outcome.incoming, recorded.loaded + recorded.unchanged + recorded.quarantined)

    def _finish(self, outcome: Outcome, preparation: Preparation) -> None:
        incoming = outcome.incoming
        asked = sorted(outcome.named | preparation.described)
        outcome.decisions = len(resolution.settle(self._store, asked, self._by))
        refused = sorted(preparation.refused)
        self._store.write_unclocked("ingest/accept", file=incoming.id, refused=refused)
        self._store.write_unclocked(
            "store/finish_file",
            id=incoming.id,
            rulebook=self._rulebook.version,
            read=outcome.read,
            sheet_end=preparation.last_row,
        )

    def _end(self, outcome: Outcome, preparation: Preparation) -> None:
        incoming = outcome.incoming
        snapshot = Snapshot(
            file=incoming.id,
            name=incoming.name,
            by=self._by,
            dated=incoming.dated,
            row=preparation.last_row,
            keys=frozenset(preparation.keys),
            fact_scopes=tuple(sorted(preparation.fact_scopes)),
            relation_scopes=preparation.relation_scopes,
            relation_types=tuple(sorted(preparation.relation_types)),
            doubts=tuple(preparation.doubts),
            most_ended=None if self._allow_ending else incoming.standard.most_ended,
        )
        ends = end_unlisted(self._store, snapshot)
        outcome.ended, outcome.held = ends.ended, ends.held
