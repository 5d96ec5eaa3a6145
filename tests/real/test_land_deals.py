"""The land market's real rows: read whole, each counted, areas and prices to the digit."""

from __future__ import annotations

from pathlib import Path

from graph.model import RecordFact
from ingest.mapping import load_mapping
from ingest.privacy import PersonKeys
from rulebook import Rulebook
from tests.ingest.intake import Reader

MAPPING = Path(__file__).resolve().parents[2] / "examples" / "mappings" / "land_deals.yaml"
LISTED = {("supervision_number", "mandatory"), ("signed_on", "mandatory")}
"""What lines of a list lack that pages of a result have."""


def test_every_result_is_read_and_every_line_of_a_list_refused(shared_data: Path) -> None:
    reader = Reader(Rulebook.load(), PersonKeys(b"only for tests"))
    path = shared_data / "08_land" / "landchina_results_2018_mit.jsonl"
    read = reader.read(path, load_mapping(MAPPING))
    deals = [fact for fact in read.facts.nodes if isinstance(fact, RecordFact)]
    assert (len(deals), len(read.refused)) == (203, 38)
    assert {reason for row in read.refused for reason in read.codes(row)} == LISTED
    assert len({deal.key for deal in deals}) == 203
    assert sum(bool(deal.links) for deal in deals) == 102
    first = deals[0].own
    assert (first["area_hectares"], first["price_fen"]) == ("5.292804", 10_484_000_000)
