"""Loading: layers, overlays, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from messages import InputError
from rulebook import ClassTerm, Imposition, ListType, Rate, Rulebook

DAY = date(2026, 6, 1)
LIST = """
entries:
  - id: wage_arrears
    name_zh: 拖欠农民工工资名单
    name_en: Wage arrears
    serious: "yes"
    ends: automatic
    max_months: {months}
    scope: {{zh: 全市, en: The city}}
    listed: [unit]
    basis_rank: local_regulation
    platform: credit_china
    checked_on: 2026-11-23
    legal_basis: {{title: 某市条例, article: 第一条}}
    authority: 某市
    in_force_from: 2026-01-01
    verified: configurable
    note: 测试
    {overlay}
"""
RATE = "{id: lpr_1y, name_zh: 利率, name_en: Rate, percent: '2.80', in_force_from: 2026-01-20, "
BASIS = "legal_basis: {title: 公告}, authority: 中心, verified: source"


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def refusal(folder: Path, kind: type = ListType) -> InputError:
    with pytest.raises(InputError) as refused:
        Rulebook.load(extra=folder).versions(kind)
    return refused.value


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    book = Rulebook.load(extra=write(tmp_path, "lists.yaml", "entries: ["))
    assert book.in_force(Rate, "lpr_1y", DAY) is not None
    with pytest.raises(InputError):
        book.versions(ListType)


def test_an_overlay_replaces_all_versions(tmp_path: Path) -> None:
    text = LIST.format(months=30, overlay="overlay: replace")
    book = Rulebook.load(extra=write(tmp_path, "lists.yaml", text))
    (only,) = book.versions(ListType)["wage_arrears"]
    assert only.max_months == 30
    assert book.in_force(ListType, "wage_arrears", date(2025, 12, 31)) is None
    assert book.in_force(ListType, "major_tax_violation", DAY) is not None


def test_an_overlay_adds_a_version_and_ends_the_one_before(tmp_path: Path) -> None:
    text = LIST.format(months=30, overlay="overlay: version")
    book = Rulebook.load(extra=write(tmp_path, "lists.yaml", text))
    before = book.in_force(ListType, "wage_arrears", date(2025, 12, 31))
    after = book.in_force(ListType, "wage_arrears", date(2026, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.max_months, after.max_months) == (36, 30)
    assert before.in_force_to == date(2025, 12, 31)


def test_the_national_entries_are_left_as_they_are(tmp_path: Path) -> None:
    text = LIST.format(months=30, overlay="overlay: replace")
    Rulebook.load(extra=write(tmp_path, "lists.yaml", text)).versions(ListType)
    national = Rulebook.load().in_force(ListType, "wage_arrears", DAY)
    assert national is not None
    assert national.max_months == 36


def test_an_overlay_has_to_say_what_it_does(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "lists.yaml", LIST.format(months=30, overlay="")))
    assert error.key == "rulebook.overlay_unmarked"
    assert "wage_arrears" in error.text.zh
    assert "wage_arrears" in error.text.en


def test_an_overlay_of_nothing_is_refused(tmp_path: Path) -> None:
    text = LIST.format(months=30, overlay="overlay: replace").replace("wage_arrears", "wages")
    assert refusal(write(tmp_path, "lists.yaml", text)).key == "rulebook.overlay_of_nothing"


def test_an_entry_without_legal_basis_is_refused(tmp_path: Path) -> None:
    text = LIST.format(months=30, overlay="overlay: replace")
    text = text.replace("legal_basis: {title: 某市条例, article: 第一条}", "legal_basis: []")
    assert refusal(write(tmp_path, "lists.yaml", text)).key == "rulebook.no_basis"


@pytest.mark.parametrize("basis", ["", "legal_basis: ", "legal_basis: {}"])
def test_a_measure_without_legal_basis_is_refused(tmp_path: Path, basis: str) -> None:
    text = f"""
entries:
  - id: wage_arrears/restrict_exit
    list_type: wage_arrears
    measure: restrict_exit
    reach: [own]
    rank: notice
    quote: 限制出境
    authority: 某市
    in_force_from: 2026-01-01
    verified: source
    {basis}
"""
    error = refusal(write(tmp_path, "impositions.yaml", text), Imposition)
    assert error.key == "rulebook.no_basis"


def test_a_measure_of_an_unknown_list_is_refused(tmp_path: Path) -> None:
    text = """
entries:
  - {id: x, list_type: gossip, measure: restrict_exit, reach: [own], rank: law, quote: 条文,
     legal_basis: {title: 某法}, authority: 某市, in_force_from: 2026-01-01, verified: source}
"""
    error = refusal(write(tmp_path, "impositions.yaml", text), Imposition)
    assert error.key == "rulebook.unknown_reference"
    assert "gossip" in error.text.en


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("max_months: 30", "max_months: -1"), "max_months"),
        (("max_months: 30", "max_month: 30"), "max_month"),
        (("in_force_from: 2026-01-01", "in_force_from: soon"), "in_force_from"),
        (('serious: "yes"', "serious: yes"), "serious"),
        (("note: 测试", ""), "-"),
        (("note: 测试", "note: 测试\n    in_force_to: 2025-01-01"), "-"),
        (("max_months: 30", "min_months: 40\n    max_months: 30"), "-"),
        (("max_months: 30", "min_months: 3"), "-"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, change: tuple[str, str], field: str) -> None:
    text = LIST.format(months=30, overlay="overlay: replace").replace(*change)
    error = refusal(write(tmp_path, "lists.yaml", text))
    assert error.key == "rulebook.invalid"
    assert error.params["field"] == field
    assert error.params["id"] == "wage_arrears"


@pytest.mark.parametrize(
    "text",
    ["entries: [", "- a", "entries: 3", "!!python/object:a.b {}", "entries: [{a: 2026-02-30}]"],
)
def test_what_is_no_yaml_of_that_shape_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(write(tmp_path, "lists.yaml", text)).key == "rulebook.not_yaml"


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lists.yaml").write_bytes("entries: []  # 名单".encode("gb18030"))
    assert refusal(tmp_path).key == "rulebook.not_yaml"


def test_versions_that_overlap_are_refused(tmp_path: Path) -> None:
    entry = f"{RATE} in_force_to: null, {BASIS}"
    later = entry.replace("2026-01-20", "2026-03-20")
    text = f"entries:\n  - {entry}, overlay: replace}}\n  - {later}, overlay: replace}}\n"
    error = refusal(write(tmp_path, "rates.yaml", text), Rate)
    assert error.key == "rulebook.versions_overlap"


def test_two_added_versions_follow_each_other(tmp_path: Path) -> None:
    first = f"{RATE} in_force_to: 2026-03-19, {BASIS}, overlay: version}}"
    second = f"{RATE} in_force_to: null, {BASIS}, overlay: version}}".replace(
        "2026-01-20", "2026-03-20"
    )
    text = f"entries:\n  - {first}\n  - {second.replace('2.80', '2.70')}\n"
    book = Rulebook.load(extra=write(tmp_path, "rates.yaml", text))
    days = (date(2026, 1, 19), date(2026, 1, 20), date(2026, 3, 19), date(2026, 3, 20))
    rates = [book.in_force(Rate, "lpr_1y", day) for day in days]
    assert [str(rate.percent) for rate in rates if rate] == ["3.00", "2.80", "2.80", "2.70"]


def test_an_unknown_file_city_or_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"list\.yaml"):
        Rulebook.load(extra=write(tmp_path, "list.yaml", "entries: []"))
    with pytest.raises(InputError, match="suzhou"):
        Rulebook.load(city="atlantis")
    with pytest.raises(InputError, match="does not exist"):
        Rulebook.load(extra=tmp_path / "nowhere")


def test_in_force_includes_both_boundary_days() -> None:
    book = Rulebook.load()
    rate = book.versions(Rate)["lpr_1y"][0]
    last = rate.in_force_to
    assert last is not None
    assert book.in_force(Rate, "lpr_1y", rate.in_force_from) == rate
    assert book.in_force(Rate, "lpr_1y", last) == rate
    assert book.in_force(Rate, "lpr_1y", date(2019, 8, 19)) is None


def test_version_names_the_content(tmp_path: Path) -> None:
    plain, again = Rulebook.load(), Rulebook.load()
    city = Rulebook.load(city="suzhou")
    text = LIST.format(months=30, overlay="overlay: replace")
    own = Rulebook.load(extra=write(tmp_path, "lists.yaml", text))
    assert plain.version == again.version
    assert len({plain.version, city.version, own.version}) == 3
    before = own.version
    write(tmp_path, "lists.yaml", text.replace("30", "31"))
    assert Rulebook.load(extra=tmp_path).version != before


def test_a_kind_is_read_when_it_is_first_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    read_text = Path.read_text

    def opening(path: Path, **how: str) -> str:
        opened.append(path.parent.name)
        return read_text(path, **how)

    monkeypatch.setattr(Path, "read_text", opening)
    book = Rulebook.load(city="suzhou")
    assert opened == []
    book.versions(ListType)
    assert "formats" not in opened
    assert book.formats
    assert "formats" in opened


def test_class_terms_carry_the_three_classes() -> None:
    book = Rulebook.load()
    assert {term.degree for term in book.all_in_force(ClassTerm, DAY)} == {
        "minor",
        "general",
        "serious",
    }
