"""The schema of field standards refuses what ingest could not interpret."""

from __future__ import annotations

from pathlib import Path

import pytest

from messages import InputError
from rulebook import Condition, Format, Rulebook

STANDARD = """
id: things
title_zh: 事物
title_en: Things
kind: Thing
mode: either
scope: [party]
legal_basis: {title: 某规定}
authority: 某部
in_force_from: 2020-01-01
verified: source
columns:
  - {code: NAME, title_zh: 名称, aliases: [全称], field: party.name, type: name, mandatory: true}
  - {code: CODE, title_zh: 代码, field: party.uscc, type: uscc,
     mandatory: {field: party.name, in: [a, b]}}
  - {code: FINE, title_zh: 罚款, field: fine, type: money, unit: 万元}
rules:
  - {name: fine_iff_category, params: {category: 罚款}}
"""


def load(folder: Path, text: str) -> Rulebook:
    (folder / "formats").mkdir()
    (folder / "formats" / "things.yaml").write_text(text, encoding="utf-8")
    return Rulebook.load(extra=folder)


def test_a_standard_is_read_as_written(tmp_path: Path) -> None:
    things = load(tmp_path, STANDARD).formats["things"]
    assert isinstance(things, Format)
    name, code, fine = things.columns
    assert name.headings == ("NAME", "名称", "全称")
    assert code.mandatory == Condition.model_validate({"field": "party.name", "in": ["a", "b"]})
    assert fine.unit == "万元"


def test_the_shipped_standards_are_all_there() -> None:
    assert set(Rulebook.load().formats) >= {
        *("registry", "shareholders", "officers", "controllers", "branches", "guarantees"),
        *("penalties", "debtors", "lists", "contracts", "obligations", "payments", "complaints"),
    }


@pytest.mark.parametrize(
    "change",
    [
        ("unit: 万元", "unit: '%'"),
        (", unit: 万元", ""),
        ("type: uscc", "type: uscc, unit: 元"),
        ("type: uscc", "type: number"),
        ("aliases: [全称]", "aliases: [代码]"),
        ("scope: [party]", "scope: [holder]"),
        ("{field: party.name, in", "{field: party.kind, in"),
        ("in: [a, b]", "in: []"),
        ("mode: either", "mode: both"),
        ("id: things", "id: things\nunknown: 1"),
    ],
)
def test_a_standard_that_contradicts_itself_is_refused(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    assert change[0] in STANDARD
    with pytest.raises(InputError, match=r"things\.yaml"):
        _ = load(tmp_path, STANDARD.replace(*change)).formats
