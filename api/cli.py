"""The command line: ``creditgraph …``."""

from __future__ import annotations

import logging
import os
import sys

import typer
from pydantic import ValidationError

from api.commands import (
    ask,
    backup,
    boards,
    data,
    mapping,
    quarantine,
    replay,
    resolve,
    rulebook,
    screening,
    server,
    sources,
    template,
    verify,
)
from api.console import note, report, say
from api.problems import of_disk
from api.settings import unknown_variables
from api.usage import misused
from api.validation import told
from messages import CreditgraphError, InputError, Text

app = typer.Typer(
    name="creditgraph",
    help="信用图谱：主体信用画像 · Subject credit profiles as a knowledge graph.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for room in (
    *(server, backup, data, template, mapping, quarantine, sources),
    *(ask, screening, boards, resolve, rulebook, verify, replay),
):
    room.attach(app)


def main() -> None:
    """Run a command; what went wrong is one line in the user's language and an exit code."""
    # What the driver logs when a server goes away, our own error says in words.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    for name, nearest in unknown_variables(os.environ):
        note(say("api.unknown_variable", name=name, nearest=nearest))
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        shown = not error.format_message()  # a command without arguments has shown its help
        sys.exit(error.exit_code if shown else report(misused(error, sys.argv[1:])))
    except CreditgraphError as error:
        sys.exit(report(error))
    except ValidationError as error:
        sys.exit(report(InputError("api.bad_setting", cause=_setting(error))))
    except OSError as error:
        sys.exit(report(of_disk(error)))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)


def _setting(error: ValidationError) -> Text:
    """Return which setting is wrong, and how."""
    first = error.errors(include_input=False)[0]
    name = "CREDITGRAPH_" + "_".join(str(part) for part in first["loc"]).upper()
    wrong = told(first)
    return Text(f"{name}：{wrong.zh}", f"{name}: {wrong.en}")


if __name__ == "__main__":
    main()
