"""A question is answered by the other side, or refused, or the call fails; each says which."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from api import verifying
from api.answers import Asked
from api.desk import Desk
from graph.store import Store
from graph.verification import Answer, Receipt, State, find
from ingest.verification import CONNECTIONS, Wish, known
from ingest.verification.fields import read_fields
from messages import (
    CreditgraphError,
    InputError,
    NotAllowedError,
    NotFoundError,
    RemoteError,
)
from rulebook import Rulebook
from tests.verification.conftest import (
    CREDENTIAL,
    FIRM,
    NUMBER,
    OFFICE,
    SPOUSE,
    TODAY,
    Change,
    citizen_number,
    insurance,
    marriage,
)
from tests.verification.stub import Stub

CHILD = citizen_number(date(TODAY.year - 17, TODAY.month, 1))


def ask(desk: Desk, wish: Wish) -> Receipt:
    return verifying.asker(desk).ask(wish)


def refused(desk: Desk, wish: Wish) -> CreditgraphError:
    with pytest.raises(CreditgraphError) as caught:
        ask(desk, wish)
    error = caught.value
    assert error.text.zh != error.text.en
    for number in (NUMBER, SPOUSE, CHILD):
        assert number not in error.text.zh + error.text.en + repr(error.params)
    return error


def kept(store: Store) -> int:
    with store._driver.session() as session:
        counted = session.run("MATCH (x:Receipt|Outcome) RETURN count(x) AS kept").single(
            strict=True
        )
    return int(counted["kept"])


@pytest.mark.parametrize("said", list(Answer))
def test_the_answer_is_the_other_sides_word(desk: Desk, stub: Stub, said: Answer) -> None:
    stub.behaviour = str(said)
    receipt = ask(desk, marriage())
    assert receipt.outcome
    assert (receipt.state, receipt.outcome.answer) == (State.ANSWERED, said)
    assert receipt.outcome.reference == "REF-1"
    assert receipt.question.subject == desk.person_keys().subject_id(NUMBER)
    assert receipt.question.consent == "Consent|SQ-1"
    assert receipt.question.rulebook == desk.rulebook.version
    assert (receipt.keep_until - receipt.asked_on).days == 1826
    moment = desk.moment(Asked())
    assert find(desk.store, receipt.id, moment) == receipt


def test_what_is_sent_is_the_stated_contract(desk: Desk, stub: Stub) -> None:
    receipt = ask(desk, insurance())
    (body,) = stub.asked
    assert body == {
        "verification": "social_insurance",
        "fields": {"name": "澄州虚构有限公司", "uscc": FIRM, "month": "2026-10-01"},
        "purpose": "financing",
        "receipt": receipt.id,
    }
    assert receipt.question.subject == f"uscc:{FIRM}"
    assert stub.headers[0]["Authorization"] == f"Bearer {CREDENTIAL}"


def test_a_verification_without_consent_needs_none(desk: Desk) -> None:
    fields = {"name": "澄州虚构有限公司", "uscc": FIRM, "project_number": "BK2026001"}
    receipt = ask(desk, insurance(verification="research", fields=fields, consent=None))
    assert receipt.question.consent is None


def test_a_holder_may_be_person_or_firm(desk: Desk, stub: Stub) -> None:
    shared = {"name": "甄虚构", "certificate_number": "苏（2026）澄州市不动产权第0000001号"}
    fields = {**shared, "holder_code": NUMBER, "region": "苏州市"}
    receipt = ask(desk, marriage(verification="real_estate", fields=fields))
    assert receipt.question.subject.startswith("person:")
    assert stub.asked[0]["fields"]["region"] == "320500"


def without(field: str) -> dict[str, str]:
    return {code: text for code, text in marriage().fields.items() if code != field}


def changed(**fields: str) -> dict[str, str]:
    return {**marriage().fields, **fields}


REFUSALS: list[tuple[str, type[CreditgraphError], dict[str, Any]]] = [
    ("unknown", NotFoundError, {"verification": "horoscope"}),
    ("unknown", NotFoundError, {"verification": NUMBER}),
    ("purpose", NotAllowedError, {"purpose": "curiosity"}),
    ("purpose", NotAllowedError, {"purpose": ""}),
    ("office", InputError, {"office": "市局"}),
    ("nobody", InputError, {"by": " "}),
    ("number_in_text", InputError, {"by": f"某{NUMBER}"}),
    ("number_in_text", InputError, {"purpose": NUMBER}),
    ("number_in_text", InputError, {"consent": NUMBER}),
    *(("missing_field", InputError, {"fields": without(code)}) for code in marriage().fields),
    ("missing_field", InputError, {"fields": changed(name="  ")}),
    ("missing_field", InputError, {"fields": changed(citizen_id="1101051949****002X")}),
    ("unknown_field", InputError, {"fields": changed(phone="13900008888")}),
    ("unknown_field", InputError, {"fields": changed(**{NUMBER: "1"})}),
    ("malformed_field", InputError, {"fields": changed(citizen_id="110105194912310021")}),
    ("malformed_field", InputError, {"fields": changed(citizen_id=FIRM)}),
    ("long_field", InputError, {"fields": changed(name="甄" * 101)}),
    ("number_in_field", InputError, {"fields": changed(name=f"甄虚构{NUMBER}")}),
    ("minor", NotAllowedError, {"fields": changed(citizen_id=CHILD)}),
    ("minor", NotAllowedError, {"fields": changed(spouse_citizen_id=CHILD)}),
    ("consent_missing", NotAllowedError, {"consent": None}),
    ("consent_unknown", NotAllowedError, {"consent": "SQ-NONE"}),
    ("consent_of_another", NotAllowedError, {"consent": "SQ-OTHER"}),
    ("consent_of_another", NotAllowedError, {"consent": "SQ-FIRM"}),
    ("consent_to_another", NotAllowedError, {"consent": "SQ-BANK"}),
    ("consent_not_in_force", NotAllowedError, {"consent": "SQ-PAST"}),
    ("consent_not_in_force", NotAllowedError, {"consent": "SQ-LATER"}),
    ("consent_other_data", NotAllowedError, {"consent": "SQ-TAX"}),
    ("consent_other_use", NotAllowedError, {"consent": "SQ-USE"}),
]


@pytest.mark.parametrize(
    ("key", "kind", "changes"), REFUSALS, ids=[f"{n}-{r[0]}" for n, r in enumerate(REFUSALS)]
)
def test_a_refusal_says_why_and_nothing_is_asked(
    desk: Desk, stub: Stub, key: str, kind: type[CreditgraphError], changes: dict[str, Any]
) -> None:
    error = refused(desk, marriage(**changes))
    assert error.key == f"verification.{key}"
    assert type(error) is kind
    assert stub.asked == []
    assert kept(desk.store) == 0


@pytest.mark.parametrize(
    ("born", "today", "is_minor"),
    [
        (date(2008, 11, 24), date(2026, 11, 23), True),
        (date(2008, 11, 24), date(2026, 11, 24), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
    ],
)
def test_the_eighteenth_birthday_decides(born: date, today: date, *, is_minor: bool) -> None:
    rulebook = Rulebook.load()
    entry = known(rulebook, "marriage", today)
    fields = changed(citizen_id=citizen_number(born))
    if not is_minor:
        assert read_fields(entry, fields, rulebook, today).about_person
        return
    with pytest.raises(NotAllowedError):
        read_fields(entry, fields, rulebook, today)


def test_the_missing_field_is_named(desk: Desk) -> None:
    error = refused(desk, marriage(fields=without("spouse_name")))
    assert "spouse_name" in error.text.zh
    assert "配偶姓名" in error.text.zh


def test_a_firm_is_no_person(desk: Desk, change: Change, home: Any) -> None:
    own = Desk(desk.store, change("vehicle", subjects=["person"]), home / "person.key")
    fields = {"name": "甲", "owner_code": FIRM, "plate_number": "苏E00001"}
    error = refused(own, insurance(verification="vehicle", fields=fields))
    assert error.key == "verification.wrong_subject"


FAILURES = {
    "broken": "status",
    "redirect": "status",
    "garbage": "unreadable",
    "word": "unreadable",
    "partial": "unreadable",
    "number_as_reference": "unreadable",
    "sentence_as_reference": "unreadable",
    "no_zone": "unreadable",
    "yesterday": "wrong_time",
    "huge": "too_large",
}


@pytest.mark.parametrize(("behaviour", "failure"), FAILURES.items())
def test_a_failed_call_is_an_error_with_a_receipt(
    desk: Desk, stub: Stub, behaviour: str, failure: str
) -> None:
    stub.behaviour = behaviour
    error = refused(desk, marriage())
    assert (error.key, error.status) == (f"verification.failed_{failure}", 502)
    data: Any = error.answer["data"]
    receipt = data["receipt"]
    assert (receipt["state"], receipt["failure"]) == ("failed", failure)
    assert (receipt["answer"], receipt["reference"], receipt["answered_at"]) == (None, None, None)
    assert receipt["id"] in error.text.zh


@pytest.mark.parametrize("behaviour", ["slow", "drip"])
def test_a_late_answer_is_no_answer(
    desk: Desk, stub: Stub, change: Change, home: Any, behaviour: str
) -> None:
    stub.behaviour = behaviour
    quick = Desk(desk.store, change("marriage", timeout_seconds=1), home / "person.key")
    error = refused(quick, marriage())
    assert error.key == "verification.failed_timed_out"
    data: Any = error.answer["data"]
    receipt = data["receipt"]
    assert receipt["state"] == "failed"


def test_nobody_there_is_no_answer(desk: Desk, home: Any) -> None:
    (home / CONNECTIONS).write_text("marriage: {url: 'http://127.0.0.1:9/'}", "utf-8")
    assert refused(desk, marriage()).key == "verification.failed_unreachable"


def test_a_server_that_cannot_prove_itself_is_sent_nothing(
    desk: Desk, stub: Stub, home: Any
) -> None:
    url = stub.url.replace("http:", "https:")
    (home / CONNECTIONS).write_text(f"marriage: {{url: '{url}'}}", "utf-8")
    assert refused(desk, marriage()).key == "verification.failed_unreachable"
    assert stub.asked == []


def test_one_reference_answers_one_question(desk: Desk, stub: Stub) -> None:
    stub.behaviour = "same_reference"
    assert ask(desk, marriage()).state == State.ANSWERED
    assert refused(desk, marriage()).key == "verification.failed_reference_reused"
    assert ask(desk, insurance()).state == State.ANSWERED  # another interface counts by itself


@pytest.mark.parametrize(
    ("stated", "key"),
    [
        ("", "not_connected"),
        ("tax: {url: 'https://example.org/'}", "not_connected"),
        ("marriage: {url: 'http://example.org/'}", "bad_connections"),
        ("marriage: {url: 'http://10.0.0.1/'}", "bad_connections"),
        ("marriage: {url: 'ftp://127.0.0.1/'}", "bad_connections"),
        ("marriage: {url: 'http://localhost.example.org/'}", "bad_connections"),
        ("marriage: {url: 'https://u:GEHEIM@example.org/'}", "bad_connections"),
        ("marriage: {url: 'https://127.0.0.1:99999/'}", "bad_connections"),
        ("marriage: {url: 'https:// /'}", "bad_connections"),
        ("marriage: {address: 'https://GEHEIM.example.org/'}", "bad_connections"),
        ("marriage: [", "bad_connections"),
        ("- marriage", "bad_connections"),
        ("marriage: {url: 'https://example.org/', credential_file: none}", "bad_credential"),
    ],
)
def test_where_to_ask_is_stated_and_safe(desk: Desk, home: Any, stated: str, key: str) -> None:
    (home / CONNECTIONS).write_text(stated, "utf-8")
    error = refused(desk, marriage())
    assert error.key == f"verification.{key}"
    assert isinstance(error, RemoteError if key == "not_connected" else InputError)
    assert "GEHEIM" not in error.text.zh + error.text.en
    assert kept(desk.store) == 0


def test_an_address_shows_in_no_list(desk: Desk, stub: Stub) -> None:
    told = str(verifying.listed(desk).document)
    assert "'connected': True" in told
    assert stub.url not in told
    assert CREDENTIAL not in told


def test_consents_are_as_they_are_loaded(desk: Desk, tmp_path: Any) -> None:
    """A consent from a file, with brackets in its number, by a person known by number."""
    from ingest.incoming import find_files  # noqa: PLC0415 (only here)
    from ingest.load import Loader  # noqa: PLC0415

    rows = (
        "授权人名称,授权人代码,被授权单位名称,被授权单位代码,授权编号,授权用途,授权信息种类,授权日期,授权截止日期\n"
        f"甄虚构,{NUMBER},澄州市某局,{OFFICE},澄融授〔2026〕21号,授信审查,婚姻登记,2026-01-01,2035-01-01\n"
    )
    file = tmp_path / "consents.csv"
    file.write_text(rows, "utf-8")
    loader = Loader(desk.store, desk.rulebook, desk.person_key, "test")
    for incoming in find_files([file], desk.rulebook, None):
        assert loader.load(incoming).quarantined == 0
    assert ask(desk, marriage(consent="澄融授(2026)21号")).state == State.ANSWERED
