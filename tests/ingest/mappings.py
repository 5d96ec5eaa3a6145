"""Mappings that the tests of mapping files change, and rows that they read."""

from __future__ import annotations

from typing import Any

import pytest

from messages import InputError
from tests.builders import uscc

HOLDER = {"公司": "甲公司", "码": uscc(1), "人": "甄虚构", "比": "0.6", "额": "600元"}
HOLDERS = [{**HOLDER, "起": "05.03.2024", "型": "zrr"}]
PLAIN = """
format: shareholders
columns:
  公司: company.name
  码: company.uscc
  人: holder.name
  比: {field: share, unit: "1"}
  额: {field: amount, unit: 元}
  起: {field: valid_from, date_formats: ["%d.%m.%Y"]}
  型: {field: holder.kind, values: {zrr: person, qy: 企业法人}}
"""
OFFICERS = """
format: officers
columns:
  公司: company.name
  人: person.name
  职:
    - {{field: position, values: {{a: 董事, b: 监事（已离任）}}{position}}}
    - {{field: valid_to, values: {{b: "2020-10-14"}}, others: drop}}
"""

LISTS = """
format: lists
columns: {名: party.name, 单: {field: list_type, separator: 、}, 日: listed_on}
constants: {authority: 澄州市局, party.kind: 企业}
"""
TWO = "重大税收违法失信主体名单、失信被执行人"

JOINED = """
format: shareholders
columns: {代号: null, 人: holder.name}
join: {file: 二.csv, heading: 代号, key: 代号, columns: {名: company.name, 码: company.uscc}}
"""


def second(number: int) -> dict[str, str]:
    """Return a row of the second table."""
    return {"代号": str(number), "名": f"第{number}公司", "码": uscc(number)}


def error(read: Any, *arguments: Any) -> InputError:
    """Return the error of a mapping, whose sentences name the mapping or the file."""
    with pytest.raises(InputError) as caught:
        read(*arguments)
    for sentence in caught.value.text:
        assert "映射" in sentence or "表.csv" in sentence or "二.csv" in sentence
    return caught.value
