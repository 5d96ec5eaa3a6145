"""Known paths in real rows: one director on two boards, and a listed debtor's shareholder."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.builders import org_code, uscc
from tests.real.conftest import (
    BOARDS,
    COMPANIES,
    CSRC,
    DEBTORS,
    DIRECTORS,
    LISTED,
    Command,
    Counts,
    ingest,
)

HOLDER = uscc(90_000_017)
HAS_TERM = "违反财产报告制度"
HAS_NO_TERM = "有履行能力而拒不履行生效法律文书确定义务"
DIRECTOR = "gsds"
PENALISED = "科林环保"


class Boards(NamedTuple):
    """A name that sits on the boards of two companies, by their codes."""

    person: str
    first: str
    second: str


@pytest.fixture
def loaded(real: dict[str, Counts], command: Command) -> Command:
    """The command, on the graph of real rows."""
    assert real
    return command


@pytest.fixture(scope="module")
def boards(shared_data: Path) -> Boards:
    """The first name in the table that is a director, and only that, of exactly two companies."""
    codes = {row["gpdm"]: row["xydm"] for row in _rows(shared_data / COMPANIES)}
    seats: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(shared_data / DIRECTORS):
        seats[row["name"]].append((row["gpdm"], row["zwdm"]))
    for name, taken in seats.items():
        if [duty for _, duty in taken] == [DIRECTOR] * 2 and taken[0] != taken[1]:
            return Boards(name, codes[taken[0][0]], codes[taken[1][0]])
    raise AssertionError("no such director")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _director(command: Command, company: str, name: str) -> str:
    officers = command("profile", company)["data"]["relations"]["OFFICER_OF"]["items"]
    found = [officer["id"] for officer in officers if officer["name"] == name]
    assert len(found) == 1
    return str(found[0])


def _paths(command: Command, boards: Boards, *options: object) -> list[Any]:
    found: list[Any] = command("path", boards.first, boards.second, *options)["data"]["paths"]
    return found


def test_a_director_joins_two_boards_once_a_person_has_decided_it(
    loaded: Command, boards: Boards
) -> None:
    first, second = (_director(loaded, firm, boards.person) for firm in boards[1:])
    assert first != second
    assert _paths(loaded, boards) == []
    reason = ("--reason", "两份年度报告的简历相同")
    decided = loaded("resolve", "decide", first, second, "match", *reason)
    (path,) = _paths(loaded, boards)
    assert path["hops"] == 2
    assert [(step["type"], step["direction"]) for step in path["steps"]] == [
        ("OFFICER_OF", "in"),
        ("OFFICER_OF", "out"),
    ]
    assert path["steps"][0]["to"] == path["steps"][1]["from"]
    assert path["steps"][0]["to_name"] == boards.person
    assert all(step["position"] == "董事" for step in path["steps"])
    assert [set(joint["members"]) for joint in path["joined"]] == [{first, second}]
    assert "已认定为同一主体" in path["sentence_zh"]
    assert "decided to be one subject" in path["sentence_en"]
    decision = decided["data"]["id"]
    undone = loaded("resolve", "undo", decision, "--reason", "同名不同人")
    assert _paths(loaded, boards) == []
    assert _paths(loaded, boards, "--seen", decided["seen"]) == [path]
    assert _paths(loaded, boards, "--seen", decided["seen"] - 1) == []
    assert undone["seen"] > decided["seen"]


class Debtor(NamedTuple):
    """A published debtor that is a firm with a whole organisation code."""

    name: str
    org: str
    case_number: str


def _debtor(shared_data: Path, situation: str) -> Debtor:
    for line in (shared_data / DEBTORS).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        code = row["cardNum"].replace("-", "")
        whole = code[:8].isdigit() and code == org_code(int(code[:8]))
        if row["disruptTypeName"] == situation and whole and row["publishDate"].startswith("2019"):
            return Debtor(row["iname"], code, row["caseCode"])
    raise AssertionError("no such debtor")


def _holding(command: Command, debtor: Debtor, folder: Path) -> None:
    """Load a holding that an invented firm has in the debtor since 2015."""
    table = folder / f"holders_{debtor.org}.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(
            ["公司名称", "公司统一社会信用代码", "股东名称", "股东代码", "持股比例", "入股日期"]
        )
        code = uscc(int(debtor.org[:8]))
        sheet.writerow([debtor.name, code, "澄州虚构投资有限公司", HOLDER, "60", "2015-03-01"])
    assert ingest(command, table, None)["loaded"] == 1


@pytest.mark.parametrize(
    ("situation", "later"), [(HAS_TERM, "expired"), (HAS_NO_TERM, "published")]
)
def test_a_listed_debtor_is_found_from_its_shareholder(
    loaded: Command, shared_data: Path, tmp_path: Path, situation: str, later: str
) -> None:
    debtor = _debtor(shared_data, situation)
    _holding(loaded, debtor, tmp_path)

    def reached(day: str) -> list[Any]:
        targets = loaded("trace", HOLDER, "--depth", "1", "--as-of", day)["data"]["targets"]
        return [target for target in targets if target["name"] == debtor.name]

    (target,) = reached("2019-12-31")
    (path,) = target["paths"]
    assert (path["hops"], path["steps"][0]["type"]) == (1, "SHAREHOLDER_OF")
    assert debtor.case_number in path["sentence_zh"]
    assert debtor.case_number in path["sentence_en"]
    assert bool(reached("2021-07-12")) is True
    assert bool(reached("2021-07-14")) is (later == "published")
    assert reached("2019-07-11") == []


THEN = "2022-06-01"
"""A day on which the penalty of ``PENALISED`` was published."""


class Seat(NamedTuple):
    """A listed company, and a person on its board who sits on another."""

    person: str
    company: str
    other: str


def _seat(shared_data: Path, name: str) -> Seat:
    people, firms = (
        {next(iter(row.values())): row["name"] for row in _rows(shared_data / path)}
        for path in LISTED
    )
    boards: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(shared_data / BOARDS):
        boards[row[":START_ID(Executive)"]].append(firms[row[":END_ID(Stock)"]])
    return next(
        Seat(people[person], name, next(firm for firm in sat if firm != name))
        for person, sat in boards.items()
        if name in sat and len(set(sat)) == 2
    )


def _named(command: Command, name: str, source: str) -> str:
    """Return the subject of a name that a source's file named, while its records were shown."""
    items = command("search", name, "--limit", "50")["data"]["items"]
    ids = [item["id"] for item in items if item["name"] == name]
    profiles = (command("profile", each, "--as-of", THEN) for each in ids)
    said = (p for p in profiles if source in json.dumps(p, ensure_ascii=False))
    return str(next(said)["data"]["subject"]["id"])


def test_a_director_of_a_penalised_company_is_found_on_another_board(
    loaded: Command, shared_data: Path
) -> None:
    seat = _seat(shared_data, PENALISED)
    penalised = _named(loaded, PENALISED, Path(CSRC).name)
    listed = _named(loaded, PENALISED, Path(BOARDS).name)
    other = _named(loaded, seat.other, Path(BOARDS).name)
    assert penalised != listed
    assert loaded("path", penalised, other)["data"]["paths"] == []
    loaded("resolve", "decide", penalised, listed, "match", "--reason", "公告所称即该上市公司")
    (path,) = loaded("path", penalised, other)["data"]["paths"]
    assert [step["type"] for step in path["steps"]] == ["OFFICER_OF", "OFFICER_OF"]
    assert path["steps"][0]["to_name"] == seat.person
    then = loaded("profile", listed, "--as-of", THEN)["data"]["records"]["Penalty"]["items"]
    assert [record["date"] for record in then] == ["2022-04-01"]
    now = loaded("profile", listed)["data"]["records"]["Penalty"]
    assert (now["shown"], now["hidden"]) == (0, 1), "its publication has ended"
