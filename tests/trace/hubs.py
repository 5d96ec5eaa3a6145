"""The hub policy of these tests: a cap that small graphs exceed."""

from __future__ import annotations

CAP = 3
NAMED = "澄州虚构登记结算有限公司"
ALIAS = "虚构结算"
CONTACT = "登记联络员"

POLICY = f"""
entries:
  - id: default
    overlay: replace
    name_zh: 测试枢纽策略
    name_en: Hubs of a test
    in_force_from: 2000-01-01
    verified: configurable
    note: 测试
    authority: 测试
    legal_basis: {{title: 测试}}
    degree_cap: {CAP}
    named: [{{name: {NAMED}, aliases: [{ALIAS}], reason: custody}}]
    positions: [{CONTACT}]
    relations: [CONTACT_OF]
"""
