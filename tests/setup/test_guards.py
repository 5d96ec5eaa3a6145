"""Each guard of ``make check`` finds what it is there for, and nothing in this checkout."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts import check_cypher, check_docs, check_messages, check_names, check_text, guard


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    subprocess.run(("git", "init", "--quiet", tmp_path), check=True)
    return tmp_path


def put(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    subprocess.run(("git", "add", "--intent-to-add", name), cwd=root, check=False)
    return path


# --- package names ---


def test_a_name_that_another_distribution_owns_is_refused() -> None:
    owners = {"graph": ["creditgraph", "graphlib-extra"], "api": ["creditgraph"]}
    assert check_names.problems(["graph", "api"], owners) == [
        "graph: this import name belongs to graphlib-extra"
    ]


def test_a_name_of_the_standard_library_is_refused() -> None:
    assert "the standard library" in check_names.problems(["calendar"], {})[0]


# --- messages ---

ENTRY = 'msgid "{key}"\nmsgstr "{text}"\n\n'


def catalogues(root: Path, zh: dict[str, str], en: dict[str, str]) -> Path:
    for language, entries in (("zh", zh), ("en", en)):
        content = "".join(ENTRY.format(key=key, text=text) for key, text in entries.items())
        put(root, f"locale/{language}/LC_MESSAGES/trace.po", content)
    return root / "locale"


def message_problems(root: Path, code: str, zh: dict[str, str], en: dict[str, str]) -> list[str]:
    locale = catalogues(root, zh, en)
    return check_messages.problems(locale, [put(root, "graph/trace.py", code)])


def test_messages_that_agree_pass(tmp_path: Path) -> None:
    both = {"trace.step": "{name}"}
    assert not message_problems(tmp_path, 'both("trace.step", name=1)', both, both)


def test_a_message_may_name_a_text_of_its_own_language(tmp_path: Path) -> None:
    zh, en = {"trace.step": "{cause_zh}"}, {"trace.step": "{cause_en}"}
    assert not message_problems(tmp_path, 'both("trace.step", cause_zh=1, cause_en=2)', zh, en)
    found = message_problems(tmp_path, 'both("trace.step", cause_zh=1)', zh, en)
    assert found == ["graph/trace.py:1: trace.step lacks cause_en"]


def test_a_message_built_from_its_beginning_counts_as_used(tmp_path: Path) -> None:
    both = {"trace.hub_agent": "…"}
    assert not message_problems(tmp_path, 'both(f"trace.hub_{kind}")', both, both)


@pytest.mark.parametrize(
    ("code", "zh", "en", "finding"),
    [
        ('both("trace.gone")', {}, {}, "in no catalogue"),
        ('InputError("trace.gone")', {}, {}, "in no catalogue"),
        ("", {"trace.step": "步"}, {"trace.step": "step"}, "nothing asks for it"),
        ('both("trace.step")', {"trace.step": "步"}, {}, "only in Chinese"),
        ('both("trace.step")', {}, {"trace.step": "step"}, "only in English"),
        (
            'both("trace.step", a=1, b=2)',
            {"trace.step": "{a}"},
            {"trace.step": "{b}"},
            "different placeholders",
        ),
        ('both("trace.step")', {"trace.step": "{a}"}, {"trace.step": "{a}"}, "lacks a"),
        ('both("trace.step")', {"trace.step": ""}, {"trace.step": "step"}, "no finished sentence"),
        ('both("path.step")', {"path.step": "步"}, {"path.step": "step"}, "another catalogue"),
    ],
)
def test_messages_that_disagree_are_found(
    tmp_path: Path, code: str, zh: dict[str, str], en: dict[str, str], finding: str
) -> None:
    assert any(finding in problem for problem in message_problems(tmp_path, code, zh, en))


# --- text ---


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "work/main/x",
        "cache = '/" + "root/.cache'",
        "https://" + "pypi" + ".org/simple",
        "https://repo1." + "maven.org/maven2",
        "# TO" + "DO: later",
        "raise NotImplemented" + "Error",
        "黑名" + "单",
    ],
)
def test_text_that_must_not_stand_is_found(checkout: Path, line: str) -> None:
    put(checkout, "graph/x.py", line)
    assert len(check_text.problems(checkout)) == 1


def test_a_legal_title_is_quoted_as_it_is(checkout: Path) -> None:
    put(checkout, "rulebook/national/lists.yaml", "title: 黑名" + "单管理办法")
    assert not check_text.problems(checkout)


def test_an_address_with_such_a_folder_is_no_machine_path(checkout: Path) -> None:
    put(checkout, "docs/x.md", "https://host.example/work/paper and ./work/x")
    assert not check_text.problems(checkout)


# --- documents ---


@pytest.mark.parametrize(
    "link", ["missing.md", "other.md#nowhere", "#nowhere", "missing.png", "图.md"]
)
def test_a_link_that_leads_nowhere_is_found(checkout: Path, link: str) -> None:
    put(checkout, "other.md", "# Here\n")
    put(checkout, "README.md", f"# Top\n[a]({link})\n")
    assert len(check_docs.problems(checkout)) == 1


@pytest.mark.parametrize(
    "link", ["other.md", "other.md#在-这里-here", "other.md#twice-1", "#top", "https://h.example/x"]
)
def test_a_link_that_leads_somewhere_passes(checkout: Path, link: str) -> None:
    put(checkout, "other.md", "# 在 这里 Here！\n## Twice\n## Twice\n")
    put(checkout, "README.md", f"# Top\n[a]({link})\n")
    assert not check_docs.problems(checkout)


# --- cypher ---

GOOD = """// Which names has a subject?
// Parameters: $id (subject; or $none), $seen
// Columns: name (as written, or key), kind
CYPHER 25
MATCH (x:Subject {id: $id}) WHERE x.since <= $seen
SET x:$(x.kind)
RETURN x.name AS name, x.kind AS kind
"""


def cypher_problems(root: Path, text: str, code: str = 'store.read("trace/names")') -> list[str]:
    put(root, "cypher/trace/names.cypher", text)
    return check_cypher.problems(
        root / "cypher", guard.literals([put(root, "graph/trace.py", code)])
    )


def test_a_good_cypher_file_passes(tmp_path: Path) -> None:
    assert not cypher_problems(tmp_path, GOOD)


def test_a_header_gives_its_columns_in_order() -> None:
    assert check_cypher.header(GOOD).columns == ("name", "kind")


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("// Which names has a subject?\n", "", "no sentence"),
        ("// Parameters: $id (subject; or $none), $seen\n", "", "lacks"),
        ("// Columns: name (as written, or key), kind\n", "", "lacks"),
        ("$id (subject; or $none), $seen", "$id", "parameters: seen"),
        ("<= $seen", "<= 1", "parameters: seen"),
        ("CYPHER 25\n", "", "CYPHER 25"),
    ],
)
def test_a_bad_cypher_file_is_found(tmp_path: Path, old: str, new: str, finding: str) -> None:
    assert any(finding in problem for problem in cypher_problems(tmp_path, GOOD.replace(old, new)))


def test_a_cypher_file_that_no_code_uses_is_found(tmp_path: Path) -> None:
    assert cypher_problems(tmp_path, GOOD, code="") == ["trace/names: no code uses it"]
