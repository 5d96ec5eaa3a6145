"""Citizen numbers become keys before anything is stored (design §2 rule 10)."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from graph.store import Store
from messages import StoreError

_KEY_ID = "k1"
_CHECK = b"creditgraph person key"
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """Makes the key of a person from a citizen number; the secret never leaves this object."""

    _secret: bytes

    def subject_id(self, citizen_number: str) -> str:
        """Return the id of the person who bears a valid citizen number (18 digits of it count)."""
        digest = hmac.new(self._secret, _canonical(citizen_number).encode(), hashlib.sha256)
        return f"person:{_KEY_ID}:{digest.hexdigest()[:40]}"

    def tag(self, number: str) -> str:
        """Return what tells a masked number from others: it neither shows nor counts as a key."""
        digest = hmac.new(self._secret, b"number " + number.encode(), hashlib.sha256)
        return f"#{digest.hexdigest()[:8]}"

    @property
    def check(self) -> str:
        """What the graph keeps to recognise the secret."""
        return hmac.new(self._secret, _CHECK, hashlib.sha256).hexdigest()[:32]

    @classmethod
    def open(cls, path: Path, store: Store) -> PersonKeys:
        """Return the keys of a home and a graph that belong together; make them at first use.

        Raises:
            StoreError: the graph was written with another secret, or the secret is lost or damaged.
        """
        known = store.read("ingest/person_key", id=_KEY_ID)
        if not path.exists():
            if known:
                raise StoreError("ingest.person_key_lost", path=path.name)
            _make(path)
        keys = cls(_read(path))
        store.write_unclocked("ingest/keep_person_key", id=_KEY_ID, check=keys.check)
        known = store.read("ingest/person_key", id=_KEY_ID)
        if any(row["check"] != keys.check for row in known):
            raise StoreError("ingest.person_key_differs", path=path.name)
        return keys


def _make(path: Path) -> None:
    """Make a secret, whole or not at all; of two that make one at once, the first counts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_SECRET_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
    finally:
        Path(made).unlink()


def _read(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) != _SECRET_BYTES:
        raise StoreError("ingest.person_key_damaged", path=path.name)
    return secret


def _canonical(number: str) -> str:
    """Return the 18-character form, so that an old 15-digit number and its new one agree."""
    if len(number) == 18:
        return number
    body = number[:6] + "19" + number[6:]
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(c) for w, c in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]
