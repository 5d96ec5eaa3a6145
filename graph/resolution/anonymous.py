"""Names that hide who is meant, and so say nothing about who is who."""

from __future__ import annotations

import re

_HIDDEN = re.compile(r"某|[*×○●□◯…]|(?<![a-z0-9])x+\d*(?![a-z])")
_ORDINAL = r"[一二三四五六七八九十甲乙丙丁戊己庚辛壬癸a-z0-9]{1,3}"
_ROLE = (
    r"供应商|供货商|承包商|投标人|投标单位|竞买人|采购人|采购单位|中标人|中标单位|成交供应商|客户|单位|公司|企业"
    r"|个人|自然人|当事人|原告|被告|申请人|被申请人|第三人|上诉人|被上诉人|债权人|债务人|股东|法人"
)
_PLACEHOLDER = re.compile(
    rf"(?:{_ROLE})(?:{_ORDINAL})?|{_ORDINAL}(?:公司|企业|单位|方|厂|商行)|不详|未知|无|暂无|null|none|-+|/+"
)


def is_anonymous(key: str) -> bool:
    """Tell whether a name key (供应商一, 某公司, 张某) could be anybody's; so is an empty one."""
    return not key or bool(_HIDDEN.search(key) or _PLACEHOLDER.fullmatch(key))
