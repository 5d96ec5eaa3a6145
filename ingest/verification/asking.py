"""Asking: what is checked before a question goes out, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from graph.model import Moment
from graph.model.moment import SHANGHAI
from graph.store import Store
from graph.verification import Need, Outcome, Question, Receipt, State, consent_for, put, settle
from ingest.codes import document_key, parse_uscc
from ingest.masking import mask
from ingest.privacy import PersonKeys
from ingest.problems import RefusedValue
from ingest.verification.calling import CallFailed, call
from ingest.verification.connections import connection_of
from ingest.verification.fields import Fields, read_fields
from ingest.verification.wire import body_of, outcome_of
from messages import InputError, NotAllowedError, NotFoundError, RemoteError
from rulebook import Rulebook, Use, Verification

_CONSENT = "Consent"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to have verified.

    Attributes:
        verification: its id.
        fields: as stated, by code of the field.
        purpose: code of the purpose.
        office: unified code of the office that asks.
        by: who asks there.
        consent: number of the subject's consent, where one is needed.
    """

    verification: str
    fields: Mapping[str, str] = field(repr=False)
    purpose: str
    office: str
    by: str
    consent: str | None = None


def known(rulebook: Rulebook, verification: str, today: date) -> Verification:
    """Return a verification as it is in force.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = rulebook.in_force(Verification, verification, today)
    if found is None:
        listed = " ".join(each.id for each in rulebook.all_in_force(Verification, today))
        raise NotFoundError("verification.unknown", id=mask(verification), known=listed)
    return found


class Asker:
    """Asks other systems under one rulebook, and keeps the receipts in one graph."""

    def __init__(
        self,
        store: Store,
        rulebook: Rulebook,
        keys: Callable[[], PersonKeys],
        connections: Path,
    ) -> None:
        """Prepare to ask.

        Args:
            store: the graph.
            rulebook: the law.
            keys: opens what makes the ids of persons.
            connections: the file that says where to ask.
        """
        self._store = store
        self._rulebook = rulebook
        self._keys = keys
        self._connections = connections

    def ask(self, wish: Wish) -> Receipt:
        """Ask, and return the receipt of the answer.

        Raises:
            NotFoundError: no such verification.
            InputError: a field of the minimum is missing or wrong, or a number stands amid text.
            NotAllowedError: the purpose, the age or the consent forbids it.
            QuotaError: the office has had its answers of the day.
            RemoteError: the other side gave no answer that fits (the receipt says so), is not
                connected, or is not asked just now.
        """
        now = datetime.now(UTC)
        today = now.astimezone(SHANGHAI).date()
        entry = known(self._rulebook, wish.verification, today)
        use, office = _use(entry, wish), _office(wish)
        fields = read_fields(entry, wish.fields, self._rulebook, today)
        subject = self._subject(fields)
        consent = self._consent(entry, use, wish, subject, office, today)
        connection = connection_of(self._connections, entry.id)
        question = Question(
            entry.id, subject, use.code, office, wish.by, consent, self._rulebook.version
        )
        receipt = put(self._store, entry, question, now)
        body = body_of(receipt, fields.values)
        try:
            reply = call(connection, body, entry.timeout_seconds)
            outcome = outcome_of(reply, now, datetime.now(UTC))
        except CallFailed as failed:
            outcome = Outcome.failed(failed.code, datetime.now(UTC))
        return _answered(entry, settle(self._store, receipt, outcome))

    def _subject(self, fields: Fields) -> str:
        if fields.about_person:
            return self._keys().subject_id(fields.subject)
        return f"uscc:{fields.subject}"

    def _consent(
        self,
        entry: Verification,
        use: Use,
        wish: Wish,
        subject: str,
        office: str,
        today: date,
    ) -> str | None:
        if not entry.consent:
            return None
        if not wish.consent:
            raise NotAllowedError("verification.consent_missing", verification=entry.id)
        number = wish.consent.strip()
        need = Need(number, f"{_CONSENT}|{document_key(number)}", subject, office)
        moment = Moment(today, self._store.seen())
        return consent_for(self._store, entry, use, need, moment)


def _use(entry: Verification, wish: Wish) -> Use:
    for text in (wish.purpose, wish.by, wish.office, wish.consent or ""):
        if mask(text) != text:
            raise InputError("verification.number_in_text")
    if not wish.by.strip():
        raise InputError("verification.nobody")
    use = entry.use(wish.purpose)
    if use is None:
        allowed = " ".join(each.code for each in entry.purposes)
        raise NotAllowedError(
            "verification.purpose", verification=entry.id, purpose=wish.purpose, allowed=allowed
        )
    return use


def _office(wish: Wish) -> str:
    try:
        return f"uscc:{parse_uscc(wish.office)}"
    except RefusedValue:
        raise InputError("verification.office", office=wish.office) from None


def _answered(entry: Verification, receipt: Receipt) -> Receipt:
    """Return the receipt of an answer.

    Raises:
        RemoteError: there is none; the receipt goes with it.
    """
    outcome = receipt.outcome
    if outcome is None or outcome.state == State.ANSWERED:
        return receipt
    failed = RemoteError(
        f"verification.failed_{outcome.failure}",
        verification=entry.id,
        receipt=receipt.id,
        seconds=entry.timeout_seconds,
    )
    failed.answer = {"data": {"receipt": receipt.data}}
    raise failed
