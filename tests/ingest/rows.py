"""Good rows of the formats, to be changed by tests, and invented citizen numbers."""

from __future__ import annotations

from tests.builders import uscc

AGENCY = uscc(7, "11320500")
PENALTY = {
    "行政相对人名称": "澄州市甲贸易有限公司",
    "行政相对人类别": "法人及非法人组织",
    "行政相对人代码_1（统一社会信用代码）": uscc(1),
    "法定代表人": "甄虚构",
    "行政处罚决定书文号": "澄市监处〔2025〕1号",
    "违法行为类型": "虚假宣传",
    "违法事实": "对商品作虚假的商业宣传",
    "处罚依据": "《中华人民共和国反不正当竞争法》第二十条",
    "处罚类别": "罚款",
    "处罚内容": "罚款1.5万元",
    "罚款金额（万元）": "1.5",
    "处罚决定日期": "2025-03-01",
    "处罚有效期": "2026-03-01",
    "处罚机关": "澄州市市场监督管理局",
    "处罚机关统一社会信用代码": AGENCY,
    "数据来源单位": "澄州市市场监督管理局",
    "数据来源单位统一社会信用代码": AGENCY,
}
HOLDING = {
    "企业名称": "澄州市甲贸易有限公司",
    "企业统一社会信用代码": uscc(1),
    "股东名称": "澄州市乙投资有限公司",
    "股东证件号码": uscc(2),
    "股东类型": "企业法人",
    "持股比例（%）": "60",
    "认缴出资额（万元）": "600",
    "入股日期": "2020-01-01",
}
LISTED = {
    "主体名称": "澄州市甲贸易有限公司",
    "主体代码": uscc(1),
    "名单名称": "重大税收违法失信主体名单",
    "认定单位": "澄州市税务局",
    "列入文书号": "澄税信〔2025〕1号",
    "列入日期": "2025-02-01",
}
OFFICE = {
    "企业名称": "澄州市甲贸易有限公司",
    "企业统一社会信用代码": uscc(1),
    "姓名": "甄虚构",
    "公民身份号码": "",
    "职务": "董事",
    "任职起始日期": "2020-01-01",
}
COMPANY = {
    "主体名称": "澄州市甲贸易有限公司",
    "统一社会信用代码": uscc(1),
    "登记状态": "存续",
    "成立日期": "2010-05-01",
    "注册资本（万元）": "1000",
}


def citizen(number: int, born: str = "19900101", region: str = "320502") -> str:
    """Return an invented citizen number with a valid check digit."""
    body = f"{region}{born}{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(c) for w, c in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]


def old_form(number: str) -> str:
    """Return the 15-digit form of a citizen number."""
    return number[:6] + number[8:17]


def full_width(text: str) -> str:
    """Return text with its ASCII characters in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
