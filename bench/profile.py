"""A profile beside its bare queries, and through HTTP beside in process, warm.

``graph.profile`` in process is to take at most 1.5 times the wall time of the queries that it
runs; a request through the whole HTTP application at most 5 ms more CPU than the desk's answer.
"""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from fastapi.testclient import TestClient

from api.answers import Asked
from api.app import create_app
from api.desk import Desk
from api.settings import Settings
from bench.common import bench_server, cpu_seconds, report, seconds, stop_server
from graph import resolution
from graph.model import Moment
from graph.profile import profile
from graph.profile.contacts import MOST_SHARED
from graph.profile.profile import ITEMS
from graph.store import Store
from graph.store.testing import empty
from ingest.incoming import find_files
from ingest.load import Loader
from ingest.sample import write_town
from rulebook import Rulebook

SUBJECTS = 40
PAIRS = 5
BOUND = 1.5
HTTP_MS = 5.0


def load(store: Store, folder: Path, rulebook: Rulebook) -> list[str]:
    """Load a hamlet and return codes of its firms."""
    empty(store)
    town = folder / "hamlet"
    write_town(town, 1, "hamlet")
    loader = Loader(store, rulebook, folder / "person.key", "bench")
    for incoming in find_files([town], rulebook, None):
        loader.load(incoming)
    truth = json.loads((town / "truth.json").read_text(encoding="utf-8"))
    codes = [trace["start"] for trace in truth["traces"]]
    codes += [subject["uscc"] for subject in truth["dishonest"] if subject.get("uscc")]
    return sorted(set(codes))[:SUBJECTS]


def bare(desk: Desk, entity: str, moment: dict[str, object]) -> None:
    """Run the queries of a profile and throw their rows away."""
    asked = {"entity": entity, **moment}
    relations = desk.store.read("profile/relations", limit=ITEMS, **asked)
    records = desk.store.read("profile/records", **asked)
    desk.store.read("profile/names", **asked)
    contacts = desk.store.read("profile/contacts", most=MOST_SHARED, **asked)
    desk.store.read("resolution/identifiers", entities=[entity], **moment)
    others = sorted({item["other"] for row in relations for item in row["items"]})
    desk.store.read("subjects/members", entities=others, **moment)
    facts = [item["properties"] for row in relations for item in row["items"]]
    facts += [row["record"] for row in records] + [row["contact"] for row in contacts]
    files = sorted({fact["file"] for fact in facts})
    desk.store.read("provenance/files", files=files)


def bare_all(desk: Desk, entities: list[str], moment: Moment) -> None:
    """Run the queries of the profiles of several subjects."""
    for entity in entities:
        bare(desk, entity, moment.params)


def main() -> None:
    """Measure and say whether the bounds hold."""
    store, _ = bench_server()
    try:
        with store, tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            rulebook = Rulebook.load()
            codes = load(store, folder, rulebook)
            measure(Desk(store, rulebook, folder / "person.key"), codes)
    finally:
        stop_server()


def measure(desk: Desk, codes: list[str]) -> None:
    """Alternate whole profiles and bare queries, then HTTP and the desk."""
    moment = desk.moment(Asked())
    found = [resolution.lookup(desk.store, code, moment) for code in codes]
    ours, peer = [], []
    for _ in range(PAIRS + 1):
        ours.append(
            seconds(lambda: [profile(desk.store, desk.rulebook, each, moment) for each in found])
        )
        peer.append(
            seconds(partial(bare_all, desk, [each.subject.entity for each in found], moment))
        )
    report(f"profile of {len(codes)} subjects", ours[1:], peer[1:], BOUND)
    print(f"{'':32} {median(ours[1:]) / len(codes) * 1000:.1f} ms a profile")
    through_http(desk, codes)


def through_http(desk: Desk, codes: list[str]) -> None:
    """Print how much more CPU a profile takes through HTTP."""
    with TestClient(create_app(Settings(), desk), "http://127.0.0.1") as client:
        more = []
        for _ in range(PAIRS + 1):
            served = cpu_seconds(
                lambda: [client.get("/v1/profile", params={"q": code}) for code in codes]
            )
            asked = cpu_seconds(lambda: [desk.profile(code, Asked()).document for code in codes])
            more.append((served - asked) / len(codes) * 1000)
    extra = median(more[1:])
    verdict = "holds" if extra <= HTTP_MS else "MISSED"
    print(f"{'profile through HTTP':32} {extra:.2f} ms more CPU, bound {HTTP_MS:g}: {verdict}")


if __name__ == "__main__":
    main()
