"""The reference of the formats: every column that a file may have, read from the rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulebook import Condition, Rulebook
from scripts.docs_model import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rulebook import Column, Format, LegalBasis

HEAD = """# 数据格式 · Formats

<!-- 由 `make docs` 生成，请勿手改 · written by `make docs`, do not edit -->

`creditgraph ingest` 按标题行识别格式。每列可写代码、标准标题或任一别名。
`creditgraph ingest` knows a format by its headings; a column may bear its code, standard heading
or an alias.
"""
MODES = {
    "delta": "增量 · delta",
    "snapshot": "快照 · snapshot",
    "either": "增量或快照，由清单声明 · delta or snapshot, as the manifest says",
}
HEADING = (
    "标题 · heading",
    "代码 · code",
    "别名 · aliases",
    "字段 · field",
    "类型 · type",
    "必填 · mandatory",
)


def basis_of(basis: LegalBasis) -> str:
    """Return where a rule is written, on one line."""
    return " ".join(part for part in (basis.title, basis.article, basis.item) if part)


def _type(column: Column) -> str:
    unit = f"（{column.unit}）" if column.unit else ""
    return f"{column.type}{unit}"


def _mandatory(column: Column) -> str:
    match column.mandatory:
        case Condition(field=field, any_of=values):
            return f"`{field}` = {', '.join(values)}"
        case True:
            return "是 · yes"
        case _:
            return ""


def columns(form: Format) -> Iterator[tuple[str, ...]]:
    """Yield the table row of each column."""
    for column in form.columns:
        field = f"`{column.field}`" if column.field else "不入库 · dropped"
        aliases = "、".join(column.aliases)
        yield column.title_zh, f"`{column.code}`", aliases, field, _type(column), _mandatory(column)


def values(form: Format) -> Iterator[str]:
    """Yield a line for each column whose values are a closed list."""
    for column in form.columns:
        if column.values:
            pairs = "，".join(f"{written} → `{value}`" for written, value in column.values.items())
            yield f"- {column.title_zh}：{pairs}"


def section(form: Format) -> str:
    """Return the chapter of one format."""
    end = form.in_force_to.isoformat() if form.in_force_to else "今 · now"
    scope = f"；范围 · scope: {', '.join(f'`{name}`' for name in form.scope)}" if form.scope else ""
    bases = "；".join(basis_of(basis) for basis in form.legal_basis)
    facts = [
        f"`{form.id}` → `{form.kind}`，{MODES[form.mode]}{scope}",
        f"依据 · basis: {bases}（{form.authority}）",
        f"适用 · in force: {form.in_force_from} 至 · to {end}",
        f"核对 · verified: {form.verified}" + (f"：{form.note}" if form.note else ""),
    ]
    rules = ", ".join(dict.fromkeys(f"`{rule.name}`" for rule in form.rules))
    listed = list(values(form))
    parts = [
        f"\n## {form.title_zh} · {form.title_en}\n",
        "\n".join(f"- {fact}" for fact in facts),
        f"\n{table(HEADING, columns(form))}",
        *(["\n取值 · values:\n", *listed] if listed else []),
        *([f"\n跨列规则 · rules across columns: {rules}"] if rules else []),
    ]
    return "\n".join(parts)


def render() -> str:
    """Return the whole document."""
    formats = Rulebook.load().formats
    return "\n".join([HEAD, *(section(form) for form in formats.values())]) + "\n"
