"""What can be set, from the environment; read once, where the program starts."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.store.local import default_home


class Settings(BaseSettings):
    """Settings from ``CREDITGRAPH_…`` variables.

    Attributes:
        neo4j_uri: an own server; the local one if left out.
        home: where the local server, its data and secrets live.
        city: the city whose supplement is laid over the national rulebook.
        rulebook: a folder of further entries laid over both.
        language: of what the command line says.
    """

    model_config = SettingsConfigDict(env_prefix="CREDITGRAPH_", frozen=True)

    neo4j_uri: str | None = None
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    home: Path = Field(default_factory=default_home)
    city: str | None = None
    rulebook: Path | None = None
    language: Literal["zh", "en"] = "zh"

    @property
    def person_key(self) -> Path:
        """The file of the secret that person ids are made with."""
        return self.home / "person.key"
