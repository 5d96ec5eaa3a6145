"""Quota and circuit breaker: counted from the receipts, over threads and processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api import verifying
from api.desk import Desk
from graph.model.moment import SHANGHAI
from graph.store import Store
from graph.verification import Outcome, Question, Receipt, State, put, settle
from ingest.verification import Wish
from messages import CreditgraphError, QuotaError, RemoteError
from rulebook import Rulebook, Verification
from tests.builders import uscc
from tests.verification.conftest import FIRM, OFFICE, Change, insurance
from tests.verification.stub import Stub

EVENING = datetime(2026, 11, 24, 23, 59, 59, tzinfo=SHANGHAI).astimezone(UTC)
QUESTION = Question(
    "social_insurance", f"uscc:{FIRM}", "financing", f"uscc:{OFFICE}", "tester", None, "1"
)


def entry(book: Rulebook) -> Verification:
    return book.versions(Verification)["social_insurance"][-1]


def tried(desk: Desk, book: Rulebook, wish: Wish) -> str:
    """Return how far a question came: its state, or the key of the error."""
    asker = verifying.asker(Desk(desk.store, book, desk.person_key))
    try:
        return str(asker.ask(wish).state)
    except CreditgraphError as error:
        return error.key.removeprefix("verification.")


def test_a_quota_is_an_offices_and_a_verifications(desk: Desk, stub: Stub, change: Change) -> None:
    book = change("social_insurance", daily_quota=2)
    assert [tried(desk, book, insurance()) for _ in range(3)] == ["answered", "answered", "quota"]
    assert len(stub.asked) == 2
    tax = {"name": "澄州虚构有限公司", "uscc": FIRM, "as_of": "2026-11-01"}
    assert tried(desk, book, insurance(verification="tax", fields=tax)) == "answered"
    other = insurance(office=uscc(903, "11320500"))
    assert tried(desk, book, other) == "consent_to_another"  # its own quota, its own consents


def test_a_quota_opens_at_midnight_in_shanghai(store: Store, change: Change) -> None:
    one = entry(change("social_insurance", daily_quota=1))
    put(store, one, QUESTION, EVENING)
    with pytest.raises(QuotaError) as refused:
        put(store, one, QUESTION, EVENING)
    assert "2026-11-25 00:00" in refused.value.text.zh
    assert put(store, one, QUESTION, EVENING + timedelta(seconds=1)).asked_on.day == 25


def test_a_failed_call_costs_no_answer(store: Store, change: Change) -> None:
    one = entry(change("social_insurance", daily_quota=1))
    first = put(store, one, QUESTION, EVENING)
    settle(store, first, Outcome.failed("timed_out", EVENING))
    second = put(store, one, QUESTION, EVENING)
    settle(store, second, Outcome(State.ANSWERED, EVENING, reference="R"))
    with pytest.raises(QuotaError):
        put(store, one, QUESTION, EVENING)


def test_callers_at_once_share_a_quota(desk: Desk, stub: Stub, change: Change) -> None:
    book = change("social_insurance", daily_quota=5)
    with ThreadPoolExecutor(8) as pool:
        came = Counter(pool.map(lambda _: tried(desk, book, insurance()), range(8)))
    assert came == {"answered": 5, "quota": 3}
    assert len(stub.asked) == 5


def test_processes_share_a_quota(
    desk: Desk, stub: Stub, change: Change, server_environment: dict[str, str], tmp_path: Path
) -> None:
    change("social_insurance", daily_quota=1)
    wish = insurance()
    line = [sys.executable, "-m", "api.cli", "verify", "ask", wish.verification]
    line += ["--purpose", wish.purpose, "--office", wish.office, "--consent", "SQ-FIRM", "--json"]
    line += [part for name, text in wish.fields.items() for part in ("--field", f"{name}={text}")]
    home = {"CREDITGRAPH_HOME": str(desk.person_key.parent)}
    own = {**home, "CREDITGRAPH_RULEBOOK": str(tmp_path / "rulebook")}
    environment = {**os.environ, **server_environment, **own}
    running = [subprocess.Popen(line, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate(timeout=120)[1].decode() for process in running]
    assert sorted(process.returncode for process in running) == [0, 6], told
    assert len(stub.asked) == 1


def test_the_breaker_opens_and_closes(desk: Desk, stub: Stub, change: Change) -> None:
    book = change("social_insurance", breaker={"failures": 2, "open_seconds": 2})
    stub.behaviour = "broken"
    assert [tried(desk, book, insurance()) for _ in range(2)] == ["failed_status"] * 2
    stub.behaviour = "yes"
    assert tried(desk, book, insurance()) == "breaker_open"
    assert len(stub.asked) == 2
    assert desk.store.seen() == len(stub.asked) * 2 + consents_written(desk)
    time.sleep(2.1)
    stub.behaviour = "broken"
    assert tried(desk, book, insurance()) == "failed_status"  # the trial failed
    assert tried(desk, book, insurance()) == "breaker_open"
    time.sleep(2.1)
    stub.behaviour = "yes"
    assert [tried(desk, book, insurance()) for _ in range(3)] == ["answered"] * 3


def consents_written(desk: Desk) -> int:
    """Return how many commits the consents took: those of before the first receipt."""
    with desk.store._driver.session() as session:
        found = session.run("MATCH (x:Receipt) RETURN min(x.since) - 1 AS before")
        return int(found.single(strict=True)["before"])


def failed(store: Store, one: Verification, at: datetime) -> Receipt:
    return settle(store, put(store, one, QUESTION, at), Outcome.failed("status", at))


def test_an_open_breaker_says_until_when(store: Store, change: Change) -> None:
    one = entry(change("social_insurance", breaker={"failures": 2, "open_seconds": 60}))
    for _ in range(2):
        failed(store, one, EVENING)
    with pytest.raises(RemoteError) as refused:
        put(store, one, QUESTION, EVENING + timedelta(seconds=59))
    assert "00:00:59" in refused.value.text.zh


def test_one_call_tries_whether_it_works_again(store: Store, change: Change) -> None:
    one = entry(change("social_insurance", breaker={"failures": 2, "open_seconds": 60}))
    for _ in range(2):
        failed(store, one, EVENING)
    later = EVENING + timedelta(seconds=61)
    trial = put(store, one, QUESTION, later)
    with pytest.raises(RemoteError) as refused:
        put(store, one, QUESTION, later)
    assert refused.value.key == "verification.trial_under_way"
    settle(store, trial, Outcome(State.ANSWERED, later, reference="R"))
    put(store, one, QUESTION, later)


def test_a_trial_that_crashed_does_not_stop_the_next(store: Store, change: Change) -> None:
    one = entry(change("social_insurance", breaker={"failures": 1, "open_seconds": 60}))
    failed(store, one, EVENING)
    put(store, one, QUESTION, EVENING + timedelta(seconds=61))
    put(store, one, QUESTION, EVENING + timedelta(seconds=61 + one.timeout_seconds))


def test_a_word_of_the_other_side_between_failures_keeps_it_closed(
    store: Store, change: Change
) -> None:
    one = entry(change("social_insurance", breaker={"failures": 2, "open_seconds": 60}))
    for number in range(3):
        failed(store, one, EVENING)
        said = Outcome(State.ANSWERED, EVENING, reference=f"R{number}")
        settle(store, put(store, one, QUESTION, EVENING), said)
