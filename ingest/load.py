"""Loading files: rows to facts, facts to the graph, in chunks that are each one commit.

Preparing the next chunk and writing the last one overlap: the server works while Python reads, in
a process of its own if the file is long.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from graph import feeds, resolution
from graph.store import Store
from graph.store.chunks import Chunk, Recorded, Snapshot
from graph.store.recording import record
from graph.store.snapshots import end_unlisted
from ingest.ahead import Ahead, Reading
from ingest.collecting import seldom_collected
from ingest.incoming import Incoming
from ingest.prepare import Preparation, Stated
from ingest.privacy import PersonKeys
from ingest.reading import Sheet, open_sheet
from ingest.reading.sheet import Aside
from messages import Text, both
from rulebook import Rulebook

CHUNK_ROWS = 2_000
_ROWS_SHOWN = 10

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
        return self._timed(incoming, open_sheet(incoming.path), progress, reopens=True)

    def load_rows(
        self, incoming: Incoming, sheet: Sheet, progress: Progress = lambda *_: None
    ) -> Outcome:
        """Load the rows of a sheet as those of a file."""
        return self._timed(incoming, sheet, progress, reopens=False)

    def _timed(
        self, incoming: Incoming, sheet: Sheet, progress: Progress, *, reopens: bool
    ) -> Outcome:
        started = time.monotonic()
        outcome = Outcome(incoming, aside=sheet.aside)
        done = self._store.read("store/resume", id=incoming.id)[0]
        if done["finished"] and done["rulebook"] == self._rulebook.version:
            self._known(outcome, done)
        else:
            preparation = Preparation(incoming, self._rulebook, self._keys)
            reading = Reading(incoming, preparation, CHUNK_ROWS, self._by)
            with seldom_collected():
                self._load(outcome, Ahead(reading, sheet, reopens=reopens), done, progress)
        outcome.seconds = time.monotonic() - started
        return outcome

    def _known(self, outcome: Outcome, done: dict[str, Any]) -> None:
        outcome.read = done["read"]
        outcome.quarantined = done["quarantined"]
        outcome.unchanged = outcome.read - outcome.quarantined

    def _load(
        self, outcome: Outcome, ahead: Ahead, done: dict[str, Any], progress: Progress
    ) -> None:
        incoming = outcome.incoming
        resume_after = 0 if done["finished"] else done["row_to"]
        with closing(ahead.chunks()) as chunks:
            first = next(chunks, self._nothing(incoming))
            self._describe(incoming)  # nothing is kept of a file that cannot be read
            self._record(outcome, chain((first,), chunks), resume_after, progress)
        outcome.aside = ahead.aside
        if incoming.mode == "snapshot" and not done["finished"]:
            self._end(outcome, ahead.stated)
        if done["row_to"]:  # an earlier load was stopped before it asked who they are
            outcome.named |= self._unsettled(incoming)
        self._finish(outcome, ahead.stated)

    def _record(
        self, outcome: Outcome, chunks: Iterable[Chunk], resume_after: int, progress: Progress
    ) -> None:
        """Write chunks, those left out that an interrupted load wrote: up to a row."""
        with ThreadPoolExecutor(max_workers=1) as writer:
            pending: Future[Recorded] | None = None
            for chunk in chunks:
                outcome.read += chunk.read
                if chunk.row_to <= resume_after:
                    self._count_done(outcome, chunk)
                    continue
                self._collect(outcome, pending, progress)
                pending = writer.submit(record, self._store, chunk)
            self._collect(outcome, pending, progress)

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

    def _nothing(self, incoming: Incoming) -> Chunk:
        """Return the chunk of a file without rows, so that it has its commit."""
        return Chunk(incoming.id, self._by, row_from=1, row_to=1, read=0, dated=incoming.dated)

    def _count_done(self, outcome: Outcome, chunk: Chunk) -> None:
        outcome.quarantined += len(chunk.refused)
        outcome.unchanged += chunk.read - len(chunk.refused)

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

    def _finish(self, outcome: Outcome, stated: Stated) -> None:
        incoming = outcome.incoming
        asked = sorted(outcome.named | stated.described)
        outcome.decisions = len(resolution.settle(self._store, asked, self._by))
        refused = sorted(stated.refused)
        self._store.write_unclocked("ingest/accept", file=incoming.id, refused=refused)
        self._store.write_unclocked(
            "store/finish_file",
            id=incoming.id,
            rulebook=self._rulebook.version,
            read=outcome.read,
            sheet_end=stated.last_row,
        )

    def _end(self, outcome: Outcome, stated: Stated) -> None:
        incoming = outcome.incoming
        snapshot = Snapshot(
            file=incoming.id,
            name=incoming.name,
            by=self._by,
            dated=incoming.dated,
            row=stated.last_row,
            keys=frozenset(stated.keys),
            fact_scopes=tuple(sorted(stated.fact_scopes)),
            relation_scopes=stated.relation_scopes,
            relation_types=tuple(sorted(stated.relation_types)),
            doubts=tuple(stated.doubts),
            most_ended=None if self._allow_ending else incoming.standard.most_ended,
        )
        ends = end_unlisted(self._store, snapshot)
        outcome.ended, outcome.held = ends.ended, ends.held
