"""Screening on the real server: replay, sources, rules by date, paths and words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

import rulebook as law
from graph.model import Moment
from graph.model.facts import digest
from graph.screening import Lot, screen, stored_case
from graph.screening.cases import Digest
from graph.store import Store
from messages import InputError, NotFoundError
from rulebook import Rulebook
from tests.builders import World, firm
from tests.screening.asking import DAY, FORMATS, ask, bidder, debtor, only

NATIONAL = Path(law.__file__).parent / "national" / "screening.yaml"


def test_the_same_question_at_the_same_seen_has_the_same_answer_for_ever(
    world: World, rulebook: Rulebook
) -> None:
    a, b = (
        world.subject(firm(1), "澄州甲建设有限公司"),
        world.subject(firm(2), "澄州乙建设有限公司"),
    )
    world.relate(a, "SHAREHOLDER_OF", b, share_ppm=600_000)
    world.send()
    first = ask(world, rulebook, bidder(a))
    assert only(first)["verdict"] == "clear"
    debtor(world, a)
    debtor(world, b)
    world.send()
    case, outcome = stored_case(world.store, first.case)
    again = ask(world, rulebook, bidder(a), as_of=case.as_of, seen=case.seen)
    assert again.data == first.data
    told = Digest()
    told.add(only(again))
    assert outcome == told.value
    now = ask(world, rulebook, bidder(a))
    assert now.case != first.case
    assert only(now)["verdict"] == "barred"


def test_a_case_keeps_what_it_was_asked_with(world: World, rulebook: Rulebook) -> None:
    a = world.subject(firm(1), "澄州甲建设有限公司")
    world.send()
    lot = Lot.model_validate({"id": "澄地2026-01", "quotes": ["land_serious_listing"]})
    seen = world.store.seen()
    made = ask(world, rulebook, bidder(a), lot=lot, stage="deal", seen=seen)
    case, _ = stored_case(world.store, made.case)
    assert (case.as_of, case.seen, case.stage, case.rows) == (DAY, seen, "deal", 1)
    assert Lot.model_validate_json(case.lot or "") == lot
    assert case.rulebook == rulebook.version
    assert made.case == case.id
    assert made.data["lot"] == "澄地2026-01"


def test_an_unknown_case_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(NotFoundError):
        stored_case(store, f"case:{digest('none')}")


def test_each_bidder_alone_is_judged_as_in_a_list(world: World, rulebook: Rulebook) -> None:
    firms = [world.subject(firm(n), f"澄州第{n}建设有限公司") for n in range(1, 7)]
    debtor(world, firms[0])
    world.relate(firms[0], "CONTROLLER_OF", firms[1])
    world.relate(firms[2], "SHAREHOLDER_OF", firms[3], share_ppm=900_000)
    world.relate(firms[3], "SHAREHOLDER_OF", firms[2], share_ppm=900_000)
    world.relate(firms[3], "SHAREHOLDER_OF", firms[0], share_ppm=900_000)
    world.send()
    seen = world.store.seen()
    asked = [bidder(id_, row) for row, id_ in enumerate(firms, start=2)]
    together = ask(world, rulebook, *asked, seen=seen)
    alone = [ask(world, rulebook, each, seen=seen).rows[0].data for each in asked]
    assert [row.data for row in together.rows] == alone
    assert together.totals == {
        "barred": 1,
        "review": 3,
        "clear": 2,
        "undetermined": 0,
        "invalid": 0,
    }


def test_a_needed_source_that_is_overdue_leaves_it_undetermined_unless_it_is_barred(
    store: Store, rulebook: Rulebook
) -> None:
    for name, days in (("debtors", 30), ("lists", None)):
        World(store, source=name, format=name, schedule_days=days).send()
    world = World(store, source="registry", format="registry")
    a, b = (
        world.subject(firm(1), "澄州甲建设有限公司"),
        world.subject(firm(2), "澄州乙建设有限公司"),
    )
    debtor(world, b)
    world.send()
    last_good_day = date(2026, 2, 4)
    assert only(ask(world, rulebook, bidder(a), as_of=last_good_day))["verdict"] == "clear"
    screening = ask(world, rulebook, bidder(a), bidder(b, 3), as_of=date(2026, 2, 5))
    stale, barred = (row.data for row in screening.rows)
    assert stale["verdict"] == "undetermined"
    assert [reason["code"] for reason in stale["reasons"]] == ["stale_source"]  # type: ignore[attr-defined]
    assert "来源debtors" in stale["reasons"][0]["text_zh"]  # type: ignore[index]
    assert barred["verdict"] == "barred"
    assert [s["overdue"] for s in stale["sources"]] == [True, False, False]  # type: ignore[attr-defined]


def _city(folder: Path, first_day: date) -> Rulebook:
    """Return the rulebook of a city that from a day only notes an overdue source."""
    written = NATIONAL.read_text(encoding="utf-8")
    national = yaml.safe_load(written)
    own = {"overlay": "version", "in_force_from": first_day, "overdue_source": "note"}
    entry = {**national["defaults"], **national["entries"][0], **own}
    (folder / NATIONAL.name).write_text(yaml.safe_dump({"entries": [entry]}), encoding="utf-8")
    return Rulebook.load(None, folder)


@pytest.mark.parametrize(
    ("as_of", "verdict", "effect"),
    [(date(2026, 2, 5), "undetermined", "review"), (date(2026, 2, 6), "clear", "note")],
)
def test_a_policy_in_force_on_the_day_says_what_an_overdue_source_does(
    store: Store, tmp_path: Path, as_of: date, verdict: str, effect: str
) -> None:
    for name, days in (("debtors", 30), ("lists", None)):
        World(store, source=name, format=name, schedule_days=days).send()
    world = World(store, source="registry", format="registry")
    a = world.subject(firm(1), "澄州甲建设有限公司")
    world.send()
    told = only(ask(world, _city(tmp_path, date(2026, 2, 6)), bidder(a), as_of=as_of))
    assert told["verdict"] == verdict
    assert [(r["code"], r["effect"]) for r in told["reasons"]] == [("stale_source", effect)]


def test_a_needed_source_that_never_came_leaves_it_undetermined(
    store: Store, rulebook: Rulebook
) -> None:
    world = World(store, source="registry", format="registry")
    a = world.subject(firm(1), "澄州甲建设有限公司")
    world.send()
    row = only(ask(world, rulebook, bidder(a)))
    assert row["verdict"] == "undetermined"
    assert [reason["code"] for reason in row["reasons"]] == ["stale_source"] * 2


def test_a_bar_is_told_with_list_basis_measure_and_end(world: World, rulebook: Rulebook) -> None:
    a = world.subject(firm(1), "澄州甲建设有限公司")
    debtor(world, a, date(2025, 3, 1), situations=("违反财产报告制度",))
    world.send()
    reason = only(ask(world, rulebook, bidder(a)))["reasons"][0]
    for words in ("失信被执行人名单", "（2026）苏0599执1号", "发改财金〔2018〕370号", "2027-03-01"):
        assert words in reason["text_zh"]
    for words in ("dishonesty list", "370号", "until 2027-03-01", "land"):
        assert words in reason["text_en"]
    assert reason["until"] == "2027-03-01"
    assert reason["rule"]["id"] == "land_dishonest_debtor"
    assert reason["records"][0]["source"]["source"] == "来源registry"
    assert any("法释〔2017〕7号" in basis["title"] for basis in reason["basis"])
    assert reason["base_rate"] is None
    assert reason["confirmed_by"] is None


def test_clear_is_said_in_the_contracts_words_with_sources(
    world: World, rulebook: Rulebook
) -> None:
    a = world.subject(firm(1), "澄州甲建设有限公司")
    world.send()
    row = only(ask(world, rulebook, bidder(a)))
    assert row["text_en"] == "No such finding in the sources named, received until then."
    assert "合格" not in row["text_zh"]
    assert {source["source"] for source in row["sources"]} == {f"来源{name}" for name in FORMATS}
    assert all(source["last_received"] for source in row["sources"])


def test_a_lead_shows_its_path_in_both_languages(world: World, rulebook: Rulebook) -> None:
    a, b = (
        world.subject(firm(1), "澄州甲建设有限公司"),
        world.subject(firm(2), "澄州乙建设有限公司"),
    )
    p = world.person(1, "虞某")
    world.relate(p, "LEGAL_REPRESENTATIVE_OF", a, date(2020, 1, 1))
    world.relate(p, "LEGAL_REPRESENTATIVE_OF", b, date(2021, 1, 1))
    debtor(world, b)
    world.send()
    reason = only(ask(world, rulebook, bidder(a)))["reasons"][0]
    assert reason["code"] == "officer_other_firm"
    assert "澄州乙建设有限公司" in reason["text_zh"]
    (path,) = reason["paths"]
    assert [(step["from"], step["to"], step["direction"]) for step in path["steps"]] == [
        (a, p, "in"),
        (p, b, "out"),
    ]
    assert "虞某" in path["sentence_zh"]
    assert path["sentence_en"]


def test_a_rule_bars_from_its_first_day_on(
    world: World, rulebook: Rulebook, tmp_path: Path
) -> None:
    a = world.subject(firm(1), "澄州甲建设有限公司")
    debtor(world, a)
    world.send()
    (tmp_path / "bars.yaml").write_text(LATER_RULE, encoding="utf-8")
    later = Rulebook.load(city="suzhou", extra=tmp_path)
    before = only(ask(world, later, bidder(a), as_of=date(2026, 6, 30)))
    assert before["verdict"] == "review"
    assert before["reasons"][0]["rule"]["id"] == "land_serious_listing"
    assert only(ask(world, later, bidder(a), as_of=date(2026, 7, 1)))["verdict"] == "barred"
    assert only(ask(world, rulebook, bidder(a), as_of=date(2026, 6, 30)))["verdict"] == "barred"


LATER_RULE = """
entries:
  - id: land_dishonest_debtor
    overlay: replace
    name_zh: 失信被执行人限制参与政府供应土地
    name_en: Judgment debtors are restricted from land
    purposes: [land-auction]
    reason: own_debtor
    lists: [dishonest_judgment_debtor]
    reach: [own]
    rank: central_document
    legal_basis: {title: 试验规定}
    authority: 试验
    in_force_from: 2026-07-01
    verified: configurable
    note: 试验
    quote: 试验
    source: 试验
"""


def test_without_the_citys_rules_nothing_of_theirs_is_applied(world: World) -> None:
    a, b = (
        world.subject(firm(1), "澄州甲建设有限公司"),
        world.subject(firm(2), "澄州乙建设有限公司"),
    )
    world.relate(a, "SHAREHOLDER_OF", b, share_ppm=800_000)
    world.send()
    lot = Lot(id="澄地2026-01")
    row = only(ask(world, Rulebook.load(), bidder(a), bidder(b, 3), lot=lot))
    assert row["verdict"] == "review"
    assert [(r["code"], r["reach"], r["rule"]) for r in row["reasons"]] == [
        ("same_controller_in_lot", "lead", None)
    ]


def test_bidders_of_one_lot_are_told_of_each_other(world: World, rulebook: Rulebook) -> None:
    top = world.subject(firm(50), "澄州总部有限公司")
    firms = [world.subject(firm(n), f"澄州第{n}建设有限公司") for n in range(1, 7)]
    for each in firms:
        world.relate(top, "SHAREHOLDER_OF", each, share_ppm=700_000)
    world.send()
    lot = Lot.model_validate({"id": "澄地2026-01", "quotes": ["land_same_group"]})
    asked = [bidder(id_, row) for row, id_ in enumerate(firms, start=2)]
    row = only(ask(world, rulebook, *asked, lot=lot))
    (reason,) = row["reasons"]
    assert reason["code"] == "same_controller_in_lot"
    assert reason["reach"] == "named_relation"
    assert "等 5 家" in reason["text_zh"]
    assert "5 in all" in reason["text_en"]
    assert "澄州总部有限公司" in reason["text_zh"]
    assert len(reason["paths"]) == 3
    assert [step["direction"] for step in reason["paths"][0]["steps"]] == ["in", "out"]


def test_one_bidder_on_two_rows_is_not_related_to_itself(world: World, rulebook: Rulebook) -> None:
    a = world.subject(firm(1), "澄州甲建设有限公司")
    world.relate(firm(2), "CONTROLLER_OF", a)
    world.send()
    screening = ask(world, rulebook, bidder(a), bidder(a, 3), lot=Lot(id="澄地2026-01"))
    assert [row.verdict for row in screening.rows] == ["clear", "clear"]


def test_a_secret_list_is_not_compared_and_says_so(world: World, rulebook: Rulebook) -> None:
    a = world.subject(firm(1), "澄州甲建设有限公司")
    world.send()
    lot = Lot(id="澄地2026-01", closes_on=date(2026, 12, 1))
    codes = [warning["code"] for warning in ask(world, rulebook, bidder(a), lot=lot).warnings]
    assert "same_lot_withheld" in codes


@pytest.mark.parametrize(
    ("purpose", "stage", "key"),
    [
        ("gardening", None, "screening.unknown_purpose"),
        ("land-auction", "award", "screening.unknown_stage"),
    ],
)
def test_an_unknown_purpose_or_stage_is_refused(
    store: Store, rulebook: Rulebook, purpose: str, stage: str | None, key: str
) -> None:
    with pytest.raises(InputError) as error:
        screen(store, rulebook, [], purpose, stage, None, Moment(DAY, 0))
    assert error.value.key == key
    assert "land-auction" in error.value.text.zh or "registration" in error.value.text.zh


def test_a_day_before_every_policy_is_refused(store: Store, rulebook: Rulebook) -> None:
    with pytest.raises(InputError) as error:
        screen(store, rulebook, [], "land-auction", None, None, Moment(date(2019, 1, 1), 0))
    assert error.value.key == "screening.unknown_purpose"


def test_an_empty_list_is_an_answer(store: Store, rulebook: Rulebook) -> None:
    empty = screen(store, rulebook, [], "land-auction", None, None, Moment(DAY, 0))
    assert empty.data["rows"] == []
    assert set(empty.totals.values()) == {0}


def test_a_registration_agent_is_not_walked_through(world: World, rulebook: Rulebook) -> None:
    a, b = (
        world.subject(firm(1), "澄州甲建设有限公司"),
        world.subject(firm(2), "澄州乙建设有限公司"),
    )
    agent = world.person(1, "虞某")
    for n in range(3, 210):
        world.relate(agent, "LEGAL_REPRESENTATIVE_OF", firm(n))
    world.relate(agent, "LEGAL_REPRESENTATIVE_OF", a)
    world.relate(agent, "LEGAL_REPRESENTATIVE_OF", b)
    debtor(world, b)
    world.send()
    assert only(ask(world, rulebook, bidder(a)))["verdict"] == "clear"


def test_a_named_holder_for_the_state_relates_nobody(world: World, rulebook: Rulebook) -> None:
    a, b = (
        world.subject(firm(1), "澄州甲建设有限公司"),
        world.subject(firm(2), "澄州乙建设有限公司"),
    )
    state = world.subject(firm(3), "中央汇金投资有限责任公司")
    for each in (a, b):
        world.relate(state, "SHAREHOLDER_OF", each, share_ppm=900_000)
    world.send()
    screening = ask(world, rulebook, bidder(a), bidder(b, 3), lot=Lot(id="澄地2026-01"))
    assert [row.verdict for row in screening.rows] == ["clear", "clear"]
