"""Codes in cells: identifiers by their check digit, document and case numbers by their brackets."""

from __future__ import annotations

import re
from unicodedata import normalize

from graph.model.identifiers import is_org_code, is_reg_no, is_uscc, normalize_code, parse_code
from ingest.problems import RefusedValue

_OPENING = str.maketrans("([（【［{", "〔〔〔〔〔〔")
_CLOSING = str.maketrans(")]）】］}", "〕〕〕〕〕〕")
_SPACE = re.compile(r"\s+")
_USCC_FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_MASK = re.compile(r"[*＊×]{2,}|[xX]{3,}")
_NOTHING = frozenset({"0", "无", "/", "-", "—", "暂无", "NULL", "空", "不详"})


def is_masked(text: str) -> bool:
    """Tell whether a code was published with characters masked, so that it identifies nobody."""
    return bool(_MASK.search(text)) and parse_code(text) is None


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that there is nothing (无, /, 暂无)."""
    return text.strip().upper() in _NOTHING


def document_key(text: str) -> str:
    """Return a document or case number as it is compared: one kind of bracket, no spaces."""
    brackets = _SPACE.sub("", text).translate(_OPENING).translate(_CLOSING)
    plain = normalize("NFKC", brackets).upper()
    return plain.translate(_OPENING).translate(_CLOSING)


def parse_uscc(text: str) -> str:
    """Return a 统一社会信用代码, normalised.

    Raises:
        RefusedValue: ``uscc_form``, ``uscc_zero``, ``uscc_check`` (the check digit is wrong).
    """
    code = normalize_code(text)
    if set(code) == {"0"}:
        raise RefusedValue("uscc_zero", value=code)
    if not _USCC_FORM.fullmatch(code):
        raise RefusedValue("uscc_form", value=text)
    if not is_uscc(code):
        raise RefusedValue("uscc_check", value=code)
    return code


def parse_org_code(text: str) -> str:
    """Return a 组织机构代码, normalised.

    Raises:
        RefusedValue: ``org_code``.
    """
    code = normalize_code(text)
    if not is_org_code(code):
        raise RefusedValue("org_code", value=text)
    return code


def parse_reg_no(text: str) -> str:
    """Return a 工商注册号, normalised.

    Raises:
        RefusedValue: ``reg_no``.
    """
    code = normalize_code(text)
    if not is_reg_no(code):
        raise RefusedValue("reg_no", value=text)
    return code
