"""What can be set, from the environment; read once, where the program starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.store.local import default_home
from messages import InputError

_PREFIX = "CREDITGRAPH_"
ELSEWHERE = ("CACHE", "JAVA", "MAVEN_URL", "SHARED_DATA")
"""Read by the local server and by the tests of real rows."""

_TESTS = f"{_PREFIX}TEST_"


class Settings(BaseSettings):
    """Settings from ``CREDITGRAPH_…`` variables; an empty one is as good as none.

    Attributes:
        neo4j_uri: an own server; the local one if left out.
        neo4j_user: who connects to an own server.
        neo4j_password: with what; rather kept in a file.
        neo4j_auth_file: a file that says ``user/password``, as Neo4j's image reads it; it wins.
        home: where the local server, its data and secrets live.
        city: the city whose supplement is laid over the national rulebook.
        rulebook: a folder of further entries laid over both.
        language: of what the command line says.
        body_limit_mb: the largest request that HTTP takes, in megabytes.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, env_ignore_empty=True)

    neo4j_uri: str | None = None
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    neo4j_auth_file: Path | None = None
    home: Path = Field(default_factory=default_home)
    city: str | None = None
    rulebook: Path | None = None
    language: Literal["zh", "en"] = "zh"
    body_limit_mb: int = Field(default=16, gt=0)

    @property
    def neo4j_login(self) -> tuple[str, str]:
        """User and password for an own server.

        Raises:
            InputError: the file that should say them is missing, or says none.
        """
        if self.neo4j_auth_file is None:
            return self.neo4j_user, self.neo4j_password.get_secret_value()
        try:
            said = self.neo4j_auth_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("api.auth_file", file=self.neo4j_auth_file) from error
        user, _, password = said.partition("/")
        if not user or not password:
            raise InputError("api.auth_file", file=self.neo4j_auth_file)
        return user, password

    @property
    def person_key(self) -> Path:
        """The file of the secret that person ids are made with."""
        return self.home / "person.key"


def unknown_variables(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each variable that looks like a setting and is none, with the nearest that is one."""
    known = [_PREFIX + name.upper() for name in (*Settings.model_fields, *ELSEWHERE)]
    for name in sorted(names):
        if name.startswith(_PREFIX) and not name.startswith(_TESTS) and name not in known:
            nearest = get_close_matches(name, known, n=1, cutoff=0)
            yield name, nearest[0]
