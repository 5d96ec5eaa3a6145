"""The local server's password: made once, kept in a file that only its owner reads."""

from __future__ import annotations

import os
import secrets
import subprocess

from graph.store.local.home import Home
from graph.store.local.java import ADMIN, Java, options
from messages import StoreError

USER = "neo4j"
BYTES = 24


def read_secret(home: Home) -> str:
    """Return the password.

    Raises:
        StoreError: its file is gone although there is data that only it opens.
    """
    try:
        return home.secret.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise lost(home, "local.secret_lost") from error


def ensure_secret(home: Home, java: Java, environment: dict[str, str]) -> str:
    """Return the password, and set it as the first one on a server that never ran.

    Raises:
        StoreError: there is data, but no password file.
    """
    if home.accounts[0].exists():
        return read_secret(home)
    if not home.secret.exists():
        _write(home)
    _set_initial(home, java, environment)
    return read_secret(home)


def lost(home: Home, key: str) -> StoreError:
    """Return the error ``key`` with the way back: the file, or new accounts over the same data."""
    databases, transactions = home.accounts
    return StoreError(key, file=home.secret, databases=databases, transactions=transactions)


def _write(home: Home) -> None:
    descriptor = os.open(home.secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(BYTES))


def _set_initial(home: Home, java: Java, environment: dict[str, str]) -> None:
    # The tool reads the password from the file after @, so that no process list shows it.
    command = [*options(), ADMIN, "dbms", "set-initial-password", f"@{home.secret}"]
    called = subprocess.run(  # noqa: S603 - our own Java and class path
        [java.executable, *command],
        env={
            **environment,
            "NEO4J_HOME": str(home.server),
            "NEO4J_CONF": str(home.configuration),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if called.returncode != 0:
        raise StoreError("local.password_refused", lines=called.stderr.strip()[-1000:])
