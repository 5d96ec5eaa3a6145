"""What a command line lacks or has too much of, in both languages; the library says it in English.

Nothing of it repeats a citizen number that somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import typer
from pydantic import ValidationError

from api.validation import told
from ingest.masking import mask
from messages import InputError, Text

_FORMS = {
    "no_such_option": re.compile(r"No such option: (?P<name>\S+)(?P<near>.*)"),
    "no_such_command": re.compile(r"No such command '(?P<name>[^']*)'(?P<near>.*)"),
    "missing_argument": re.compile(r"Missing argument '(?P<name>[^']*)'"),
    "missing_option": re.compile(r"Missing option '(?P<name>[^']*)'"),
    "too_many": re.compile(r"Got unexpected extra argument\S* \((?P<name>.*)\)"),
    "no_value": re.compile(r"Option '(?P<name>[^']*)' requires "),
    "bad_value": re.compile(r"Invalid value for '(?P<name>[^']*)': (?P<wrong>.*)"),
}
_NAME = re.compile(r"[\w-]+(?=['),?])")
_PERIOD = "--during"


def misused(error: typer.TyperException, arguments: Sequence[str]) -> InputError:
    """Return the error of a command line that cannot be read.

    Args:
        error: what the library says.
        arguments: the command line; a period of one day takes the word after it for its last.
    """
    english = mask(error.format_message()).strip()
    for form, pattern in _FORMS.items():
        found = pattern.search(english)
        if found and _PERIOD in arguments and form in {"no_value", "missing_argument"}:
            return InputError("api.usage_period", option=_PERIOD)
        if found:
            return InputError(f"api.usage_{form}", **_parts(found.groupdict(), error.__context__))
    return InputError("api.usage", english=english)


def _parts(found: dict[str, str], cause: BaseException | None) -> dict[str, object]:
    """Return what a sentence names, with the rule that a value breaks in both languages."""
    parts: dict[str, object] = dict(found)
    if "near" in found:
        near = ", ".join(_NAME.findall(found["near"]))
        parts["near"] = Text(f"（相近的：{near}）", f" (near: {near})") if near else ""
    if isinstance(cause, ValidationError):
        parts["wrong"] = told(cause.errors(include_input=False)[0])
    return parts
