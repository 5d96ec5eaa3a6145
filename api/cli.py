"""The command line: ``creditgraph …``."""

from __future__ import annotations

import logging
import sys

import typer
from pydantic import ValidationError

from api.commands import ask, boards, data, resolve, screening, server
from api.console import report
from messages import CreditgraphError, InputError

app = typer.Typer(
    name="creditgraph",
    help="信用图谱：主体信用画像 · Subject credit profiles as a knowledge graph.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for room in (server, data, ask, screening, boards, resolve):
    room.attach(app)


def main() -> None:
    """Run a command; what went wrong is one line in the user's language and an exit code."""
    # What the driver logs when a server goes away, our own error says in words.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    try:
        app()
    except CreditgraphError as error:
        sys.exit(report(error))
    except ValidationError as error:
        sys.exit(report(InputError("api.bad_setting", cause=_setting(error))))
    except OSError as error:
        sys.exit(report(InputError("api.file_trouble", cause=str(error))))
    except KeyboardInterrupt:
        sys.exit(130)


def _setting(error: ValidationError) -> str:
    """Return which setting is wrong, and how."""
    first = error.errors()[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    return f"CREDITGRAPH_{name}: {first['msg']}"


if __name__ == "__main__":
    main()
