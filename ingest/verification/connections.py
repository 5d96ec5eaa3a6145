"""Where each verification is asked: an address and a credential, from a file beside the secrets.

Neither goes into the graph, an answer, a sentence or a log.
"""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    RootModel,
    SecretStr,
    TypeAdapter,
    ValidationError,
    field_validator,
)

from messages import InputError, RemoteError

CONNECTIONS = "verification.yaml"
"""The name of the file."""

_URL = TypeAdapter(HttpUrl)


class Connection(BaseModel):
    """How one verification is reached.

    Attributes:
        url: with https; without it only on this machine.
        credential_file: holds what is sent as the bearer token; a relative path starts at the file
            of the connections.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    url: SecretStr
    credential_file: Path | None = None
    credential: SecretStr | None = Field(default=None, init=False, exclude=True)

    @field_validator("url")
    @classmethod
    def _is_safe(cls, url: SecretStr) -> SecretStr:
        parsed = _URL.validate_python(url.get_secret_value())
        if parsed.username is not None or parsed.fragment or not _is_private(parsed):
            problem = "unsafe"
            raise ValueError(problem)
        return SecretStr(str(parsed))


class _Connections(RootModel[dict[str, Connection]]):
    model_config = ConfigDict(hide_input_in_errors=True)


def connection_of(file: Path, verification: str) -> Connection:
    """Return how a verification is reached.

    Raises:
        RemoteError: nothing is stated of it.
        InputError: the file, or the one with the credential, cannot be read.
    """
    found = _read(file).get(verification)
    if found is None:
        raise RemoteError("verification.not_connected", verification=verification, file=file.name)
    if found.credential_file is None:
        return found
    credential = SecretStr(_credential(file, found.credential_file, verification))
    return found.model_copy(update={"credential": credential})


def connected(file: Path) -> frozenset[str]:
    """Return the ids of the verifications that can be asked here."""
    return frozenset(_read(file))


def _read(file: Path) -> dict[str, Connection]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        return _Connections.model_validate(content or {}).root
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "-"
    except (OSError, ValueError, yaml.YAMLError):
        place = "-"
    raise InputError("verification.bad_connections", file=file.name, field=place)


def _credential(file: Path, named: Path, verification: str) -> str:
    try:
        credential = (file.parent / named).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        credential = ""
    if not credential or not credential.isprintable():
        raise InputError("verification.bad_credential", file=named.name, verification=verification)
    return credential


def _is_private(url: HttpUrl) -> bool:
    """Tell whether nobody on the way can read what is sent."""
    return url.scheme == "https" or _is_loopback((url.host or "").strip("[]"))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
