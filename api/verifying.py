"""核验, as the command line and HTTP give it: what can be asked, asking, and the receipts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from api import numbers
from api.answers import Answer, Asked
from api.desk import Desk
from api.shapes import column_data
from graph import verification
from graph.model.moment import SHANGHAI
from ingest.masking import mask
from ingest.verification import CONNECTIONS, Asker, Wish, connected, known
from messages import RemoteError
from rulebook import LegalBasis, Use, Verification

_FORMATS = ("consents",)
Data = dict[str, object]


def listed(desk: Desk) -> Answer:
    """List what can be verified: the question, the least fields, purposes, limits, basis."""
    today = datetime.now(SHANGHAI).date()
    reached = connected(_connections(desk))
    entries = desk.rulebook.all_in_force(Verification, today)
    items = [_entry(entry, is_connected=entry.id in reached) for entry in entries]
    return Answer.of_rulebook({"items": items}, desk.rulebook.version, today)


def asker(desk: Desk) -> Asker:
    """Return what asks for a desk."""
    return Asker(desk.store, desk.rulebook, desk.person_keys, _connections(desk))


def _connections(desk: Desk) -> Path:
    """Return the file that says where to ask; it lies beside the person key."""
    return desk.person_key.with_name(CONNECTIONS)


def asked(desk: Desk, wish: Wish) -> Answer:
    """Ask another system, and tell its answer with the receipt.

    Raises:
        CreditgraphError: as :meth:`ingest.verification.Asker.ask` does.
    """
    with _with_receipt(desk):
        receipt = asker(desk).ask(wish)
    entry = known(desk.rulebook, wish.verification, receipt.asked_on)
    shown = {code: mask(text) for code, text in wish.fields.items()}
    data = {
        "receipt": receipt.data,
        "question_zh": entry.question.zh.format(**shown),
        "question_en": entry.question.en.format(**shown),
    }
    return desk.now(data, formats=_FORMATS if entry.consent else ())


@contextmanager
def _with_receipt(desk: Desk) -> Iterator[None]:
    """Give a failed call its answer: the receipt, in the envelope of every answer."""
    try:
        yield
    except RemoteError as error:
        if error.answer:
            error.answer = desk.now(error.answer["data"]).document
        raise


def receipt(desk: Desk, receipt_id: str, question: Asked) -> Answer:
    """Show one receipt."""
    numbers.require_no_number_as_id(receipt_id)
    moment = desk.moment(question)
    found = verification.find(desk.store, receipt_id, moment)
    return desk.answer(found.data, moment, question)


def receipts(desk: Desk, question: Asked, cursor: str | None, limit: int) -> Answer:
    """List the receipts, the newest first."""
    moment = desk.moment(question)
    found, following = verification.page(desk.store, moment, cursor, limit)
    return desk.answer(
        {"items": [each.data for each in found]},
        moment,
        question,
        truncated=following is not None,
        next_page=following,
    )


def _entry(entry: Verification, *, is_connected: bool) -> Data:
    return {
        "id": entry.id,
        "name_zh": entry.name_zh,
        "name_en": entry.name_en,
        "question_zh": entry.question.zh,
        "question_en": entry.question.en,
        "subjects": list(entry.subjects),
        "subject_field": entry.subject_field,
        "fields": [column_data(column) for column in entry.fields],
        "consent": entry.consent,
        "purposes": [_use(use) for use in entry.purposes],
        "daily_quota": entry.daily_quota,
        "timeout_seconds": entry.timeout_seconds,
        "breaker": entry.breaker.model_dump(),
        "keep_days": entry.keep_days,
        "basis": [_basis(basis) for basis in entry.legal_basis],
        "configurable": entry.note if entry.verified == "configurable" else None,
        "connected": is_connected,
    }


def _use(use: Use) -> Data:
    return {"code": use.code, "name_zh": use.name_zh, "name_en": use.name_en}


def _basis(basis: LegalBasis) -> Data:
    return basis.model_dump()
