"""The demo: a synthetic town goes in, and the five main questions come out.

Runs the product's own commands, each shown as one would type it, on a server and a home of its own.
"""

from __future__ import annotations

import json
import os
import shlex
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".demo" / "home"
TOWN = ROOT / ".demo" / "town"
DEPTH = 3
os.environ.setdefault("CREDITGRAPH_HOME", str(HOME))
os.environ.setdefault("CREDITGRAPH_CITY", "suzhou")
os.environ.pop("CREDITGRAPH_NEO4J_URI", None)  # no invented town in a graph of the user's own

from api.cli import app  # noqa: E402 (the home has to be set first)
from api.console import out, say  # noqa: E402


def main() -> None:
    """Show the system at work and say what to type next."""
    started = time.monotonic()
    out.rule(say("demo.title"))
    run("up")
    run("sample", "--scale", "town", "--seed", "1", "--out", str(TOWN))
    run("ingest", str(TOWN))
    truth = json.loads((TOWN / "truth.json").read_text(encoding="utf-8"))
    today = truth["today"]
    start = pick_trace(truth)
    step("demo.profile")
    run("profile", pick_profile(truth), "--as-of", today)
    step("demo.trace")
    run("trace", start, "--depth", str(DEPTH), "--as-of", today)
    step("demo.screen")
    run("screen", str(TOWN / "bidders.xlsx"), "--stage", "registration", "--as-of", today)
    step("demo.contracts")
    run("contracts", "--overdue", "--limit", "10", "--as-of", today)
    step("demo.complaints")
    run("complaints", "--open", "--limit", "10", "--as-of", today)
    out.rule(say("demo.done", seconds=round(time.monotonic() - started)))
    out.print(say("demo.next", home=HOME.relative_to(ROOT), code=start), markup=False)


def step(key: str) -> None:
    """Announce what the next command shows."""
    out.print()
    out.rule(say(key), align="left")


def run(*arguments: str) -> None:
    """Run one command, shown as one would type it."""
    shown = [argument.replace(str(ROOT) + os.sep, "") for argument in arguments]
    out.print("$ creditgraph " + shlex.join(shown), style="bold cyan", markup=False)
    app(list(arguments), standalone_mode=False)


def pick_profile(truth: dict[str, Any]) -> str:
    """Return the code of a dishonest firm with many records."""
    firms = [subject for subject in truth["dishonest"] if subject.get("uscc")]
    richest = max(firms, key=lambda firm: (len(firm["documents"]), firm["uscc"]))
    code: str = richest["uscc"]
    return code


def pick_trace(truth: dict[str, Any]) -> str:
    """Return the code of a firm whose related dishonest party is as far away as is looked."""
    near = [trace for trace in truth["traces"] if trace["hops"] <= DEPTH]
    farthest = max(near, key=lambda trace: (trace["hops"], trace["start"]))
    code: str = farthest["start"]
    return code


if __name__ == "__main__":
    main()
