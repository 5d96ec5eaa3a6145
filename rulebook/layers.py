"""Layers of the rulebook: the national one, a city's supplement, a directory of one's own.

A layer is a directory. Each kind of entry has one file in it (``lists.yaml``), formats one file
each below ``formats/``. A file holds ``entries`` and, for what they share, ``defaults``.

An upper layer never edits a lower one. An entry with a new id is added. An entry whose id a lower
layer has must say what it does: ``overlay: replace`` puts all its versions away; ``overlay:
version`` adds a version, and the one in force before it ends on the day before it starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from messages import InputError
from rulebook.schema import Dated

D = TypeVar("D", bound=Dated)

Versions = Mapping[str, tuple[D, ...]]
"""The versions of each id, oldest first."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Layer:
    """One directory of entries; ``formats`` is where its field standards are."""

    root: Path
    formats: Path

    def files(self, stem: str) -> list[Path]:
        """Return the files of this layer that hold the entries of ``stem``."""
        if stem == "formats":
            return sorted(self.formats.glob("*.yaml"))
        path = self.root / f"{stem}.yaml"
        return [path] if path.is_file() else []


def read(layers: tuple[Layer, ...], stem: str, kind: type[D]) -> Versions[D]:
    """Return the entries of ``kind`` with every layer laid over the one before.

    Raises:
        InputError: a file is no YAML of the expected shape, an entry has no legal basis or is
            otherwise wrong, versions overlap, or an overlay does not say what it does.
    """
    merged: dict[str, tuple[D, ...]] = {}
    for layer in layers:
        merged.update(_laid_over(merged, _versions(layer, stem, kind)))
    return merged


def _versions(layer: Layer, stem: str, kind: type[D]) -> dict[str, tuple[tuple[Path, D], ...]]:
    found: dict[str, tuple[tuple[Path, D], ...]] = {}
    for path in layer.files(stem):
        for raw in _raw_entries(path):
            entry = _parse(path, raw, kind)
            found[entry.id] = (*found.get(entry.id, ()), (path, entry))
    return found


def _laid_over(
    below: Mapping[str, tuple[D, ...]], above: Mapping[str, tuple[tuple[Path, D], ...]]
) -> Iterator[tuple[str, tuple[D, ...]]]:
    for entry_id, added in above.items():
        kept: tuple[D, ...] = below.get(entry_id, ())
        for path, entry in added:
            kept = _beside(path, kept, entry, exists=entry_id in below)
        versions = sorted((*kept, *(e for _, e in added)), key=lambda e: e.in_force_from)
        _refuse_overlap(added[0][0], versions)
        yield entry_id, tuple(versions)


def _beside(path: Path, kept: tuple[D, ...], entry: D, *, exists: bool) -> tuple[D, ...]:
    if exists and entry.overlay is None:
        raise InputError("rulebook.overlay_unmarked", file=path.name, id=entry.id)
    if not exists and entry.overlay is not None:
        raise InputError("rulebook.overlay_of_nothing", file=path.name, id=entry.id)
    if entry.overlay != "version":
        return ()
    last_day = entry.in_force_from - timedelta(days=1)
    return tuple(
        v.model_copy(update={"in_force_to": last_day}) if v.holds_on(last_day) else v
        for v in kept
        if v.in_force_from < entry.in_force_from
    )


def _refuse_overlap(path: Path, versions: list[D]) -> None:
    for earlier, later in pairwise(versions):
        if earlier.holds_on(later.in_force_from):
            raise InputError(
                "rulebook.versions_overlap",
                file=path.name,
                id=later.id,
                first=earlier.version,
                second=later.version,
            )


def _raw_entries(path: Path) -> list[dict[str, object]]:
    content = _yaml(path)
    if "entries" not in content:
        return [content]
    defaults, entries = content.get("defaults", {}), content["entries"]
    if not isinstance(defaults, dict) or not isinstance(entries, list):
        raise InputError("rulebook.not_yaml", file=path.name, problem="defaults, entries")
    return [{**defaults, **entry} for entry in entries]


def _yaml(path: Path) -> dict[str, object]:
    try:
        # The loader is a safe one: no YAML tag of it makes an object.
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    except (yaml.YAMLError, ValueError) as error:
        raise InputError("rulebook.not_yaml", file=path.name, problem=str(error)) from error
    if not isinstance(content, dict):
        raise InputError("rulebook.not_yaml", file=path.name, problem=type(content).__name__)
    return content


def _parse(path: Path, raw: dict[str, object], kind: type[D]) -> D:
    entry_id = raw.get("id")
    if not raw.get("legal_basis"):
        raise InputError("rulebook.no_basis", file=path.name, id=entry_id)
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "-"
        raise InputError(
            "rulebook.invalid", file=path.name, id=entry_id, field=field, problem=first["msg"]
        ) from error
