"""Names that hide who is meant, told from names of real bodies."""

from __future__ import annotations

import pytest

from graph.model.names import name_key
from graph.resolution.anonymous import is_anonymous

HIDDEN = [
    *(
        "供应商一",
        "供应商A",
        "投标人2",
        "某公司",
        "某某纺织有限公司",
        "XX有限公司",
        "xxx公司",
        "***公司",
    ),
    *("张某", "李某2a3b", "姜**", "姜＊＊", "姜×名", "叶x1", "○○商行", "甲公司", "A公司", "乙方"),
    *("自然人", "原告", "第三人", "不详", "无", "暂无", "-", "/", "NULL"),
]
REAL = [
    *(
        "澄州甲锦纺织有限公司",
        "甲天下茶业有限公司",
        "澄州一〇一厂",
        "MAXX有限公司",
        "Exxon",
        "三一重工",
    ),
    *("五方光电", "单位服务中心", "公司法务社", "东方红供应商超", "澄州第一公司", "8848手机"),
]


@pytest.mark.parametrize("name", ["", *HIDDEN])
def test_a_name_that_could_be_anybodys_is_anonymous(name: str) -> None:
    assert is_anonymous(name_key(name))


@pytest.mark.parametrize("name", REAL)
def test_a_real_name_is_not(name: str) -> None:
    assert not is_anonymous(name_key(name))
