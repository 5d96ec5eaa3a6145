"""Citizen numbers are found in every spelling, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.masking import MASK, cut, mask
from tests.builders import org_code, uscc
from tests.ingest.rows import citizen, full_width, old_form

NUMBER = citizen(123)
WITH_X = next(number for n in range(999) if (number := citizen(n)).endswith("X"))
OTHER_DIGITS = NUMBER[:17].translate({ord(str(n)): chr(0x0660 + n) for n in range(10)})


@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        WITH_X,
        WITH_X.lower(),
        old_form(NUMBER),
        full_width(NUMBER),
        full_width(WITH_X),
        " ".join(NUMBER),
        f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
        f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}",
        f"{NUMBER[:6]}\u3000\u3000{NUMBER[6:]}",
        f"{NUMBER[:9]}\u200b{NUMBER[9:]}",
        f"{NUMBER[:10]}\n{NUMBER[10:]}",
        f"{old_form(NUMBER)[:6]} {old_form(NUMBER)[6:12]} {old_form(NUMBER)[12:]}",
        OTHER_DIGITS + NUMBER[17],
        f"{WITH_X[:17]}×",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "身份证{}号", "（{}）", "ID:{}", "甄虚构,{},男", "x {} y"]
)
def test_every_spelling_is_masked(written: str, around: str) -> None:
    assert mask(around.format(written)) == around.format(MASK)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"ID{NUMBER}", f"ID{MASK}"),
        (f"id{old_form(NUMBER)}", f"id{MASK}"),
        (f"{NUMBER}13900001111", f"{MASK}13900001111"),
        (f"{NUMBER}、{citizen(456)}", f"{MASK}、{MASK}"),
        (NUMBER[:17] + "0123456789X"[(int(NUMBER[17]) + 1) % 10], MASK),
    ],
)
def test_what_stands_beside_a_number_hides_it_not(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        uscc(1),
        uscc(69580513),
        org_code(1),
        "澄市监处〔2025〕00123号",
        "0512-65123456 13912345678",
        "320502991301123",
        "320502202513011234",
        "2025-03-01 10:00:00 2025-03-02",
        "1657330元及利息",
        "V202501010000123",
        "苏州市吴中区",
        "",
        "*" * 18,
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert mask(text) == text


@given(
    before=st.text(max_size=30),
    after=st.text(max_size=30),
    gaps=st.lists(
        st.sampled_from(["", "", "", " ", "-", "\u3000", "\u200b"]), min_size=18, max_size=18
    ),
    number=st.integers(0, 999),
)
def test_no_valid_number_survives_in_any_text(
    before: str, after: str, gaps: list[str], number: int
) -> None:
    code = citizen(number)
    written = "".join(char + gap for char, gap in zip(code, gaps, strict=True))
    masked = mask(before + written + after)
    assert MASK in masked
    assert code not in "".join(masked.split())


@given(st.text(alphabet="0123456789Xx 年月日号-/.,（）abc", max_size=80))
def test_masking_again_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)


def test_a_cut_keeps_no_part_of_a_number() -> None:
    text = "说" * 995 + NUMBER + "说" * 100
    assert cut(text, 1_000) == "说" * 995
    assert cut(NUMBER * 100, 1_000) == ""
    assert cut(f"{NUMBER}号", 1_000) == f"{MASK}号"


def test_a_tag_tells_masked_numbers_apart() -> None:
    tagged = mask(f"文{NUMBER}", lambda code: f"#{code[-4:]}")
    assert tagged == f"文{MASK}#{NUMBER[-4:]}"
