"""The hamlet on a real server: the system answers what the truth says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.complaints import open_complaints
from graph.contracts import overdue
from graph.model import Moment
from graph.screening import Bidder, screen
from graph.store import Store
from graph.store.testing import empty
from graph.trace import trace
from ingest.incoming import find_files
from ingest.load import Loader, Outcome
from ingest.privacy import PersonKeys
from rulebook import Rulebook

Truth = dict[str, Any]


class Loaded(NamedTuple):
    """The hamlet in a graph."""

    store: Store
    rulebook: Rulebook
    keys: PersonKeys
    outcomes: dict[str, Outcome]
    moment: Moment

    def subject(self, who: dict[str, str]) -> str:
        """Return the subject's id of somebody whom the truth names."""
        if "uscc" in who:
            return f"uscc:{who['uscc']}"
        return self.keys.subject_id(who["citizen_id"])


@pytest.fixture(scope="module")
def loaded(
    server: Store, hamlet: Path, truth: Truth, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    empty(server)
    rulebook, secret = Rulebook.load(), tmp_path_factory.mktemp("home") / "secret"
    loader = Loader(server, rulebook, secret, "test")
    outcomes = {i.path.name: loader.load(i) for i in find_files([hamlet], rulebook, None)}
    moment = Moment(date.fromisoformat(truth["today"]), server.seen(None))
    yield Loaded(server, rulebook, PersonKeys.open(secret, server), outcomes, moment)
    empty(server)


def test_rows_are_loaded_or_refused_as_planted(loaded: Loaded, truth: Truth) -> None:
    counted = {name: (o.read, o.quarantined) for name, o in loaded.outcomes.items()}
    planted = {n: (f["rows"], sum(f["refused"].values())) for n, f in truth["files"].items()}
    assert counted == planted


def test_second_snapshots_end_what_they_no_longer_list(loaded: Loaded, truth: Truth) -> None:
    listings = [o.ended for n, o in loaded.outcomes.items() if n.startswith("lists_tax_20261031")]
    holdings = [o.ended for n, o in loaded.outcomes.items() if n.startswith("shareholders_202611")]
    assert listings == [len(truth["dropped_listings"])]
    assert holdings == [len(truth["ended_holdings"])]


def test_overdue_obligations_are_the_planted_ones(loaded: Loaded, truth: Truth) -> None:
    items: Any = overdue(loaded.store, loaded.rulebook, loaded.moment).data["items"]
    found = {
        (i["debtor"]["id"], i["due"], Decimal(i["outstanding"]), i["days_overdue"]) for i in items
    }
    planted = {
        (f"uscc:{o['debtor']}", o["due"], Decimal(o["outstanding"]), o["days_overdue"])
        for o in truth["overdue"]
    }
    assert found == planted


def test_open_complaints_are_the_planted_ones(loaded: Loaded, truth: Truth) -> None:
    items: Any = open_complaints(loaded.store, loaded.rulebook, loaded.moment).data["items"]
    found = {(i["number"].translate(_BRACKETS), i["procedure"], bool(i["overdue"])) for i in items}
    planted = {
        (c["complaint_number"].translate(_BRACKETS), c["procedure"], c["overdue"])
        for c in truth["open_complaints"]
    }
    assert found == planted


def test_dishonest_are_traced_at_the_planted_distance(loaded: Loaded, truth: Truth) -> None:
    for planted in truth["traces"]:
        start = f"uscc:{planted['start']}"
        answer: Any = trace(loaded.store, loaded.rulebook, start, loaded.moment, 4).data
        hops = {target["id"]: target["hops"] for target in answer["targets"]}
        assert hops.get(loaded.subject(planted["target"])) == planted["hops"]


def test_bidders_get_the_planted_verdicts(loaded: Loaded, truth: Truth) -> None:
    bidders = [Bidder(b["row"], b["name"] or None, b["code"] or None) for b in truth["bidders"]]
    store, law = loaded.store, loaded.rulebook
    answer: Any = screen(store, law, bidders, "land-auction", None, None, loaded.moment).data
    found = {row["row"]: row["verdict"] for row in answer["rows"]}
    wrong = [(b["why"], b["verdict"], found[b["row"]]) for b in truth["bidders"]]
    assert not [case for case in wrong if case[1] != case[2]]


_BRACKETS = str.maketrans("（）", "〔〕")
