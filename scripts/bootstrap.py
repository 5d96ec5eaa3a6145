"""Make the project's own environment: uv in ``.tool``, all else in ``.venv``.

The Makefile runs it as ``bootstrap.py run`` (what ``make demo`` needs) or ``bootstrap.py dev``
(tests and checks as well). It needs nothing but a Python with pip, so its sentences are here and
not in a catalogue. No Python is downloaded: the one that runs this script is the one of ``.venv``.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"
FAILED = """
没有装好：以上命令失败。常见原因是没有网络，或软件包镜像不可用；
可在 pip 的配置或 PIP_INDEX_URL 中指定镜像，然后重新运行同一命令。
Set-up failed at the command above. Most often there is no network, or the package index cannot be
reached; name a mirror in pip's configuration or in PIP_INDEX_URL. Then run the same command again.
"""
NO_WHEELS = """
这个平台（{platform}）没有所需的二进制包，尤其没有 Java 运行环境。
请在 glibc 的 Linux（如 Debian、Ubuntu 或其容器）、macOS 或 x86-64 的 Windows 上运行。
There are no wheels for this platform ({platform}), above all none that carries Java. Use a Linux
with glibc (Debian, Ubuntu, or a container of them), macOS, or Windows on x86-64.
"""
# What uv calls the settings that pip already has, and what separates several values there.
SETTINGS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "no-index": ("UV_NO_INDEX", " "),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "proxy": ("ALL_PROXY", " "),
    "cert": ("SSL_CERT_FILE", " "),
}
SECTIONS = ("global", "install", ":env:")  # the later one wins, as in pip


def uv_settings(pip_config: str) -> dict[str, str]:
    """Translate the output of ``pip config list`` into the environment variables of uv."""
    found: dict[str, tuple[int, str]] = {}
    for line in pip_config.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.partition(".")
        if section in SECTIONS and name in SETTINGS:
            rank = SECTIONS.index(section)
            found[name] = max(found.get(name, (0, "")), (rank, ast.literal_eval(value)))
    settings = {
        SETTINGS[name][0]: SETTINGS[name][1].join(value.split())
        for name, (_, value) in found.items()
    }
    if "UV_INDEX" in settings:
        # pip looks for the best match in all indexes; the hashes of the lock make that safe here.
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return settings


def run(*command: str | Path, env: dict[str, str] | None = None, attempts: int = 1) -> None:
    """Run ``command`` in the checkout; if it fails ``attempts`` times, end with a hint."""
    for _ in range(attempts):
        if not subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
            return
    print("$", *command, FAILED, file=sys.stderr)
    sys.exit(1)


def fetch_uv(tool: Path, lock: Path) -> Path:
    """Return the path of the locked uv, fetched into the environment ``tool`` if not there yet."""
    stamp, wanted = tool / ".locked", lock.read_text("utf-8")
    uv = tool / BIN / "uv"
    if not (uv.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted):
        run(sys.executable, "-m", "venv", "--clear", tool)
        pip = (tool / BIN / "python", "-m", "pip", "--disable-pip-version-check", "install")
        run(*pip, "--quiet", "--require-hashes", "--only-binary=:all:", "-r", lock)
        stamp.write_text(wanted, "utf-8")
    return uv


def uv_environment(tool: Path) -> dict[str, str]:
    """Return the environment in which uv sees the user's pip settings; uv's own settings win."""
    listing = subprocess.run(
        (tool / BIN / "python", "-m", "pip", "config", "list"),
        capture_output=True,
        text=True,
        check=True,
    )
    here = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    like_pip = {"UV_SYSTEM_CERTS": "true", **uv_settings(listing.stdout)}
    return {**like_pip, **here, "UV_PYTHON_DOWNLOADS": "never"}


def same_python(venv: Path) -> bool:
    """Tell whether ``venv`` works and has the version of the Python that runs this script."""
    ask = (venv / BIN / "python", "-c", "import sys; print(sys.version)")
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == sys.version


def install(uv: Path, venv: Path, lock: Path, env: dict[str, str]) -> None:
    """Bring ``venv`` in step with ``lock`` and add the project itself, editable."""
    if not same_python(venv):
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, venv, env=env)
    python = ("--python", venv / BIN / "python")
    # A mirror under load may answer that a package has no versions, which uv takes as final.
    run(uv, "pip", "sync", *python, "--require-hashes", lock, env=env, attempts=3)
    alone = ("--quiet", "--no-deps", "--no-build-isolation", "--editable", ".")
    run(uv, "pip", "install", *python, *alone, env=env)


def refuse_platform(platform: str) -> None:
    """End with a way out on Alpine (musl) and Windows on ARM, for which there are no wheels."""
    if "musl" in platform or platform == "win-arm64":
        print(NO_WHEELS.format(platform=platform), file=sys.stderr)
        sys.exit(1)


def main(asked: str) -> None:
    """Set up what ``asked`` (``run`` or ``dev``) needs; an environment with more keeps it."""
    refuse_platform(sysconfig.get_config_var("HOST_GNU_TYPE") or sysconfig.get_platform())
    tool, venv = ROOT / ".tool", ROOT / ".venv"
    kinds = ["run", "dev"] if asked == "dev" or (venv / ".locked-dev").exists() else ["run"]
    print("正在准备运行环境 · preparing the environment …", file=sys.stderr, flush=True)
    uv = fetch_uv(tool, ROOT / "locks" / "uv.txt")
    install(uv, venv, ROOT / "locks" / f"{kinds[-1]}.txt", uv_environment(tool))
    for kind in kinds:
        (venv / f".locked-{kind}").touch()


if __name__ == "__main__":
    main(sys.argv[1])
