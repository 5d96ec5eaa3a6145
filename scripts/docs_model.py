"""The model reference: labels, relations, properties and indexes, read from code and schema."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.model import OPEN_COMMIT, OPEN_END, UNKNOWN_START
from graph.store.migrations import known_migrations
from scripts.guard import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ROOT / "graph" / "model" / "kinds.py"
TITLES = {
    "SubjectKind": "主体 · Subjects",
    "RelationType": "主体之间的关系 · Relations between subjects",
    "RecordKind": "信息记录 · Records",
    "EventKind": "作用于记录的事件 · Events that act on a record",
}
FACT = {
    "sid": "内容与来源的摘要，唯一，故重复入库只有一份 · digest of content and source, unique",
    "key": "所述何事（不含内容）；同一事实的各版本共用 · what it is about; its versions share it",
    "valid_from": f"在现实中的第一天，未知为 {UNKNOWN_START} · first day on which it holds",
    "valid_to": f"最后一天（含），未结束为 {OPEN_END} · last day, inclusive",
    "since": "自哪次提交起为系统所知 · the commit since which it is known",
    "until": f"被哪次提交取代，未取代为 {OPEN_COMMIT} · the commit that replaced it",
    "file": "出自哪个文件 · the file that said it",
    "row": "该文件的第几行（标题行计入）· its row, the heading counted",
    "scope": "能使其终止的快照范围 · the snapshot that can end it",
    "base": "前后相继的状态属于谁 · what it succeeds in",
    "observed": "来源看到该状态的日期 · the day on which the source saw it",
    "stated_to": "来源写明的最后一天 · the last day that the source states",
    "content": "所述内容的摘要，换了日期的版本不变 · digest of what is said, kept in other dates",
    "start": "`inferred`：第一天由报告日期推得 · the first day is taken from the day of the report",
    "end": "`inferred`：最后一天由后来的报告推得 · the last day is taken from a later report",
}
EDGES = (
    ("Subject", "IS", "Entity"),
    ("Name", "OF", "Subject"),
    ("Identifier", "OF", "Subject"),
    ("Contact", "OF", "Subject"),
    ("Record", "CONCERNS", "Subject"),
    ("Record", "file", "File"),
    ("Commit", "file", "File"),
    ("File", "source", "Source"),
    ("Feed", "source", "Source"),
    ("Decision", "DECIDES", "Subject"),
    ("Outcome", "receipt", "Receipt"),
    ("Receipt", "consent", "Record"),
)
TIMES = (
    "\n可见 · visible: `since <= $seen AND until > $seen`；"
    "有效 · in force: `valid_from <= $as_of AND valid_to >= $as_of`。"
)
HEAD = """# 图谱模型 · The model

<!-- 由 `make docs` 生成，请勿手改 · written by `make docs`, do not edit -->

来源说过的每件事都是不可更改的**事实**；一个数（提交号 `seq`）给全部写入排序；
事实挂在来源所称的主体上，另有带时间的 `IS` 边说明该主体是谁。
Everything a source said is an immutable **fact**; one number (a commit's `seq`) orders all writes;
facts hang on what the source named, and a dated `IS` edge says who that is.

实线是关系，虚线是属性中的引用。
Solid lines are relations, dotted ones are references held in a property.
"""


def members(name: str) -> Iterator[tuple[str, str]]:
    """Yield value and meaning of each member of the enumeration ``name`` of ``kinds.py``."""
    tree = ast.parse(KINDS.read_text("utf-8"))
    (body,) = (n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name)
    for member, meaning in pairwise(body):
        if isinstance(member, ast.Assign) and isinstance(meaning, ast.Expr):
            yield ast.literal_eval(member.value), ast.literal_eval(meaning.value)


def diagram() -> str:
    """Return the picture of the model as a Mermaid flow chart."""
    edges = [
        f"  {start} -->|{label}| {end}" if label.isupper() else f"  {start} -. {label} .-> {end}"
        for start, label, end in EDGES
    ]
    relations = "<br/>".join(value for value, _ in members("RelationType"))
    records = "<br/>".join(value for value, _ in members("RecordKind"))
    boxes = [f'  Record["Record<br/>{records}"]', f'  Subject -->|"{relations}"| Subject']
    return "\n".join(("```mermaid", "flowchart LR", *boxes, *edges, "```"))


def table(heading: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = (heading, ("---",) * len(heading), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def indexes() -> Iterator[tuple[str, ...]]:
    """Yield what the migrations make: name, kind, label or relation, properties."""
    for migration in known_migrations():
        for statement in migration.statements:
            found = re.match(r"CREATE (.*?) ?(CONSTRAINT|INDEX) (\w+)", statement)
            if found:
                what = "唯一 · unique" if found[2] == "CONSTRAINT" else found[1].lower() or "index"
                target = re.search(r"[(\[]\w+:(\w+)[)\]]", statement)
                properties = dict.fromkeys(re.findall(r"\bx\.(\w+)", statement))
                label = target[1] if target else ""
                yield f"`{found[3]}`", what, f"`{label}`", ", ".join(f"`{p}`" for p in properties)


def render() -> str:
    """Return the whole document."""
    parts = [HEAD, diagram()]
    for name, title in TITLES.items():
        rows = ((f"`{value}`", meaning) for value, meaning in members(name))
        parts += [f"\n## {title}\n", table(("名称 · name", "含义 · meaning"), rows)]
    facts = ((f"`{name}`", meaning) for name, meaning in FACT.items())
    parts += [
        "\n## 每个事实都有的属性 · What every fact has\n",
        table(("属性 · property", "含义 · meaning"), facts),
        TIMES,
        "\n## 约束与索引 · Constraints and indexes\n",
        table(("名称 · name", "种类 · kind", "对象 · on", "属性 · properties"), indexes()),
    ]
    return "\n".join(parts) + "\n"
