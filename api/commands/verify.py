"""``verify``: questions that another system answers with yes, no or unknown, and their receipts."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from api import verifying
from api.commands.options import AsOf, Json, KnownAt, Limit, Seen, asked
from api.console import ask_in_private, emit, language, note, out, say
from api.opening import open_desk
from api.settings import Settings
from graph.model.identifiers import is_uscc, normalize_code
from graph.model.moment import SHANGHAI
from ingest.masking import mask
from ingest.verification import Wish
from messages import InputError

_verify = typer.Typer(help="核验：向其他系统询问，只存回执 · Verifications.", add_completion=False)
STDIN = "-"
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="NAME=VALUE",
        help="字段，可重复；VALUE 写 - 则从标准输入读一行 · a field; - reads a line of stdin.",
    ),
]
Purpose = Annotated[str, typer.Option(help="用途，见 verify list · what for.")]
Office = Annotated[str, typer.Option(help="由哪个单位询问：信用代码 · the office's code.")]
Consent = Annotated[str | None, typer.Option(help="授权编号 · number of the consent.")]
Cursor = Annotated[str | None, typer.Option(help="下一页 · next page.")]


def attach(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.add_typer(_verify, name="verify")


@_verify.command("list")
def list_verifications(as_json: Json = False) -> None:
    """列出可以核验什么 · List what can be verified."""
    with open_desk(Settings(), note) as desk:
        answer = verifying.listed(desk)
    emit(answer, _render_list, as_json=as_json)


def _render_list(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    out.print(say("verification.listed", count=len(data["items"])), style="bold")
    for item in data["items"]:
        out.print(say("verification.entry", **_said(item)), markup=False)


def _said(item: Any) -> dict[str, object]:  # noqa: ANN401 (the contract's JSON)
    """Return what a person reads of a verification."""
    spoken = language()
    fields = (each for each in item["fields"] if each["mandatory"])
    purposes = (f"{use['code']} {use[f'name_{spoken}']}" for use in item["purposes"])
    return {
        "id": item["id"],
        "name": item[f"name_{spoken}"],
        "question": item[f"question_{spoken}"],
        "fields": ", ".join(f"{field['code']} {field['title_zh']}" for field in fields),
        "subjects": ", ".join(say(f"verification.subject_{form}") for form in item["subjects"]),
        "purposes": ", ".join(purposes),
        "consent": _yes(item["consent"]),
        "quota": item["daily_quota"],
        "connected": _yes(item["connected"]),
    }


def _yes(said: object) -> str:
    return say("verification.needed" if said else "verification.not_needed")


@_verify.command("ask")
def ask(
    verification: Annotated[str, typer.Argument(help="核验编号，见 verify list · its id.")],
    purpose: Purpose,
    office: Office,
    field: Fields = None,
    consent: Consent = None,
    as_json: Json = False,
) -> None:
    """询问一次，得到是、否或未知和回执 · Ask once: yes, no or unknown, with a receipt."""
    with open_desk(Settings(), note) as desk:
        fields = read_fields(field or ())
        wish = Wish(verification, fields, purpose, office, getpass.getuser(), consent)
        answer = verifying.asked(desk, wish)
    emit(answer, _render_answer, as_json=as_json)


def read_fields(given: Sequence[str]) -> dict[str, str]:
    """Return the fields of a command line; those written ``-`` come from standard input, in order.

    Raises:
        InputError: one is not written name=value or comes twice, or a citizen number stands in it.
    """
    fields: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise InputError("verification.bad_field")
        if name in fields:
            raise InputError("verification.field_twice", field=mask(name))
        if mask(value) != value and not is_uscc(normalize_code(value)):
            raise InputError("verification.number_as_argument", field=mask(name))
        fields[name] = value
    return {name: _value(value) for name, value in fields.items()}


def _value(value: str) -> str:
    return ask_in_private().strip() if value == STDIN else value


def _render_answer(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    receipt = data["receipt"]
    told = {"question": data[f"question_{language()}"], "answer": _result(receipt)}
    out.print(say("verification.told", receipt=receipt["id"], **told), markup=False)


@_verify.command("receipts")
def receipts(
    receipt: Annotated[str | None, typer.Argument(help="回执编号 · id of a receipt.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    as_of: AsOf = None,
    seen: Seen = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """列出回执，或看其中一份 · List the receipts, or show one."""
    question = asked(as_of, seen, known_at)
    with open_desk(Settings(), note) as desk:
        if receipt is None:
            answer = verifying.receipts(desk, question, cursor, limit)
        else:
            answer = verifying.receipt(desk, receipt, question)
    emit(answer, _render_receipts, as_json=as_json)


def _render_receipts(data: Any) -> None:  # noqa: ANN401 (the contract's JSON)
    found = data.get("items", [data])
    out.print(say("verification.receipts", count=len(found)), style="bold")
    for item in found:
        at = datetime.fromisoformat(item["asked_at"]).astimezone(SHANGHAI)
        told = {
            **item,
            "asked_at": at,
            "result": _result(item),
            "reference": item["reference"] or "",
        }
        out.print(say("verification.receipt_line", **told), markup=False)


def _result(receipt: Any) -> str:  # noqa: ANN401 (the contract's JSON)
    if receipt["answer"]:
        return say(f"verification.answer_{receipt['answer']}")
    if receipt["failure"]:
        return say("verification.state_failed", failure=receipt["failure"])
    return say("verification.state_asked")
