"""Cells to values: money to the fen, shares, codes, whole numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.amounts import parse_money, parse_share
from ingest.codes import document_key, is_masked, parse_org_code, parse_reg_no, parse_uscc
from ingest.problems import RefusedValue
from ingest.values import parser_for
from rulebook.formats import Column
from tests.builders import org_code, uscc
from tests.ingest.intake import refusal
from tests.ingest.rows import full_width


@given(st.decimals(0, Decimal("999999999.999999"), places=6))
def test_money_in_wan_is_exact_to_the_fen(amount: Decimal) -> None:
    assert Decimal(parse_money(str(amount), "万元")) == amount * 1_000_000


@given(st.integers(0, 10**15 - 1))
def test_money_in_yuan_is_exact_and_grouped_or_not_the_same(fen: int) -> None:
    yuan = Decimal(fen) / 100
    assert parse_money(f"{yuan:f}", "元") == fen
    assert parse_money(f"{yuan:,f}元", "元") == fen
    assert parse_money(full_width(f"¥{yuan:,f}"), "元") == fen


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("1.5", "万元", 1_500_000),
        ("1.5万元", "万元", 1_500_000),
        ("1.5万", "万元", 1_500_000),
        ("人民币100万元整", "万元", 100_000_000),
        ("0.000001", "万元", 1),
        ("1.5E2", "元", 15_000),
        ("￥1，000.50", "元", 100_050),
        ("0", "元", 0),
    ],
)
def test_money_as_written(text: str, unit: str, fen: int) -> None:
    assert parse_money(text, unit) == fen


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("100元", "万元", "unit_differs"),
        ("12万元", "元", "unit_differs"),
        ("0.001", "元", "money_fraction"),
        ("1.00000000000000000000000000001", "万元", "money_fraction"),
        ("-1", "元", "money_negative"),
        ("10000000000000", "元", "money_beyond"),
        ("320502900101123", "元", "money_beyond"),
        ("1e99", "元", "money_beyond"),
        ("1e999999999", "元", "money_form"),
        ("1,2,3", "元", "money_form"),
        ("1亿", "万元", "money_form"),
        ("100美元", "元", "money_form"),
        ("NaN", "元", "money_form"),
        ("Infinity", "元", "money_form"),
        ("一百", "元", "money_form"),
    ],
)
def test_sums_that_are_none_are_refused(text: str, unit: str, code: str) -> None:
    assert refusal(lambda: parse_money(text, unit)) == code


@pytest.mark.parametrize(
    ("text", "unit", "ppm"),
    [
        ("14.47", "%", 144_700),
        ("14.47%", "%", 144_700),
        ("14.47%", None, 144_700),
        ("14.47%", "1", 144_700),
        ("0.1447", "1", 144_700),
        ("100", "%", 1_000_000),
        ("33.33333333", "%", 333_333),
    ],
)
def test_shares(text: str, unit: str | None, ppm: int) -> None:
    assert parse_share(text, unit) == ppm


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("100.1", "%", "share_range"),
        ("-1%", None, "share_range"),
        ("1.2", "1", "share_range"),
        ("14.47", None, "unit_differs"),
        ("1/3", "%", "share_form"),
        ("14%%", "%", "share_form"),
    ],
)
def test_shares_that_are_none_are_refused(text: str, unit: str | None, code: str) -> None:
    assert refusal(lambda: parse_share(text, unit)) == code


@given(st.integers(1, 99_999_999))
def test_codes_in_full_width_or_spaced_are_normalised(number: int) -> None:
    code = uscc(number)
    for written in (full_width(code), code.lower(), f" {code[:8]} {code[8:]} "):
        assert parse_uscc(written) == code
    assert parse_org_code(f"{org_code(number)[:8]}-{org_code(number)[8]}") == org_code(number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (uscc(1)[:17] + "0123"[uscc(1)[17] == "0"], "uscc_check"),
        ("0" * 18, "uscc_zero"),
        (full_width("0" * 18), "uscc_zero"),
        (uscc(1)[:17], "uscc_form"),
        ("9132O500MA1234567X", "uscc_form"),
        ("320502199001011234", "uscc_check"),
    ],
)
def test_unified_codes_that_are_none_are_refused(text: str, code: str) -> None:
    assert refusal(lambda: parse_uscc(text)) == code


def test_organisation_and_registration_numbers_are_checked() -> None:
    assert refusal(lambda: parse_org_code("123456789")) == "org_code"
    assert refusal(lambda: parse_org_code("000000000")) == "org_code"
    assert refusal(lambda: parse_reg_no("330103000217277")) == "reg_no"
    assert parse_reg_no("330103000217276") == "330103000217276"


def test_a_masked_code_identifies_nobody() -> None:
    assert is_masked("3205**********1234")
    assert is_masked("9132ＸＸＸＸ0000".replace("Ｘ", "×"))
    assert not is_masked(uscc(1))
    assert is_masked("***")
    assert not is_masked("张某")


@pytest.mark.parametrize(
    "text",
    ["〔2025〕1号", "（2025）1号", "(2025)1号", "[2025]1号", "【2025】１号", "〔 2025 〕 1 号"],
)
def test_a_document_number_has_one_key_in_all_brackets(text: str) -> None:
    assert document_key(text) == document_key("〔2025〕1号")


@pytest.mark.parametrize(("text", "value"), [("60", 60), ("1,000", 1000), ("３０", 30), ("7.0", 7)])
def test_whole_numbers(text: str, value: int) -> None:
    assert parser_for(Column(code="d", title_zh="天", type="integer"), {})(text) == value


@pytest.mark.parametrize("text", ["-5", "--5", "1.5", "320502900101123", "六十"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    parse = parser_for(Column(code="d", title_zh="天", type="integer"), {})
    assert refusal(lambda: parse(text)) == "integer_form"


@pytest.mark.parametrize(
    ("text", "value"),
    [("5.292804", "5.292804"), ("1,200.50", "1200.5"), ("１２", "12"), ("0.000", "0")],
)
def test_decimals_keep_every_digit(text: str, value: str) -> None:
    assert parser_for(Column(code="a", title_zh="面积", type="decimal"), {})(text) == value


@pytest.mark.parametrize("text", ["-1", "1e3", "5.2公顷", "12,34", "320502199001011232", "一"])
def test_what_is_no_decimal_is_refused(text: str) -> None:
    parse = parser_for(Column(code="a", title_zh="面积", type="decimal"), {})
    assert refusal(lambda: parse(text)) == "decimal_form"


@pytest.mark.parametrize(
    ("text", "value"), [("是", True), ("否", False), ("TRUE", True), ("０", False)]
)
def test_yes_and_no(text: str, *, value: bool) -> None:
    assert parser_for(Column(code="b", title_zh="否", type="boolean"), {})(text) is value


def test_a_value_that_is_none_of_many_names_the_nearest_and_how_many_there_are() -> None:
    known = {f"第{number}类名单": str(number) for number in range(30)} | {"失信联合惩戒名单": "x"}
    parse = parser_for(Column(code="l", title_zh="名单", type="enum"), known)
    with pytest.raises(RefusedValue) as caught:
        parse("失信联合惩戒名单（本地）")
    assert str(caught.value.params["known"]).startswith("失信联合惩戒名单 ")
    assert str(caught.value.params["known"]).endswith(" … 8/31")
    few = parser_for(Column(code="l", title_zh="名单", type="enum"), {"甲": "1", "乙": "2"})
    with pytest.raises(RefusedValue) as caught:
        few("丙")
    assert caught.value.params["known"] == "甲 乙"
