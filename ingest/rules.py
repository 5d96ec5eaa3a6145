"""Checks across the fields of a row, by the names that field standards give them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from graph.model.identifiers import Scheme, parse_code
from ingest.masking import mask
from ingest.problems import Problem
from ingest.tables import TypedRow
from rulebook.formats import Format

Params = Mapping[str, Any]
Check = Callable[[TypedRow, Params, date], Iterator[Problem]]


def check(row: TypedRow, standard: Format, today: date) -> list[Problem]:
    """Return what a row breaks of its format's rules on the day it is received."""
    found: list[Problem] = []
    for rule in standard.rules:
        found.extend(CHECKS[rule.name](row, rule.params, today))
    return found


def _in_order(row: TypedRow, params: Params, _: date) -> Iterator[Problem]:
    names = params["fields"]
    for first, second in pairwise(names):
        start, end = row.values.get(first), row.values.get(second)
        if isinstance(start, date) and isinstance(end, date) and start > end:
            yield Problem(first, "dates_in_order", {"first": start, "second": end, "other": second})


def _not_in_future(row: TypedRow, params: Params, today: date) -> Iterator[Problem]:
    for name in params["fields"]:
        value = row.values.get(name)
        if isinstance(value, date) and value > today:
            yield Problem(name, "not_in_future", {"value": value, "today": today})


def _sum_iff_category(row: TypedRow, params: Params, _: date) -> Iterator[Problem]:
    kinds = str(row.values.get(params["category"], ""))
    named = any(word in kinds for word in params["words"])
    value = row.values.get(params["field"])
    if named == bool(value):
        return
    code = "missing_for_category" if named else "without_category"
    yield Problem(params["field"], code, {"words": "、".join(params["words"])})


def _person_has_no_uscc(row: TypedRow, params: Params, _: date) -> Iterator[Problem]:
    party = params["party"]
    if row.values.get(f"{party}.kind") != "person":
        return
    for name in (f"{party}.uscc", f"{party}.code"):
        code = parse_code(str(row.values.get(name, "")))
        if code is not None and code.scheme is Scheme.USCC and not code.value.startswith("92"):
            yield Problem(name, "person_has_no_uscc", {"value": code.value})


def _code_is_public(row: TypedRow, params: Params, _: date) -> Iterator[Problem]:
    for name in params["fields"]:
        code = str(row.values.get(name, ""))
        if code and not code.startswith("1"):
            yield Problem(name, "authority_code_is_public", {"value": code})


def _no_citizen_number(row: TypedRow, params: Params, _: date) -> Iterator[Problem]:
    for name in params["fields"]:
        written = row.written.get(name, "")
        if mask(written) != written:
            yield Problem(name, "no_citizen_number_in_text")


def _positive(row: TypedRow, params: Params, _: date) -> Iterator[Problem]:
    value = row.values.get(params["field"])
    if isinstance(value, int) and value <= 0:
        yield Problem(params["field"], "positive_amount")


def _not_more_than(row: TypedRow, params: Params, _: date) -> Iterator[Problem]:
    part, whole = params["fields"]
    less, more = row.values.get(part), row.values.get(whole)
    if isinstance(less, int) and isinstance(more, int) and less > more:
        yield Problem(part, "not_more_than", {"other": whole})


def _one_of(row: TypedRow, params: Params, _: date) -> Iterator[Problem]:
    names = params["fields"]
    if not any(name in row.values for name in names):
        yield Problem(names[0], "one_of", {"fields": "、".join(names)})


def _not_a_person(row: TypedRow, params: Params, _: date) -> Iterator[Problem]:
    field = f"{params['party']}.kind"
    if row.values.get(field) == "person":
        yield Problem(field, "not_a_person")


CHECKS: Mapping[str, Check] = {
    "dates_in_order": _in_order,
    "not_in_future": _not_in_future,
    "fine_iff_category": _sum_iff_category,
    "confiscated_iff_category": _sum_iff_category,
    "licence_iff_category": _sum_iff_category,
    "person_has_no_uscc": _person_has_no_uscc,
    "authority_code_is_public": _code_is_public,
    "no_citizen_number_in_text": _no_citizen_number,
    "positive_amount": _positive,
    "not_more_than": _not_more_than,
    "one_of": _one_of,
    "not_a_person": _not_a_person,
}
