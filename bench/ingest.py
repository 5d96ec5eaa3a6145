"""Ingest beside the plain driver: the same rows, in one run, on one server.

Ours: file to rows to validated facts to the graph, one commit a chunk, resolution afterwards.
The peer: ``csv.DictReader`` and UNWIND + MERGE of the same subjects, names, records and relations,
in chunks of the same size, with unique constraints, and nothing of our work (no validation, no
versions, no provenance, no commits). Runs alternate; the figure is the median of the ratios.

The files are long enough for the steady rate: a load of 10,000 rows is over before the server has
compiled what our twenty queries do, where the peer has one, and measures its compiler.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from neo4j import Driver, GraphDatabase, ManagedTransaction

from bench.common import bench_server, report, seconds, stop_server
from graph.store import Store
from graph.store.local import Endpoint
from graph.store.testing import empty
from ingest.incoming import find_files
from ingest.load import CHUNK_ROWS, Loader
from rulebook import Rulebook
from tests.builders import uscc

ROWS = 50_000
PAIRS = 3
BOUND = 2.0

CONSTRAINTS = (
    "CREATE CONSTRAINT plain_subject IF NOT EXISTS FOR (x:PlainSubject) REQUIRE x.id IS UNIQUE",
    "CREATE CONSTRAINT plain_name IF NOT EXISTS FOR (x:PlainName) REQUIRE x.id IS UNIQUE",
    "CREATE CONSTRAINT plain_record IF NOT EXISTS FOR (x:PlainRecord) REQUIRE x.id IS UNIQUE",
)
PENALTIES = """
UNWIND $rows AS row
MERGE (s:PlainSubject {id: row.CF_XDR_SHXYM})
MERGE (n:PlainName {id: row.CF_XDR_SHXYM + row.CF_XDR_MC}) ON CREATE SET n.value = row.CF_XDR_MC
MERGE (n)-[:PLAIN_OF]->(s)
MERGE (r:PlainRecord {id: row.CF_WSH}) ON CREATE SET r += row
MERGE (r)-[:PLAIN_CONCERNS]->(s)
"""
HOLDINGS = """
UNWIND $rows AS row
MERGE (c:PlainSubject {id: row.uscc})
MERGE (n:PlainName {id: row.uscc + row.company}) ON CREATE SET n.value = row.company
MERGE (n)-[:PLAIN_OF]->(c)
MERGE (h:PlainSubject {id: row.holder_code})
MERGE (m:PlainName {id: row.holder_code + row.holder}) ON CREATE SET m.value = row.holder
MERGE (m)-[:PLAIN_OF]->(h)
MERGE (h)-[r:PLAIN_HOLDS {start: row.since}]->(c)
ON CREATE SET r.share = row.share, r.amount = row.amount
"""


def write_penalties(path: Path, dice: random.Random) -> None:
    """Write penalties of the 2018 standard on a third as many firms."""
    heads = [
        *("CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_FRDB", "CF_WSH", "CF_WFXW", "CF_SY"),
        *("CF_YJ", "CF_CFLB", "CF_NR", "CF_NR_FK", "CF_JDRQ", "CF_YXQ", "CF_CFJG"),
        *("CF_CFJGDM", "CF_SJLY", "CF_SJLYDM"),
    ]
    body = uscc(7, "11320500")
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(heads)
        for number in range(ROWS):
            firm = dice.randrange(ROWS // 3)
            day = date(2022, 1, 1) + timedelta(days=dice.randrange(1500))
            out.writerow(
                [
                    *(f"澄州第{firm}建设有限公司", "法人及非法人组织", uscc(firm), "虞某"),
                    *(f"澄市监罚〔2024〕{number}号", "未按规定公示", "当事人未按规定公示。"),
                    *("《条例》第十八条", "罚款", "罚款人民币伍仟元", "0.5", day.isoformat()),
                    *((day + timedelta(days=365)).isoformat(), "澄州市市场监督管理局", body),
                    *("澄州市市场监督管理局", body),
                ]
            )


def write_holdings(path: Path, dice: random.Random) -> None:
    """Write holdings between firms."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["company", "uscc", "holder", "holder_code", "share", "amount", "since"])
        for number in range(ROWS):
            firm, holder = number // 3, dice.randrange(ROWS // 3)
            out.writerow(
                [
                    *(f"澄州第{firm}建设有限公司", uscc(firm)),
                    *(f"澄州第{holder}建设有限公司", uscc(holder), "12.5", "300"),
                    f"20{10 + number % 3}-05-01",
                ]
            )


MAPPING = """
format: shareholders
source: {id: bench, name: bench}
columns:
  company: company.name
  uscc: company.uscc
  holder: holder.name
  holder_code: holder.code
  share: {field: share, unit: "%"}
  amount: {field: amount, unit: 万元}
  since: valid_from
constants: {holder.kind: enterprise}
"""


def chunks(path: Path) -> Iterator[list[dict[str, str]]]:
    """Yield the rows of a file in chunks of our size."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        while batch := list(islice(rows, CHUNK_ROWS)):
            yield batch


def write(tx: ManagedTransaction, query: str, rows: list[dict[str, str]]) -> None:
    """Write one chunk."""
    tx.run(query, rows=rows).consume()


def plain(driver: Driver, path: Path, query: str) -> None:
    """Load a file with the driver alone."""
    with driver.session() as session:
        for batch in chunks(path):
            session.execute_write(partial(write, query=query, rows=batch))


def forget(driver: Driver) -> None:
    """Remove what the plain driver wrote."""
    with driver.session() as session:
        session.run(
            "MATCH (x:PlainSubject|PlainName|PlainRecord)"
            " CALL (x) { DETACH DELETE x } IN TRANSACTIONS OF 5000 ROWS"
        ).consume()


def measure(store: Store, endpoint: Endpoint, folder: Path) -> None:
    """Load both files both ways, alternating."""
    rulebook = Rulebook.load()
    mapping = folder / "holdings.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    cases = [
        ("penalties", folder / "penalties.csv", None, PENALTIES),
        ("shareholders", folder / "holdings.csv", mapping, HOLDINGS),
    ]
    dice = random.Random(1)  # noqa: S311 (a repeatable choice, no secret)
    write_penalties(cases[0][1], dice)
    write_holdings(cases[1][1], dice)
    with GraphDatabase.driver(endpoint.uri, auth=(endpoint.user, endpoint.password)) as driver:
        with driver.session() as session:
            for constraint in CONSTRAINTS:
                session.run(constraint).consume()
        for name, path, how, query in cases:
            ours, peer = [], []
            for _ in range(PAIRS + 1):
                forget(driver)
                empty(store)
                loader = Loader(store, rulebook, folder / "person.key", "bench")
                (incoming,) = find_files([path], rulebook, how)
                ours.append(seconds(partial(loader.load, incoming)))
                peer.append(seconds(partial(plain, driver, path, query)))
            report(f"ingest {name} ({ROWS:,} rows)", ours[1:], peer[1:], BOUND)
            print(f"{'':32} {ROWS / min(ours[1:]):,.0f} rows a second at best")


def main() -> None:
    """Measure and say whether the bound holds."""
    store, endpoint = bench_server()
    try:
        with store, tempfile.TemporaryDirectory() as folder:
            measure(store, endpoint, Path(folder))
    finally:
        stop_server()


if __name__ == "__main__":
    main()
