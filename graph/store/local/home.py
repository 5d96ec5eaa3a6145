"""Where a local server keeps what: one folder, ``CREDITGRAPH_HOME``, isolates it wholly."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APPLICATION = "creditgraph"


def default_home() -> Path:
    """Return the folder of the user's server: ``CREDITGRAPH_HOME``, else the platform's place."""
    chosen = os.environ.get("CREDITGRAPH_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir(APPLICATION))


def cache_folder() -> Path:
    """Return the folder of what may be fetched again, shared by all homes of the user."""
    chosen = os.environ.get("CREDITGRAPH_CACHE")
    return (Path(chosen) if chosen else Path(platformdirs.user_cache_dir(APPLICATION))).resolve()


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one local server below ``root``, an absolute folder."""

    root: Path

    @property
    def server(self) -> Path:
        """The server's own home: data, logs, configuration."""
        return self.root / "neo4j"

    @property
    def configuration(self) -> Path:
        """The folder with the ``neo4j.conf`` that is written before each start."""
        return self.server / "conf"

    @property
    def extra(self) -> Path:
        """The user's own settings, laid over ours; need not exist."""
        return self.root / "neo4j-extra.conf"

    @property
    def console(self) -> Path:
        """What the server process printed since its last start."""
        return self.server / "logs" / "console.log"

    @property
    def secret(self) -> Path:
        """The password, readable by its owner only."""
        return self.root / "neo4j.secret"

    @property
    def run(self) -> Path:
        """Which process serves this home, and on which port."""
        return self.root / "neo4j.run.json"

    @property
    def lock(self) -> Path:
        """Held while the server is started or stopped."""
        return self.root / "neo4j.lock"

    @property
    def aside(self) -> Path:
        """Where a graph is kept while another is restored in its place."""
        return self.server / "data" / "before-restore"

    @property
    def discarded(self) -> Path:
        """Where a replaced graph is until it is removed."""
        return self.server / "data" / "discarded"

    @property
    def accounts(self) -> tuple[Path, Path]:
        """The two folders of the server's system database, where the password's hash is."""
        data = self.server / "data"
        return data / "databases" / "system", data / "transactions" / "system"
