"""Whether a subject has consented: who, to whom, to which kind of data, for what, until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Moment
from graph.store import Row, Store
from graph.subjects import entities_of
from messages import NotAllowedError
from rulebook import Use, Verification
from rulebook.names import plain

_SEPARATORS = re.compile(r"[、，；;,/\n]+")


@dataclass(frozen=True, slots=True)
class Need:
    """What a consent has to cover.

    Attributes:
        number: of the consent, as the sentence names it.
        key: of the consent's record.
        subject: who has to have given it.
        office: to whom.
    """

    number: str
    key: str
    subject: str
    office: str


def consent_for(store: Store, entry: Verification, use: Use, need: Need, moment: Moment) -> str:
    """Return the key of the consent that covers a question.

    Raises:
        NotAllowedError: none is known of that number, another gave it, it was given to another, is
            not in force, or is for other data or another purpose.
    """
    rows = store.read("verification/consent", key=need.key, seen=moment.seen)
    if not rows:
        raise NotAllowedError("verification.consent_unknown", number=need.number)
    wrong = _wrong(store, entry, use, need, moment, rows[0])
    if wrong:
        raise NotAllowedError(f"verification.consent_{wrong}", number=need.number)
    return need.key


def _wrong(
    store: Store, entry: Verification, use: Use, need: Need, moment: Moment, said: Row
) -> str | None:
    """Return what of a consent does not cover the question."""
    if not _is_among(store, need.subject, said["givers"], moment.seen):
        return "of_another"
    if not _is_among(store, need.office, said["recipients"], moment.seen):
        return "to_another"
    if not said["valid_from"] <= moment.as_of <= said["valid_to"]:
        return "not_in_force"
    if not _words(said["data_kinds"]) & entry.kinds:
        return "other_data"
    return None if _words(said["purpose"]) & use.terms else "other_use"


def _is_among(store: Store, subject: str, named: Sequence[str], seen: int) -> bool:
    """Tell whether a subject is one of those named, under whatever id."""
    entities = entities_of(store, [subject, *named], seen)
    return entities.get(subject, subject) in {entities.get(each, each) for each in named}


def _words(text: str | None) -> frozenset[str]:
    return frozenset(plain(word) for word in _SEPARATORS.split(text or "") if word.strip())
