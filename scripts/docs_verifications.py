"""The reference of the verification interfaces, read from the rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulebook import Rulebook, Verification
from scripts.docs_formats import basis_of
from scripts.docs_model import table

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """# 核验接口一览 · The verification interfaces

<!-- 由 `make docs` 生成，请勿手改 · written by `make docs`, do not edit -->

怎样询问、怎样连接、怎样改，见[核验](verification.md)。
How to ask, connect and change them: see [verifications](verification.md).
"""
HEADING = ("字段 · field", "代码 · code", "类型 · type", "必填 · mandatory")
SUBJECTS = {"person": "自然人 · persons", "organisation": "组织 · organisations"}


def fields(entry: Verification) -> Iterator[tuple[str, ...]]:
    """Yield the table row of each field."""
    for column in entry.fields:
        mandatory = "是 · yes" if column.mandatory else ""
        yield column.title_zh, f"`{column.code}`", column.type, mandatory


def facts(entry: Verification) -> Iterator[str]:
    """Yield what is stated of a verification beside its fields."""
    yield f"问 · question: {entry.question.zh} {entry.question.en}"
    subjects = "、".join(SUBJECTS[form] for form in entry.subjects)
    yield f"可问 · about: {subjects}（`{entry.subject_field}`）"
    words = "、".join(entry.consent_kinds)
    needed = f"须有，授权信息种类含 · needed, for {words}" if entry.consent else "不须 · none"
    yield f"授权 · consent: {needed}"
    uses = "；".join(f"`{use.code}` {use.name_zh} · {use.name_en}" for use in entry.purposes)
    yield f"可用于 · for: {uses}"
    pause = f"{entry.breaker.failures} 次 / {entry.breaker.open_seconds} s"
    yield (
        f"每单位每日 · a day and office: {entry.daily_quota}；时限 · time limit: "
        f"{entry.timeout_seconds} s；熔断 · breaker: {pause}；"
        f"保存 · kept: {entry.keep_days} 天 · days"
    )
    bases = "；".join(basis_of(basis) for basis in entry.legal_basis)
    yield f"依据 · basis: {bases}（{entry.authority}）"
    yield f"核对 · verified: {entry.verified}" + (f"：{entry.note}" if entry.note else "")


def section(entry: Verification) -> str:
    """Return the chapter of one verification."""
    title = f"\n## {entry.name_zh} · {entry.name_en}（`{entry.id}`）\n"
    listed = "\n".join(f"- {fact}" for fact in facts(entry))
    return "\n".join((title, listed, f"\n{table(HEADING, fields(entry))}"))


def render() -> str:
    """Return the whole document."""
    newest = (versions[-1] for versions in Rulebook.load().versions(Verification).values())
    return "\n".join([HEAD, *map(section, newest)]) + "\n"
