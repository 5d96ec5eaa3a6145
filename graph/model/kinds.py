"""The vocabulary of the graph: kinds of subject, relation, record and event."""

from __future__ import annotations

from enum import StrEnum


class SubjectKind(StrEnum):
    """Kinds of subject 主体; the value is the node's label."""

    ENTERPRISE = "Enterprise"
    """企业"""
    INDIVIDUAL_BUSINESS = "IndividualBusiness"
    """个体工商户"""
    COOPERATIVE = "Cooperative"
    """农民专业合作社"""
    INSTITUTION = "Institution"
    """事业单位"""
    SOCIAL_ORGANIZATION = "SocialOrganization"
    """社会组织"""
    AGENCY = "Agency"
    """政府机构"""
    PERSON = "Person"
    """自然人"""
    ORGANIZATION = "Organization"
    """An organisation of a kind that no source has stated 类别未知的组织."""


class RelationType(StrEnum):
    """Relations between two subjects; read ``from TYPE to``."""

    LEGAL_REPRESENTATIVE_OF = "LEGAL_REPRESENTATIVE_OF"
    """法定代表人"""
    OFFICER_OF = "OFFICER_OF"
    """董事、监事、高级管理人员"""
    SHAREHOLDER_OF = "SHAREHOLDER_OF"
    """股东"""
    CONTROLLER_OF = "CONTROLLER_OF"
    """实际控制人"""
    BRANCH_OF = "BRANCH_OF"
    """分支机构"""
    GUARANTOR_OF = "GUARANTOR_OF"
    """担保人"""
    PRACTISES_AT = "PRACTISES_AT"
    """执业于"""
    SUPERVISES = "SUPERVISES"
    """主管"""
    SUCCESSOR_OF = "SUCCESSOR_OF"
    """承继"""
    PLEDGED_TO = "PLEDGED_TO"
    """出质给"""
    CONTACT_OF = "CONTACT_OF"
    """登记联络员"""
    AGENT_OF = "AGENT_OF"
    """登记代理人"""
    DECLARED_RELATED_TO = "DECLARED_RELATED_TO"
    """申报的关联方"""


class RecordKind(StrEnum):
    """Records; the value is the node's second label."""

    REGISTRATION = "Registration"
    """登记"""
    LICENCE = "Licence"
    """行政许可"""
    PENALTY = "Penalty"
    """行政处罚"""
    JUDGMENT = "Judgment"
    """裁判"""
    ENFORCEMENT = "Enforcement"
    """执行：被执行人、限制消费、失信被执行人"""
    LISTING = "Listing"
    """列入名单"""
    COMMITMENT = "Commitment"
    """信用承诺"""
    EVALUATION = "Evaluation"
    """信用评价"""
    CONTRACT = "Contract"
    """政府合同"""
    OBLIGATION = "Obligation"
    """合同义务"""
    PAYMENT = "Payment"
    """付款"""
    COMPLAINT = "Complaint"
    """违约失信投诉"""


class EventKind(StrEnum):
    """Events that act on a record by its key."""

    REPAIR = "Repair"
    """信用修复"""
    OBJECTION = "Objection"
    """异议"""
    CORRECTION = "Correction"
    """更正"""
    WITHDRAWAL = "Withdrawal"
    """撤回"""
    AMENDMENT = "Amendment"
    """变更"""


ADVERSE_KINDS = frozenset({RecordKind.PENALTY, RecordKind.ENFORCEMENT, RecordKind.LISTING})
"""Kinds whose subjects get the label ``Adverse``: a superset of what can count against one."""
